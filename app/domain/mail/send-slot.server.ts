import { sql } from "~/db.server";
import { env } from "~/env.server";
import { now, SECOND } from "~/lib/clock";

/** Turns are given out in windows of at least this length: shorter ones would be a row for every mail. */
const SHORTEST_MS = 100;
const KEY = "resend:turn";

/**
 * One of the calls that Resend takes in a second (env RESEND_RATE_PER_SECOND), counted in the database, so that all processes
 * together stay within it. The seconds are spread: two a second are one each half, and never more than one above the limit in
 * any second. Returns 0 with the turn taken, else the milliseconds until the next may be asked for.
 */
export async function takeSendTurn(): Promise<number> {
  const rate = env.mail.ratePerSecond;
  if (rate === null) return 0;
  const windowMs = Math.max(SECOND / rate, SHORTEST_MS);
  const most = Math.max(1, Math.floor((rate * windowMs) / SECOND));
  const at = now().getTime();
  const windowStart = Math.floor(at / windowMs) * windowMs;
  const { rows } = await sql<{ count: number }>(
    `INSERT INTO rate_counters (key, window_start, count) VALUES ($1, $2, 1)
     ON CONFLICT (key, window_start) DO UPDATE SET count = rate_counters.count + 1 WHERE rate_counters.count < $3
     RETURNING count`,
    [KEY, new Date(Math.floor(windowStart)), most],
  );
  return rows.length > 0 ? 0 : Math.max(1, Math.ceil(windowStart + windowMs - at));
}
