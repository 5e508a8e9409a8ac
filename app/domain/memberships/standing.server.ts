import { db } from "~/db.server";
import { liveNow } from "~/domain/access/can-open.server";

export interface Standing {
  /** The tier the person is in now; null: in none. */
  tierId: string | null;
  /** Their running subscription; null: none, or a tier without one (free, or out of a bundle). */
  subscriptionId: string | null;
  /** They were a paying member and are not any more. */
  former: boolean;
}

/** How a person stands to a membership: what its page and its offers say to them. */
export async function membershipStanding(offerId: string, userId: string): Promise<Standing> {
  const [subscription, grant] = await Promise.all([
    db.subscription.findFirst({ where: { offerId, userId }, orderBy: { createdAt: "desc" }, select: { id: true, tierId: true, endedAt: true } }),
    db.grant.findFirst({ where: { offerId, userId, tierId: { not: null }, ...liveNow() }, select: { tierId: true } }),
  ]);
  if (subscription && !subscription.endedAt) return { tierId: subscription.tierId, subscriptionId: subscription.id, former: false };
  return { tierId: grant?.tierId ?? null, subscriptionId: null, former: subscription !== null && !grant };
}
