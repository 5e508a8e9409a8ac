import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { isLive } from "./checkout-session";
import { buyerOrder, type Asker, type BuyerOrder } from "./buyer-order.server";
import { entryFor, type Entry } from "./entry.server";

/**
 * What the page after the payment may say. `checking`: Stripe could not be asked, so nothing is claimed; `unpaid`: the buyer
 * came here without having paid and still can; `confirm_address`: a free offer whose mailed link was not used yet; `paid_twice`: they
 * had it already, so this payment goes back.
 */
export type Outcome = "paid" | "processing" | "checking" | "unpaid" | "failed" | "expired" | "refunded" | "quarantined" | "confirm_address" | "paid_twice";

export interface PurchaseView {
  order: BuyerOrder;
  outcome: Outcome;
  entry: Entry;
}

/**
 * The truth about an order for the browser or person that began it; null for everybody else. It fulfils too: the webhook may
 * be late, lost, or not set up at all, and the buyer stands at the door.
 */
export async function purchaseView(orderId: string, asker: Asker): Promise<PurchaseView | null> {
  const known = await buyerOrder(orderId, asker);
  if (!known) return null;
  if (isFreeOrder(known)) return { order: known, outcome: known.status === "paid" ? "paid" : "confirm_address", entry: await entryFor(known, asker) };

  const asked = await completePurchase(orderId, { cause: "return page" });
  const order = (await buyerOrder(orderId, asker)) ?? known;
  return { order, outcome: outcomeOf(order, asked.ok), entry: await entryFor(order, asker) };
}

/** Nothing is asked for it, now or later: a trial also begins with nothing, but it begins at Stripe. */
export function isFreeOrder(order: Pick<BuyerOrder, "amount" | "interval">): boolean {
  return order.amount === 0n && order.interval === null;
}

function outcomeOf(order: BuyerOrder, sure: boolean): Outcome {
  if (order.duplicateOfId) return "paid_twice";
  switch (order.status) {
    case "paid":
    case "partially_refunded":
      return "paid";
    case "pending":
    case "expired":
      if (!sure) return "checking";
      return order.sessions.some(isLive) ? "unpaid" : "expired";
    default:
      return order.status;
  }
}
