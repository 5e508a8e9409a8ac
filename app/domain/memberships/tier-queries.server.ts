import { db, sql } from "~/db.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import type { BillingInterval, OfferKind, OfferStatus } from "~/generated/prisma/enums";

export interface ShownPrice {
  id: string;
  /** Null: free, without Stripe. */
  interval: BillingInterval | null;
  /** Minor units. */
  amount: bigint;
  currency: string;
  trialDays: number;
}

export interface ShownItem {
  offerId: string;
  title: string;
  kind: OfferKind;
  status: OfferStatus;
  slug: string;
  coverUrl: string | null;
}

export interface ShownTier {
  id: string;
  title: string;
  description: string;
  highlights: string[];
  opensPosts: boolean;
  archived: boolean;
  prices: ShownPrice[];
  items: ShownItem[];
}

/** Every tier of a membership in order, with what it costs now and what it opens. A fixed number of queries. */
export async function tiersOf(offerId: string, { joinable = false }: { joinable?: boolean } = {}): Promise<ShownTier[]> {
  const tiers = await db.tier.findMany({
    where: { offerId, ...(joinable ? { archivedAt: null, prices: { some: { active: true } } } : {}) },
    orderBy: [{ position: "asc" }, { id: "asc" }],
    include: {
      prices: { where: { active: true }, orderBy: { interval: "asc" } },
      items: { orderBy: [{ addedAt: "asc" }, { offerId: "asc" }], select: { offer: { select: { id: true, title: true, kind: true, status: true, slug: true, coverFileId: true } } } },
    },
  });
  return tiers.map(({ id, title, description, highlights, opensPosts, archivedAt, prices, items }) => ({
    id,
    title,
    description,
    highlights,
    opensPosts,
    archived: archivedAt !== null,
    prices: prices.map(({ id: priceId, interval, amount, currency, trialDays }) => ({ id: priceId, interval, amount, currency, trialDays })),
    items: items.map(({ offer: { id: itemId, coverFileId, ...offer } }) => ({ offerId: itemId, ...offer, coverUrl: publicFileUrl(coverFileId) })),
  }));
}

export interface TierCounts {
  /** Members now: paying, in trial, in grace, paused, and on a free tier. */
  members: number;
  /** Of them, how many still pay a price that is not the tier's any more. */
  founders: number;
}

/** How many are in each tier, by tier id: one statement. */
export async function tierCounts(offerId: string): Promise<Map<string, TierCounts>> {
  const { rows } = await sql<{ tierId: string; members: number; founders: number }>(
    `SELECT g.tier_id AS "tierId", count(*)::int AS members, count(*) FILTER (WHERE s.id IS NOT NULL AND NOT p.active)::int AS founders
       FROM grants g LEFT JOIN subscriptions s ON s.order_id = g.order_id LEFT JOIN prices p ON p.id = s.price_id
      WHERE g.offer_id = $1 AND g.tier_id IS NOT NULL AND g.revoked_at IS NULL GROUP BY g.tier_id`,
    [offerId],
  );
  return new Map(rows.map(({ tierId, ...counts }) => [tierId, counts]));
}

/** The store's offers that a tier can open, by title: all of a small store, the first ones of a search in a large one. */
export function openableOffers(storeId: string, { search = "", limit = 100 }: { search?: string; limit?: number } = {}) {
  return db.offer.findMany({
    where: { storeId, kind: { not: "membership" }, status: { not: "archived" }, ...(search ? { title: { contains: search, mode: "insensitive" } } : {}) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit,
    select: { id: true, title: true, kind: true, status: true },
  });
}
