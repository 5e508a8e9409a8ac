import { env } from "~/env.server";
import { verifyMailWebhook, type MailEventFacts } from "~/integrations/mail/resend.server";
import { fail, ok, type Result } from "~/lib/result";
import { applyMailEvent } from "./apply-mail-event.server";

/**
 * Take a webhook of Resend's: check the signature on the raw body, store and apply it once.
 * https://resend.com/docs/dashboard/webhooks/introduction
 */
export async function receiveMailEvent(rawBody: string, headers: { id: string; timestamp: string; signature: string }): Promise<Result<undefined, "not_configured" | "bad_signature">> {
  if (!env.mail.webhookSecret) return fail("not_configured");
  let event: MailEventFacts;
  try {
    event = verifyMailWebhook(rawBody, headers);
  } catch {
    return fail("bad_signature");
  }
  const { type, emailId, tags, reason } = event;
  await applyMailEvent({ id: headers.id, type, emailId, outboxId: tags.outbox ?? null, reason, payload: JSON.parse(rawBody) as object });
  return ok();
}
