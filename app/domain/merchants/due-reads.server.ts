import { sql } from "~/db.server";
import { takeTry } from "~/domain/people/rate-limit.server";
import { env } from "~/env.server";
import { DAY, HOUR, later, MINUTE, now } from "~/lib/clock";

/** So many accounts are read in one sweep: the next one comes in seconds. */
const READS_A_SWEEP = 5;
/** One that cannot be read is tried again after this time, and nobody waits behind it. Counted, so that two sweeps share it. */
const READ_AGAIN = { name: "account:read", max: 1, windowMs: 15 * MINUTE };
/** Stripe needs a moment after a deadline to switch things off. */
const AFTER_DEADLINE_MS = 15 * MINUTE;

/**
 * Accounts (`acct_…`) that are to be read from Stripe although no webhook said so, since one may have been lost: every one once
 * a day, once an hour while something is open, and a quarter of an hour after a deadline has passed. A few at a time, and what
 * is handed out here is not handed out again soon, to nobody.
 */
export async function dueReads(): Promise<string[]> {
  const taken: string[] = [];
  for (const stripeAccountId of await candidates()) {
    if (taken.length === READS_A_SWEEP) break;
    if ((await takeTry(READ_AGAIN, stripeAccountId)).ok) taken.push(stripeAccountId);
  }
  return taken;
}

/** Drawn by lot, so that however many cannot be read, each of the others has its turn. */
async function candidates(limit = 50): Promise<string[]> {
  const at = now();
  const { rows } = await sql<{ stripe_account_id: string }>(
    `WITH daily AS (
       SELECT id FROM connected_accounts WHERE status = 'connected' AND livemode = $1 AND (synced_at IS NULL AND connected_at < $5 OR synced_at < $2) ORDER BY random() LIMIT ${limit}
     ), open AS (
       SELECT a.id FROM requirement_records r JOIN connected_accounts a ON a.id = r.account_id
        WHERE r.satisfied_at IS NULL AND a.status = 'connected' AND a.livemode = $1
          AND (a.synced_at < $3 OR r.deadline <= $4 AND a.synced_at < r.deadline + interval '${AFTER_DEADLINE_MS / MINUTE} minutes')
        GROUP BY a.id ORDER BY random() LIMIT ${limit}
     )
     SELECT stripe_account_id FROM connected_accounts WHERE id IN (SELECT id FROM open UNION SELECT id FROM daily) ORDER BY random()`,
    [env.stripe.livemode, later(-DAY, at), later(-HOUR, at), later(-AFTER_DEADLINE_MS, at), later(-2 * MINUTE, at)],
  );
  return rows.map((row) => row.stripe_account_id);
}
