import { db } from "~/db.server";
import { verifyWithSecret } from "~/integrations/stripe/webhooks.server";
import { wake } from "~/jobs/queue.server";
import { fail, ok, type Result } from "~/lib/result";
import { canUnseal, unseal } from "~/lib/secret-box.server";
import { storeEvent } from "./store-event.server";

export type OwnWebhookProblem = "unknown_endpoint" | "not_configured" | "bad_signature" | "malformed";

/**
 * Take a webhook of an account that is connected by its own key. It is checked with that account's own secret and stored as
 * that account's event: Stripe names the account only to platforms. The same event may also come through the platform, and
 * where it is the platform's own account without a name; it is stored once, as this account's. `unknown_endpoint`: no such account, or nothing of it is to be heard any more.
 * @param accountId our id, from the endpoint's address
 */
export async function receiveOwnEvent(accountId: string, rawBody: string, signature: string | undefined): Promise<Result<"stored" | "duplicate", OwnWebhookProblem>> {
  const account = await db.connectedAccount.findUnique({ where: { id: accountId }, select: { stripeAccountId: true, webhookSecretEncrypted: true } });
  if (!account?.webhookSecretEncrypted) return fail("unknown_endpoint");
  // Sealed under another ENCRYPTION_KEY: Stripe sends it again for days, until the key was given again or the former one is back.
  if (!canUnseal(account.webhookSecretEncrypted)) return fail("not_configured");
  const verified = verifyWithSecret(unseal(account.webhookSecretEncrypted), rawBody, signature);
  if (!verified.ok) return verified;
  if (!(await storeEvent("own", account.stripeAccountId, verified.value, rawBody))) return ok("duplicate");
  wake("stripe-event");
  return ok("stored");
}
