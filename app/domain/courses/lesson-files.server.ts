import { db } from "~/db.server";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import { renamedFile } from "~/domain/files/file-name";
import { removeFile } from "~/domain/files/remove-file.server";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";
import { fileOfStore } from "./lesson-media.server";

/** More would be a download of its own. */
export const MAX_LESSON_FILES = 50;

/** A file that goes with a lesson. `id` is its place there. */
export interface AttachedFile {
  id: string;
  fileId: string;
  name: string;
  byteSize: number;
  contentType: string;
}

/** A lesson's files in the order the student sees them. Whether the reader may have them is for the caller to ask. */
export async function lessonFiles(offerId: string, lessonId: string): Promise<AttachedFile[]> {
  const places = await db.lessonFile.findMany({ where: { offerId, lessonId }, orderBy: [{ position: "asc" }, { id: "asc" }] });
  const stored = new Map((await db.storedFile.findMany({ where: { id: { in: places.map(({ fileId }) => fileId) } } })).map((file) => [file.id, file]));
  return places.flatMap(({ id, fileId, name }) => {
    const file = stored.get(fileId);
    return file ? [{ id, fileId, name: name ?? file.fileName, byteSize: Number(file.byteSize), contentType: file.contentType }] : [];
  });
}

/** A stored file of this store with purpose "attachment" goes to the end of the lesson's list. */
export function addLessonFile(key: CourseKey, { lessonId, fileId }: { lessonId: string; fileId: string }): Promise<Result<undefined, "not_found" | "too_many">> {
  return inCourse<undefined, "too_many">(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } }, select: { id: true } });
    if (!lesson || !(await fileOfStore(tx, key.storeId, fileId, "attachment"))) return fail("not_found");
    const there = await tx.lessonFile.findMany({ where: { lessonId }, select: { fileId: true, position: true } });
    // The answer to the first try was lost.
    if (there.some((place) => place.fileId === fileId)) return ok();
    if (there.length >= MAX_LESSON_FILES) return fail("too_many");
    const position = Math.max(-1, ...there.map((place) => place.position)) + 1;
    await tx.lessonFile.create({ data: { id: newId("lessonFile"), lessonId, offerId: key.offerId, fileId, position } });
    return ok();
  });
}

type Place = { lessonId: string; placeId: string };

/** Another name for students to see, at this place only: the file may stand in copies of the course too. The ending stays when none is typed. */
export function renameLessonFile(key: CourseKey, { lessonId, placeId, name }: Place & { name: string }): Promise<Result<undefined, "not_found" | "no_name">> {
  return inCourse<undefined, "no_name">(key, async (tx) => {
    const place = await tx.lessonFile.findFirst({ where: { id: placeId, lessonId, offerId: key.offerId } });
    const file = place && (await fileOfStore(tx, key.storeId, place.fileId, "attachment"));
    if (!place || !file) return fail("not_found");
    const next = renamedFile(place.name ?? file.fileName, name);
    if (next === null) return fail("no_name");
    await tx.lessonFile.update({ where: { id: place.id }, data: { name: next } });
    return ok();
  });
}

/** One step up or down; at the end nothing happens. */
export function moveLessonFile(key: CourseKey, { lessonId, placeId, direction }: Place & { direction: Direction }): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const places = await tx.lessonFile.findMany({ where: { lessonId, offerId: key.offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
    if (!places.some((place) => place.id === placeId)) return fail("not_found");
    for (const { id, position } of moveByOne(places, placeId, direction)) await tx.lessonFile.update({ where: { id }, data: { position } });
    return ok();
  });
}

/** The lesson goes on without this file; its bytes are deleted when nothing else uses them. */
export async function removeLessonFile(key: CourseKey, { lessonId, placeId }: Place): Promise<Result<undefined, "not_found">> {
  const removed = await inCourse(key, async (tx) => {
    const place = await tx.lessonFile.findFirst({ where: { id: placeId, lessonId, offerId: key.offerId } });
    if (!place) return fail("not_found");
    await tx.lessonFile.delete({ where: { id: place.id } });
    return ok(place.fileId);
  });
  if (!removed.ok) return removed;
  await removeFile(removed.value);
  return ok();
}
