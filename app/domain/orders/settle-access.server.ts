import type { Tx } from "~/db.server";
import { revokeOrderAccess } from "~/domain/access/grants.server";
import { refundChoice, type AccessChoice } from "~/domain/access/refund-choice.server";
import { reopenOrderAccess } from "~/domain/access/suspension.server";
import { extendAgain } from "~/domain/bundles/extend-owners.server";
import type { Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import { isSettled } from "./order";
import { lockPurchasesOf } from "./paid-twice.server";

/** Whether refunds end what an order opened: as was chosen with the newest that says so, else when all went back. Pure. */
export function refundsEndAccess(choice: AccessChoice, status: Order["status"]): boolean {
  return choice === "end" || (choice === "as_usual" && status === "refunded");
}

/**
 * Bring what an order opens to what its refunds mean: taken back, or given again when the money came back to the seller or
 * the choice says so. Of what is paid once; of a membership the subscription decides. The caller holds the order's lock.
 */
export async function settleAccess(tx: Tx, { id }: Pick<Order, "id">, cause: Cause): Promise<void> {
  const choice = await refundChoice(tx, { orderId: id });
  const order = await tx.order.update({ where: { id }, data: { keepAccess: choice === "keep" } });
  if (order.interval !== null || !order.userId || !isSettled(order.status)) return;
  // Days of other orders move up: not while one of them is being given.
  await lockPurchasesOf(tx, order.userId);
  if (refundsEndAccess(choice, order.status)) await revokeOrderAccess(tx, id, { kind: "refunded", reason: "The payment was refunded." }, cause);
  else if (await reopenOrderAccess(tx, id, "refunded", cause)) await extendAgain(tx, id);
}
