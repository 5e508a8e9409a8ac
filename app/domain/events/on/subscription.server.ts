import type { EventHandler } from "../event";
import { idOf, orderIdIn } from "../order-of.server";
import { bringSubscriptionUpToDate } from "../subscription-of.server";

/** A membership has changed at Stripe: by its member, its creator, or by time. https://docs.stripe.com/billing/subscriptions/webhooks */
export const handler: EventHandler = {
  types: [
    "customer.subscription.created",
    "customer.subscription.updated",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.resumed",
    "customer.subscription.trial_will_end",
  ],
  handle: (event) => bringSubscriptionUpToDate(event, { subscriptionId: idOf(event.object.id), orderId: orderIdIn(event.object) }),
};
