import type { Tx } from "~/db.server";
import { accessEnd, grantAccess } from "~/domain/access/grants.server";
import { everythingIn, holdContents } from "~/domain/bundles/contents.server";
import { issueLicenses } from "~/domain/downloads/licenses.server";
import type { Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";

/**
 * What a paid order opens, in the transaction that makes it paid: the offer itself, of a bundle each of its contents as a
 * grant of its own (and the bundles inside), of a membership its tier. Any number of calls, the same grants. Because each
 * is a grant of this order, a refund takes back exactly what the order gave and nothing that was bought by itself.
 */
export async function giveAccess(tx: Tx, order: Order, userId: string, cause: Cause): Promise<void> {
  const own = { userId, orderId: order.id };
  await grantAccess(tx, { ...own, offerId: order.offerId, tierId: order.tierId, expiresAt: accessEnd(order.accessDays) }, cause);
  const given = [order.offerId];
  if (order.offerKind === "bundle") {
    await holdContents(tx, order.offerId);
    const { contents, inner } = await everythingIn(order.offerId, order.accessDays, tx);
    for (const { offerId, openDays } of inner) await grantAccess(tx, { ...own, offerId, expiresAt: accessEnd(openDays) }, cause);
    for (const { offerId, openDays, tierId } of contents) {
      await grantAccess(tx, { ...own, offerId, tierId, expiresAt: accessEnd(openDays) }, cause);
      given.push(offerId);
    }
  }
  await issueLicenses(tx, { id: order.id, userId }, given, cause);
}
