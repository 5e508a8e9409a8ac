import type { EventHandler } from "../event";
import { bringOrderUpToDate, idOf, orderIdIn } from "../order-of.server";

/** A payment arrived or was declined. A declined try changes nothing by itself: the buyer is still at the checkout; a delayed payment may have failed with it. */
export const handler: EventHandler = {
  types: ["payment_intent.succeeded", "payment_intent.payment_failed"],
  handle: (event) => bringOrderUpToDate(event, { orderId: orderIdIn(event.object), paymentIntentId: idOf(event.object.id) }),
};
