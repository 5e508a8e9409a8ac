import { db, sql } from "~/db.server";
import { env } from "~/env.server";
import { DAY, HOUR, later, now } from "~/lib/clock";

const AT_ONCE = 500;
const BATCHES = 20;

/** Not before; in this process only. */
let nextAt = 0;
/** What came before this has been looked through, by this process. */
let doneTo = new Date(0);
/** An event is decided, well or badly, long before this. */
const DECIDED_MS = 2 * DAY;

/**
 * Take away the content of Stripe's events that were kept for long enough (EVENT_PAYLOAD_DAYS): what it was, when it came and
 * what became of it stays. What is still to be processed keeps its content, except what waits in vain for its account. Comparisons of that age go as a whole. The sweep
 * calls it; once an hour it does something.
 */
export async function prunePayloads(): Promise<void> {
  if (now().getTime() < nextAt) return;
  nextAt = now().getTime() + HOUR;
  const before = later(-env.eventPayloadDays * DAY);
  for (let batch = 0; batch < BATCHES; batch += 1) {
    const { rows } = await sql(
      `UPDATE stripe_events SET payload = NULL
        WHERE id IN (SELECT id FROM stripe_events WHERE received_at >= $2 AND received_at < $1 AND payload IS NOT NULL AND status IN ('processed', 'ignored', 'on_hold', 'dead') LIMIT ${AT_ONCE})
        RETURNING id`,
      [before, doneTo],
    );
    if (rows.length < AT_ONCE) {
      doneTo = later(-DECIDED_MS, before);
      break;
    }
  }
  await db.reconciliation.deleteMany({ where: { startedAt: { lt: before } } });
}
