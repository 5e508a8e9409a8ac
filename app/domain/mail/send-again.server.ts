import { db, Prisma, type Tx } from "~/db.server";
import { createEmailToken, peekEmailTokenById } from "~/domain/people/email-tokens.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Order, OutboxEmail } from "~/generated/prisma/client";
import { enqueue, wake } from "~/jobs/queue.server";
import { HOUR, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { canGoAgain } from "./mail-kinds";
import type { OutboxPayload } from "./outbox.server";

/** Copies of one mail within a day, so that nobody's mailbox can be filled through us. */
const COPIES_A_DAY = 5;

/**
 * Send a mail once more as it was, with a fresh link where it has one, to where its person is reached now. The caller has checked who asks.
 * @param asked its reader asks: then it goes out also to an address that gave trouble
 */
export async function sendMailAgain(emailId: string, cause: Cause, { asked = false }: { asked?: boolean } = {}): Promise<Result<{ to: string }, "unknown" | "not_this_kind" | "too_many">> {
  const result = await db.$transaction(async (tx): Promise<Result<{ to: string }, "unknown" | "not_this_kind" | "too_many">> => {
    await tx.$queryRaw`SELECT id FROM outbox_emails WHERE id = ${emailId} FOR UPDATE`;
    const mail = await tx.outboxEmail.findUnique({ where: { id: emailId } });
    if (!mail) return fail("unknown");
    if (!canGoAgain(mail.kind)) return fail("not_this_kind");
    const order = mail.orderId ? await tx.order.findUnique({ where: { id: mail.orderId }, select: { userId: true, buyerEmail: true } }) : null;
    const to = await addressNow(tx, order, mail.toAddress);
    return (await copyMail(tx, mail, to, cause, asked)) ? ok({ to }) : fail("too_many");
  });
  if (result.ok) wake("send-email");
  return result;
}

/**
 * What came back or was kept back on the way to a person's former address goes to the present one: receipts and everything else about
 * what they bought, of the last 60 days, each once. In the caller's transaction.
 * @param known mails the caller has read before it forgot some of them
 * @returns how many go out
 */
export async function sendKeptBack(tx: Tx, former: string, email: string, cause: Cause, known: readonly OutboxEmail[] = []): Promise<number> {
  const since = later(-60 * 24 * HOUR);
  const there = await tx.outboxEmail.findMany({ where: { toAddress: former, status: { in: ["bounced", "suppressed"] }, createdAt: { gt: since } } });
  const kept = [...known.filter((mail) => mail.createdAt > since), ...there].sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id));
  // Of copies of one mail the newest.
  const newest = new Map(kept.filter((mail) => canGoAgain(mail.kind)).map((mail) => [`${mail.kind} ${baseOf(mail.subjectKey)}`, mail]));
  let sent = 0;
  for (const mail of newest.values()) if (await copyMail(tx, mail, email, cause, false)) sent += 1;
  return sent;
}

async function copyMail(tx: Tx, mail: OutboxEmail, to: string, cause: Cause, asked: boolean): Promise<boolean> {
  const base = baseOf(mail.subjectKey);
  const former = await tx.outboxEmail.findMany({ where: { kind: mail.kind, OR: [{ subjectKey: base }, { subjectKey: { startsWith: `${base}#` } }] }, select: { subjectKey: true, createdAt: true } });
  const dayAgo = later(-24 * HOUR);
  if (former.filter(({ subjectKey, createdAt }) => subjectKey !== base && createdAt > dayAgo).length >= COPIES_A_DAY) return false;
  const number = Math.max(1, ...former.map(({ subjectKey }) => Number(subjectKey.slice(base.length + 1)) || 1)) + 1;
  const { props: words, link: formerLink, thread, stop } = mail.payload as unknown as OutboxPayload;
  const link = formerLink && { ...formerLink, tokenId: await freshToken(tx, formerLink, to) };
  const id = newId("outboxEmail");
  // The words name the address it goes to: also where it was mistyped before.
  const quoted = (text: string) => JSON.stringify(text).slice(1, -1);
  const props = JSON.parse(JSON.stringify(words).replaceAll(quoted(mail.toAddress), quoted(to))) as OutboxPayload["props"];
  const copy: OutboxPayload = { props, link, ...(thread ? { thread } : {}), ...(stop ? { stop } : {}), ...(asked ? { asked: true } : {}) };
  await tx.outboxEmail.create({
    data: { id, kind: mail.kind, subjectKey: `${base}#${number}`, storeId: mail.storeId, orderId: mail.orderId, toAddress: to, payload: copy as unknown as Prisma.InputJsonValue, status: "pending", nextAttemptAt: now(), createdAt: now() },
  });
  await recordTransition(tx, { subjectType: "email", subjectId: id, from: null, to: "pending", ...cause });
  await enqueue(tx, "send-email", { emailId: id });
  return true;
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
