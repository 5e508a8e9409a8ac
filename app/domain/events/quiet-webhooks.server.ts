import { sql } from "~/db.server";
import { env } from "~/env.server";
import { DAY, later, MINUTE, now } from "~/lib/clock";
import { RECONCILIATION } from "./store-event.server";

/** A sale is news for this long, and a message may take this long. */
const LOOK_BACK_MS = 3 * DAY;
const ON_ITS_WAY_MS = 15 * MINUTE;

export interface QuietWebhooks {
  /** Our id of the account that is not heard of. */
  accountId: string;
  /** Sales since the last message, and the time of the newest (UTC). */
  sales: number;
  newest: Date;
  /** Null: none has ever come. */
  lastMessage: Date | null;
}

// The newest message of each account by its index; the sales since then by that of the store's payments.
const QUIET = `
  SELECT a.id, m.received_at AS last_message, s.sales, s.newest
    FROM connected_accounts a
    LEFT JOIN LATERAL (
      SELECT e.received_at FROM stripe_events e
       WHERE e.stripe_account_id = a.stripe_account_id AND e.endpoint <> '${RECONCILIATION}' AND e.received_at >= $2
       ORDER BY e.received_at DESC LIMIT 1) m ON true
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS sales, max(o.paid_at) AS newest FROM orders o
       WHERE o.store_id = $1 AND o.connected_account_id = a.id AND o.paid_at >= greatest($2, a.connected_at, m.received_at) AND o.paid_at <= $3
         AND o.stripe_payment_intent_id IS NOT NULL AND (m.received_at IS NULL OR o.created_at > m.received_at)) s
   WHERE a.store_id = $1 AND a.status = 'connected' AND a.livemode = $4 AND s.sales > 0
   ORDER BY s.newest DESC LIMIT 1`;

/**
 * Whether Stripe's messages of one of the store's accounts stay away while it sells: sales that were begun and paid after the last
 * message, and known only because Lectern asked. Null: all is well. One statement by indexes, for every page of the studio.
 */
export async function quietWebhooks(storeId: string): Promise<QuietWebhooks | null> {
  const at = now();
  const { rows } = await sql<{ id: string; sales: number; newest: Date | string; last_message: Date | string | null }>(QUIET, [storeId, later(-LOOK_BACK_MS, at), later(-ON_ITS_WAY_MS, at), env.stripe.livemode]);
  const row = rows[0];
  return row ? { accountId: row.id, sales: row.sales, newest: new Date(row.newest), lastMessage: row.last_message ? new Date(row.last_message) : null } : null;
}
