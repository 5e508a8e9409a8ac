import type { Viewer } from "~/auth/guards.server";
import { db } from "~/db.server";
import { liveNow } from "~/domain/access/can-open.server";
import { trialUsed } from "~/domain/memberships/joining.server";
import { recurringText, yearlySaving } from "~/domain/memberships/price-words";
import { tiersOf, type ShownTier } from "~/domain/memberships/tier-queries.server";
import type { BillingInterval, OfferKind } from "~/generated/prisma/enums";

export interface TierPriceView {
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

export interface TierView {
  id: string;
  title: string;
  description: string;
  highlights: string[];
  opensPosts: boolean;
  items: { title: string; kind: OfferKind; path: string | null }[];
  prices: TierPriceView[];
  /** The visitor is in this tier. */
  yours: boolean;
}

export interface TiersView {
  tiers: TierView[];
  /** Where a member manages the membership; null for everybody else. */
  managePath: string | null;
  /** The visitor was a member before. */
  former: boolean;
}

/** The tiers of a membership as this visitor may join them. */
export async function tiersView(store: { slug: string }, offerId: string, viewer: Pick<Viewer, "id"> | null): Promise<TiersView> {
  const [tiers, standing, used] = await Promise.all([
    tiersOf(offerId, { joinable: true }),
    viewer ? standingOf(offerId, viewer.id) : null,
    viewer ? trialUsed(offerId, { userId: viewer.id }) : false,
  ]);
  return {
    tiers: tiers.map((tier) => tierView(store, tier, standing?.tierId === tier.id, used)),
    managePath: standing?.managePath ?? null,
    former: standing?.former ?? false,
  };
}

function tierView(store: { slug: string }, { id, title, description, highlights, opensPosts, items, prices }: ShownTier, yours: boolean, trialUsedUp: boolean): TierView {
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

/** The visitor's own membership: the tier it is in, or that there was one. */
async function standingOf(offerId: string, userId: string): Promise<{ tierId: string | null; managePath: string | null; former: boolean }> {
  const [subscription, grant] = await Promise.all([
    db.subscription.findFirst({ where: { offerId, userId }, orderBy: { createdAt: "desc" }, select: { id: true, tierId: true, endedAt: true } }),
    db.grant.findFirst({ where: { offerId, userId, ...liveNow() }, select: { tierId: true } }),
  ]);
  if (subscription && !subscription.endedAt) return { tierId: subscription.tierId, managePath: `/library/memberships/${subscription.id}`, former: false };
  if (grant) return { tierId: grant.tierId, managePath: `/library/${offerId}`, former: false };
  return { tierId: null, managePath: null, former: subscription !== null };
}
