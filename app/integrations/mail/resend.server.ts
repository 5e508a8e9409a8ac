import { Resend } from "resend";
import { env } from "~/env.server";
import { fail, ok, type Result } from "~/lib/result";

export interface OutgoingMail {
  to: string;
  subject: string;
  html: string;
  text: string;
  replyTo?: string;
  /** Tags show up in Resend's webhooks: ASCII letters, digits, hyphen and underscore only. */
  tags: { name: string; value: string }[];
}

export interface MailFailure {
  /** Whether the same mail may go through later. */
  retry: boolean;
  /** Seconds Resend asks us to wait, when it says so. */
  retryAfterSeconds: number | null;
  detail: string;
}

let client: Resend | undefined;
const resend = () => (client ??= new Resend(env.mail.apiKey, { baseUrl: env.mail.baseUrl }));

/** What will not get better by itself: the address or the sender is wrong, or the key is. */
const FINAL = new Set(["validation_error", "missing_required_field", "invalid_parameter", "invalid_attachment", "invalid_idempotency_key"]);

/**
 * Send one mail through Resend. The key makes a repeated call harmless for 24 hours. Resend answers errors as values; a
 * network failure comes as one too. https://resend.com/docs/api-reference/emails/send-email
 */
export async function sendMail(mail: OutgoingMail, idempotencyKey: string): Promise<Result<{ providerId: string }, MailFailure>> {
  const { data, error, headers } = await resend().emails.send(
    { from: env.mail.from, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text, ...(mail.replyTo ? { replyTo: mail.replyTo } : {}), tags: mail.tags },
    { idempotencyKey },
  );
  if (data) return ok({ providerId: data.id });
  const wait = Number(headers?.["retry-after"]);
  return fail({ retry: !FINAL.has(error.name), retryAfterSeconds: Number.isFinite(wait) && wait > 0 ? wait : null, detail: `${error.name}: ${error.message}` });
}

/** Check a webhook of Resend's against the secret; throws if it is not theirs. https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests */
export function verifyMailWebhook(rawBody: string, headers: { id: string; timestamp: string; signature: string }): { type: string; emailId: string | null } {
  const event = resend().webhooks.verify({ payload: rawBody, headers, webhookSecret: env.mail.webhookSecret });
  const emailId = "email_id" in event.data && typeof event.data.email_id === "string" ? event.data.email_id : null;
  return { type: event.type, emailId };
}
