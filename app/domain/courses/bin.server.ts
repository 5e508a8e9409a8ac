import { db, sql, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { removeFile } from "~/domain/files/remove-file.server";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { DAY, later, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, wouldEmpty, type CourseKey } from "./edit-modules.server";
import { writeLessons, writeModules } from "./move.server";

/** How long a module or lesson lies in the bin before it is removed for good. */
export const BIN_DAYS = 30;
/** How many the page lists, newest first. */
export const BIN_PAGE = 50;

export interface Binned {
  kind: "module" | "lesson";
  id: string;
  title: string;
  deletedAt: Date;
  /** Of a module: how many lessons come back with it. */
  lessonCount: number;
  /** Of a lesson: the module it comes back to. */
  moduleTitle: string;
}

/**
 * What is in a course's bin, newest first, at most BIN_PAGE + 1: one query. Lessons in a module that is in the bin come with
 * it, and those deleted one by one before it are listed again once it is back.
 */
export async function courseBin(offerId: string): Promise<Binned[]> {
  const { rows } = await sql<Binned>(
    `SELECT 'module' AS kind, m.id, m.title, m.deleted_at AS "deletedAt", '' AS "moduleTitle",
            (SELECT count(*)::int FROM lessons l WHERE l.module_id = m.id AND l.deleted_at IS NULL) AS "lessonCount"
       FROM modules m WHERE m.offer_id = $1 AND m.deleted_at IS NOT NULL
      UNION ALL
     SELECT 'lesson', l.id, l.title, l.deleted_at, m.title, 0
       FROM lessons l JOIN modules m ON m.id = l.module_id
      WHERE l.offer_id = $1 AND l.deleted_at IS NOT NULL AND m.deleted_at IS NULL
      ORDER BY "deletedAt" DESC, id DESC LIMIT $2::int`,
    [offerId, BIN_PAGE + 1],
  );
  return rows;
}

/** Into the bin: out of sight for everybody at once, progress and files kept. Again: nothing happens. The last lesson of a published course stays. */
export function binLesson(key: CourseKey, { lessonId }: { lessonId: string }, by: Cause): Promise<Result<{ title: string }, "not_found" | "last_one">> {
  return inCourse<{ title: string }, "last_one">(key, async (tx, course) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId }, select: { title: true, deletedAt: true, module: { select: { deletedAt: true } } } });
    if (!lesson) return fail("not_found");
    if (lesson.deletedAt === null) {
      if (lesson.module.deletedAt === null && (await wouldEmpty(tx, course, 1))) return fail("last_one");
      await tx.lesson.update({ where: { id: lessonId }, data: { deletedAt: now() } });
      await written(tx, key, "deleted", `lesson “${lesson.title}”`, course, by);
    }
    return ok({ title: lesson.title });
  });
}

/** A module with its lessons into the bin. */
export function binModule(key: CourseKey, { moduleId }: { moduleId: string }, by: Cause): Promise<Result<{ title: string }, "not_found" | "last_one">> {
  return inCourse<{ title: string }, "last_one">(key, async (tx, course) => {
    const module = await tx.module.findFirst({ where: { id: moduleId, offerId: key.offerId }, select: { title: true, deletedAt: true } });
    if (!module) return fail("not_found");
    if (module.deletedAt === null) {
      if (await wouldEmpty(tx, course, await tx.lesson.count({ where: { moduleId, deletedAt: null } }))) return fail("last_one");
      await tx.module.update({ where: { id: moduleId }, data: { deletedAt: now() } });
      await written(tx, key, "deleted", `module “${module.title}”`, course, by);
    }
    return ok({ title: module.title });
  });
}

/** Back to where it stood. `module_gone`: its module is in the bin and must come back first. Not in the bin: nothing happens. */
export function restoreLesson(key: CourseKey, { lessonId }: { lessonId: string }, by: Cause): Promise<Result<{ title: string; moduleId: string }, "not_found" | "module_gone">> {
  return inCourse<{ title: string; moduleId: string }, "module_gone">(key, async (tx, course) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId }, select: { title: true, moduleId: true, position: true, deletedAt: true, module: { select: { deletedAt: true } } } });
    if (!lesson) return fail("not_found");
    if (lesson.module.deletedAt !== null) return fail("module_gone");
    if (lesson.deletedAt !== null) {
      const others = await tx.lesson.findMany({ where: { moduleId: lesson.moduleId, deletedAt: null }, orderBy: ORDER, select: PLACED });
      await tx.lesson.update({ where: { id: lessonId }, data: { deletedAt: null } });
      await writeLessons(tx, lesson.moduleId, backAmong(others, lessonId, lesson.position));
      await written(tx, key, "brought back", `lesson “${lesson.title}”`, course, by);
    }
    return ok({ title: lesson.title, moduleId: lesson.moduleId });
  });
}

