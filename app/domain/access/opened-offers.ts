import { liveGrant } from "./can-open.server";

/**
 * SQL of everything a person may open at an instant, the counterpart of `openedBy` for lists: one row an offer with `offer_id`,
 * `opened_at` (since when), `expires_at` (null: no end by itself) and `own` (by a grant of its own, not only through a membership).
 * `person` and `at` name the parameters, e.g. "$1" and "$2".
 */
export function openedOffers(person: string, at: string): string {
  return `
    WITH live AS (SELECT offer_id, tier_id, granted_at, expires_at FROM grants g WHERE g.user_id = ${person} AND ${liveGrant("g", at)}),
         by_tier AS (
           SELECT i.offer_id, greatest(live.granted_at, i.added_at) AS opened_at, live.expires_at FROM live JOIN tier_items i ON i.tier_id = live.tier_id),
         inside AS (
           SELECT b.offer_id, t.opened_at, t.expires_at FROM by_tier t JOIN bundle_items b ON b.bundle_id = t.offer_id),
         innermost AS (
           SELECT b.offer_id, t.opened_at, t.expires_at FROM inside t JOIN bundle_items b ON b.bundle_id = t.offer_id),
         every AS (
           SELECT offer_id, granted_at AS opened_at, expires_at, true AS own FROM live
           UNION ALL SELECT offer_id, opened_at, expires_at, false FROM by_tier
           UNION ALL SELECT offer_id, opened_at, expires_at, false FROM inside
           UNION ALL SELECT offer_id, opened_at, expires_at, false FROM innermost)
    SELECT offer_id, max(opened_at) AS opened_at, bool_or(own) AS own,
           CASE WHEN bool_or(expires_at IS NULL) THEN NULL ELSE max(expires_at) END AS expires_at
      FROM every GROUP BY offer_id`;
}
