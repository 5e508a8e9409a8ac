import type { Offer, Order, Price } from "~/generated/prisma/client";

/** What is asked of a buyer for an offer at a price, as it is written into the order. */
export type Quote = Pick<Order, "amount" | "reduction" | "reductionReason" | "accessDays" | "tierId" | "interval" | "trialDays">;

/**
 * What this buyer is asked for: the price, less what they are let off. Minor units of the price's currency. The page that
 * shows a price and the checkout that takes it both ask here.
 */
export async function quote(offer: Offer, price: Price, _viewer: { id: string } | null): Promise<Quote> {
  return {
    // A trial begins with a payment of nothing.
    amount: price.trialDays > 0 ? 0n : price.amount,
    reduction: 0n,
    reductionReason: null,
    accessDays: offer.accessDays,
    tierId: price.tierId,
    interval: price.interval,
    trialDays: price.trialDays,
  };
}
