import { sql } from "~/db.server";
import { enqueueNow } from "~/jobs/queue.server";
import { now, SECOND } from "~/lib/clock";
import { deliverEmail } from "./deliver-email.server";
import { TURN_SQL } from "./mail-kinds";

/** As long as one round may take: well within the job's own limit. */
const ROUND_MS = 25 * SECOND;
/** So that a clock that stands still ends too. */
const MOST_STEPS = 5_000;

/**
 * Send what waits for its turn at the mail service, one after another: first what somebody waits for, then what is due about a
 * purchase, then the rest, each in the order in which it was written. One such round runs at a time; it rests between the turns and
 * holds up nothing else. What is left is gone on with by the next.
 */
export async function sendWaiting(rest: (milliseconds: number) => Promise<void> = sleep): Promise<void> {
  let spent = 0;
  const began = Date.now();
  for (let step = 0; step < MOST_STEPS && spent < ROUND_MS && Date.now() - began < ROUND_MS; step += 1) {
    const id = await nextWaiting();
    if (!id) return;
    const outcome = await deliverEmail(id, { alone: true });
    if (typeof outcome === "object") {
      spent += outcome.waitMs;
      await rest(outcome.waitMs);
    }
  }
  await enqueueNow("send-waiting", {});
}

/** A mail that only a store's own server may be asked for waits for no turn, and that server may be slow. */
async function nextWaiting(): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>(
    `SELECT id FROM outbox_emails
      WHERE status IN ('pending', 'sending') AND next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until < $1) AND transport IS DISTINCT FROM 'smtp'
      ORDER BY ${TURN_SQL}, created_at, id LIMIT 1`,
    [now()],
  );
  return rows[0]?.id;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
