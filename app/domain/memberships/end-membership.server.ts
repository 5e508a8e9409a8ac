import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import type { Invoice, Subscription } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { readPayment } from "~/integrations/stripe/payments.server";
import { refundWhole } from "~/integrations/stripe/refunds.server";
import { cancelNow } from "~/integrations/stripe/subscriptions.server";
import { log } from "~/log.server";
import { syncSubscription } from "./sync-subscription.server";
import { mustEndAtStripe } from "./write-membership.server";

/**
 * End at Stripe what has ended here: refunded in full, or a second membership of one person. Any number of calls, one end.
 * A renewal that was paid after the end goes back first: Stripe took it, or the member paid an old invoice, which opens nothing. A
 * failure is left to the sweep, which finds the row again; of one that is over at Stripe too, to the job's next try.
 * @throws when a payment could not be sent back and nothing but this job would try again
 */
export async function endMembership(subscriptionId: string): Promise<void> {
  const row = await db.subscription.findUnique({ where: { id: subscriptionId }, include: { account: { select: ACCESS_COLUMNS } } });
  if (!row?.endedAt) return;
  const access = accessOf(row.account);
  for (const invoice of await renewalsAfterTheEnd(row)) {
    if (await payBack(access, row, invoice)) continue;
    if (mustEndAtStripe(row)) return;
    throw new Error(`Invoice ${invoice.id} was paid after the end of its membership and could not be sent back`);
  }
  if (!mustEndAtStripe(row)) return;
  const ended = await cancelNow(access, row.stripeSubscriptionId);
  if (!ended.ok) log.warn({ subscriptionId, kind: ended.error.kind, stripeRequestId: ended.error.requestId }, "a membership could not be ended at Stripe");
  else await syncSubscription(row.stripeSubscriptionId, { cause: "ended here" });
}

function renewalsAfterTheEnd({ id, endedAt }: Subscription): Promise<Invoice[]> {
  return db.invoice.findMany({
    where: { subscriptionId: id, paidAt: { gt: endedAt ?? new Date(0) }, billingReason: "subscription_cycle", amountPaid: { gt: 0n }, amountRefunded: 0n, stripePaymentIntentId: { not: null } },
  });
}

async function payBack(access: AccountAccess, { id: subscriptionId, orderId }: Subscription, { id, stripePaymentIntentId }: Invoice): Promise<boolean> {
  if (!stripePaymentIntentId) return true;
  const payment = await readPayment(access, stripePaymentIntentId);
  const sent = payment.ok ? await refundWhole({ access, paymentIntentId: stripePaymentIntentId, orderId, applicationFee: payment.value.applicationFee, key: `late_${id}` }) : payment;
  if (!sent.ok) log.warn({ subscriptionId, invoiceId: id, kind: sent.error.kind, stripeRequestId: sent.error.requestId }, "a renewal after the end of a membership could not be paid back");
  return sent.ok;
}
