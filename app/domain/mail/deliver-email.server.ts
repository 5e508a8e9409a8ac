import { db, sql } from "~/db.server";
import { recordTransition } from "~/domain/transitions.server";
import type { OutboxStatus } from "~/generated/prisma/enums";
import type { OutgoingMail } from "~/integrations/mail/outgoing";
import { forgetSuppression, sendMail, type MailFailure } from "~/integrations/mail/resend.server";
import { sendBySmtp } from "~/integrations/mail/smtp.server";
import { enqueueAll, enqueueNow, wake } from "~/jobs/queue.server";
import { HOUR, later, MINUTE, now, SECOND } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { addressProblem } from "./address-problem.server";
import { writeLetter, type Claimed } from "./letter.server";
import { TURN_SQL } from "./mail-kinds";
import { takeSendTurn } from "./send-slot.server";
import { noteTransportFailure, noteTransportWorks, routeOf, serverOf, type Route, type TransportName } from "./transport.server";

/** A send that has not ended within this time belongs to a process that died. */
const LEASE_MS = 40 * SECOND;
/** Resend remembers an idempotency key for 24 hours: after that a repetition could be a second mail, so we stop before. */
const GIVE_UP_AFTER_MS = 23 * HOUR;

/** `suppressed`: kept back, the address gives trouble. `waitMs`: the mail service takes no more in this moment; the mail keeps its place. */
export type Delivery = "sent" | "retry" | "failed" | "bounced" | "suppressed" | "not_due" | { waitMs: number };

/**
 * Send one mail of the outbox, once: the row is claimed with a lease, sent outside any transaction under an idempotency
 * key that is the row's own id, and marked. Safe to call any number of times, from any process.
 * @param alone the caller itself goes on with what has to wait for its turn (`sendWaiting`)
 */
export async function deliverEmail(emailId: string, { alone = false } = {}): Promise<Delivery> {
  const route = await routeOf(emailId);
  if (!route) return "not_due";
  if (route.problem && !route.asked) return keepBack(emailId, route);
  const waitMs = route.smtp ? 0 : await takeSendTurn();
  if (waitMs > 0) {
    if (!alone) await enqueueNow("send-waiting", {});
    return { waitMs };
  }
  const claimed = await claim(emailId, route.smtp ? "smtp" : "resend", route.detour);
  if (!claimed) return "not_due";
  const letter = await writeLetter(claimed);
  if (!letter.ok) return settle(claimed, letter);
  return route.smtp ? bySmtp(claimed, letter.value, route) : byResend(claimed, letter.value, route);
}

/**
 * By Resend, which keeps a list of its own and sends nothing to what is on it: what somebody waits for would be kept back there, though
 * it is let through here. An address that a person gives in place of another may be on it without our knowing.
 */
async function byResend(claimed: Claimed, letter: OutgoingMail, { kind, to, asked, problem }: Route): Promise<Delivery> {
  if (asked && (problem || kind === "mend-address") && !(await forgetSuppression(to))) {
    return settle(claimed, fail({ retry: true, retryAfterSeconds: null, detail: "Resend could not be asked to take the address off its list." }));
  }
  return settle(claimed, await sendMail(letter, claimed.id));
}

/** Ids of mails that are due and nobody is sending: what a crash, or an hour without Resend, left behind, in their turn. */
export async function dueEmails(limit = 200): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(
    `SELECT id FROM outbox_emails
      WHERE status IN ('pending', 'sending') AND next_attempt_at <= $1 AND (lease_until IS NULL OR lease_until < $1)
      ORDER BY ${TURN_SQL}, created_at, id LIMIT ${limit}`,
    [now()],
  );
  return rows.map((row) => row.id);
}

/** They get a job each: sent one after another, a slow server of one store would hold up what comes after. A second job for a mail finds nothing to do. */
export async function enqueueDue(): Promise<void> {
  const ids = await dueEmails();
  if (ids.length === 0) return;
  await db.$transaction((tx) => enqueueAll(tx, "send-email", ids.map((emailId) => ({ emailId }))));
  wake("send-email");
}

/** 5 s, 10 s, 20 s … at most 15 minutes. */
function backoff(attempts: number): number {
  return Math.min(15 * MINUTE, 5 * SECOND * 2 ** Math.max(0, attempts - 1));
}

async function claim(emailId: string, transport: TransportName, detour: string | null): Promise<Claimed | undefined> {
  const at = now();
  const { rows } = await sql<Claimed>(
    `UPDATE outbox_emails SET status = 'sending', attempts = attempts + 1, lease_until = $2, transport = $4,
            detour = CASE WHEN $4 = 'smtp' THEN NULL ELSE coalesce($5::text, detour) END
      WHERE id = $1 AND status IN ('pending', 'sending') AND next_attempt_at <= $3 AND (lease_until IS NULL OR lease_until < $3)
      RETURNING id, kind, to_address, payload, attempts, created_at, store_id, order_id`,
    [emailId, later(LEASE_MS, at), at, transport, detour],
  );
  return rows[0];
}

