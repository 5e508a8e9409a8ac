import { db } from "~/db.server";

const HOME = { select: { id: true, number: true, offerTitle: true, buyerName: true, buyerEmail: true } } as const;

/** Disputes of one order and of its membership's renewals, newest first. */
export function disputesOfOrder(orderId: string) {
  return db.dispute.findMany({
    where: { OR: [{ orderId }, { invoice: { subscription: { orderId } } }] },
    orderBy: [{ openedAt: "desc" }, { id: "desc" }],
    include: { order: { select: { stripePaymentIntentId: true, account: true } }, invoice: { select: { stripePaymentIntentId: true, paidAt: true, subscription: { select: { account: true } } } } },
  });
}

/** Fraud warnings of one order and of its membership's renewals that still ask for something, newest first. */
export function warningsOfOrder(orderId: string) {
  return db.fraudWarning.findMany({ where: { closedAt: null, OR: [{ orderId }, { invoice: { subscription: { orderId } } }] }, orderBy: { createdAt: "desc" } });
}

export interface OpenDispute {
  id: string;
  status: string;
  reason: string;
  /** Minor units. */
  amount: bigint;
  currency: string;
  dueBy: Date | null;
  openedAt: Date;
  /** The order whose page shows it. */
  order: { id: string; number: number | null; offerTitle: string; buyerName: string | null; buyerEmail: string | null };
}

/** How many are shown at once; a store with more than this has other worries. */
const AT_ONCE = 100;

/** A store's undecided disputes, the one that has to be answered first before the others. */
export async function openDisputes(storeId: string): Promise<OpenDispute[]> {
  const found = await db.dispute.findMany({
    where: { storeId, closedAt: null },
    orderBy: [{ dueBy: { sort: "asc", nulls: "last" } }, { id: "asc" }],
    take: AT_ONCE,
    include: { order: HOME, invoice: { select: { subscription: { select: { order: HOME } } } } },
  });
  return found.flatMap(({ order, invoice, ...dispute }) => {
    const home = order ?? invoice?.subscription.order;
    return home ? [{ id: dispute.id, status: dispute.status, reason: dispute.reason, amount: dispute.amount, currency: dispute.currency, dueBy: dispute.dueBy, openedAt: dispute.openedAt, order: home }] : [];
  });
}

/** How many disputes of a store wait for its answer, and how many warnings for a decision. */
export async function disputesToAnswer(storeId: string): Promise<{ disputes: number; warnings: number }> {
  const [disputes, warnings] = await Promise.all([
    db.dispute.count({ where: { storeId, closedAt: null, status: { in: ["needs_response", "warning_needs_response", "appeal_needs_response"] } } }),
    db.fraudWarning.count({ where: { storeId, closedAt: null, actionable: true } }),
  ]);
  return { disputes, warnings };
}
