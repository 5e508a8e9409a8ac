import { courseStanding } from "~/domain/courses/standing.server";
import { sql } from "~/db.server";
import { openedOffers } from "~/domain/access/opened-offers";
import type { OfferKind } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";
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
  /** Bundles: how many offers in it. */
  parts: number;
  /** When it closes by itself; null: it does not. */
  expiresAt: Date | null;
  /** False: only a membership opens it. */
  own: boolean;
}

export interface Shelf {
  items: ShelfItem[];
  /** Cursors of the neighbouring pages; null at an end. */
  newer: string | null;
  older: string | null;
}

interface ShelfRow extends ShelfItem {
  openedAt: Date;
}

/** What is looked for on a shelf. */
export interface ShelfAsked extends PageAsked {
  /** Part of a title or of a seller's name, as typed. */
  search?: string | null;
  kind?: OfferKind | null;
}

/**
 * What a person may open now, newest first, one page of it: their own and what their memberships open. One statement whatever
 * the size of the shelf: the page is cut by keyset first, and only its rows are counted.
 */
export async function shelf(userId: string, asked: ShelfAsked = {}, size = SHELF_PAGE): Promise<Shelf> {
  const reading = readingOf(asked);
  const { cursor, backwards } = reading;
  const order = backwards ? "ASC" : "DESC";
  const values: unknown[] = [userId, now().toISOString(), size + 1];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [
    ...(cursor ? [`(owned.opened_at, owned.offer_id) ${backwards ? ">" : "<"} (${bind(cursor.at.toISOString())}::timestamptz, ${bind(cursor.id)})`] : []),
    ...(asked.kind ? [`o.kind = ${bind(asked.kind)}::"OfferKind"`] : []),
    ...(asked.search?.trim() ? [searchIn(bind(containing(asked.search)))] : []),
  ];
  const { rows } = await sql<ShelfRow>(
    `WITH owned AS (${openedOffers("$1", "$2")}), page AS (
       SELECT owned.*, o.kind, o.title, o.cover_file_id, s.name AS store_name, s.accent_color
         FROM owned JOIN offers o ON o.id = owned.offer_id JOIN stores s ON s.id = o.store_id
        ${conditions.length > 0 ? `WHERE ${conditions.join(" AND ")}` : ""}
        ORDER BY owned.opened_at ${order}, owned.offer_id ${order} LIMIT $3::int
     )
     SELECT page.offer_id AS "offerId", page.kind::text AS kind, page.title, page.cover_file_id AS "coverFileId", page.store_name AS "storeName",
            page.accent_color AS "accentColor", page.opened_at AS "openedAt", page.expires_at AS "expiresAt", page.own,
            (SELECT count(*)::int FROM lessons l JOIN modules m ON m.id = l.module_id WHERE l.offer_id = page.offer_id AND l.deleted_at IS NULL AND m.deleted_at IS NULL) AS lessons,
            (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id JOIN modules m ON m.id = l.module_id
              WHERE p.user_id = $1 AND p.offer_id = page.offer_id AND p.completed_at IS NOT NULL AND l.deleted_at IS NULL AND m.deleted_at IS NULL) AS done,
            (SELECT count(*)::int FROM download_files f WHERE f.offer_id = page.offer_id) AS files,
            (SELECT count(*)::int FROM bundle_items b WHERE b.bundle_id = page.offer_id) AS parts
       FROM page ORDER BY page.opened_at ${order}, page.offer_id ${order}`,
    values,
  );
  const page = pageOf(rows, reading, size, (row) => ({ at: row.openedAt, id: row.offerId }));
  return { newer: page.newer, older: page.older, items: page.rows.map(({ openedAt: _openedAt, ...item }) => item) };
}

/** A LIKE pattern for a part of a text, whatever signs are in it. */
function containing(text: string): string {
  return `%${text.trim().slice(0, 100).replace(/[\\%_]/g, "\\$&")}%`;
}

function searchIn(pattern: string): string {
  return `(o.title ILIKE ${pattern} OR s.name ILIKE ${pattern})`;
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
        AND o.id IN (SELECT offer_id FROM (${openedOffers("$1", "$2")}) opened)
      ORDER BY p.updated_at DESC, p.lesson_id LIMIT 1`,
    [userId, now().toISOString()],
  );
  const course = rows[0];
  if (!course) return null;
  const { resume, finished, done, total } = await courseStanding(userId, course.offerId);
  if (!resume || finished) return null;
  return { ...course, lessonId: resume.id, lessonTitle: resume.title, done, total };
}
