import type { EventHandler } from "../event";
import { bringOrderUpToDate, idOf, orderIdIn } from "../order-of.server";

/** A payment arrived, by whatever way. A declined try changes nothing: the buyer is still at the checkout. */
export const handler: EventHandler = {
  types: ["payment_intent.succeeded"],
  handle: (event) => bringOrderUpToDate(event, { orderId: orderIdIn(event.object), paymentIntentId: idOf(event.object.id) }),
};
