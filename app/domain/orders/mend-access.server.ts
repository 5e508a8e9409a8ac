import { db } from "~/db.server";
import { followDisputes } from "~/domain/access/follow-disputes.server";
import { refundChoice } from "~/domain/access/refund-choice.server";
import type { Cause } from "~/domain/transitions.server";
import { completePurchase } from "./complete-purchase.server";
import { giveAccess } from "./give-access.server";
import { isSettled } from "./order";
import { lockPurchasesOf } from "./paid-twice.server";
import { refundsEndAccess, settleAccess } from "./settle-access.server";

/**
 * Bring what an order opens to what its money says, however the two came apart (a restored backup, a row changed by
 * hand): Stripe is asked first, then access that is missing is given, and access that was paid back or lost to a dispute is taken. Any
 * number of calls. Of a membership only its disputes are followed: the rest is its subscription's to mend.
 */
export async function mendAccess(orderId: string, cause: Cause): Promise<void> {
  const asked = await completePurchase(orderId, cause);
  if (!asked.ok) return;
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
    const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
    if (!isSettled(order.status) || order.duplicateOfId !== null || !order.userId) return;
    await lockPurchasesOf(tx, order.userId);
    if (order.interval === null) {
      const given = await tx.grant.count({ where: { orderId } });
      const choice = await refundChoice(tx, { orderId });
      if (given > 0) await settleAccess(tx, order, cause);
      else if (refundsEndAccess(choice, order.status) || order.status === "refunded") return;
      else await giveAccess(tx, order, order.userId, cause);
    }
    await followDisputes(tx, order, cause);
  });
}
