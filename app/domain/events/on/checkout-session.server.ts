import type { EventHandler } from "../event";
import { bringOrderUpToDate, idOf, orderIdIn } from "../order-of.server";

/** A Checkout Session ended, or its delayed payment did. https://docs.stripe.com/checkout/fulfillment */
export const handler: EventHandler = {
  types: ["checkout.session.completed", "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed", "checkout.session.expired"],
  handle: (event) => {
    const sessionId = idOf(event.object.id);
    return bringOrderUpToDate(event, { orderId: idOf(event.object.client_reference_id) ?? orderIdIn(event.object), ...(sessionId ? { sessionId } : {}) });
  },
};
