import { liveNow } from "~/domain/access/can-open.server";
import { db, type Db } from "~/db.server";
import type { Price } from "~/generated/prisma/client";

/** What stands between a person and joining a tier: they are a paying member already (another plan is a change), or in this very tier. */
export type JoinObstacle = { kind: "already_member"; subscriptionId: string } | { kind: "already_owned" };

/** Null: they may join. Who has the free tier, or the membership for a time (in a bundle), may join a paid one. */
export async function joinObstacle(userId: string, price: Pick<Price, "offerId" | "tierId" | "amount">): Promise<JoinObstacle | null> {
  const { offerId, tierId, amount } = price;
  const member = await db.subscription.findFirst({ where: { userId, offerId, endedAt: null }, select: { id: true } });
  if (member) return { kind: "already_member", subscriptionId: member.id };
  const grants = await db.grant.findMany({ where: { userId, offerId, ...liveNow() }, select: { tierId: true, expiresAt: true } });
  const inTheWay = grants.some((grant) => grant.expiresAt === null && (amount === 0n || grant.tierId === tierId));
  return inTheWay ? { kind: "already_owned" } : null;
}

/** The order by which this person, or this browser, has had a trial of the membership before: there is one a person. Null: none. */
export async function trialBefore(offerId: string, who: { userId: string } | { buyerKeyHash: string }, client: Db = db, besides?: string): Promise<string | null> {
  const former = await client.order.findFirst({ where: { offerId, ...who, trialDays: { gt: 0 }, paidAt: { not: null }, ...(besides ? { id: { not: besides } } : {}) }, select: { id: true } });
  return former?.id ?? null;
}
