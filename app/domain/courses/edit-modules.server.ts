import { db, type Tx } from "~/db.server";
import { LESSON_IN_USE } from "~/domain/catalog/contents.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
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
  return inCourse(key, async (tx) => ok(await appendModule(tx, key.offerId, title)));
}

/** The same inside a transaction that holds the course's lock. */
export async function appendModule(tx: Tx, offerId: string, title: string): Promise<string> {
  const last = await tx.module.aggregate({ where: { offerId }, _max: { position: true } });
  const id = newId("module");
  await tx.module.create({ data: { id, offerId, title, position: (last._max.position ?? -1) + 1 } });
  return id;
}

/** Answers the former title, to go back to. */
export function renameModule(key: CourseKey, { moduleId, title }: { moduleId: string; title: string }): Promise<Result<{ former: string }, "not_found">> {
  return inCourse(key, async (tx) => {
    const module = await tx.module.findFirst({ where: { id: moduleId, offerId: key.offerId, deletedAt: null }, select: { title: true } });
    if (!module) return fail("not_found");
    await tx.module.update({ where: { id: moduleId }, data: { title } });
    return ok({ former: module.title });
  });
}
