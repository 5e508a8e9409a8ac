import { sql } from "~/db.server";
import { env } from "~/env.server";
import type { EventStatus } from "~/generated/prisma/enums";
import { log } from "~/log.server";
import { later, MINUTE, now, SECOND } from "~/lib/clock";
import { OnHold, RetryLater, type Outcome, type StoredEvent } from "./event";
import { handlers } from "./handlers.server";

/** Longer than Stripe is waited for (`PATIENT`). What has not ended by then belongs to a process that died; should it end all the same, it has no say any more. */
const LEASE_MS = 40 * SECOND;
/** With the backoff below, about ten hours of trying. */
const MAX_ATTEMPTS = 20;

/** How many events that waited for the one before them are taken along in one go, and for how long; the sweep finds the rest. */
const IN_A_ROW = 50;
const IN_A_ROW_MS = 20 * SECOND;

interface Claimed {
  id: string;
  type: string;
  stripe_account_id: string | null;
  livemode: boolean;
  payload: { data: { object: Record<string, unknown> } };
  attempts: number;
  subject_key: string | null;
  /** Until when the row is ours. */
  leaseUntil: Date;
}

/**
 * Process one stored event: claim the row with a lease, look up its handler, run it, mark the row. Any number of calls from
 * any process; only one at a time works on the row, and a finished row is left alone. Two events about one thing
 * (`subject_key`) never run at once: one that comes in between stays as it is, and whoever works on the other one takes it
 * along afterwards.
 */
export async function processEvent(eventId: string): Promise<void> {
  const giveWayAt = later(IN_A_ROW_MS);
  let next: string | undefined = eventId;
  for (let done = 0; next && done < IN_A_ROW && now() < giveWayAt; done += 1) {
    const claimed = await claim(next);
    if (!claimed) return;
    next = await run(claimed);
  }
}

/** Answers with the event that waits for this one's thing to be free, the oldest at Stripe first. */
async function run(claimed: Claimed): Promise<string | undefined> {
  const event: StoredEvent = { id: claimed.id, type: claimed.type, stripeAccountId: claimed.stripe_account_id, livemode: claimed.livemode, object: claimed.payload.data.object };
  try {
    const outcome = await dispatch(event);
    return await mark(claimed, { status: outcome.status, note: outcome.note ?? null, processedAt: now(), nextAttemptAt: null });
  } catch (error) {
    return await putBack(claimed, error);
  }
}

// One statement: what is free now, and who waits for it. Nobody is missed: who waits was stored before it found the place taken. Whose lease has
// run out writes nothing: the row is another's since, or was put back by a person.
const MARK = `
  WITH done AS (
    UPDATE stripe_events SET status = $2::"EventStatus", note = $3, processed_at = $4, next_attempt_at = $5, lease_until = NULL
     WHERE id = $1 AND status = 'processing' AND lease_until = $7 RETURNING subject_key
  )
  SELECT e.id FROM stripe_events e, done
   WHERE e.subject_key = done.subject_key AND e.id <> $1 AND e.status IN ('received', 'failed') AND (e.next_attempt_at IS NULL OR e.next_attempt_at <= $6)
   ORDER BY e.stripe_created_at, e.received_at LIMIT 1`;

async function mark({ id, leaseUntil }: Claimed, { status, note, processedAt, nextAttemptAt }: { status: EventStatus; note: string | null; processedAt: Date | null; nextAttemptAt: Date | null }): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>(MARK, [id, status, note, processedAt, nextAttemptAt, now(), leaseUntil]);
  return rows[0]?.id;
}

async function dispatch(event: StoredEvent): Promise<Outcome> {
  // A live endpoint also receives test events of connected accounts: kept, never applied.
  if (event.livemode !== env.stripe.livemode) return { status: "ignored", note: `A ${event.livemode ? "live" : "test"} event; this installation runs in ${env.stripe.livemode ? "live" : "test"} mode.` };
  const handler = handlers.get(event.type);
  return handler ? handler.handle(event) : { status: "ignored", note: "Lectern has no use for this type of event." };
}

async function putBack(claimed: Claimed, error: unknown): Promise<string | undefined> {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof OnHold) return mark(claimed, { status: "on_hold", note: message, processedAt: null, nextAttemptAt: null });
  const dead = claimed.attempts >= MAX_ATTEMPTS;
  if (dead && error instanceof RetryLater && error.atLast) return mark(claimed, { status: "ignored", note: error.atLast, processedAt: now(), nextAttemptAt: null });
  log[dead ? "error" : "warn"]({ err: error, eventId: claimed.id, type: claimed.type, attempt: claimed.attempts }, dead ? "event given up" : "event will be tried again");
  return mark(claimed, { status: dead ? "dead" : "failed", note: message, processedAt: null, nextAttemptAt: dead ? null : later(backoff(claimed.attempts)) });
}

/** 2 s, 4 s, 8 s … at most an hour. */
function backoff(attempts: number): number {
  return Math.min(60 * MINUTE, 2 * SECOND * 2 ** Math.max(0, attempts - 1));
}

const CLAIM = `
  UPDATE stripe_events SET status = 'processing', attempts = attempts + 1, lease_until = $2
   WHERE id = $1 AND status IN ('received', 'failed', 'processing') AND (lease_until IS NULL OR lease_until < $3) AND (next_attempt_at IS NULL OR next_attempt_at <= $3)
   RETURNING id, type, stripe_account_id, livemode, payload, attempts, subject_key`;

// Left by a process that died, and in the way of another event about the same thing.
const FREE = `
  UPDATE stripe_events SET status = 'failed', lease_until = NULL
   WHERE subject_key = (SELECT subject_key FROM stripe_events WHERE id = $1) AND status = 'processing' AND lease_until < $2
   RETURNING id`;

/** Undefined: it is not this event's turn, or it is done. The unique index lets one event of a subject be worked on. */
async function claim(eventId: string): Promise<Claimed | undefined> {
  const take = async (): Promise<Claimed | undefined> => {
    const leaseUntil = later(LEASE_MS);
    const [row] = (await sql<Omit<Claimed, "leaseUntil">>(CLAIM, [eventId, leaseUntil, now()])).rows;
    return row && { ...row, leaseUntil };
  };
  try {
    return await take();
  } catch (error) {
    if (!isTaken(error)) throw error;
  }
  try {
    await sql(FREE, [eventId, now()]);
    // Also without anything to free: the other one may have ended in this moment.
    return await take();
  } catch (error) {
    if (isTaken(error)) return undefined;
    throw error;
  }
}

/** Postgres' unique_violation, from either database. */
function isTaken(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "23505";
}

/** Ids of events that are due and nobody works on: put back for a later try, or left by a process that died. */
export async function dueEvents(limit = 200): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(
    `SELECT id FROM stripe_events
      WHERE status IN ('received', 'failed', 'processing') AND (lease_until IS NULL OR lease_until < $1) AND (next_attempt_at IS NULL OR next_attempt_at <= $1)
      ORDER BY received_at LIMIT ${limit}`,
    [now()],
  );
  return rows.map((row) => row.id);
}
