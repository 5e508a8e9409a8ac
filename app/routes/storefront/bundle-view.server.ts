import type { BundleInsideProps } from "~/components/storefront/bundle-inside";
import { savingOf } from "~/domain/bundles/bundle";
import { bundleFor } from "~/domain/bundles/savings.server";
import { daysText } from "~/domain/catalog/access-days";
import { priceText } from "~/domain/catalog/price";
import type { PublicOffer } from "~/domain/catalog/public-queries.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { formatMoney } from "~/lib/money";

export interface BundleView extends BundleInsideProps {
  /** The visitor has all of it already. */
  allOwned: boolean;
  /** The visitor pays less than the price: how much, formatted and in minor units, and why. */
  lowered: { text: string; why: string } | null;
  /** What this visitor pays, minor units as digits; null without a price. */
  amount: string | null;
  /** Owners of some of it pay less, and this visitor is not signed in. */
  signInToPayLess: boolean;
}

/** A bundle as this visitor sees and would buy it. */
export async function bundleView(storeSlug: string, offer: PublicOffer, viewer: { id: string } | null): Promise<BundleView> {
  const price = offer.price && { amount: BigInt(offer.price.minor), currency: offer.price.currency };
  const { contents, owned, ownersPayLess, reduction, allOwned } = await bundleFor(offer, price, viewer);
  const sum = price && savingOf(contents, price);
  const money = (amount: bigint) => formatMoney({ amount, currency: price?.currency ?? "" });
  const amount = price && price.amount - reduction;
  return {
    items: contents.map(({ offerId, title, subtitle, kind, coverFileId, status, slug, price: own, openDays }) => ({
      id: offerId,
      title,
      subtitle,
      kind,
      coverUrl: publicFileUrl(coverFileId),
      path: status === "published" ? `/s/${storeSlug}/${slug}` : null,
      price: status === "published" && own ? priceText(own) : null,
      lasts: openDays !== null && openDays !== offer.accessDays ? daysText(openDays) : null,
      owned: owned.has(offerId),
    })),
    owned: owned.size,
    saving: sum && sum.saving > 0n ? { worth: money(sum.worth), saving: money(sum.saving), partly: sum.leftOut.length > 0 } : null,
    allOwned,
    lowered: amount !== null && reduction > 0n ? { text: money(amount), why: `You own ${owned.size} of ${contents.length} already, so ${money(reduction)} is taken off.` } : null,
    amount: amount === null ? null : amount.toString(),
    signInToPayLess: ownersPayLess && viewer === null && offer.price?.isFree === false,
  };
}
