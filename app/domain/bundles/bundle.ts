import type { OfferKind, OfferStatus } from "~/generated/prisma/enums";
import { minimumCharge, type Money } from "~/lib/money";

/** Something a bundle gives: an offer that is not itself a bundle, wherever in the bundle it stands. */
export interface BundleContent {
  /** Its place (`bit_…`): in the bundle, or in the bundle inside. */
  itemId: string;
  offerId: string;
  kind: OfferKind;
  status: OfferStatus;
  title: string;
  subtitle: string;
  slug: string;
  coverFileId: string | null;
  /** A membership: which tier. */
  tierId: string | null;
  /** Days it is open for when the bundle is bought; null: for good. */
  openDays: number | null;
  /** The bundle inside by which it belongs to this one; null: it stands here itself. */
  viaId: string | null;
  /** Its one-time price now; null: it has none, like every membership. */
  price: Money | null;
}

/** Offers one bundle may hold. */
export const MOST_ITEMS = 100;

/** The shorter of two times in days; null is for good. */
export function shorter(one: number | null, other: number | null): number | null {
  return one === null ? other : other === null ? one : Math.min(one, other);
}

/** The longer of two times in days; null is for good. */
export function longer(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one, other);
}

/**
 * How long something in a bundle is open: the bundle's own time if it has one, else that of the bundle inside, else the
 * offer's. A membership lasts the days the bundle gives of it, but never longer than the bundle.
 */
export function openDays({ kind, accessDays, days, viaDays, bundleDays }: { kind: OfferKind; accessDays: number | null; days: number | null; viaDays: number | null; bundleDays: number | null }): number | null {
  const around = bundleDays ?? viaDays;
  return kind === "membership" ? shorter(days, around) : (around ?? accessDays);
}

export interface Saving {
  /** What the contents cost one by one, and how much less the bundle costs: minor units; never below 0. */
  worth: bigint;
  saving: bigint;
  /** Titles of what is not counted, because it has no one-time price in this currency or is not for sale by itself. */
  leftOut: string[];
  /** How many are counted. */
  counted: number;
}

/** What a buyer saves against buying everything inside by itself. Only what they could buy so today counts. */
export function savingOf(contents: readonly BundleContent[], price: Money): Saving {
  const counted = contents.filter((content) => content.status === "published" && content.price?.currency === price.currency);
  const worth = counted.reduce((sum, content) => sum + (content.price?.amount ?? 0n), 0n);
  const leftOut = contents.filter((content) => !counted.includes(content)).map((content) => content.title);
  return { worth, saving: worth > price.amount ? worth - price.amount : 0n, leftOut, counted: counted.length };
}

/**
 * What an owner of some of it is let off: of each owned content its share of the price (price × content price / sum of the
 * contents' prices), rounded down to whole minor units, and in all no more than leaves the smallest charge to pay.
 */
export function reductionOf(contents: readonly BundleContent[], price: Money, owned: ReadonlySet<string>): bigint {
  const priced = contents.filter((content) => content.price?.currency === price.currency && content.price.amount > 0n);
  const sum = priced.reduce((total, content) => total + (content.price?.amount ?? 0n), 0n);
  if (sum === 0n || price.amount === 0n) return 0n;
  const off = priced.reduce((total, content) => (owned.has(content.offerId) ? total + (price.amount * (content.price?.amount ?? 0n)) / sum : total), 0n);
  const chargeable = wholeUnits(off, price.currency);
  const most = price.amount - minimumCharge(price.currency);
  return chargeable < most ? chargeable : most > 0n ? most : 0n;
}

/** Currencies whose smallest step is not one minor unit: ISK and UGX in hundreds, those of three decimals in tens. Rounded down. */
function wholeUnits(amount: bigint, currency: string): bigint {
  const step = STEP[currency] ?? 1n;
  return amount - (amount % step);
}

const STEP: Readonly<Record<string, bigint>> = { isk: 100n, ugx: 100n, bhd: 10n, jod: 10n, kwd: 10n, omr: 10n, tnd: 10n };
