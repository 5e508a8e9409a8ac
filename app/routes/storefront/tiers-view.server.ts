import type { Viewer } from "~/auth/guards.server";
import type { TierCard } from "~/components/storefront/tier-card";
import { trialBefore } from "~/domain/memberships/joining.server";
import { recurringText, yearlySaving } from "~/domain/memberships/price-words";
import { membershipStanding, type Standing } from "~/domain/memberships/standing.server";
import { tiersOf, type ShownTier } from "~/domain/memberships/tier-queries.server";

export interface TiersView {
  tiers: TierCard[];
  /** Where a member manages the membership; null for everybody else. */
  managePath: string | null;
  /** The visitor was a member before. */
  former: boolean;
}

/** The tiers of a membership as this visitor may join them. */
export async function tiersView(store: { slug: string }, offerId: string, viewer: Pick<Viewer, "id"> | null): Promise<TiersView> {
  const [tiers, standing, used] = await Promise.all([
    tiersOf(offerId, { joinable: true }),
    viewer ? membershipStanding(offerId, viewer.id) : null,
    viewer ? trialBefore(offerId, { userId: viewer.id }) : null,
  ]);
  return {
    tiers: tiers.map((tier) => tierView(store, tier, standing?.tierId === tier.id, used !== null)),
    managePath: managePath(offerId, standing),
    former: standing?.former ?? false,
  };
}

function tierView(store: { slug: string }, { id, title, description, highlights, opensPosts, items, prices }: ShownTier, yours: boolean, trialUsedUp: boolean): TierCard {
  const month = prices.find((price) => price.interval === "month")?.amount ?? null;
  return {
    id,
    title,
    description,
    highlights,
    opensPosts,
    yours,
    items: items.filter((item) => item.status !== "draft").map((item) => ({ title: item.title, kind: item.kind, path: item.status === "published" ? `/s/${store.slug}/${item.slug}` : null })),
    prices: prices.map((price) => ({
      id: price.id,
      interval: price.interval,
      text: recurringText(price),
      isFree: price.amount === 0n,
      trialDays: trialUsedUp ? 0 : price.trialDays,
      saving: price.interval === "year" ? yearlySaving(month, price.amount) : null,
    })),
  };
}

function managePath(offerId: string, standing: Standing | null): string | null {
  if (standing?.subscriptionId) return `/library/memberships/${standing.subscriptionId}`;
  return standing?.tierId ? `/library/${offerId}` : null;
}
