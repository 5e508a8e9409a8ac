import type { Tx } from "~/db.server";
import { accessEnd, grantAccess } from "~/domain/access/grants.server";
import type { Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";

/**
 * What a paid order opens, in the transaction that makes it paid: the offer itself, of a bundle each of its contents as a
 * grant of its own, of a membership its tier. Any number of calls, the same grants.
 */
export async function giveAccess(tx: Tx, order: Order, userId: string, cause: Cause): Promise<void> {
  await grantAccess(tx, { userId, offerId: order.offerId, orderId: order.id, tierId: order.tierId, expiresAt: accessEnd(order.accessDays) }, cause);
}
