/**
 * Why a checkout does not begin. Each is something a buyer can be told in one sentence; Stripe's own words never get here.
 */
export type CheckoutRefusal =
  /** Unknown, a draft, or archived since the page was opened. */
  | { kind: "offer_unavailable" }
  /** The price on the buyer's page is not the price any more. */
  | { kind: "price_changed" }
  /** The current price is nothing: no checkout is needed. */
  | { kind: "free" }
  | { kind: "not_free" }
  /** The signed-in buyer has it. */
  | { kind: "already_owned"; offerId: string }
  /** The signed-in buyer is a member already; another plan is a change of theirs. */
  | { kind: "already_member"; subscriptionId: string }
  /** This buyer has paid, or is paying, with this order. */
  | { kind: "already_ordered"; orderId: string }
  /** The store cannot take money now: no Stripe account that may charge. */
  | { kind: "not_chargeable" }
  /** Stripe did not answer, or not well. Nothing was charged; the same click again is safe. */
  | { kind: "try_again" };

/** Who stands at the counter. */
export interface Buyer {
  /** The signed-in person, if any. */
  viewer: { id: string; email: string } | null;
  /** The token in the buyer cookie of this browser; only its hash is stored. */
  buyerKey: string;
}
