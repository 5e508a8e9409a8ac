import type { EventHandler } from "../event";
import { bringOrderUpToDate, idOf, orderIdIn } from "../order-of.server";
import { bringRenewalUpToDate } from "../subscription-of.server";

/** Money went back, from here or from Stripe's Dashboard. `data.object` is a Charge or a Refund; both name the payment. */
export const handler: EventHandler = {
  types: ["charge.refunded", "refund.created", "refund.updated", "refund.failed"],
  handle: async (event) => {
    const paymentIntentId = idOf(event.object.payment_intent);
    const byPayment = await bringOrderUpToDate(event, { paymentIntentId });
    if (byPayment.status === "processed") return byPayment;
    const byInvoice = paymentIntentId ? await bringRenewalUpToDate(event, paymentIntentId) : byPayment;
    if (byInvoice.status === "processed") return byInvoice;
    // A refund can be known before the purchase was: then only the metadata leads to the order.
    const orderId = orderIdIn(event.object);
    return orderId ? bringOrderUpToDate(event, { orderId }) : byPayment;
  },
};
