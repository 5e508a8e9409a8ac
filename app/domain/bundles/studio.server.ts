import { db, sql } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { shownPriceText } from "~/domain/catalog/shown-price";
import type { OfferKind, OfferStatus } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";
import { formatMoney } from "~/lib/money";
import { savingOf } from "./bundle";
import { bundleContents, bundleItems } from "./contents.server";

export interface BundleRow {
  itemId: string;
  offerId: string;
  title: string;
  kind: OfferKind;
  status: OfferStatus;
  /** "€49", "from €9 / month"; null: no price yet. */
  price: string | null;
  /** Of a membership: the tier and its days. */
  tier: { title: string; days: number } | null;
  /** How many own the bundle by an order, and how many of them were given this by it. */
  owners: number;
  reached: number;
  /** The creator said that the owners shall have it: `running` until all do. */
  extension: "none" | "running" | "done";
}

export interface BundleInStudio {
  rows: BundleRow[];
  ownersPayLess: boolean;
  /** Formatted; null without a price, or when nothing inside can be bought by itself in its currency. */
  saving: { worth: string; price: string; saving: string | null } | null;
  /** Titles of what the sum leaves out. */
  leftOut: string[];
}

/** A bundle for its editor. A fixed number of queries. */
export async function bundleInStudio(bundleId: string, accessDays: number | null, price: { amount: bigint; currency: string } | null): Promise<BundleInStudio> {
  const [items, contents, reach, options] = await Promise.all([
    bundleItems([bundleId]),
    bundleContents(bundleId, accessDays),
    reachOf(bundleId),
    db.bundleOptions.findUnique({ where: { offerId: bundleId } }),
  ]);
  const tierPrices = await db.price.findMany({
    where: { offerId: { in: items.filter((item) => item.offer.kind === "membership").map((item) => item.offerId) }, active: true, tier: { archivedAt: null } },
    select: { offerId: true, amount: true, currency: true, interval: true },
  });
  const sum = price && savingOf(contents, price);
  const money = (amount: bigint) => (price ? formatMoney({ amount, currency: price.currency }) : "");
  return {
    rows: items.map(({ id, offerId, offer, tier, days, extendAskedAt, extendedAt }) => ({
      itemId: id,
      offerId,
      title: offer.title,
      kind: offer.kind,
      status: offer.status,
      price: shownPriceText(offer.kind, offer.kind === "membership" ? tierPrices.filter((one) => one.offerId === offerId) : offer.prices.map((one) => ({ ...one, interval: null }))),
      tier: tier && days !== null ? { title: tier.title, days } : null,
      ...(reach.get(id) ?? { owners: 0, reached: 0 }),
      extension: extendAskedAt === null ? "none" : extendedAt === null ? "running" : "done",
    })),
    ownersPayLess: options?.ownersPayLess ?? false,
    saving: sum && sum.counted > 0 ? { worth: money(sum.worth), price: money(price.amount), saving: sum.saving > 0n ? money(sum.saving) : null } : null,
    leftOut: sum?.leftOut ?? [],
  };
}

/** Owners of a bundle, and of each offer in it how many of them have it by the same order. One statement. */
async function reachOf(bundleId: string): Promise<Map<string, { owners: number; reached: number }>> {
  const { rows } = await sql<{ id: string; owners: number; reached: number }>(
    `WITH owners AS (SELECT g.order_id FROM grants g WHERE g.offer_id = $1 AND g.order_id IS NOT NULL AND ${liveGrant("g", "$2")})
     SELECT i.id, (SELECT count(*)::int FROM owners) AS owners,
            (SELECT count(*)::int FROM owners o WHERE EXISTS (SELECT 1 FROM grants x WHERE x.order_id = o.order_id AND x.offer_id = i.offer_id)) AS reached
       FROM bundle_items i WHERE i.bundle_id = $1`,
    [bundleId, now().toISOString()],
  );
  return new Map(rows.map(({ id, owners, reached }) => [id, { owners, reached }]));
}

export interface OfferToAdd {
  id: string;
  title: string;
  kind: OfferKind;
  status: OfferStatus;
  price: string | null;
  /** Of a membership: the tiers that can be joined. */
  tiers: { id: string; title: string }[];
}

/** How many a search shows. */
const FOUND_AT_MOST = 8;

/** Offers of the store that are not in the bundle yet, by a part of the title, the newest first. Never the bundle itself, nor what is archived. */
export async function offersToAdd(storeId: string, bundleId: string, search: string): Promise<{ offers: OfferToAdd[]; more: boolean }> {
  const found = await db.offer.findMany({
    where: {
      storeId,
      id: { not: bundleId },
      status: { not: "archived" },
      inBundles: { none: { bundleId } },
      ...(search ? { title: { contains: search.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } } : {}),
    },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: FOUND_AT_MOST + 1,
    select: {
      id: true, title: true, kind: true, status: true,
      prices: { where: { active: true, OR: [{ tierId: null }, { tier: { archivedAt: null } }] }, select: { amount: true, currency: true, interval: true } },
      tiers: { where: { archivedAt: null }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, title: true } },
    },
  });
  return {
    more: found.length > FOUND_AT_MOST,
    offers: found.slice(0, FOUND_AT_MOST).map(({ prices, ...offer }) => ({ ...offer, price: shownPriceText(offer.kind, prices) })),
  };
}
