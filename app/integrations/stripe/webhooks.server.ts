import Stripe from "stripe";
import { env } from "~/env.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { stripeClient } from "./client.server";

export type WebhookEndpoint = "account" | "connect";
export type SignatureProblem = "not_configured" | "bad_signature" | "malformed";

const TOLERANCE_SECONDS = 300;

/** Check a webhook of one of the platform's two endpoints; an unset secret accepts nothing. */
export function verifyStripeWebhook(endpoint: WebhookEndpoint, rawBody: string, signature: string | undefined): Result<Stripe.Event, SignatureProblem> {
  const secret = endpoint === "account" ? env.stripe.accountWebhookSecret : env.stripe.connectWebhookSecret;
  return secret ? verifyWithSecret(secret, rawBody, signature) : fail("not_configured");
}

/**
 * Check the signature of a webhook on its raw body. The SDK refuses old timestamps only, so one from the future is refused
 * here. https://docs.stripe.com/webhooks#verify-official-libraries
 */
export function verifyWithSecret(secret: string, rawBody: string, signature: string | undefined): Result<Stripe.Event, "bad_signature" | "malformed"> {
  if (!signature) return fail("bad_signature");
  const sentAt = Number(/(?:^|,)\s*t=(\d+)/.exec(signature)?.[1]);
  if (!(sentAt <= now().getTime() / 1000 + TOLERANCE_SECONDS)) return fail("bad_signature");
  try {
    const event = stripeClient().webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_SECONDS, undefined, now().getTime());
    return typeof event.id === "string" && event.id.startsWith("evt_") && event.object === "event" && typeof event.type === "string" && event.data?.object ? ok(event) : fail("malformed");
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return fail("bad_signature");
    if (error instanceof SyntaxError) return fail("malformed");
    throw error;
  }
}
