import { db } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { isSettled } from "~/domain/orders/order";
import type { Cause } from "~/domain/transitions.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { ListedRefund, ListedSession } from "~/integrations/stripe/account-lists.server";
import { readPayment } from "~/integrations/stripe/payments.server";
import { nameOf } from "./check-access.server";
import type { Discrepancy, FindingDetail } from "./finding";
import { ORDER_ID } from "./subject-key";

export interface Compared {
  checked: number;
  /** How many were brought up to date because Stripe knew more. */
  caughtUp: number;
  found: Discrepancy[];
}

const WANTED = { id: true, number: true, offerTitle: true, status: true, interval: true, connectedAccountId: true, stripePaymentIntentId: true } as const;

/**
 * Compare sessions out of Stripe's own list with our orders: what was paid, begun or let go without our hearing of it is
 * brought up to date by the one fulfilment function; what no function can bring right is returned.
 */
export async function checkSessions(account: ConnectedAccount, sessions: readonly ListedSession[], cause: Cause): Promise<Compared> {
  const ours = sessions.filter(({ orderId, status }) => orderId !== null && ORDER_ID.test(orderId) && status !== "open");
  const orders = await db.order.findMany({ where: { id: { in: ours.map(({ orderId }) => orderId ?? "") } }, select: WANTED });
  const known = new Map(orders.map((order) => [order.id, order]));
  const result: Compared = { checked: 0, caughtUp: 0, found: [] };
  for (const session of ours) {
    const order = known.get(session.orderId ?? "");
    result.checked += 1;
    if (!order) {
      if (session.paid && session.amountTotal > 0n && (await isKept(account, session.paymentIntentId, session.amountTotal))) result.found.push(unknownPayment(account, session));
      continue;
    }
    // Metadata can be written by anyone who uses the account.
    if (order.connectedAccountId !== account.id) continue;
    if (!isSettled(order.status)) {
      if (order.status === "quarantined" || isAsKnown(order.status, session)) continue;
      const done = await completePurchase(order.id, cause, session.id);
      if (done.ok && done.value.status !== order.status) result.caughtUp += 1;
    } else if (session.paid && session.paymentIntentId && order.stripePaymentIntentId && session.paymentIntentId !== order.stripePaymentIntentId && (await isKept(account, session.paymentIntentId, session.amountTotal))) {
      result.found.push({
        kind: "two_payments", subjectId: session.paymentIntentId, orderId: order.id,
        detail: { order: nameOf(order.id, order.number), offer: order.offerTitle, ...amountOf(account, session) },
      });
    }
  }
  return result;
}

/** An expired or unpaid session of an order that is no further on either. */
function isAsKnown(status: string, session: ListedSession): boolean {
  if (session.status === "expired") return status === "expired" || status === "failed" || status === "processing";
  return !session.paid && (status === "processing" || status === "failed");
}

/** The money of a payment is still with the seller, wholly or in part; what cannot be read counts as that. */
async function isKept(account: ConnectedAccount, paymentIntentId: string | null, amount: bigint): Promise<boolean> {
  if (!paymentIntentId) return true;
  const read = await readPayment(accessOf(account), paymentIntentId);
  return !read.ok || (read.value.status === "succeeded" && read.value.amountRefunded < amount);
}

function unknownPayment(account: ConnectedAccount, session: ListedSession): Discrepancy {
  return { kind: "payment_unknown", subjectId: session.paymentIntentId ?? session.id, orderId: session.orderId, detail: amountOf(account, session) };
}

function amountOf(account: ConnectedAccount, session: ListedSession) {
  return {
    amount: String(session.amountTotal), currency: session.currency, sessionId: session.id, stripeAccountId: account.stripeAccountId,
    ...(session.paymentIntentId ? { paymentIntentId: session.paymentIntentId } : {}), membership: session.subscriptionId !== null,
  };
}

/** Whether what a finding of Stripe's list says still holds: the payment is kept, and nothing of ours answers for it. */
export async function stillHolds(account: ConnectedAccount, finding: { kind: string; orderId: string | null; subjectId: string; detail: FindingDetail }): Promise<boolean> {
  const order = finding.orderId ? await db.order.findUnique({ where: { id: finding.orderId }, select: { stripePaymentIntentId: true } }) : null;
  if (finding.kind === "payment_unknown" && order) return false;
  if (order?.stripePaymentIntentId === finding.subjectId) return false;
  return isKept(account, finding.subjectId.startsWith("pi_") ? finding.subjectId : null, BigInt(finding.detail.amount ?? 0));
}

/** Compare refunds out of Stripe's list with what orders and invoices know of them; the ones that know less are read again. */
export async function checkRefunds(refunds: readonly ListedRefund[], account: ConnectedAccount, cause: Cause): Promise<number> {
  const sums = new Map<string, bigint>();
  for (const { paymentIntentId, amount, counts } of refunds) if (paymentIntentId && counts) sums.set(paymentIntentId, (sums.get(paymentIntentId) ?? 0n) + amount);
  if (sums.size === 0) return 0;
  const stripePaymentIntentId = { in: [...sums.keys()] };
  const [orders, invoices] = await Promise.all([
    db.order.findMany({ where: { stripePaymentIntentId, connectedAccountId: account.id }, select: { id: true, stripePaymentIntentId: true, amountRefunded: true } }),
    db.invoice.findMany({ where: { stripePaymentIntentId, subscription: { connectedAccountId: account.id } }, select: { stripeInvoiceId: true, stripePaymentIntentId: true, amountRefunded: true, subscription: { select: { stripeSubscriptionId: true } } } }),
  ]);
  let caughtUp = 0;
  const knowsLess = (row: { stripePaymentIntentId: string | null; amountRefunded: bigint }) => row.amountRefunded < (sums.get(row.stripePaymentIntentId ?? "") ?? 0n);
  for (const order of orders.filter(knowsLess)) {
    const done = await completePurchase(order.id, cause);
    if (done.ok) caughtUp += 1;
  }
  for (const invoice of invoices.filter(knowsLess)) {
    const synced = await syncSubscription(invoice.subscription.stripeSubscriptionId, cause, invoice.stripeInvoiceId);
    if (synced.outcome === "synced") caughtUp += 1;
  }
  return caughtUp;
}
