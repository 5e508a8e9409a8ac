import { renderEmail, type EmailKind, type EmailMessage } from "../../../emails";
import { db, sql } from "~/db.server";
import { emailTokenUrl } from "~/domain/people/email-tokens.server";
import { recordTransition } from "~/domain/transitions.server";
import { env } from "~/env.server";
import { sendMail, type MailFailure, type OutgoingMail } from "~/integrations/mail/resend.server";
import { HOUR, later, MINUTE, now, SECOND } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { LINK_PROP, type OutboxPayload } from "./outbox.server";
import { stopUrl, type StopLink } from "./stop-link";

/** A send that has not ended within this time belongs to a process that died. */
const LEASE_MS = 40 * SECOND;
/** Resend remembers an idempotency key for 24 hours: after that a repetition could be a second mail, so we stop before. */
const GIVE_UP_AFTER_MS = 23 * HOUR;

interface Claimed {
  id: string;
  kind: EmailKind;
  to_address: string;
  payload: OutboxPayload;
  attempts: number;
  created_at: Date | string;
  store_id: string | null;
  subject_key: string;
}

/**
 * Send one mail of the outbox, once: the row is claimed with a lease, sent outside any transaction under an idempotency
 * key that is the row's own id, and marked. Safe to call any number of times, from any process.
 */
export async function deliverEmail(emailId: string): Promise<"sent" | "retry" | "failed" | "not_due"> {
  const claimed = await claim(emailId);
  if (!claimed) return "not_due";
  const mail = await letter(claimed);
  const result = mail.ok ? await sendMail(mail.value, claimed.id) : mail;
  if (result.ok) {
    await markSent(claimed.id, result.value.providerId);
    return "sent";
  }
  const age = now().getTime() - new Date(claimed.created_at).getTime();
  if (!result.error.retry || age > GIVE_UP_AFTER_MS) {
    await markFailed(claimed.id, result.error.detail);
    return "failed";
  }
  const wait = result.error.retryAfterSeconds ? result.error.retryAfterSeconds * SECOND : backoff(claimed.attempts);
  await db.outboxEmail.updateMany({ where: { id: claimed.id, status: "sending" }, data: { status: "pending", leaseUntil: null, nextAttemptAt: later(wait), lastError: result.error.detail } });
  return "retry";
}

/** Ids of mails that are due and nobody is sending: what a crash, or an hour without Resend, left behind. */
export async function dueEmails(limit = 200): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(
    `SELECT id FROM outbox_emails
      WHERE status IN ('pending', 'sending') AND next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until < $1)
      ORDER BY next_attempt_at LIMIT ${limit}`,
    [now()],
  );
  return rows.map((row) => row.id);
}

/** 5 s, 10 s, 20 s … at most 15 minutes. */
function backoff(attempts: number): number {
  return Math.min(15 * MINUTE, 5 * SECOND * 2 ** Math.max(0, attempts - 1));
}

async function claim(emailId: string): Promise<Claimed | undefined> {
  const at = now();
  const { rows } = await sql<Claimed>(
    `UPDATE outbox_emails SET status = 'sending', attempts = attempts + 1, lease_until = $2
      WHERE id = $1 AND status IN ('pending', 'sending') AND next_attempt_at <= $3 AND (lease_until IS NULL OR lease_until < $3)
      RETURNING id, kind, to_address, payload, attempts, created_at, store_id, subject_key`,
    [emailId, later(LEASE_MS, at), at],
  );
  return rows[0];
}

function messageOf(row: Claimed): EmailMessage {
  const { props, link } = row.payload;
  const linkProp = LINK_PROP[row.kind];
  const filled = link && linkProp ? { ...props, [linkProp]: emailTokenUrl(link.tokenId, link.purpose) } : props;
  return { kind: row.kind, props: filled } as unknown as EmailMessage;
}

/** The mail as it goes out. One that cannot be rendered is a failed try like any other, so that nothing waits behind it. */
async function letter(row: Claimed): Promise<Result<OutgoingMail, MailFailure>> {
  try {
    const rendered = await renderEmail(messageOf(row));
    const replyTo = row.store_id ? (await db.store.findUnique({ where: { id: row.store_id }, select: { supportEmail: true } }))?.supportEmail : undefined;
    return ok({ to: row.to_address, ...rendered, ...(replyTo ? { replyTo } : {}), ...headersOf(row.payload), tags: [{ name: "kind", value: row.kind }, { name: "outbox", value: row.id }] });
  } catch (error) {
    log.error({ err: error, emailId: row.id, kind: row.kind }, "a mail could not be written");
    return fail({ retry: true, retryAfterSeconds: null, detail: "The mail could not be written." });
  }
}

function headersOf({ thread, stop }: OutboxPayload): Pick<OutgoingMail, "headers"> {
  const headers = { ...threadHeaders(thread), ...(stop ? stopHeaders(stop) : {}) };
  return Object.keys(headers).length > 0 ? { headers } : {};
}

/** One click in the mailbox itself (RFC 2369 and 8058). */
function stopHeaders(stop: StopLink): Record<string, string> {
  return { "List-Unsubscribe": `<${stopUrl(stop)}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
}

/** Mails of one thread answer to the same message, which need not exist: that is how mailboxes tell (RFC 5322, 3.6.4). */
function threadHeaders(thread: string | undefined): Record<string, string> {
  if (!thread) return {};
  const root = `<${thread}@${new URL(env.appUrl).hostname}>`;
  return { "In-Reply-To": root, References: root };
}

/** A webhook may have told more of the mail already: then only what it could not know is added. */
async function markSent(id: string, providerId: string | null): Promise<void> {
  await db.$transaction(async (tx) => {
    const facts = { sentAt: now(), lastError: null, leaseUntil: null, ...(providerId ? { providerId } : {}) };
    const { count } = await tx.outboxEmail.updateMany({ where: { id, status: "sending" }, data: { ...facts, status: "sent" } });
    if (count > 0) await recordTransition(tx, { subjectType: "email", subjectId: id, from: "sending", to: "sent", cause: "Resend accepted it" });
    else await tx.outboxEmail.update({ where: { id }, data: facts });
  });
}

async function markFailed(id: string, detail: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.outboxEmail.updateMany({ where: { id, status: "sending" }, data: { status: "failed", lastError: detail, leaseUntil: null } });
    if (count > 0) await recordTransition(tx, { subjectType: "email", subjectId: id, from: "sending", to: "failed", cause: detail });
  });
}
