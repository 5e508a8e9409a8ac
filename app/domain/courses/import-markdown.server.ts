import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { db } from "~/db.server";
import { storage } from "~/integrations/storage/storage.server";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { appendModule, inCourse, type CourseKey } from "./edit-modules.server";
import { shortTitle, type ImportPlan, type PlannedLesson } from "./import-plan";

/** What an import that waits is called among the uploads; the sweep of uploads removes it after a day. */
const PURPOSE = "import";
/** Lessons a statement. */
const BATCH = 25;

/** Keep what was read until its creator has looked at it. Answers the id under which it waits. */
export async function keepPlan({ offerId, storeId }: CourseKey, userId: string, plan: ImportPlan): Promise<string> {
  const bytes = Buffer.from(JSON.stringify(plan));
  const id = newId("upload");
  const storageKey = `${storeId}/${PURPOSE}/${randomUUID()}`;
  const size = BigInt(bytes.length);
  // The row first: what lies in storage always has a row that the sweep finds.
  await db.upload.create({
    data: { id, storeId, userId, purpose: PURPOSE, fileName: offerId, byteSize: size, received: size, storageKey, createdAt: now(), expiresAt: later(DAY) },
  });
  await storage().putStream(storageKey, Readable.from([bytes]));
  return id;
}

/** What waits under an id for this course and this person; null when it is theirs no more, was added, or is too old. */
export async function keptPlan(key: CourseKey, userId: string, id: string): Promise<ImportPlan | null> {
  const row = await rowOf(key, userId, id);
  if (!row) return null;
  const chunks: Buffer[] = [];
  for await (const chunk of await storage().getStream(row.storageKey)) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString("utf8")) as ImportPlan;
}

/** Forget what waits. */
export async function dropPlan(key: CourseKey, userId: string, id: string): Promise<void> {
  const row = await rowOf(key, userId, id);
  if (!row) return;
  await db.upload.deleteMany({ where: { id } });
  await storage().remove(row.storageKey);
}

function rowOf({ offerId, storeId }: CourseKey, userId: string, id: string) {
  return db.upload.findFirst({ where: { id, storeId, userId, purpose: PURPOSE, fileName: offerId, expiresAt: { gt: now() } }, select: { storageKey: true } });
}

export interface Imported {
  lessons: number;
  modules: number;
  /** The first module that got a lesson. */
  firstModuleId: string | null;
}

/**
 * Make what waits: whole or not at all, and once, however often it is pressed. Files without a folder go into `intoModuleId`,
 * or a new module when it is null; a folder is a new module. `gone`: it was added or dropped before.
 */
export async function addPlan(key: CourseKey, userId: string, { id, intoModuleId }: { id: string; intoModuleId: string | null }): Promise<Result<Imported, "not_found" | "gone" | "module_gone">> {
  const row = await rowOf(key, userId, id);
  const plan = row && (await keptPlan(key, userId, id));
  if (!row || !plan) return fail("gone");
  const added = await inCourse<Imported, "gone" | "module_gone">(key, async (tx) => {
    if ((await tx.upload.deleteMany({ where: { id } })).count === 0) return fail("gone");
    if (intoModuleId !== null) {
      const module = await tx.module.findFirst({ where: { id: intoModuleId, offerId: key.offerId }, select: { deletedAt: true } });
      if (!module) return fail("not_found");
      if (module.deletedAt !== null) return fail("module_gone");
    }
    const lessons: { moduleId: string; position: number; lesson: PlannedLesson }[] = [];
    let modules = 0;
    for (const planned of plan.modules) {
      const existing = planned.title === null ? intoModuleId : null;
      const moduleId = existing ?? (await appendModule(tx, key.offerId, shortTitle(planned.title ?? "Lessons")));
      const last = existing ? await tx.lesson.aggregate({ where: { moduleId }, _max: { position: true } }) : null;
      const from = (last?._max.position ?? -1) + 1;
      modules += existing ? 0 : 1;
      lessons.push(...planned.lessons.map((lesson, index) => ({ moduleId, position: from + index, lesson })));
    }
    for (let at = 0; at < lessons.length; at += BATCH) {
      await tx.lesson.createMany({
        data: lessons.slice(at, at + BATCH).map(({ moduleId, position, lesson: { title, bodyHtml, isPreview, dripDays, dripAt, videoUrl } }) => ({
          id: newId("lesson"),
          offerId: key.offerId,
          moduleId,
          position,
          title,
          bodyHtml,
          isPreview,
          dripDays,
          dripAt: dripAt === null ? null : new Date(dripAt),
          videoUrl,
          updatedAt: now(),
        })),
      });
    }
    return ok({ lessons: lessons.length, modules, firstModuleId: lessons[0]?.moduleId ?? null });
  });
  if (added.ok) await storage().remove(row.storageKey);
  return added;
}

