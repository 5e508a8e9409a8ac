import { db } from "~/db.server";
import { now } from "~/lib/clock";
import { hashToken } from "~/lib/tokens";
import type { Buyer } from "./refusals";

/**
 * An order by which this buyer has, or is about to have, the offer: its id, else null. A guest is known by the browser only,
 * and only by orders that belong to nobody else. What was refunded or taken back, or whose time is over, can be bought again.
 * @param recurring a paid tier is asked for: the free tier of the same membership is not in its way
 */
export async function orderInTheWay(offerId: string, { viewer, buyerKey }: Buyer, recurring = false): Promise<string | null> {
  const buyerKeyHash = hashToken(buyerKey);
  const underWay = await db.order.findFirst({
    where: { offerId, status: { in: ["processing", "quarantined"] }, OR: viewer ? [{ userId: viewer.id }, { userId: null, buyerKeyHash }] : [{ buyerKeyHash }] },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  if (underWay) return underWay.id;
  // A signed-in person's access is asked for by `hasAlready`; somebody else's purchase in this browser is not theirs.
  if (viewer) return null;
  // An ended grant is written down as such a moment later; it is in nobody's way.
  const open = { offerId, revokedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] };
  const paid = await db.order.findFirst({ where: { offerId, buyerKeyHash, grants: { some: open }, ...(recurring ? { interval: { not: null } } : {}) }, orderBy: { createdAt: "desc" }, select: { id: true } });
  if (paid) return paid.id;
  // A payment that was sent back because the person had it: they have it still, by the first order.
  const twice = await db.order.findFirst({ where: { offerId, buyerKeyHash, duplicateOfId: { not: null } }, orderBy: { createdAt: "desc" }, select: { id: true, duplicateOfId: true } });
  const first = twice?.duplicateOfId && (await db.grant.findFirst({ where: { orderId: twice.duplicateOfId, ...open }, select: { id: true } }));
  return twice && first ? twice.id : null;
}
