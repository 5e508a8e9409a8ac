import { verifyStripeWebhook, type SignatureProblem, type WebhookEndpoint } from "~/integrations/stripe/webhooks.server";
import { wake } from "~/jobs/queue.server";
import { ok, type Result } from "~/lib/result";
import { noteRefusal } from "./refusals";
import { storeEvent } from "./store-event.server";

/**
 * Take a webhook of Stripe's: verify the raw body, store the event once under its id together with its job. Nothing is
 * acknowledged that is not stored. https://docs.stripe.com/webhooks#best-practices
 */
export async function receiveStripeEvent(endpoint: WebhookEndpoint, rawBody: string, signature: string | undefined): Promise<Result<"stored" | "duplicate", SignatureProblem>> {
  const verified = verifyStripeWebhook(endpoint, rawBody, signature);
  if (!verified.ok) {
    noteRefusal(endpoint, verified.error);
    return verified;
  }
  const event = verified.value;
  if (!(await storeEvent(endpoint, event.account ?? null, event, rawBody))) return ok("duplicate");
  wake("stripe-event");
  return ok("stored");
}
