import { sql } from "~/db.server";
import { openedBy } from "~/domain/access/can-open.server";
import { now } from "~/lib/clock";
import { lockOf, type Lock } from "./unlock";

/** A lock, or "closed": the person has no access, or the lesson is not one of this course (any more). */
export type LessonLock = Lock | { kind: "closed" };

interface LessonFacts {
  id: string;
  dripDays: number | null;
  dripAt: Date | null;
  isPreview: boolean;
  inOrder: boolean;
  ownerId: string;
  doneBefore: boolean;
}

/**
 * Why a lesson is shut for a person; null: open. Page, media, attachments, quiz, note and progress all ask here. The creator
 * of the course is never locked out, and a preview lesson is open to everybody who asks with a name.
 */
export async function lessonLock(userId: string, offerId: string, lessonId: string): Promise<LessonLock | null> {
  const { rows } = await sql<LessonFacts>(
    `SELECT l.id, l.drip_days AS "dripDays", l.drip_at AS "dripAt", l.is_preview AS "isPreview",
            coalesce(c.lessons_in_order, false) AS "inOrder", s.owner_id AS "ownerId",
            EXISTS (SELECT 1 FROM lesson_progress p WHERE p.user_id = $1 AND p.lesson_id = l.id AND p.completed_at IS NOT NULL)
            OR NOT EXISTS (
              SELECT 1 FROM lessons b JOIN modules bm ON bm.id = b.module_id
               WHERE b.offer_id = $2 AND b.deleted_at IS NULL AND bm.deleted_at IS NULL
                 AND (bm.position, bm.id, b.position, b.id) < (m.position, m.id, l.position, l.id)
                 AND NOT EXISTS (SELECT 1 FROM lesson_progress p WHERE p.user_id = $1 AND p.lesson_id = b.id AND p.completed_at IS NOT NULL)
            ) AS "doneBefore"
       FROM lessons l JOIN modules m ON m.id = l.module_id JOIN offers o ON o.id = l.offer_id JOIN stores s ON s.id = o.store_id
       LEFT JOIN courses c ON c.offer_id = o.id
      WHERE l.id = $3 AND l.offer_id = $2 AND l.deleted_at IS NULL AND m.deleted_at IS NULL`,
    [userId, offerId, lessonId],
  );
  const lesson = rows[0];
  if (!lesson) return { kind: "closed" };
  if (lesson.isPreview || lesson.ownerId === userId) return null;
  const by = await openedBy(userId, offerId);
  if (!by) return { kind: "closed" };
  return lockOf({ ...lesson, dripAt: lesson.dripAt && new Date(lesson.dripAt) }, { since: by.since, now: now(), inOrder: lesson.inOrder, doneBefore: lesson.doneBefore });
}
