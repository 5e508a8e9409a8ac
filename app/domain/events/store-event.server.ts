import type Stripe from "stripe";
import { sql } from "~/db.server";
import { now } from "~/lib/clock";
import { idOf, subjectKeyOf } from "./subject-key";

// Event and job in one statement: both are there or neither, and a repeated delivery adds nothing.
const INSERT = `
  WITH stored AS (
    INSERT INTO stripe_events (id, endpoint, type, stripe_account_id, livemode, api_version, object_id, payload, stripe_created_at, received_at, subject_key)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, to_timestamp($9::float8), $10::timestamptz, $11)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  )
  INSERT INTO pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, policy)
  SELECT q.name, jsonb_build_object('eventId', stored.id), q.retry_limit, q.retry_delay, q.retry_backoff, q.expire_seconds * interval '1s', q.policy
    FROM stored, pgboss.queue q WHERE q.name = 'stripe-event'
  RETURNING id`;

// A comparison was quicker than the webhook: whoever asks whether webhooks arrive has to hear of this one.
const ARRIVED = `UPDATE stripe_events SET endpoint = $2, received_at = $3 WHERE id = $1 AND endpoint = $4`;

/** Where an event came from when it was not a webhook that brought it. */
export const RECONCILIATION = "reconciliation";

/**
 * Put an event into the inbox, together with its job: once under its id, however often it comes and by whichever way.
 * @param endpoint which of our endpoints it came to, or `RECONCILIATION`
 * @param stripeAccountId the connected account it is about; null for the platform's own events
 * @param body the event as JSON text
 * @returns whether it was new; then `wake("stripe-event")` is due
 */
export async function storeEvent(endpoint: string, stripeAccountId: string | null, event: Stripe.Event, body: string): Promise<boolean> {
  const object = event.data.object as unknown as Record<string, unknown>;
  const { rows } = await sql(INSERT, [event.id, endpoint, event.type, stripeAccountId, event.livemode, event.api_version, idOf(object.id), body, event.created, now(), subjectKeyOf(stripeAccountId, object)]);
  if (rows.length > 0) return true;
  if (endpoint !== RECONCILIATION) await sql(ARRIVED, [event.id, endpoint, now(), RECONCILIATION]);
  return false;
}
