import { db } from "~/db.server";
import { totalsOf } from "./list.server";

/** Orders and accesses the page shows; more are in the list of orders. */
const MOST = 25;
const MOST_ACCESS = 100;

const GRANT = {
  id: true, grantedAt: true, expiresAt: true, revokedAt: true, revokedReason: true, suspendedAt: true, offer: { select: { id: true, title: true } }, tier: { select: { title: true } },
  order: { select: { id: true, number: true, givenById: true, subscription: { select: { endedAt: true } } } },
} as const;

/** What a customer of a store is called; null for somebody who is none of it. */
export async function customerName(storeId: string, userId: string): Promise<string | null> {
  const known = await db.customer.findUnique({ where: { storeId_userId: { storeId, userId } }, select: { user: { select: { name: true, email: true } } } });
  return known && (known.user.name || known.user.email);
}

/** One customer of a store with all that is theirs there; null for somebody who is none of this store. A fixed number of queries. */
export async function customerOf(storeId: string, userId: string) {
  const known = await db.customer.findUnique({ where: { storeId_userId: { storeId, userId } }, include: { user: { select: { id: true, name: true, email: true } } } });
  if (!known) return null;
  const [totals, orders, access, subscriptions] = await Promise.all([
    totalsOf(storeId, [userId]),
    db.order.findMany({
      where: { storeId, userId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST + 1,
      select: { id: true, number: true, status: true, offerTitle: true, buyerName: true, buyerEmail: true, amount: true, amountPaid: true, currency: true, createdAt: true, paidAt: true, givenById: true, givenEndedAt: true },
    }),
    db.grant.findMany({ where: { userId, offer: { storeId } }, orderBy: [{ grantedAt: "desc" }, { id: "desc" }], take: MOST_ACCESS, select: GRANT }),
    db.subscription.findMany({
      where: { storeId, userId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST,
      include: { offer: { select: { title: true, membership: { select: { graceDays: true, pauseAllowed: true } } } }, tier: { select: { title: true } }, price: true },
    }),
  ]);
  const { user, firstAt, lastAt, orders: orderCount } = known;
  return { ...user, firstAt, lastAt, orderCount, totals: totals.get(userId) ?? [], orders: orders.slice(0, MOST), moreOrders: orders.length > MOST, access, subscriptions };
}

export type CustomerGrant = NonNullable<Awaited<ReturnType<typeof customerOf>>>["access"][number];
