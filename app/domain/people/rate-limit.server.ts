import { db, sql } from "~/db.server";
import { DAY, later, MINUTE, now, SECOND } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken } from "~/lib/tokens";

/** Tries in a window of fixed length. Counted in the database, so that they hold over restarts and processes. */
export interface Limit {
  name: string;
  max: number;
  windowMs: number;
}

/** Wrong passwords for one address: a person mistypes, a robot guesses. A mailed link still works. */
export const PASSWORD_TRIES_ADDRESS: Limit = { name: "password:address", max: 10, windowMs: 15 * MINUTE };
/** Wrong passwords from one network address: generous, since a school or an office shares one. */
export const PASSWORD_TRIES_IP: Limit = { name: "password:ip", max: 60, windowMs: 15 * MINUTE };
/** Mails a person can be sent by others entering their address. */
const MAILS_ADDRESS: Limit = { name: "mail:address", max: 5, windowMs: 15 * MINUTE };
const MAILS_IP: Limit = { name: "mail:ip", max: 30, windowMs: 15 * MINUTE };

export interface TooMany {
  retryAfterSeconds: number;
}

/** Count one try of `subject`; refused when the window is full. Atomic: parallel tries are all counted. */
export async function takeTry(limit: Limit, subject: string): Promise<Result<undefined, TooMany>> {
  const { key, windowStart } = place(limit, subject);
  const { rows } = await sql<{ count: number }>(
    `INSERT INTO rate_counters (key, window_start, count) VALUES ($1, $2, 1)
     ON CONFLICT (key, window_start) DO UPDATE SET count = rate_counters.count + 1
     RETURNING count`,
    [key, windowStart],
  );
  if ((rows[0]?.count ?? 0) <= limit.max) return ok();
  const left = windowStart.getTime() + limit.windowMs - now().getTime();
  return fail({ retryAfterSeconds: Math.max(1, Math.ceil(left / SECOND)) });
}

/** Count one mail that somebody at `ip` asks for to `email` (normalised); refused when either has had enough for now. */
export async function takeMailTry(email: string, ip: string): Promise<Result<undefined, TooMany>> {
  const byIp = await takeTry(MAILS_IP, ip);
  return byIp.ok ? takeTry(MAILS_ADDRESS, email) : byIp;
}

/** Give a try back: it turned out to be a right one. */
export async function returnTry(limit: Limit, subject: string): Promise<void> {
  const { key, windowStart } = place(limit, subject);
  await db.rateCounter.updateMany({ where: { key, windowStart, count: { gt: 0 } }, data: { count: { decrement: 1 } } });
}

/** Remove counters of windows long past (sweep). */
export async function deleteOldCounters(): Promise<void> {
  await db.rateCounter.deleteMany({ where: { windowStart: { lt: later(-DAY) } } });
}

/** Subjects are addresses of people: kept as hashes. */
function place(limit: Limit, subject: string): { key: string; windowStart: Date } {
  const at = now().getTime();
  return { key: `${limit.name}:${hashToken(subject)}`, windowStart: new Date(at - (at % limit.windowMs)) };
}
