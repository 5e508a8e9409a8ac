import { renderEmail, type EmailKind, type EmailMessage } from "../../../emails";
import { db, sql } from "~/db.server";
import { emailTokenUrl } from "~/domain/people/email-tokens.server";
import { recordTransition } from "~/domain/transitions.server";
import { sendMail } from "~/integrations/mail/resend.server";
import { HOUR, later, MINUTE, now, SECOND } from "~/lib/clock";
import { LINK_PROP, type OutboxPayload } from "./outbox.server";

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
  const rendered = await renderEmail(messageOf(claimed));
  const replyTo = claimed.store_id ? (await db.store.findUnique({ where: { id: claimed.store_id }, select: { supportEmail: true } }))?.supportEmail : undefined;
  const result = await sendMail(
    { to: claimed.to_address, ...rendered, ...(replyTo ? { replyTo } : {}), tags: [{ name: "kind", value: claimed.kind }, { name: "outbox", value: claimed.id }] },
    claimed.id,
  );
  if (result.ok) {
    await mark(claimed.id, "sent", { providerId: result.value.providerId, sentAt: now(), lastError: null });
    return "sent";
  }
  const age = now().getTime() - new Date(claimed.created_at).getTime();
  if (!result.error.retry || age > GIVE_UP_AFTER_MS) {
    await mark(claimed.id, "failed", { lastError: result.error.detail });
    return "failed";
  }
  const wait = result.error.retryAfterSeconds ? result.error.retryAfterSeconds * SECOND : backoff(claimed.attempts);
  await db.outboxEmail.update({ where: { id: claimed.id }, data: { status: "pending", leaseUntil: null, nextAttemptAt: later(wait), lastError: result.error.detail } });
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

async function mark(id: string, to: "sent" | "failed", data: { providerId?: string; sentAt?: Date; lastError: string | null }): Promise<void> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.outboxEmail.updateMany({ where: { id, status: "sending" }, data: { ...data, status: to, leaseUntil: null } });
    if (count > 0) await recordTransition(tx, { subjectType: "email", subjectId: id, from: "sending", to, cause: to === "sent" ? "Resend accepted it" : (data.lastError ?? "failed") });
  });
}

