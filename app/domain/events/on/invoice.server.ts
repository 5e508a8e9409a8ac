import { idOf, orderIdIn } from "../order-of.server";
import type { EventHandler } from "../event";
import { bringSubscriptionUpToDate } from "../subscription-of.server";

/**
 * A payment of a membership was made, failed, or is not asked for any more. It can come before the purchase itself is known. One that is only
 * upcoming cannot be asked for: it is a reason to look at the card that is to pay it.
 */
export const handler: EventHandler = {
  types: ["invoice.paid", "invoice.payment_failed", "invoice.payment_action_required", "invoice.finalized", "invoice.finalization_failed", "invoice.voided", "invoice.marked_uncollectible", "invoice.upcoming"],
  handle: (event) => {
    const parent = partOf(event.object, "parent");
    const details = parent && partOf(parent, "subscription_details");
    return bringSubscriptionUpToDate(event, { subscriptionId: details ? idOf(details.subscription) : null, orderId: details ? orderIdIn(details) : null, invoiceId: event.type === "invoice.upcoming" ? null : idOf(event.object.id) });
  },
};

function partOf(object: Record<string, unknown>, name: string): Record<string, unknown> | null {
  const part = object[name];
  return typeof part === "object" && part !== null ? (part as Record<string, unknown>) : null;
}
