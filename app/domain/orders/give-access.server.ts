import type { Tx } from "~/db.server";
import { grantDays } from "~/domain/access/grants.server";
import { everythingIn, holdContents } from "~/domain/bundles/contents.server";
import { issueLicenses } from "~/domain/downloads/licenses.server";
import type { Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import { lockPurchasesOf } from "./paid-twice.server";

/**
 * What a paid order opens, in the transaction that makes it paid: the offer itself, of a bundle each of its contents as a
 * grant of its own (and the bundles inside), of a membership its tier. Any number of calls, the same grants. Because each
 * is a grant of this order, a refund takes back exactly what the order gave and nothing that was bought by itself. Days of
 * something the person has for some days still are added to those (`grantDays`).
 */
export async function giveAccess(tx: Tx, order: Order, userId: string, cause: Cause): Promise<void> {
  await lockPurchasesOf(tx, userId);
  const own = { userId, orderId: order.id };
  await grantDays(tx, { ...own, offerId: order.offerId, tierId: order.tierId, days: order.accessDays }, cause);
  const keyed = order.offerKind === "download" ? [order.offerId] : [];
  if (order.offerKind === "bundle") {
    await holdContents(tx, order.offerId);
    const { contents, inner } = await everythingIn(order.offerId, order.accessDays, tx);
    for (const { offerId, openDays } of inner) await grantDays(tx, { ...own, offerId, days: openDays }, cause);
    for (const { offerId, openDays, tierId } of contents) {
      await grantDays(tx, { ...own, offerId, tierId, days: openDays }, cause);
      keyed.push(offerId);
    }
  }
  await issueLicenses(tx, { id: order.id, userId }, keyed, cause);
}
