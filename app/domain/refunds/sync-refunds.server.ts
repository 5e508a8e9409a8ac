import { db } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import type { Cause } from "~/domain/transitions.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { listRefunds } from "~/integrations/stripe/refunds.server";
import { targetOfPayment } from "./payment-target.server";
import { passes } from "~/domain/money-back/refusal-words";
import { settleRefunds } from "./settle-refunds.server";

export type RefundsSynced = { outcome: "synced"; changed: number } | { outcome: "unknown" } | { outcome: "failed"; failure: StripeFailure };

/**
 * Ask Stripe for every refund of a payment and keep our rows like its list: also of those that were made in the Dashboard, by
 * Lectern itself for a second payment, or whose answer never reached us. Amounts and state of the order itself are
 * `completePurchase`'s to read. `unknown`: not a payment of ours.
 */
export async function syncRefunds(paymentIntentId: string, cause: Cause): Promise<RefundsSynced> {
  const target = await targetOfPayment({ paymentIntentId });
  if (!target) return { outcome: "unknown" };
  const listed = await listRefunds(accessOf(target.account), paymentIntentId);
  if (!listed.ok) return { outcome: "failed", failure: listed.error };
  return { outcome: "synced", changed: await settleRefunds(target, listed.value, cause) };
}

/**
 * The same for an order or an invoice of ours whose refunded amount has changed: the job. A Stripe that does not answer throws,
 * so that the queue tries again; what no try can change is left to the next event.
 */
export async function syncRefundsOf({ orderId, invoiceId }: { orderId?: string; invoiceId?: string }): Promise<void> {
  const paid = orderId
    ? await db.order.findUnique({ where: { id: orderId }, select: { stripePaymentIntentId: true } })
    : await db.invoice.findUnique({ where: { id: invoiceId ?? "" }, select: { stripePaymentIntentId: true } });
  if (!paid?.stripePaymentIntentId) return;
  const synced = await syncRefunds(paid.stripePaymentIntentId, { cause: "refunded at Stripe" });
  if (synced.outcome === "failed" && passes(synced.failure)) throw new Error(`Stripe could not be asked after refunds (${synced.failure.kind})`);
}
