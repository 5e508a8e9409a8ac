import { db } from "~/db.server";
import { madeBy } from "~/domain/team/makers.server";
import { moduleLessons, type CourseModule, type OutlineLesson } from "./contents.server";

export interface PublicModule extends CourseModule {
  /** Null: not read yet; `publicModuleLessons` has them. Fewer than `lessonCount`: the others are there too. */
  lessons: OutlineLesson[] | null;
}

/** Lessons an offer's page shows before anything is opened: a long course must not make its page long. */
const AT_FIRST = 20;

/** The modules that hold lessons, the first of them with its first lessons. One query whatever the size. */
export async function firstLessons(offerId: string, modules: readonly CourseModule[]): Promise<PublicModule[]> {
  const shown = modules.filter((module) => module.lessonCount > 0);
  const first = shown[0];
  if (!first) return [];
  const lessons = await db.lesson.findMany({
    where: { offerId, moduleId: first.id, deletedAt: null },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    take: AT_FIRST,
    select: { id: true, title: true, isPreview: true, videoFileId: true, videoUrl: true },
  });
  const outline = lessons.map(({ videoFileId, videoUrl, ...lesson }) => ({ ...lesson, hasVideo: videoFileId !== null || videoUrl !== null }));
  return shown.map((module) => ({ ...module, lessons: module.id === first.id ? outline : null }));
}

/** Lessons of a course that anybody may try, in the course's order. One query. */
export function freeLessons(offerId: string): Promise<{ id: string; title: string }[]> {
  return db.lesson.findMany({
    where: { offerId, isPreview: true, deletedAt: null, module: { deletedAt: null } },
    orderBy: [{ module: { position: "asc" } }, { moduleId: "asc" }, { position: "asc" }, { id: "asc" }],
    select: { id: true, title: true },
  });
}

/**
 * The lessons of one module of a published course, by its public address; its owner's drafts too. Null when there is no such
 * module there, so that nobody learns of what is not published.
 */
export async function publicModuleLessons(storeSlug: string, offerSlug: string, moduleId: string, ownerId: string | null): Promise<OutlineLesson[] | null> {
  const module = await db.module.findFirst({
    where: { id: moduleId, deletedAt: null, offer: { slug: offerSlug, store: { slug: storeSlug }, OR: [{ status: "published" }, ...(ownerId ? [{ store: madeBy(ownerId) }] : [])] } },
    select: { offerId: true },
  });
  if (!module) return null;
  return (await moduleLessons(module.offerId, moduleId)).map(({ id, title, isPreview, hasVideo }) => ({ id, title, isPreview, hasVideo }));
}
