import { sql } from "~/db.server";
import { openedOffers } from "~/domain/access/opened-offers";
import type { OpenedBy } from "~/domain/access/can-open.server";
import type { OfferKind } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";

export interface OwnedPart {
  offerId: string;
  kind: OfferKind;
  title: string;
  coverFileId: string | null;
  /** Courses: how many lessons, how many of them done. Downloads: how many files. */
  lessons: number;
  done: number;
  files: number;
  /** False: it was part of it, and its time is over. */
  open: boolean;
  /** When it closes by itself; null: it does not. */
  expiresAt: Date | null;
}

/**
 * What a bundle gave a person, each offer with where they stand in it: what their order of the bundle gave, whatever the
 * bundle holds now; where there is no order (a membership opens it), what it holds now. One statement whatever the size.
 */
export async function ownedParts(userId: string, bundleId: string, by: OpenedBy): Promise<OwnedPart[]> {
  const byOrder = by.orderId !== null && by.membershipId === null;
  const { rows } = await sql<OwnedPart>(
    `WITH opened AS (${openedOffers("$1", "$2")}), inside AS (
       SELECT b.offer_id, b.position::float8 AS place FROM bundle_items b WHERE b.bundle_id = $3
       UNION ALL
       SELECT i.offer_id, b.position + (i.position + 1) / 1000.0 FROM bundle_items b JOIN bundle_items i ON i.bundle_id = b.offer_id WHERE b.bundle_id = $3
     ), parts AS (
       ${byOrder ? "SELECT g.offer_id FROM grants g WHERE g.order_id = $4 AND g.user_id = $1 AND g.offer_id <> $3" : "SELECT DISTINCT offer_id FROM inside WHERE $4::text IS NULL OR true"}
     )
     SELECT o.id AS "offerId", o.kind::text AS kind, o.title, o.cover_file_id AS "coverFileId", opened.offer_id IS NOT NULL AS open, opened.expires_at AS "expiresAt",
            (SELECT count(*)::int FROM lessons l JOIN modules m ON m.id = l.module_id WHERE l.offer_id = o.id AND l.deleted_at IS NULL AND m.deleted_at IS NULL) AS lessons,
            (SELECT count(*)::int FROM lesson_progress p JOIN lessons l ON l.id = p.lesson_id JOIN modules m ON m.id = l.module_id
              WHERE p.user_id = $1 AND p.offer_id = o.id AND p.completed_at IS NOT NULL AND l.deleted_at IS NULL AND m.deleted_at IS NULL) AS done,
            (SELECT count(*)::int FROM download_files f WHERE f.offer_id = o.id) AS files
       FROM parts JOIN offers o ON o.id = parts.offer_id LEFT JOIN opened ON opened.offer_id = o.id
      WHERE o.kind <> 'bundle'
      ORDER BY (SELECT min(place) FROM inside WHERE inside.offer_id = o.id) NULLS LAST, o.title, o.id`,
    [userId, now().toISOString(), bundleId, by.orderId],
  );
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt && new Date(row.expiresAt) }));
}
