import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import { STRIPE_API_VERSION } from "./client.server";
import type { StripeFailure } from "./errors.server";

type EventType = Stripe.WebhookEndpointCreateParams.EnabledEvent;

export interface OwnEndpoint {
  /** we_… */
  id: string;
  url: string;
  enabled: boolean;
  types: string[];
}

/**
 * Make an endpoint on the account itself, for an account that is connected by its own key. Stripe shows the secret only in
 * this answer. https://docs.stripe.com/api/webhook_endpoints/create
 * @param types names of event types; `key` is the idempotency key
 */
export async function createOwnEndpoint(access: AccountAccess, { key, url, types }: { key: string; url: string; types: readonly string[] }): Promise<Result<{ id: string; secret: string }, StripeFailure>> {
  const made = await onAccount(access, (stripe, options) =>
    stripe.webhookEndpoints.create({ url, enabled_events: types as EventType[], api_version: STRIPE_API_VERSION, description: "Lectern" }, { ...options, idempotencyKey: key }),
  );
  return made.ok ? ok({ id: made.value.id, secret: made.value.secret ?? "" }) : made;
}

/** Read one endpoint of the account; `not_found` when it was deleted at Stripe. https://docs.stripe.com/api/webhook_endpoints/retrieve */
export async function readOwnEndpoint(access: AccountAccess, id: string): Promise<Result<OwnEndpoint, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.webhookEndpoints.retrieve(id, {}, options));
  return read.ok ? ok({ id, url: read.value.url, enabled: read.value.status === "enabled", types: read.value.enabled_events }) : read;
}

/** Turn it on for exactly these types, at this address. https://docs.stripe.com/api/webhook_endpoints/update */
export async function updateOwnEndpoint(access: AccountAccess, id: string, { url, types }: { url: string; types: readonly string[] }): Promise<Result<undefined, StripeFailure>> {
  const done = await onAccount(access, (stripe, options) => stripe.webhookEndpoints.update(id, { url, enabled_events: types as EventType[], disabled: false }, options));
  return done.ok ? ok() : done;
}

/** Delete it; one that is gone is a success. https://docs.stripe.com/api/webhook_endpoints/delete */
export async function deleteOwnEndpoint(access: AccountAccess, id: string): Promise<Result<undefined, StripeFailure>> {
  const done = await onAccount(access, (stripe, options) => stripe.webhookEndpoints.del(id, {}, options));
  return done.ok || done.error.kind === "not_found" ? ok() : done;
}
