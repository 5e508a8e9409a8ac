import { DAY } from "~/lib/clock";

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

/** A place in a course: the module's position and id, then the lesson's. */
export type Place = readonly [modulePosition: number, moduleId: string, position: number, lessonId: string];

/** Whether one lesson comes before another. The same order as SQL's row comparison under the "C" collation of our ids. */
export function comesBefore(one: Place, other: Place): boolean {
  for (let at = 0; at < one.length; at += 1) {
    const [mine, theirs] = [one[at]!, other[at]!];
    if (mine !== theirs) return mine < theirs;
  }
  return false;
}
