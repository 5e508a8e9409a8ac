import { sql } from "~/db.server";
import { takeTry, type Limit } from "~/domain/people/rate-limit.server";
import { env } from "~/env.server";
import { MINUTE } from "~/lib/clock";
import { connectedAccounts } from "./queries.server";
import { syncAccount } from "./sync-account.server";

/** How a store's accounts stand, for pages that are open. */
export interface StripePulse {
  /** Changes when, and only when, something a page shows of the accounts has changed. */
  version: string;
  /** Stripe asks or checks something. */
  open: boolean;
  /** All accounts in use can sell and are paid out. */
  ready: boolean;
}

/** Creators who come back from Stripe's pages ask at most so often. */
const REFRESHES: Limit = { name: "stripe:refresh", max: 6, windowMs: MINUTE };

/** One indexed query and no JSON on the way; null for a store that has no account. */
export async function stripePulse(storeId: string): Promise<StripePulse | null> {
  const { rows } = await sql<{ version: string | null; open: boolean; ready: boolean }>(
    `SELECT md5(string_agg(concat_ws('|', a.id, a.status, a.is_primary, a.position, a.label, a.charges_enabled, a.payouts_enabled, a.details_submitted, a.synced_at IS NULL,
              a.requirements, a.future_requirements, a.capabilities, a.people, a.renewals), ',' ORDER BY a.id)
              || coalesce((SELECT string_agg(concat_ws('|', f.id, f.to_account_id), ',') FROM failovers f WHERE f.store_id = $1 AND f.ended_at IS NULL), '')) AS version,
            coalesce(bool_or(a.status = 'connected' AND EXISTS (SELECT 1 FROM requirement_records r WHERE r.account_id = a.id AND r.satisfied_at IS NULL)), false) AS open,
            coalesce(bool_or(a.status = 'connected') AND bool_and(a.status <> 'connected' OR a.charges_enabled AND a.payouts_enabled), false) AS ready
       FROM connected_accounts a WHERE a.store_id = $1 AND a.livemode = $2`,
    [storeId, env.stripe.livemode],
  );
  const [row] = rows;
  return row?.version ? { version: row.version, open: row.open, ready: row.ready } : null;
}

/** The creator has been at Stripe: read the store's accounts again. Too often in a minute, and nothing is asked. */
export async function refreshAccounts(storeId: string, userId: string): Promise<void> {
  if (!(await takeTry(REFRESHES, storeId)).ok) return;
  for (const account of await connectedAccounts(storeId)) await syncAccount(account.stripeAccountId, { cause: "back from Stripe", causeId: userId });
}
