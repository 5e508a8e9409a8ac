import { db, sql } from "~/db.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import type { Marks } from "./progress";

export interface ProgressUpdate {
  userId: string;
  offerId: string;
  lessonId: string;
  /** Seconds into the video; left out: unchanged. */
  positionSeconds?: number;
  /** true: done (the first time is kept); false: not done after all; left out: unchanged. */
  completed?: boolean;
}

/**
 * Note how far a person is in a lesson, or only that they were there. One statement, so two tabs or a late beacon cannot
 * undo each other's other half. The caller has checked that the person may open the offer.
 */
export async function saveProgress(update: ProgressUpdate): Promise<Result<void, "no_such_lesson">> {
  const { rows } = await sql<{ lesson_id: string }>(
    `INSERT INTO lesson_progress AS mine (user_id, lesson_id, offer_id, completed_at, position_seconds, updated_at)
     SELECT $1, id, offer_id, CASE WHEN $4::boolean THEN $6::timestamptz END, coalesce($5::int, 0), $6::timestamptz
       FROM lessons WHERE id = $2 AND offer_id = $3 AND deleted_at IS NULL
         AND EXISTS (SELECT 1 FROM modules WHERE modules.id = lessons.module_id AND modules.deleted_at IS NULL)
     ON CONFLICT (user_id, lesson_id) DO UPDATE SET
       completed_at = CASE WHEN $4::boolean IS NULL THEN mine.completed_at WHEN $4::boolean THEN coalesce(mine.completed_at, excluded.completed_at) END,
       position_seconds = coalesce($5::int, mine.position_seconds),
       updated_at = greatest(mine.updated_at, excluded.updated_at)
     RETURNING lesson_id`,
    [update.userId, update.lessonId, update.offerId, update.completed ?? null, update.positionSeconds ?? null, now().toISOString()],
  );
  return rows.length > 0 ? ok() : fail("no_such_lesson");
}

/** A person's marks in one course, by lesson id. */
export async function courseProgress(userId: string, offerId: string): Promise<Marks> {
  const rows = await db.lessonProgress.findMany({ where: { userId, offerId } });
  return Object.fromEntries(
    rows.map((row) => [row.lessonId, { completed: row.completedAt !== null, positionSeconds: row.positionSeconds, touchedAt: row.updatedAt.getTime() }]),
  );
}
