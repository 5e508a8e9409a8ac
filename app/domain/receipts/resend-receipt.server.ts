import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { addressProblem } from "~/domain/mail/address-problem.server";
import { addressNow } from "~/domain/mail/send-again.server";
import type { Cause } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { HOUR, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { queueReceipt, receiptKind } from "./queue-receipt.server";

/** Copies a person may ask for within a day, so that nobody's mailbox can be filled through us. */
const COPIES_A_DAY = 5;

/**
 * Send the receipt of an order again (or the welcome, where nothing was paid), saying what is true now, to where its person is reached now: an
 * address they left may be somebody else's, and one they mistyped certainly is. The caller has checked who asks. `asked`: the buyer does, so
 * that it goes out whatever their mailbox did before; `kept_back` otherwise, since it would be.
 */
export async function resendReceipt(orderId: string, cause: Cause, { asked = false }: { asked?: boolean } = {}): Promise<Result<{ to: string }, "no_receipt" | "kept_back" | "too_many">> {
  const result = await db.$transaction(async (tx): Promise<Result<{ to: string }, "no_receipt" | "kept_back" | "too_many">> => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
    const order = await tx.order.findUnique({ where: { id: orderId } });
    // An order has its number from the moment it was paid.
    if (!order?.buyerEmail || order.number === null) return fail("no_receipt");
    const to = await addressNow(tx, order, order.buyerEmail);
    if (!asked && (await addressProblem(to, tx))) return fail("kept_back");
    const former = await tx.outboxEmail.findMany({ where: { kind: receiptKind(order), orderId }, select: { createdAt: true, subjectKey: true } });
    const dayAgo = now().getTime() - 24 * HOUR;
    if (former.filter((mail) => mail.createdAt.getTime() > dayAgo).length >= COPIES_A_DAY) return fail("too_many");
    const last = Math.max(0, ...former.map(({ subjectKey }) => Number(subjectKey.split("#")[1] ?? 1)));
    const closed = order.userId === null || !(await canOpen(order.userId, order.offerId, tx));
    const queued = await queueReceipt(tx, { ...order, buyerEmail: to }, { statementDescriptor: null }, cause, { number: last + 1, closed, asked });
    return queued ? ok({ to }) : fail("no_receipt");
  });
  if (result.ok) wake("send-email");
  return result;
}
