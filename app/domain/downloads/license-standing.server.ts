import { sql } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { now } from "~/lib/clock";

/** A key as it stands now. */
export interface LicenseStanding {
  id: string;
  offerId: string;
  offerTitle: string;
  /** The creator switched it off. */
  disabled: boolean;
  /** What its order gave is still open: neither refunded, nor ended, nor expired. */
  open: boolean;
  /** When it closes by itself; null: it does not, or is closed. */
  expiresAt: Date | null;
  /** Places it is active in. */
  activations: number;
  limit: number | null;
  /** It is active in the place that was asked about. */
  here: boolean;
}

/** The grant that keeps licence `l` alive: of its order, for the offer itself or for a membership whose tier opens it; $1 the instant. */
const ITS_GRANT = `
  LEFT JOIN LATERAL (
    SELECT g.id, g.expires_at FROM grants g
     WHERE g.order_id = l.order_id AND ${liveGrant("g", "$1")}
       AND (g.offer_id = l.offer_id OR EXISTS (
         SELECT 1 FROM tier_items i WHERE i.tier_id = g.tier_id AND i.offer_id IN (
           SELECT l.offer_id UNION ALL SELECT b.bundle_id FROM bundle_items b WHERE b.offer_id = l.offer_id
           UNION ALL SELECT o.bundle_id FROM bundle_items b JOIN bundle_items o ON o.offer_id = b.bundle_id WHERE b.offer_id = l.offer_id)))
     ORDER BY g.expires_at DESC NULLS FIRST LIMIT 1
  ) alive ON true`;

/** What is known of keys, in one statement whatever their number; `instance`: the place that is asked about. */
async function standings(where: string, value: unknown, instance: string | null): Promise<LicenseStanding[]> {
  const { rows } = await sql<Omit<LicenseStanding, "expiresAt"> & { expiresAt: Date | string | null }>(
    `SELECT l.id, l.offer_id AS "offerId", f.title AS "offerTitle", l.disabled_at IS NOT NULL AS disabled, alive.id IS NOT NULL AS open, alive.expires_at AS "expiresAt",
            (SELECT count(*)::int FROM license_activations a WHERE a.license_id = l.id AND a.deactivated_at IS NULL) AS activations,
            COALESCE(l.activation_limit, d.license_activations) AS "limit",
            EXISTS (SELECT 1 FROM license_activations a WHERE a.license_id = l.id AND a.deactivated_at IS NULL AND a.instance = $3) AS here
       FROM licenses l JOIN offers f ON f.id = l.offer_id LEFT JOIN download_options d ON d.offer_id = l.offer_id ${ITS_GRANT}
      WHERE ${where}`,
    [now().toISOString(), value, instance],
  );
  return rows.map((row) => ({ ...row, expiresAt: row.expiresAt === null ? null : new Date(row.expiresAt) }));
}

/** A key by its hash; null for one we never gave out. */
export async function standingByHash(keyHash: string, instance: string | null): Promise<LicenseStanding | null> {
  return (await standings("l.key_hash = $2", keyHash, instance))[0] ?? null;
}

/** Keys by their ids. One query. */
export async function standingsById(ids: readonly string[]): Promise<Map<string, LicenseStanding>> {
  if (ids.length === 0) return new Map();
  return new Map((await standings("l.id = ANY($2)", [...ids], null)).map((standing) => [standing.id, standing]));
}
