import { DAY } from "~/lib/clock";
import { formatDay } from "~/lib/dates";

/** Why a lesson of a course somebody owns is not open yet. */
export type Lock =
  /** Its time has not come. `opensAt`: UTC instant. */
  | { kind: "drip"; opensAt: Date }
  /** The course is taken in order, and a lesson before it is not done. */
  | { kind: "order" };

/** What decides when a lesson opens. */
export interface Lockable {
  id: string;
  /** Days after enrolment. */
  dripDays: number | null;
  /** UTC instant, for everybody. */
  dripAt: Date | null;
  isPreview: boolean;
}

export interface LockFacts {
  /** Since when the course has been open to the person. */
  since: Date;
  now: Date;
  /** The course is taken in order. */
  inOrder: boolean;
  /** Every lesson before it is done, or the lesson itself is: what was learnt once is never shut again by an order. */
  doneBefore: boolean;
}

/** The instant at which a lesson opens by itself; null: at once. A date wins over days, should both be set. */
export function opensAt(lesson: Pick<Lockable, "dripDays" | "dripAt">, since: Date): Date | null {
  if (lesson.dripAt !== null) return lesson.dripAt;
  return lesson.dripDays === null ? null : new Date(since.getTime() + lesson.dripDays * DAY);
}

/** Whether a lesson is shut, and why. The date comes first: it is what one can only wait for. A preview is open to all. */
export function lockOf(lesson: Lockable, { since, now, inOrder, doneBefore }: LockFacts): Lock | null {
  if (lesson.isPreview) return null;
  const at = opensAt(lesson, since);
  if (at !== null && at > now) return { kind: "drip", opensAt: at };
  return inOrder && !doneBefore ? { kind: "order" } : null;
}

/** Whether all lessons before one are done, or it is itself. `number`: from 1; `firstUndone`: the first not done, null for none. */
export function doneBefore(lesson: { number: number; done: boolean }, firstUndone: number | null): boolean {
  return lesson.done || firstUndone === null || lesson.number <= firstUndone;
}

/** A lock in words, to stand beside a lesson's title. */
export function lockText(lock: Lock): string {
  return lock.kind === "drip" ? `Opens on ${formatDay(lock.opensAt)}` : "Opens after the lesson before it";
}
