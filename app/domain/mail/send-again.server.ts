import { db, Prisma, type Tx } from "~/db.server";
import { createEmailToken, peekEmailTokenById } from "~/domain/people/email-tokens.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Order, OutboxEmail } from "~/generated/prisma/client";
import { enqueue, wake } from "~/jobs/queue.server";
import { HOUR, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { addressProblem } from "./address-problem.server";
import { canGoAgain, goesLater } from "./mail-kinds";
import type { OutboxPayload } from "./outbox.server";

/** Copies of one mail within a day, so that nobody's mailbox can be filled through us. */
const COPIES_A_DAY = 5;

/** What a mail or a copy of it is about: the same for all of them. */
export interface MailSubject {
  kind: string;
  subject: string;
}

/**
 * Send a mail once more as it was, with a fresh link where it has one, to where its person is reached now. The caller has checked who asks.
 * @param asked its reader asks: then it goes out also to an address that gave trouble; `kept_back` otherwise, since it would be
 */
export async function sendMailAgain(emailId: string, cause: Cause, { asked = false }: { asked?: boolean } = {}): Promise<Result<{ to: string }, "unknown" | "not_this_kind" | "kept_back" | "too_many">> {
  const result = await db.$transaction(async (tx): Promise<Result<{ to: string }, "unknown" | "not_this_kind" | "kept_back" | "too_many">> => {
    await tx.$queryRaw`SELECT id FROM outbox_emails WHERE id = ${emailId} FOR UPDATE`;
    const mail = await tx.outboxEmail.findUnique({ where: { id: emailId } });
    if (!mail) return fail("unknown");
    if (!canGoAgain(mail.kind)) return fail("not_this_kind");
    const order = mail.orderId ? await tx.order.findUnique({ where: { id: mail.orderId }, select: { userId: true, buyerEmail: true } }) : null;
    const to = await addressNow(tx, order, mail.toAddress);
    if (!asked && (await addressProblem(to, tx))) return fail("kept_back");
    if ((await copiesOfToday(tx, mail, to)) >= COPIES_A_DAY) return fail("too_many");
    await copyMail(tx, mail, to, cause, asked);
    return ok({ to });
  });
  if (result.ok) wake("send-email");
  return result;
}

/**
 * What came back or was kept back on the way to a person's former address goes to the present one: receipts and everything else about
 * what they bought, and to a creator what they still can act on, of the last 60 days, each once. In the caller's transaction.
 * @param matters whether what a mail speaks of is still so
 * @param known mails the caller has read before it forgot some of them
 * @returns how many go out
 */
export async function sendKeptBack(tx: Tx, former: string, email: string, cause: Cause, matters: (mail: MailSubject) => Promise<boolean>, known: readonly OutboxEmail[] = []): Promise<number> {
  const since = later(-60 * 24 * HOUR);
  const there = await tx.outboxEmail.findMany({ where: { toAddress: former, status: { in: ["bounced", "suppressed"] }, createdAt: { gt: since } } });
  const kept = [...known.filter((mail) => mail.createdAt > since), ...there].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id));
  // Of copies of one mail the newest.
  const newest = new Map(kept.filter((mail) => goesLater(mail.kind)).map((mail) => [`${mail.kind} ${baseOf(mail.subjectKey)}`, mail]));
  let sent = 0;
  for (const mail of newest.values()) {
    if (!(await matters({ kind: mail.kind, subject: baseOf(mail.subjectKey) }))) continue;
    await copyMail(tx, mail, email, cause, false);
    sent += 1;
  }
  return sent;
}

/** How many copies of a mail a mailbox was sent within a day. */
function copiesOfToday(tx: Tx, { kind, subjectKey }: OutboxEmail, to: string): Promise<number> {
  return tx.outboxEmail.count({ where: { toAddress: to, createdAt: { gt: later(-24 * HOUR) }, kind, subjectKey: { startsWith: `${baseOf(subjectKey)}#` } } });
}

async function copyMail(tx: Tx, mail: OutboxEmail, to: string, cause: Cause, asked: boolean): Promise<void> {
  const subjectKey = await freeSubject(tx, mail.kind, baseOf(mail.subjectKey));
  const { props: words, link: formerLink, thread, stop } = mail.payload as unknown as OutboxPayload;
  const link = formerLink && { ...formerLink, tokenId: await freshToken(tx, formerLink, to) };
  const id = newId("outboxEmail");
  // The words name the address it goes to: also where it was mistyped before.
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  const props = JSON.parse(JSON.stringify(words).replaceAll(quoted(mail.toAddress), quoted(to))) as OutboxPayload["props"];
  const copy: OutboxPayload = { props, link, ...(thread ? { thread } : {}), ...(stop ? { stop } : {}), ...(asked ? { asked: true } : {}) };
  await tx.outboxEmail.create({
    data: { id, kind: mail.kind, subjectKey, storeId: mail.storeId, orderId: mail.orderId, toAddress: to, payload: copy as unknown as Prisma.InputJsonValue, status: "pending", nextAttemptAt: now(), createdAt: now() },
  });
  await recordTransition(tx, { subjectType: "email", subjectId: id, from: null, to: "pending", ...cause });
  await enqueue(tx, "send-email", { emailId: id });
}

/** Subjects asked for at once. */
const HANDFUL = 10;

/**
 * The first of a mail's subjects that no row has: its own where that row was forgotten, so that the copy stands for it, else "#2" and so on.
 * Asked for whole, since only that uses the index.
 */
async function freeSubject(tx: Tx, kind: string, base: string): Promise<string> {
  for (let from = 1; ; from += HANDFUL) {
    const subjects = Array.from({ length: HANDFUL }, (_, index) => (from + index === 1 ? base : `${base}#${from + index}`));
    const rows = await tx.outboxEmail.findMany({ where: { kind, subjectKey: { in: subjects } }, select: { subjectKey: true } });
    const taken = new Set(rows.map(({ subjectKey }) => subjectKey));
    const free = subjects.find((subject) => !taken.has(subject));
    if (free) return free;
  }
}

/** A link that was mailed opens for a while only; the copy has one of its own, to the same place. */
async function freshToken(tx: Tx, link: NonNullable<OutboxPayload["link"]>, to: string): Promise<string> {
  const former = await peekEmailTokenById(tx, link.tokenId);
  return createEmailToken(tx, { purpose: link.purpose, email: to, returnTo: former?.returnTo ?? null, ...(former?.userId ? { userId: former.userId } : {}) });
}

/** Where the person of an order is reached now: they may have changed their address since, or brought their account into another. Who is gone: as it was. */
export async function addressNow(tx: Tx, order: Pick<Order, "userId" | "buyerEmail"> | null, written: string): Promise<string> {
  const person = order?.userId ? await tx.user.findFirst({ where: { id: order.userId, deletedAt: null }, select: { email: true } }) : null;
  return person?.email ?? order?.buyerEmail ?? written;
}

function baseOf(subjectKey: string): string {
  return subjectKey.replace(/#\d+$/, "");
}
