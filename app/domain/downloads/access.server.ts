import { db } from "~/db.server";
import { liveNow, openedBy, type OpenedBy } from "~/domain/access/can-open.server";

/**
 * By what a person has an offer open, asked by a link that was made for one order: when that order opens nothing any more (a
 * refund), its links are dead, even for somebody who has the offer from elsewhere as well. Null: refused.
 */
export async function openedByOrder(userId: string, offerId: string, orderId: string | null): Promise<OpenedBy | null> {
  const by = await openedBy(userId, offerId);
  if (!by || orderId === null || by.orderId === orderId) return by;
  return (await db.grant.count({ where: { userId, orderId, ...liveNow() } })) > 0 ? by : null;
}