/** A module with its lessons back to where it stood; lessons deleted before it stay in the bin. */
export function restoreModule(key: CourseKey, { moduleId }: { moduleId: string }, by: Cause): Promise<Result<{ title: string }, "not_found">> {
  return inCourse(key, async (tx, course) => {
    const module = await tx.module.findFirst({ where: { id: moduleId, offerId: key.offerId }, select: { title: true, position: true, deletedAt: true } });
    if (!module) return fail("not_found");
    if (module.deletedAt !== null) {
      const others = await tx.module.findMany({ where: { offerId: key.offerId, deletedAt: null }, orderBy: ORDER, select: PLACED });
      await tx.module.update({ where: { id: moduleId }, data: { deletedAt: null } });
      await writeModules(tx, backAmong(others, moduleId, module.position));
      await written(tx, key, "brought back", `module “${module.title}”`, course, by);
    }
    return ok({ title: module.title });
  });
}

/** Students lose or get it back at once: who did it stands in the list of deeds. */
function written(tx: Tx, { storeId, offerId }: CourseKey, deed: "deleted" | "brought back", what: string, course: Pick<Offer, "title">, by: Cause): Promise<void> {
  return auditBy(tx, by, { storeId, action: deed === "deleted" ? "offer.content-deleted" : "offer.content-restored", subjectType: "offer", subjectId: offerId, summary: `${deed} the ${what} of “${course.title}”` });
}

const ORDER = [{ position: "asc" as const }, { id: "asc" as const }];
const PLACED = { id: true, position: true } as const;

/** Deleting leaves a gap, so the old position still tells the place; whoever took it since stands after. */
function backAmong(others: { id: string; position: number }[], id: string, position: number): string[] {
  const at = others.findIndex((other) => other.position >= position);
  const ids = others.map((other) => other.id);
  ids.splice(at === -1 ? ids.length : at, 0, id);
  return ids;
}

/**
 * Remove for good what has been in a bin for BIN_DAYS: rows first, then files that nothing refers to any more, so that a
 * crash in between leaves a file too many. At most `size` lessons a call; the sweep comes again. Answers how many went.
 */
export async function emptyBins(size = 100): Promise<number> {
  const before = later(-BIN_DAYS * DAY);
  const due = { OR: [{ deletedAt: { lt: before } }, { module: { deletedAt: { lt: before } } }] };
  const files = new Set<string>();
  const gone = await db.$transaction(async (tx) => {
    const lessons = await tx.lesson.findMany({ where: due, take: size, orderBy: { id: "asc" }, select: { id: true } });
    const ids = lessons.map(({ id }) => id);
    for (const fileId of await filesOf(tx, ids)) files.add(fileId);
    // Asked again while deleting: a lesson restored meanwhile stays.
    const { count } = await tx.lesson.deleteMany({ where: { id: { in: ids }, ...due } });
    await tx.module.deleteMany({ where: { deletedAt: { lt: before }, lessons: { none: {} } } });
    return count;
  });
  for (const fileId of files) await removeFile(fileId);
  return gone;
}

/** Every file some lessons use: video, poster, captions, attachments, pictures in their text and in its former versions. */
async function filesOf(tx: Tx, lessonIds: string[]): Promise<string[]> {
  if (lessonIds.length === 0) return [];
  const lessons = await tx.lesson.findMany({
    where: { id: { in: lessonIds } },
    select: { videoFileId: true, posterFileId: true, captionsFileId: true, bodyHtml: true, files: { select: { fileId: true } }, revisions: { select: { bodyHtml: true } } },
  });
  return lessons.flatMap((lesson) => [
    ...[lesson.videoFileId, lesson.posterFileId, lesson.captionsFileId].flatMap((id) => id ?? []),
    ...lesson.files.map(({ fileId }) => fileId),
    ...[lesson.bodyHtml, ...lesson.revisions.map(({ bodyHtml }) => bodyHtml)].flatMap((html) => [...html.matchAll(/\/files\/(fil_[a-z0-9]{26})/g)].flatMap((match) => match[1] ?? [])),
  ]);
}
