import { sql } from "~/db.server";
import { env } from "~/env.server";
import { log } from "~/log.server";
import { later, MINUTE, now, SECOND } from "~/lib/clock";
import type { Outcome, StoredEvent } from "./event";
import { handlers } from "./handlers.server";

/** Work that has not ended within this time belongs to a process that died. */
const LEASE_MS = 40 * SECOND;
/** With the backoff below, about ten hours of trying. */
const MAX_ATTEMPTS = 20;

interface Claimed {
  id: string;
  type: string;
  stripe_account_id: string | null;
  livemode: boolean;
  payload: { data: { object: Record<string, unknown> } };
  attempts: number;
}

/**
 * Process one stored event: claim the row with a lease, look up its handler, run it, mark the row. Any number of calls from
 * any process; only one at a time works on the row, and a finished row is left alone.
 */
export async function processEvent(eventId: string): Promise<void> {
  const claimed = await claim(eventId);
  if (!claimed) return;
  const event: StoredEvent = { id: claimed.id, type: claimed.type, stripeAccountId: claimed.stripe_account_id, livemode: claimed.livemode, object: claimed.payload.data.object };
  try {
    const outcome = await dispatch(event);
    await sql(`UPDATE stripe_events SET status = $2::"EventStatus", note = $3, processed_at = $4, lease_until = NULL WHERE id = $1`, [event.id, outcome.status, outcome.note ?? null, now()]);
  } catch (error) {
    await putBack(claimed, error);
  }
}

async function dispatch(event: StoredEvent): Promise<Outcome> {
  // A live endpoint also receives test events of connected accounts: kept, never applied.
  if (event.livemode !== env.stripe.livemode) return { status: "ignored", note: `A ${event.livemode ? "live" : "test"} event; this installation runs in ${env.stripe.livemode ? "live" : "test"} mode.` };
  const handler = handlers.get(event.type);
  return handler ? handler.handle(event) : { status: "ignored", note: "Lectern has no use for this type of event." };
}

async function putBack(claimed: Claimed, error: unknown): Promise<void> {
  const message = error instanceof Error ? error.message : String(error);
  const dead = claimed.attempts >= MAX_ATTEMPTS;
  log[dead ? "error" : "warn"]({ err: error, eventId: claimed.id, type: claimed.type, attempt: claimed.attempts }, dead ? "event given up" : "event will be tried again");
  await sql(`UPDATE stripe_events SET status = $2::"EventStatus", note = $3, lease_until = NULL, next_attempt_at = $4 WHERE id = $1`, [
    claimed.id, dead ? "dead" : "failed", message, later(backoff(claimed.attempts)),
  ]);
}

/** 2 s, 4 s, 8 s … at most an hour. */
function backoff(attempts: number): number {
  return Math.min(60 * MINUTE, 2 * SECOND * 2 ** Math.max(0, attempts - 1));
}

async function claim(eventId: string): Promise<Claimed | undefined> {
  const at = now();
  const { rows } = await sql<Claimed>(
    `UPDATE stripe_events SET status = 'processing', attempts = attempts + 1, lease_until = $2
      WHERE id = $1 AND status IN ('received', 'failed', 'processing') AND (lease_until IS NULL OR lease_until < $3) AND (next_attempt_at IS NULL OR next_attempt_at <= $3)
      RETURNING id, type, stripe_account_id, livemode, payload, attempts`,
    [eventId, later(LEASE_MS, at), at],
  );
  return rows[0];
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
