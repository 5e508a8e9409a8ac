import type { BillingInterval, OfferKind } from "~/generated/prisma/enums";
import { priceText } from "./price";

/** A price that can be chosen now. */
export interface ActivePrice {
  amount: bigint;
  currency: string;
  /** Null: paid once, or a free tier. */
  interval: BillingInterval | null;
}

/** The prices that count: active ones, of tiers that can still be joined. For a Prisma `where` of prices. */
export const PRICES_NOW = { active: true, OR: [{ tierId: null }, { tier: { archivedAt: null } }] };

/**
 * The one price an offer stands under in a list: its own, of a membership the lowest it can be paid by (the monthly ones
 * first), or its free tier when there is no other. Null: it has none yet.
 */
export function leadingPrice<P extends ActivePrice>(prices: readonly P[]): P | null {
  const order = [...prices].sort((a, b) => rank(a) - rank(b) || (a.amount < b.amount ? -1 : a.amount > b.amount ? 1 : 0));
  return order[0] ?? null;
}

function rank({ amount, interval }: ActivePrice): number {
  if (amount === 0n) return 2;
  return interval === "year" ? 1 : 0;
}

/** "€49", "Free", "from €9 / month", "Free, or from €9 / month"; null without a price. */
export function shownPriceText(kind: OfferKind, prices: readonly ActivePrice[]): string | null {
  const price = leadingPrice(prices);
  if (!price) return null;
  if (kind !== "membership" || price.amount === 0n) return priceText(price);
  const paid = prices.filter((other) => other.amount > 0n).length;
  const text = `${paid > 1 ? "from " : ""}${priceText(price)}${price.interval ? ` / ${price.interval}` : ""}`;
  return paid < prices.length ? `Free, or ${text}` : text;
}

/** Whether there is nothing to pay for it in any way. */
export function isFreeOffer(prices: readonly ActivePrice[]): boolean {
  return leadingPrice(prices)?.amount === 0n;
}
