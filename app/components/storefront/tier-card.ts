import type { BillingInterval, OfferKind } from "~/generated/prisma/enums";

export interface TierPrice {
  id: string;
  interval: BillingInterval | null;
  /** "€9 a month", "Free". */
  text: string;
  isFree: boolean;
  /** Days before the first payment; 0 for a visitor who had them before. */
  trialDays: number;
  /** What paying by the year saves, in percent; null: nothing, or not a yearly price. */
  saving: number | null;
}

/** A level of a membership as a visitor sees it. */
export interface TierCard {
  id: string;
  title: string;
  description: string;
  highlights: string[];
  opensPosts: boolean;
  items: { title: string; kind: OfferKind; path: string | null }[];
  prices: TierPrice[];
  /** The visitor is in this tier. */
  yours: boolean;
}
