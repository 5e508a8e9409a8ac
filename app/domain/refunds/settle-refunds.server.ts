import { db } from "~/db.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { settleAccess } from "~/domain/orders/settle-access.server";
import type { Cause } from "~/domain/transitions.server";
import type { RefundState } from "~/integrations/stripe/refunds.server";
import { wake } from "~/jobs/queue.server";
import { lockPayment, targetOfPayment, type PaymentTarget } from "./payment-target.server";
import { writeRefund } from "./write-refund.server";

/**
 * Write what Stripe says of the refunds of a payment, and let access follow what was chosen with them. Any number of calls,
 * in any order, with the same outcome.
 * @returns how many rows changed
 */
export async function settleRefunds(target: PaymentTarget, refunds: readonly RefundState[], cause: Cause): Promise<number> {
  const changed = await db.$transaction(async (tx) => {
    await lockPayment(tx, target.paymentIntentId);
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${target.home.id} FOR UPDATE`;
    // Read anew: whoever held the lock may have changed it.
    const current = (await targetOfPayment({ paymentIntentId: target.paymentIntentId }, tx)) ?? target;
    let count = 0;
    for (const refund of refunds) if (await writeRefund(tx, current, refund, cause)) count += 1;
    if (count > 0 && current.home.interval === null) await settleAccess(tx, current.home, cause);
    return count;
  });
  wake("send-email");
  // Of a membership the subscription says what is open; it reads the choice as well.
  if (changed > 0 && target.stripeSubscriptionId) await syncSubscription(target.stripeSubscriptionId, cause, target.invoice?.stripeInvoiceId);
  return changed;
}
