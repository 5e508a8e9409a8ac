import { sql, type Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";

export interface ProgressUpdate {
  userId: string;
  offerId: string;
  lessonId: string;
  /** Seconds into the video; left out: unchanged. */
  positionSeconds?: number;
  /** true: done (the first time is kept); false: not done after all; left out: unchanged. */
  completed?: boolean;
  /** UTC instant at which it happened; left out: now. Never later than now. */
  at?: Date;
}

/**
 * A lesson that ends with questions is done when they are passed. $1 the person, `l` the lesson.
 */
const QUIZ_STANDS_BEFORE = `
  EXISTS (SELECT 1 FROM quizzes q WHERE q.lesson_id = l.id AND jsonb_array_length(q.questions) > 0
             AND NOT EXISTS (SELECT 1 FROM quiz_attempts a WHERE a.quiz_id = q.id AND a.user_id = $1 AND a.passed))`;

/**
 * Note how far a person is in a lesson, or only that they were there. One statement, so two tabs or a late beacon cannot undo
 * each other's other half. What arrives late is merged by the time at which it happened: an older position never overwrites a
 * newer one; a completion is never lost, unless it was taken back after it happened. The caller has checked that the person
 * may open the lesson. `quiz_first`: it ends with questions that are not passed, so only the position was kept.
 */
export async function saveProgress(update: ProgressUpdate, tx?: Tx): Promise<Result<void, "no_such_lesson" | "quiz_first">> {
  const { userId, lessonId, offerId, positionSeconds = null, completed = null } = update;
  const at = update.at && update.at < now() ? update.at : now();
  const statement = `
    INSERT INTO lesson_progress AS mine (user_id, lesson_id, offer_id, completed_at, position_seconds, position_at, undone_at, updated_at)
    SELECT $1, l.id, l.offer_id,
           CASE WHEN $4::boolean AND NOT ${QUIZ_STANDS_BEFORE} THEN $6::timestamptz END,
           coalesce($5::int, 0), CASE WHEN $5::int IS NOT NULL THEN $6::timestamptz END,
           CASE WHEN NOT $4::boolean THEN $6::timestamptz END, $6::timestamptz
      FROM lessons l WHERE l.id = $2 AND l.offer_id = $3 AND l.deleted_at IS NULL
    ON CONFLICT (user_id, lesson_id) DO UPDATE SET
      completed_at = CASE
        WHEN $4::boolean IS NULL THEN mine.completed_at
        WHEN $4::boolean THEN coalesce(mine.completed_at, CASE WHEN mine.undone_at IS NULL OR mine.undone_at <= $6::timestamptz THEN excluded.completed_at END)
        WHEN mine.completed_at > $6::timestamptz THEN mine.completed_at END,
      undone_at = greatest(mine.undone_at, excluded.undone_at),
      position_seconds = CASE WHEN excluded.position_at >= coalesce(mine.position_at, '-infinity') THEN excluded.position_seconds ELSE mine.position_seconds END,
      position_at = greatest(mine.position_at, excluded.position_at),
      updated_at = greatest(mine.updated_at, excluded.updated_at)
    RETURNING completed_at IS NOT NULL AS done, undone_at > $6::timestamptz AS undone`;
  const values = [userId, lessonId, offerId, completed, positionSeconds, at.toISOString()];
  const rows = tx ? await tx.$queryRawUnsafe<Saved[]>(statement, ...values) : (await sql<Saved>(statement, values)).rows;
  const row = rows[0];
  if (!row) return fail("no_such_lesson");
  return completed && !row.done && !row.undone ? fail("quiz_first") : ok();
}

interface Saved {
  done: boolean;
  undone: boolean | null;
}
