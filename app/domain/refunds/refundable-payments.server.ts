import { db } from "~/db.server";
import { isRefundable, refusalBy, TAKEN, type AskRefusal } from "./ask-refund.server";
import { leftToRefund } from "./refund";

/** How many renewals an order's page offers to refund; older ones are refunded in Stripe. */
const RENEWALS_OFFERED = 12;

export interface RefundablePayment {
  /** Null: the order's own payment. */
  invoiceId: string | null;
  left: bigint;
  currency: string;
  paidAt: Date | null;
}

/**
 * Payments of an order of which something can still go back, the newest first; `refusal`: why nothing can, where something was paid. The
 * same few questions however many renewals there were.
 */
export async function refundablePayments(orderId: string): Promise<{ payments: RefundablePayment[]; refusal: AskRefusal | null }> {
  const order = await db.order.findUnique({ where: { id: orderId } });
  const own = order?.connectedAccountId && order.stripePaymentIntentId ? order : null;
  // The first payment of a membership is the order's own, and an invoice as well.
  const invoices = await db.invoice.findMany({
    where: { subscription: { orderId }, status: "paid", amountPaid: { gt: 0 }, stripePaymentIntentId: { not: null } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: RENEWALS_OFFERED + 1,
  });
  const joining = own?.stripePaymentIntentId ? await db.invoice.findUnique({ where: { stripePaymentIntentId: own.stripePaymentIntentId }, select: { id: true } }) : null;
  const payments = [
    ...invoices.filter(({ id }) => id !== joining?.id).slice(0, RENEWALS_OFFERED).map((invoice) => ({ ...invoice, invoiceId: invoice.id, settled: true })),
    ...(own ? [{ ...own, invoiceId: null, settled: isRefundable(own.status) }] : []),
  ];
  const named = [...payments.flatMap(({ invoiceId }) => invoiceId ?? []), ...(joining ? [joining.id] : [])];
  const OR = [{ orderId }, { invoiceId: { in: named } }];
  const asked = await db.refund.findMany({ where: { OR, status: "asked" }, select: { orderId: true, invoiceId: true, amount: true } });
  const taken = await db.dispute.findMany({ where: { OR, status: { in: [...TAKEN] } }, select: { orderId: true, invoiceId: true } });
  const judged = payments.map(({ invoiceId, settled, amountPaid, amountRefunded, currency, paidAt }) => {
    const isOfIt = (row: { orderId: string | null; invoiceId: string | null }) => (invoiceId === null ? row.orderId === orderId || (joining !== null && row.invoiceId === joining.id) : row.invoiceId === invoiceId);
    const facts = { settled, amountPaid, amountRefunded, asked: asked.filter(isOfIt).reduce((sum, { amount }) => sum + amount, 0n), taken: taken.some(isOfIt) };
    return { refusal: refusalBy(facts), payment: { invoiceId, left: leftToRefund(facts), currency, paidAt } };
  });
  const possible = judged.filter(({ refusal }) => refusal === null).map(({ payment }) => payment);
  return { payments: possible, refusal: possible.length > 0 ? null : (judged[0]?.refusal ?? null) };
}
