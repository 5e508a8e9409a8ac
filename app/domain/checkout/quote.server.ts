import { owns } from "~/domain/access/can-open.server";
import { bundleFor, type BundleForViewer } from "~/domain/bundles/savings.server";
import { trialBefore } from "~/domain/memberships/joining.server";
import type { Offer, Order, Price } from "~/generated/prisma/client";

/** What is asked of a buyer for an offer at a price, as it is written into the order. */
export type Quote = Pick<Order, "amount" | "reduction" | "reductionReason" | "accessDays" | "tierId" | "interval" | "trialDays">;

/**
 * What this buyer is asked for: the price, less what they are let off. Minor units of the price's currency. The page that
 * shows a price and the checkout that takes it both ask here. Who owns some of a bundle already pays less for it where its
 * creator wants that, and never below the currency's smallest charge.
 * @param known the bundle as this buyer sees it, when the caller has read it already
 */
export async function quote(offer: Offer, price: Price, viewer: { id: string } | null, known?: BundleForViewer): Promise<Quote> {
  const lower = offer.kind === "bundle" && viewer && price.amount > 0n ? lowered(known ?? (await bundleFor(offer, price, viewer))) : NOT_LOWERED;
  const trialDays = price.trialDays > 0 && viewer && (await trialBefore(offer.id, { userId: viewer.id })) ? 0 : price.trialDays;
  return {
    // A trial begins with a payment of nothing; there is one a person.
    amount: trialDays > 0 ? 0n : price.amount - lower.reduction,
    ...lower,
    accessDays: offer.accessDays,
    tierId: price.tierId,
    interval: price.interval,
    trialDays,
  };
}

const NOT_LOWERED = { reduction: 0n, reductionReason: null };

function lowered({ reduction, contents, owned }: BundleForViewer): Pick<Quote, "reduction" | "reductionReason"> {
  if (reduction === 0n) return NOT_LOWERED;
  const titles = contents.filter((content) => owned.has(content.offerId)).map((content) => content.title);
  const [first, second, ...more] = titles;
  const named = more.length > 0 ? `${first}, ${second} and ${more.length} more` : second ? `${first} and ${second}` : `${first}`;
  return { reduction, reductionReason: `Owned already: ${named}.` };
}

/** Whether buying an offer would give this person nothing: they have it by a grant of their own, or everything that is in a bundle. */
export async function hasAlready(viewer: { id: string }, offer: Pick<Offer, "id" | "kind" | "accessDays">): Promise<boolean> {
  if (await owns(viewer.id, offer.id)) return true;
  return offer.kind === "bundle" && (await bundleFor(offer, null, viewer)).allOwned;
}
