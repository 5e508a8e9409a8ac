import { db } from "~/db.server";
import { NAME_COLUMNS } from "~/domain/merchants/account-name";

const LISTED = {
  id: true,
  number: true,
  status: true,
  offerTitle: true,
  buyerName: true,
  buyerEmail: true,
  amount: true,
  amountPaid: true,
  amountRefunded: true,
  currency: true,
  createdAt: true,
  paidAt: true,
} as const;

/** One order of this store with all that its page shows beside its timeline; null for another store's or an unknown id. */
export async function orderForStore(storeId: string, orderId: string) {
  return db.order.findFirst({
    where: { id: orderId, storeId },
    include: {
      account: { select: { ...NAME_COLUMNS, status: true } },
      offer: { select: { id: true, title: true } },
      sessions: { orderBy: { createdAt: "asc" } },
      grants: { orderBy: [{ grantedAt: "asc" }, { id: "asc" }], select: { id: true, offerId: true, grantedAt: true, expiresAt: true, revokedAt: true, suspendedAt: true, revokedReason: true, offer: { select: { title: true } }, tier: { select: { title: true } } } },
      licenses: { select: { id: true } },
      subscription: { select: { id: true, stripeSubscriptionId: true, endedAt: true } },
    },
  });
}

/** Whether something with this id is an order of this store. */
export async function isOrderOf(storeId: string, orderId: string): Promise<boolean> {
  return (await db.order.findFirst({ where: { id: orderId, storeId }, select: { id: true } })) !== null;
}

/** The newest sales, for the studio's front page. */
export function latestSales(storeId: string, count = 5) {
  return db.order.findMany({
    where: { storeId, paidAt: { not: null } },
    orderBy: [{ paidAt: "desc" }, { id: "desc" }],
    take: count,
    select: LISTED,
  });
}

/** What a new creator has done already; each is asked as "is there one?", so it costs the same in a large store. */
export async function setupProgress(storeId: string) {
  const [offer, published, sale] = await Promise.all([
    db.offer.findFirst({ where: { storeId, status: { not: "archived" } }, orderBy: { createdAt: "asc" }, select: { id: true } }),
    db.offer.findFirst({ where: { storeId, status: "published" }, select: { id: true, slug: true } }),
    db.order.findFirst({ where: { storeId, paidAt: { not: null } }, select: { id: true } }),
  ]);
  return { firstOfferId: offer?.id ?? null, published: published !== null, sold: sale !== null };
}
