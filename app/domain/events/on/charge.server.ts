import { syncRefunds } from "~/domain/refunds/sync-refunds.server";
import type { EventHandler, Outcome, StoredEvent } from "../event";
import { notNow } from "../not-now.server";
import { bringOrderUpToDate, idOf, orderIdIn } from "../order-of.server";
import { bringRenewalUpToDate } from "../subscription-of.server";

/**
 * Money went back, from here or from Stripe's Dashboard, or came back because the buyer's bank did not take it. `data.object`
 * is a Charge or a Refund; both name the payment. The sale follows what Stripe says of the payment, then each refund its row.
 */
export const handler: EventHandler = {
  types: ["charge.refunded", "refund.created", "refund.updated", "refund.failed"],
  handle: async (event) => {
    const paymentIntentId = idOf(event.object.payment_intent);
    const sale = await bringSaleUpToDate(event, paymentIntentId);
    if (sale.status !== "processed" || !paymentIntentId) return sale;
    const synced = await syncRefunds(paymentIntentId, { cause: event.type, causeId: event.id });
    if (synced.outcome === "failed") throw await notNow(event, synced.failure, "The refunds");
    return sale;
  },
};

async function bringSaleUpToDate(event: StoredEvent, paymentIntentId: string | null): Promise<Outcome> {
  const byPayment = await bringOrderUpToDate(event, { paymentIntentId });
  if (byPayment.status === "processed") return byPayment;
  const byInvoice = paymentIntentId ? await bringRenewalUpToDate(event, paymentIntentId) : byPayment;
  if (byInvoice.status === "processed") return byInvoice;
  // A refund can be known before the purchase was: then only the metadata leads to the order.
  const orderId = orderIdIn(event.object);
  return orderId ? bringOrderUpToDate(event, { orderId }) : byPayment;
}
