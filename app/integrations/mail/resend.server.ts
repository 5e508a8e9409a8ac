import { Resend } from "resend";
import { env } from "~/env.server";
import { SECOND } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import type { OutgoingMail } from "./outgoing";

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

/** Shorter than the lease of a row in the outbox: the SDK itself would wait for minutes. */
const TIMEOUT_MS = 20 * SECOND;

/**
 * Send one mail through Resend. The key makes a repeated call harmless for 24 hours. Resend answers errors as values; a
 * network failure comes as one too. https://resend.com/docs/api-reference/emails/send-email
 * @returns Resend's id; null when it has taken a mail under this key before that said something else (a letterhead changed
 * between two tries): that mail is on its way, and its id comes with its first webhook
 */
export async function sendMail(mail: OutgoingMail, idempotencyKey: string): Promise<Result<{ providerId: string | null }, MailFailure>> {
  const sending = resend().emails.send(
    { from: env.mail.from, to: mail.to, subject: mail.subject, html: mail.html, text: mail.text, ...(mail.replyTo ? { replyTo: mail.replyTo } : {}), ...(mail.headers ? { headers: mail.headers } : {}), tags: mail.tags },
    { idempotencyKey },
  );
  const answer = await within(TIMEOUT_MS, sending);
  if (!answer) return fail({ retry: true, retryAfterSeconds: null, detail: `no answer in ${TIMEOUT_MS / SECOND} s` });
  const { data, error, headers } = answer;
  if (data) return ok({ providerId: data.id });
  if (error.name === "invalid_idempotent_request") return ok({ providerId: null });
  const wait = Number(headers?.["retry-after"]);
  return fail({ retry: !FINAL.has(error.name), retryAfterSeconds: Number.isFinite(wait) && wait > 0 ? wait : null, detail: `${error.name}: ${error.message}` });
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** A mail follows, and both together end before its lease does. */
const FORGET_MS = 10 * SECOND;
/** What is worth asking again: anything else (no such entry, a key that may only send) would say the same. */
const PASSING: ReadonlySet<string> = new Set(["rate_limit_exceeded", "application_error", "internal_server_error"]);

/**
 * Take an address off Resend's own list of those that bounced or complained, so that mail goes there again.
 * https://resend.com/docs/api-reference/suppressions
 * @returns false when Resend could not be asked just now; true also when nothing is there or this key may not
 */
export async function forgetSuppression(email: string): Promise<boolean> {
  const answer = await within(FORGET_MS, resend().suppressions.remove(email));
  return answer !== null && !(answer.error && PASSING.has(answer.error.name));
}

export interface MailEventFacts {
  type: string;
  /** Resend's id of the mail. */
  emailId: string | null;
  /** What we tagged the mail with when it was sent. */
  tags: Record<string, string>;
  /** Of a mail that came back: whether it is for good, and the mailbox's own words. */
  reason: { permanent: boolean; detail: string };
}

/** Check a webhook of Resend's against the secret; throws if it is not theirs. https://resend.com/docs/dashboard/webhooks/verify-webhooks-requests */
export function verifyMailWebhook(rawBody: string, headers: { id: string; timestamp: string; signature: string }): MailEventFacts {
  const event = resend().webhooks.verify({ payload: rawBody, headers, webhookSecret: env.mail.webhookSecret });
  const emailId = "email_id" in event.data && typeof event.data.email_id === "string" ? event.data.email_id : null;
  return { type: event.type, emailId, tags: "tags" in event.data && event.data.tags ? event.data.tags : {}, reason: reasonOf(event.data) };
}

/** Only a permanent bounce says something of the address: a full mailbox is emptied one day. */
function reasonOf(data: object): MailEventFacts["reason"] {
  const part = (name: string) => (name in data ? ((data as Record<string, unknown>)[name] as Record<string, unknown> | null) : null) ?? {};
  const bounce = part("bounce");
  const text = [bounce.message, part("suppressed").message, part("failed").reason].find((one): one is string => typeof one === "string");
  return { permanent: bounce.type === undefined || bounce.type === "Permanent", detail: text ?? "" };
}
