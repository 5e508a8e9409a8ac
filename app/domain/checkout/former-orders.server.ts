import { db } from "~/db.server";
import { hashToken } from "~/lib/tokens";
import type { Buyer } from "./refusals";

/**
 * An order by which this buyer has, or is about to have, the offer: its id, else null. A guest is known by the browser only,
 * and only by orders that belong to nobody else. What was refunded or taken back can be bought again.
 */
export async function orderInTheWay(offerId: string, { viewer, buyerKey }: Buyer): Promise<string | null> {
  const buyerKeyHash = hashToken(buyerKey);
  const underWay = await db.order.findFirst({
    where: { offerId, status: { in: ["processing", "quarantined"] }, OR: viewer ? [{ userId: viewer.id }, { userId: null, buyerKeyHash }] : [{ buyerKeyHash }] },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  if (underWay) return underWay.id;
  // A signed-in person's access is asked for by `canOpen`; somebody else's purchase in this browser is not theirs.
  if (viewer) return null;
  const paid = await db.order.findFirst({
    where: { offerId, buyerKeyHash, grants: { some: { offerId, revokedAt: null } } },
    orderBy: { createdAt: "desc" },
    select: { id: true },
  });
  return paid?.id ?? null;
}
