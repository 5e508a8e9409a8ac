import { db, type Tx } from "~/db.server";
import { MINUTE, now } from "~/lib/clock";
import { richText, textOf } from "~/lib/html.server";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";

/** While somebody writes, one earlier text is kept for each such stretch of time. */
const APART = 5 * MINUTE;
const KEPT = 30;

/** A lesson's text at a moment. `savedAt`: the UTC instant at which it was written. */
export interface EarlierText {
  id: string;
  title: string;
  savedAt: Date;
  wordCount: number;
}

interface Text {
  title: string;
  bodyHtml: string;
}

/**
 * Keep a text that is about to be replaced. Inside the transaction that replaces it, with the course locked. Unless it must be
 * kept (`always`: something restored, or another window's text overwritten), a text is left out that came within five minutes
 * after the last one kept and within five minutes before the next: what stood at the end of a sitting is always kept. Of one
 * lesson the last thirty stay.
 */
export async function keepRevision(tx: Tx, lesson: Text & { id: string; savedAt: Date }, always: boolean): Promise<void> {
  if (lesson.bodyHtml === "" && !always) return;
  const last = await tx.lessonRevision.findFirst({ where: { lessonId: lesson.id }, orderBy: [{ savedAt: "desc" }, { id: "desc" }] });
  if (last && last.title === lesson.title && last.bodyHtml === lesson.bodyHtml) return;
  const stretch = last ? lesson.savedAt.getTime() - last.savedAt.getTime() : Infinity;
  const pause = now().getTime() - lesson.savedAt.getTime();
  if (!always && stretch < APART && pause < APART) return;
  await tx.lessonRevision.create({ data: { id: newId("lessonRevision"), lessonId: lesson.id, title: lesson.title, bodyHtml: lesson.bodyHtml, savedAt: lesson.savedAt } });
  const tooOld = await tx.lessonRevision.findMany({ where: { lessonId: lesson.id }, orderBy: [{ savedAt: "desc" }, { id: "desc" }], skip: KEPT, select: { id: true } });
  if (tooOld.length > 0) await tx.lessonRevision.deleteMany({ where: { id: { in: tooOld.map(({ id }) => id) } } });
}

/** A lesson's earlier texts, the newest first: at most thirty. */
export async function earlierTexts(offerId: string, lessonId: string): Promise<EarlierText[]> {
  const rows = await db.lessonRevision.findMany({ where: { lessonId, lesson: { offerId } }, orderBy: [{ savedAt: "desc" }, { id: "desc" }], take: KEPT });
  return rows.map(({ id, title, savedAt, bodyHtml }) => ({ id, title, savedAt, wordCount: wordCount(bodyHtml) }));
}

/** One earlier text of this lesson of this offer; null when it is not one. */
export async function earlierText(offerId: string, lessonId: string, revisionId: string): Promise<(EarlierText & { bodyHtml: string }) | null> {
  const row = await db.lessonRevision.findFirst({ where: { id: revisionId, lessonId, lesson: { offerId } } });
  return row && { id: row.id, title: row.title, savedAt: row.savedAt, bodyHtml: row.bodyHtml, wordCount: wordCount(row.bodyHtml) };
}

/** Write an earlier text over the present one, which is kept first: going back can be gone back on. Answers when it was from. */
export function restoreRevision(key: CourseKey, { lessonId, revisionId }: { lessonId: string; revisionId: string }): Promise<Result<Date, "not_found">> {
  return inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } } });
    const revision = await tx.lessonRevision.findFirst({ where: { id: revisionId, lessonId } });
    if (!lesson || !revision) return fail("not_found");
    await keepRevision(tx, { ...lesson, savedAt: lesson.updatedAt }, true);
    await tx.lesson.update({ where: { id: lessonId }, data: { title: revision.title, bodyHtml: revision.bodyHtml, version: { increment: 1 }, updatedAt: now() } });
    return ok(revision.savedAt);
  });
}

/** What somebody typed and then gave up for another window's text: it goes into the history, not away. */
export function keepAside(key: CourseKey, { lessonId, title, bodyHtml }: Text & { lessonId: string }): Promise<Result<undefined, "not_found">> {
  return inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } }, select: { id: true } });
    if (!lesson) return fail("not_found");
    await keepRevision(tx, { id: lessonId, title, bodyHtml: richText(bodyHtml), savedAt: now() }, true);
    return ok();
  });
}

function wordCount(html: string): number {
  return textOf(html).split(" ").filter(Boolean).length;
}
