import { db } from "~/db.server";
import { owns } from "~/domain/access/can-open.server";
import { noteCustomer } from "~/domain/customers/note-customer.server";
import { queueReceipt } from "~/domain/receipts/queue-receipt.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { giveAccess } from "./give-access.server";
import { numberOrder } from "./number-order.server";
import { lockPurchasesOf } from "./paid-twice.server";

/**
 * Give a free order to a person whose address is proved. Any number of calls, one grant, one receipt; asked for in two browsers,
 * the first order gives it, and the second is left as it is: it would only start limits and licence keys anew.
 * Refused when the order costs something or belongs to another person.
 */
export async function completeFreeOrder(orderId: string, userId: string, cause: Cause): Promise<Result<undefined, "unknown_order" | "not_free" | "not_yours">> {
  const result = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
    const order = await tx.order.findUnique({ where: { id: orderId } });
    if (!order) return fail("unknown_order");
    // A trial also begins with nothing, but it begins at Stripe.
    if (order.amount !== 0n || order.interval !== null) return fail("not_free");
    const person = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true, name: true } });
    if (order.userId ? order.userId !== userId : order.buyerEmail !== person.email) return fail("not_yours");
    if (order.status === "paid") return ok();
    await lockPurchasesOf(tx, userId);
    if (await owns(userId, order.offerId, tx)) return ok();
    const updated = await tx.order.update({
      where: { id: orderId },
      data: { status: "paid", userId, buyerEmail: person.email, buyerName: order.buyerName ?? person.name, paidAt: now() },
    });
    await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: "paid", ...cause });
    await giveAccess(tx, updated, userId, cause);
    await noteCustomer(tx, { storeId: order.storeId, userId, at: updated.paidAt ?? now() });
    await queueReceipt(tx, await numberOrder(tx, updated), { statementDescriptor: null }, cause);
    return ok();
  });
  if (result.ok) wake("send-email");
  return result;
}
