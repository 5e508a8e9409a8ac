/** How far a person has come in one lesson. */
export interface LessonMark {
  completed: boolean;
  /** Seconds into the video at which the person stopped. */
  positionSeconds: number;
  /** When the person was last there, milliseconds since the epoch. */
  touchedAt: number;
}

export type Marks = Readonly<Record<string, LessonMark>>;

export interface CourseState {
  done: number;
  total: number;
  finished: boolean;
  begun: boolean;
  /** Where to go on: the lesson stopped in, else the next one not done. Null for a course without lessons. */
  resumeLessonId: string | null;
}

/** Where a person stands in a course. `lessonIds` in the order of the course; marks of lessons no longer there are ignored. */
export function courseState(lessonIds: readonly string[], marks: Marks): CourseState {
  const done = lessonIds.filter((id) => marks[id]?.completed).length;
  const begun = lessonIds.some((id) => marks[id]);
  return { done, total: lessonIds.length, finished: lessonIds.length > 0 && done === lessonIds.length, begun, resumeLessonId: resumeLesson(lessonIds, marks) };
}

function resumeLesson(lessonIds: readonly string[], marks: Marks): string | null {
  const touched = lessonIds.filter((id) => marks[id]);
  const last = touched.reduce<string | null>((best, id) => (best === null || marks[id]!.touchedAt > marks[best]!.touchedAt ? id : best), null);
  if (last === null) return lessonIds[0] ?? null;
  if (!marks[last]!.completed) return last;
  // Done with that one: the next not done after it, else the first that was left out, else from the start again.
  const from = lessonIds.indexOf(last) + 1;
  const round = [...lessonIds.slice(from), ...lessonIds.slice(0, from)];
  return round.find((id) => !marks[id]?.completed) ?? lessonIds[0] ?? null;
}

/** The lessons before and after one, across modules. */
export function neighbours<T extends { id: string }>(lessons: readonly T[], lessonId: string): { previous: T | null; next: T | null; index: number } {
  const index = lessons.findIndex((lesson) => lesson.id === lessonId);
  return { previous: lessons[index - 1] ?? null, next: index < 0 ? null : (lessons[index + 1] ?? null), index };
}

/** Anything longer is not a video but a mistake. */
const LONGEST = 48 * 3600;

/** Whole seconds out of what a player sent, or null. */
export function readPosition(value: unknown): number | null {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 && seconds <= LONGEST ? Math.floor(seconds) : null;
}
