import { db } from "~/db.server";
import type { Lesson, StoredFile } from "~/generated/prisma/client";

/** What a course holds, for this room's readers; the catalog's pages read the same. */
export { courseOutline, type OutlineLesson, type OutlineModule } from "~/domain/catalog/contents.server";

/** A lesson of this offer with its text; null when it is not one. Whether the reader may see it is for the caller to ask. */
export function lessonOf(offerId: string, lessonId: string): Promise<Lesson | null> {
  return db.lesson.findFirst({ where: { id: lessonId, offerId, deletedAt: null, module: { deletedAt: null } } });
}

/** The same for its creator, with the uploaded video's file; null for another store's. */
export async function lessonForStudio(storeId: string, offerId: string, lessonId: string): Promise<{ lesson: Lesson; moduleTitle: string; videoFile: StoredFile | null } | null> {
  const found = await db.lesson.findFirst({ where: { id: lessonId, offerId, deletedAt: null, module: { deletedAt: null }, offer: { storeId } }, include: { module: { select: { title: true } } } });
  if (!found) return null;
  const { module, ...lesson } = found;
  const videoFile = lesson.videoFileId === null ? null : await db.storedFile.findUnique({ where: { id: lesson.videoFileId } });
  return { lesson, moduleTitle: module.title, videoFile };
}
