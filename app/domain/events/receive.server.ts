import { sql } from "~/db.server";
import { verifyStripeWebhook, type SignatureProblem, type WebhookEndpoint } from "~/integrations/stripe/webhooks.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { ok, type Result } from "~/lib/result";

// Event and job in one statement: both are there or neither, and a repeated delivery adds nothing.
const INSERT = `
  WITH stored AS (
    INSERT INTO stripe_events (id, endpoint, type, stripe_account_id, livemode, api_version, object_id, payload, stripe_created_at, received_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8::jsonb, to_timestamp($9::float8), $10::timestamptz)
    ON CONFLICT (id) DO NOTHING
    RETURNING id
  )
  INSERT INTO pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, policy)
  SELECT q.name, jsonb_build_object('eventId', stored.id), q.retry_limit, q.retry_delay, q.retry_backoff, q.expire_seconds * interval '1s', q.policy
    FROM stored, pgboss.queue q WHERE q.name = 'stripe-event'
  RETURNING id`;

/**
 * Take a webhook of Stripe's: verify the raw body, store the event once under its id together with its job. Nothing is
 * acknowledged that is not stored. https://docs.stripe.com/webhooks#best-practices
 */
export async function receiveStripeEvent(endpoint: WebhookEndpoint, rawBody: string, signature: string | undefined): Promise<Result<"stored" | "duplicate", SignatureProblem>> {
  const verified = verifyStripeWebhook(endpoint, rawBody, signature);
  if (!verified.ok) return verified;
  const event = verified.value;
  const object = event.data.object as { id?: string };
  const { rows } = await sql(INSERT, [
    event.id, endpoint, event.type, event.account ?? null, event.livemode, event.api_version, object.id ?? null, rawBody, event.created, now(),
  ]);
  if (rows.length === 0) return ok("duplicate");
  wake("stripe-event");
  return ok("stored");
}
