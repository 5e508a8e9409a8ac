import { db } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { HOUR, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { queueReceipt } from "./queue-receipt.server";

/** Copies a person may ask for within a day, so that nobody's mailbox can be filled through us. */
const COPIES_A_DAY = 5;

/** Send the receipt of an order again, to the address it was bought under. The caller has checked who asks. */
export async function resendReceipt(orderId: string, cause: Cause): Promise<Result<{ to: string }, "no_receipt" | "too_many">> {
  const result = await db.$transaction(async (tx): Promise<Result<{ to: string }, "no_receipt" | "too_many">> => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
    const order = await tx.order.findUnique({ where: { id: orderId } });
    // An order has its number from the moment it was paid.
    if (!order?.buyerEmail || order.number === null) return fail("no_receipt");
    const former = await tx.outboxEmail.findMany({ where: { kind: "receipt", orderId }, select: { createdAt: true } });
    const dayAgo = now().getTime() - 24 * HOUR;
    if (former.filter((mail) => mail.createdAt.getTime() > dayAgo).length >= COPIES_A_DAY) return fail("too_many");
    const queued = await queueReceipt(tx, order, { statementDescriptor: null }, cause, former.length + 1);
    return queued ? ok({ to: order.buyerEmail }) : fail("no_receipt");
  });
  if (result.ok) wake("send-email");
  return result;
}
