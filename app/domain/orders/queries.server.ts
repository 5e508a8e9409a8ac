import { db } from "~/db.server";
import { NAME_COLUMNS } from "~/domain/merchants/account-name";
import type { OrderStatus } from "~/generated/prisma/enums";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf } from "~/lib/keyset";

export const ORDERS_PAGE = 25;

/** How a creator looks at orders. `sales`: all that brought, brings or brought back money; checkouts left unpaid stand apart. */
export const ORDER_VIEWS = {
  sales: ["paid", "partially_refunded", "refunded", "processing", "quarantined"],
  waiting: ["processing"],
  refunded: ["partially_refunded", "refunded"],
  attention: ["quarantined"],
  unfinished: ["pending", "failed", "expired"],
} as const satisfies Record<string, readonly OrderStatus[]>;

export type OrderView = keyof typeof ORDER_VIEWS;

/** A view's name out of an address; anything unknown is `sales`. */
export function orderView(text: string | null): OrderView {
  return text !== null && Object.hasOwn(ORDER_VIEWS, text) ? (text as OrderView) : "sales";
}

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

/**
 * A store's orders, newest first, one page by keyset: the same single query for ten orders and for a hundred thousand. The
 * plain comparison of times is there so that the index is entered at the cursor.
 */
export async function storeOrders(storeId: string, view: OrderView, asked: PageAsked = {}, size = ORDERS_PAGE) {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("createdAt", reading);
  const found = await db.order.findMany({
    where: {
      storeId,
      // A second payment that Stripe does not send back needs a person as well.
      AND: view === "attention" ? [{ OR: [{ status: { in: [...ORDER_VIEWS[view]] } }, { payBackError: { not: null } }] }] : [{ status: { in: [...ORDER_VIEWS[view]] } }],
      ...where,
    },
    orderBy,
    take: size + 1,
    select: LISTED,
  });
  return pageOf(found, reading, size, (row) => ({ at: row.createdAt, id: row.id }));
}

/** How many orders wait for a person to look at them. */
export function ordersNeedingAttention(storeId: string): Promise<number> {
  return db.order.count({ where: { storeId, OR: [{ status: { in: [...ORDER_VIEWS.attention] } }, { payBackError: { not: null } }] } });
}

/** One order of this store with all that its page shows; null for another store's or an unknown id. */
export async function orderForStore(storeId: string, orderId: string) {
  const order = await db.order.findFirst({
    where: { id: orderId, storeId },
    include: {
      account: { select: { ...NAME_COLUMNS, status: true } },
      offer: { select: { id: true, title: true } },
      sessions: { orderBy: { createdAt: "asc" } },
      grants: { select: { id: true, grantedAt: true, revokedAt: true, suspendedAt: true, revokedReason: true } },
    },
  });
  if (!order) return null;
  const [receipts, transitions] = await Promise.all([
    db.outboxEmail.findMany({
      where: { orderId, kind: "receipt" },
      orderBy: { createdAt: "desc" },
      select: { id: true, toAddress: true, status: true, lastError: true, createdAt: true, sentAt: true },
    }),
    db.transition.findMany({
      where: { OR: [{ subjectType: "order", subjectId: orderId }, { subjectType: "grant", subjectId: { in: order.grants.map((grant) => grant.id) } }] },
      orderBy: [{ at: "asc" }, { id: "asc" }],
    }),
  ]);
  return { ...order, receipts, transitions };
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

export interface CurrencyTotal {
  currency: string;
  sales: number;
  /** Minor units, what buyers paid less what went back to them. */
  net: bigint;
}

/** What was sold since an instant, one line a currency, the largest count first. Free orders are sales of nothing. */
export async function totalsSince(storeId: string, since: Date): Promise<CurrencyTotal[]> {
  const groups = await db.order.groupBy({
    by: ["currency"],
    where: { storeId, paidAt: { gte: since }, amountPaid: { gt: 0 } },
    _count: { _all: true },
    _sum: { amountPaid: true, amountRefunded: true },
  });
  return groups
    .map(({ currency, _count, _sum }) => ({ currency, sales: _count._all, net: (_sum.amountPaid ?? 0n) - (_sum.amountRefunded ?? 0n) }))
    .sort((a, b) => b.sales - a.sales);
}

/** First instant of the month, UTC. */
export function monthStart(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
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