/** A server that puts a mail off for longer than this does not send it: full for today, or it does not trust its own user. */
const PUT_OFF_MS = HOUR;
/** A server that takes a mail without saying so in time makes a copy with every try. */
const MOST_COPIES = 3;

/**
 * By the store's own server. Where that one certainly did not take the mail, it goes by the installation's Resend instead, and says why
 * (`detour`); where it may have taken it, only this server is asked again, a few times. A mailbox it calls gone is asked by Resend too: what one store's
 * server says of an address must not keep other stores' mail from it, and a real bounce is heard of from there.
 */
async function bySmtp(claimed: Claimed, letter: OutgoingMail, { smtp, bound }: Route): Promise<Delivery> {
  if (!smtp) return "not_due";
  const server = serverOf(smtp);
  const result = server ? await sendBySmtp(server, letter, claimed.id) : fail({ kind: "server" as const, words: "The password of your mail server cannot be read any more. Type it again.", detail: "" });
  if (result.ok) {
    await noteTransportWorks(smtp);
    return settle(claimed, ok({ providerId: null }), "your mail server took it");
  }
  const { kind, words, detail } = result.error;
  const said = detail ? `${words} (${detail})` : words;
  const again = () => settle(claimed, fail({ retry: true, retryAfterSeconds: null, detail: said }));
  if (kind === "server" || kind === "unknown") await noteTransportFailure(smtp.storeId, said);
  if (bound && kind === "recipient") return mark(claimed.id, "bounced", said);
  if (bound && kind === "unknown" && claimed.attempts >= MOST_COPIES) return mark(claimed.id, "failed", said);
  if (bound || kind === "unknown") return again();
  if (kind === "later" && ageOf(claimed) < PUT_OFF_MS) {
    // It does not have it: the next try may go another way.
    await db.outboxEmail.updateMany({ where: { id: claimed.id, status: "sending" }, data: { transport: null } });
    return again();
  }
  await db.outboxEmail.updateMany({ where: { id: claimed.id, status: "sending" }, data: { status: "pending", leaseUntil: null, transport: "resend", detour: said, lastError: said } });
  return deliverEmail(claimed.id);
}

function ageOf({ created_at }: Claimed): number {
  return now().getTime() - new Date(created_at).getTime();
}

/** Mark what became of a try. */
async function settle(claimed: Claimed, result: Result<{ providerId: string | null }, MailFailure>, cause = "Resend accepted it"): Promise<Delivery> {
  if (result.ok) {
    await markSent(claimed.id, result.value.providerId, cause);
    return "sent";
  }
  if (!result.error.retry || (ageOf(claimed) > GIVE_UP_AFTER_MS && claimed.attempts > 1)) return mark(claimed.id, "failed", result.error.detail);
  const wait = result.error.retryAfterSeconds ? result.error.retryAfterSeconds * SECOND : backoff(claimed.attempts);
  await db.outboxEmail.updateMany({ where: { id: claimed.id, status: "sending" }, data: { status: "pending", leaseUntil: null, nextAttemptAt: later(wait), lastError: result.error.detail } });
  return "retry";
}

/** Mail to this address came back before, or is not wanted: not sent, said so, and sent again when the address is mended. */
async function keepBack(emailId: string, { to }: Route): Promise<Delivery> {
  return db.$transaction(async (tx) => {
    // Mended since we looked: it goes out by the next try.
    const problem = await addressProblem(to, tx);
    if (!problem) return "not_due" as const;
    const detail = problem.problem === "complained" ? "The reader called a former mail spam." : problem.detail || "A former mail came back.";
    const { count } = await tx.outboxEmail.updateMany({ where: { id: emailId, status: { in: ["pending", "sending"] } }, data: { status: "suppressed", lastError: detail, leaseUntil: null } });
    if (count > 0) await recordTransition(tx, { subjectType: "email", subjectId: emailId, from: "pending", to: "suppressed", cause: detail });
    return count > 0 ? ("suppressed" as const) : ("not_due" as const);
  });
}

/** A webhook may have told more of the mail already: then only what it could not know is added. */
async function markSent(id: string, providerId: string | null, cause: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const facts = { sentAt: now(), lastError: null, leaseUntil: null, ...(providerId ? { providerId } : {}) };
    const { count } = await tx.outboxEmail.updateMany({ where: { id, status: "sending" }, data: { ...facts, status: "sent" } });
    if (count > 0) await recordTransition(tx, { subjectType: "email", subjectId: id, from: "sending", to: "sent", cause });
    // What a webhook has said of it stays, its reason too.
    else await tx.outboxEmail.update({ where: { id }, data: { sentAt: facts.sentAt, leaseUntil: null, ...(providerId ? { providerId } : {}) } });
  });
}

async function mark(id: string, to: Extract<OutboxStatus, "failed" | "bounced">, detail: string): Promise<Delivery> {
  await db.$transaction(async (tx) => {
    const { count } = await tx.outboxEmail.updateMany({ where: { id, status: "sending" }, data: { status: to, lastError: detail, leaseUntil: null } });
    if (count > 0) await recordTransition(tx, { subjectType: "email", subjectId: id, from: "sending", to, cause: detail });
  });
  return to;
}
