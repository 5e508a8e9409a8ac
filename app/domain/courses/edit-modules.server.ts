import { db, type Tx } from "~/db.server";
import { LESSON_IN_USE } from "~/domain/catalog/contents.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import { removeFile } from "~/domain/files/remove-file.server";
import type { Offer } from "~/generated/prisma/client";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";

/** Every command asks whose course it is; another store's, and what is not a course, are simply not there. */
export interface CourseKey {
  storeId: string;
  offerId: string;
}

/** Lock the course and do something to it in one transaction. */
export async function inCourse<T, E = never>(key: CourseKey, change: (tx: Tx, course: Offer) => Promise<Result<T, E | "not_found">>): Promise<Result<T, E | "not_found">> {
  return db.$transaction(async (tx) => {
    const offer = await lockOffer(tx, key);
    if (!offer || offer.kind !== "course") return fail("not_found");
    return change(tx, offer);
  });
}

/** Would a published course be left without a lesson? Then people would pay for nothing. */
export async function wouldEmpty(tx: Tx, course: Offer, going: number): Promise<boolean> {
  return course.status === "published" && going > 0 && (await tx.lesson.count({ where: { offerId: course.id, ...LESSON_IN_USE } })) === going;
}

/** A new module at the end. Answers its id. */
export function addModule(key: CourseKey, { title }: { title: string }): Promise<Result<string, "not_found">> {
  return inCourse(key, async (tx) => {
    const last = await tx.module.aggregate({ where: { offerId: key.offerId }, _max: { position: true } });
    const id = newId("module");
    await tx.module.create({ data: { id, offerId: key.offerId, title, position: (last._max.position ?? -1) + 1 } });
    return ok(id);
  });
}

export function renameModule(key: CourseKey, { moduleId, title }: { moduleId: string; title: string }): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const { count } = await tx.module.updateMany({ where: { id: moduleId, offerId: key.offerId }, data: { title } });
    return count === 0 ? fail("not_found") : ok();
  });
}

/** One step up or down among the modules; at the end nothing happens. */
export function moveModule(key: CourseKey, { moduleId, direction }: { moduleId: string; direction: Direction }): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const modules = await tx.module.findMany({ where: { offerId: key.offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
    if (!modules.some((module) => module.id === moduleId)) return fail("not_found");
    for (const { id, position } of moveByOne(modules, moduleId, direction)) await tx.module.update({ where: { id }, data: { position } });
    return ok();
  });
}

/** The module with its lessons, their progress and their videos. Cannot be undone. The last lessons of a published course stay. */
export async function deleteModule(key: CourseKey, { moduleId }: { moduleId: string }): Promise<Result<undefined, "not_found" | "last_one">> {
  const deleted = await inCourse<string[], "last_one">(key, async (tx, course) => {
    const lessons = await tx.lesson.findMany({ where: { moduleId, offerId: key.offerId }, select: { videoFileId: true } });
    if (await wouldEmpty(tx, course, lessons.length)) return fail("last_one");
    const { count } = await tx.module.deleteMany({ where: { id: moduleId, offerId: key.offerId } });
    return count === 0 ? fail("not_found") : ok(lessons.flatMap(({ videoFileId }) => videoFileId ?? []));
  });
  if (!deleted.ok) return deleted;
  for (const fileId of deleted.value) await removeFile(fileId);
  return ok();
}
