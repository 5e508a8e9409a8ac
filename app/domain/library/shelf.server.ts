import { courseOutline } from "~/domain/catalog/contents.server";
import { courseState } from "~/domain/courses/progress";
import { courseProgress } from "~/domain/courses/progress.server";
import { sql } from "~/db.server";
import type { OfferKind } from "~/generated/prisma/enums";
import type { PageAsked } from "~/lib/cursor";
import { pageOf, readingOf } from "~/lib/keyset";

export const SHELF_PAGE = 24;

export interface ShelfItem {
  offerId: string;
  kind: OfferKind;
  title: string;
  storeName: string;
  accentColor: string;
  coverFileId: string | null;
  /** Courses: how many lessons, how many of them done. */
  lessons: number;
  done: number;
  /** Downloads: how many files. */
  files: number;
}

export interface Shelf {
  items: ShelfItem[];
  /** Cursors of the neighbouring pages; null at an end. */
  newer: string | null;
  older: string | null;
}

interface ShelfRow extends ShelfItem {
  grantedAt: Date;
}

/**
 * What a person may open now, newest first, one page of it. One statement whatever the size of the shelf: the page is cut
 * by keyset first, and only its rows are counted.
 */
export async function shelf(userId: string, asked: PageAsked = {}, size = SHELF_PAGE): Promise<Shelf> {
  const reading = readingOf(asked);
  const { cursor, backwards } = reading;
  const order = backwards ? "ASC" : "DESC";
  const { rows } = await sql<ShelfRow>(
    `WITH owned AS (
       SELECT offer_id, max(granted_at) AS granted_at FROM grants
        WHERE user_id = $1 AND revoked_at IS NULL AND suspended_at IS NULL GROUP BY offer_id
     ), page AS (
       SELECT * FROM owned
       ${cursor ? `WHERE (granted_at, offer_id) ${backwards ? ">" : "<"} ($3::timestamptz, $4)` : ""}
        ORDER BY granted_at ${order}, offer_id ${order} LIMIT $2::int
     )
     SELECT o.id AS "offerId", o.kind::text AS kind, o.title, o.cover_file_id AS "coverFileId", s.name AS "storeName", s.accent_color AS "accentColor",
            page.granted_at AS "grantedAt",
            (SELECT count(*)::int FROM lessons l JOIN modules m ON m.id = l.module_id WHERE l.offer_id = o.id AND l.deleted_at IS NULL AND m.deleted_at IS NULL) AS lessons,
            (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id JOIN modules m ON m.id = l.module_id
              WHERE p.user_id = $1 AND p.offer_id = o.id AND p.completed_at IS NOT NULL AND l.deleted_at IS NULL AND m.deleted_at IS NULL) AS done,
            (SELECT count(*)::int FROM download_files f WHERE f.offer_id = o.id) AS files
       FROM page JOIN offers o ON o.id = page.offer_id JOIN stores s ON s.id = o.store_id
      ORDER BY page.granted_at ${order}, o.id ${order}`,
    cursor ? [userId, size + 1, cursor.at.toISOString(), cursor.id] : [userId, size + 1],
  );
  const page = pageOf(rows, reading, size, (row) => ({ at: row.grantedAt, id: row.offerId }));
  return { newer: page.newer, older: page.older, items: page.rows.map(({ grantedAt: _grantedAt, ...item }) => item) };
}

export interface Continue {
  offerId: string;
  offerTitle: string;
  storeName: string;
  accentColor: string;
  coverFileId: string | null;
  lessonId: string;
  lessonTitle: string;
  done: number;
  total: number;
}

/** The course a person was last in, and the lesson to go on with; null when nothing is begun or the last one is finished. */
export async function continueWhereStopped(userId: string): Promise<Continue | null> {
  const { rows } = await sql<{ offerId: string; offerTitle: string; storeName: string; accentColor: string; coverFileId: string | null }>(
    `SELECT o.id AS "offerId", o.title AS "offerTitle", s.name AS "storeName", s.accent_color AS "accentColor", o.cover_file_id AS "coverFileId"
       FROM lesson_progress p JOIN offers o ON o.id = p.offer_id JOIN stores s ON s.id = o.store_id
      WHERE p.user_id = $1
        AND EXISTS (SELECT 1 FROM grants g WHERE g.user_id = $1 AND g.offer_id = o.id AND g.revoked_at IS NULL AND g.suspended_at IS NULL)
      ORDER BY p.updated_at DESC, p.lesson_id LIMIT 1`,
    [userId],
  );
  const course = rows[0];
  if (!course) return null;
  const [outline, marks] = await Promise.all([courseOutline(course.offerId), courseProgress(userId, course.offerId)]);
  const lessons = outline.flatMap((module) => module.lessons);
  const state = courseState(lessons.map((lesson) => lesson.id), marks);
  const lesson = lessons.find((candidate) => candidate.id === state.resumeLessonId);
  if (!lesson || state.finished) return null;
  return { ...course, lessonId: lesson.id, lessonTitle: lesson.title, done: state.done, total: state.total };
}
