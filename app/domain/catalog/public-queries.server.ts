import { db } from "~/db.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { madeBy, makesOffer } from "~/domain/team/makers.server";
import type { BillingInterval, OfferKind, OfferStatus, Store } from "~/generated/prisma/client";
import type { PageAsked } from "~/lib/cursor";
import { pageOf, readingOf } from "~/lib/keyset";
import { toDecimal } from "~/lib/money";
import { courseModules, downloadFiles } from "./contents.server";
import { saleOf, type Sale } from "./for-sale";
import { firstLessons, freeLessons, type PublicModule } from "./public-outline.server";
import { isFreeOffer, leadingPrice, PRICES_NOW, shownPriceText, type ActivePrice } from "./shown-price";

/** A store as anybody may see it. */
export interface PublicStore {
  id: string;
  name: string;
  slug: string;
  tagline: string;
  about: string;
  /** #rrggbb */
  accentColor: string;
  logoUrl: string | null;
  /** Who sells, as printed on receipts, and where they are: lines without the empty ones. */
  legalName: string;
  addressLines: string[];
  /** Upper-case ISO 3166-1 alpha-2. */
  country: string;
  supportEmail: string;
}

export interface PublicOfferCard {
  id: string;
  slug: string;
  kind: OfferKind;
  title: string;
  subtitle: string;
  coverUrl: string | null;
  /** "€49" or "Free". */
  priceText: string;
  isFree: boolean;
  /** It costs something, and nobody can be charged for it at the moment. */
  paused: boolean;
}

export interface PublicOffer extends PublicOfferCard {
  /** Sanitised. */
  descriptionHtml: string;
  highlights: string[];
  status: OfferStatus;
  /** Null only in a preview of a draft that has none yet. */
  price: { id: string; text: string; /** "49.00" */ decimal: string; /** In minor units, as digits. */ minor: string; currency: string; isFree: boolean } | null;
  /** Every price it can be had at: one, or those of a membership's tiers. */
  prices: { decimal: string; currency: string; interval: BillingInterval | null }[];
  /** Days a purchase opens it for; null: for good. */
  accessDays: number | null;
  /** Modules of a course that hold lessons, the first of them with lessons; empty for all else. */
  modules: PublicModule[];
  lessonCount: number;
  /** Lessons anybody may try, in order. */
  previews: { id: string; title: string }[];
  /** Files of a download by name and size in bytes; empty for all else. Without ids: nothing to fetch with. */
  files: { name: string; size: number }[];
  publishedAt: string;
}

export const STORE_PAGE = 24;

const CARD = { id: true, slug: true, kind: true, title: true, subtitle: true, coverFileId: true, publishedAt: true, status: true, connectedAccountId: true, accessDays: true, prices: { where: PRICES_NOW } } as const;

/** A store page: the store and its published offers, latest first, by keyset. Null for no such store. The same four queries for every page. */
export async function publicStore(slug: string, { size = STORE_PAGE, ...asked }: PageAsked & { size?: number } = {}): Promise<{ store: PublicStore; offers: PublicOfferCard[]; newer: string | null; older: string | null } | null> {
  const store = await db.store.findUnique({ where: { slug } });
  if (!store) return null;
  const reading = readingOf(asked);
  const { cursor, backwards } = reading;
  const side = backwards ? ("gt" as const) : ("lt" as const);
  const found = await db.offer.findMany({
    where: {
      storeId: store.id,
      status: "published",
      ...(cursor ? { publishedAt: { [`${side}e`]: cursor.at }, OR: [{ publishedAt: { [side]: cursor.at } }, { publishedAt: cursor.at, id: { [side]: cursor.id } }] } : {}),
    },
    orderBy: backwards ? [{ publishedAt: "asc" }, { id: "asc" }] : [{ publishedAt: "desc" }, { id: "desc" }],
    take: size + 1,
    select: CARD,
  });
  const { rows, newer, older } = pageOf(found, reading, size, (row) => ({ at: row.publishedAt ?? new Date(0), id: row.id }));
  const accounts = await connectedAccounts(store.id);
  return { store: storeView(store), offers: rows.flatMap((row) => card(row, saleOf({ ...row, price: leadingPrice(row.prices) }, accounts)) ?? []), newer, older };
}

/**
 * An offer page; null when there is no such store, no such offer, or it is not published. The store's owner and its
 * editors (`ownerId`: the viewer's id) see drafts and archived offers too; `isOwner` is true for them.
 */
export async function publicOffer(storeSlug: string, offerSlug: string, ownerId: string | null = null): Promise<{ store: PublicStore; offer: PublicOffer; isOwner: boolean } | null> {
  const found = await db.offer.findFirst({
    where: { slug: offerSlug, store: { slug: storeSlug }, OR: [{ status: "published" }, ...(ownerId ? [{ store: madeBy(ownerId) }] : [])] },
    select: { ...CARD, descriptionHtml: true, highlights: true, store: true },
  });
  if (!found) return null;
  const price = leadingPrice(found.prices);
  if (!price && found.status === "published") return null;
  const isFree = isFreeOffer(found.prices);
  const sale = isFree ? null : saleOf({ ...found, price }, await connectedAccounts(found.store.id));
  const shown = { ...shownOf(found), priceText: shownPriceText(found.kind, found.prices) ?? "No price yet", isFree, paused: sale?.state === "paused" };
  const course = found.kind === "course";
  const [modules, previews, files] = await Promise.all([course ? courseModules(found.id) : [], course ? freeLessons(found.id) : [], found.kind === "download" ? downloadFiles(found.id) : []]);
  return {
    store: storeView(found.store),
    isOwner: ownerId !== null && (found.store.ownerId === ownerId || (await makesOffer(ownerId, found.id))),
    offer: {
      ...shown,
      descriptionHtml: found.descriptionHtml,
      highlights: found.highlights,
      status: found.status,
      price: price ? { id: price.id, text: shown.priceText, decimal: toDecimal(price), minor: price.amount.toString(), currency: price.currency, isFree } : null,
      prices: found.prices.map((one) => ({ decimal: toDecimal(one), currency: one.currency, interval: one.interval })),
      accessDays: found.accessDays,
      modules: await firstLessons(found.id, modules),
      lessonCount: modules.reduce((sum, module) => sum + module.lessonCount, 0),
      previews,
      files: files.map(({ name, size }) => ({ name, size })),
      publishedAt: (found.publishedAt ?? new Date(0)).toISOString(),
    },
  };
}

interface CardRow {
  id: string;
  slug: string;
  kind: OfferKind;
  title: string;
  subtitle: string;
  coverFileId: string | null;
  prices: ActivePrice[];
}

/** Null when there is no price, which a published offer always has. */
function card(row: CardRow, sale: Sale): PublicOfferCard | null {
  const priceText = shownPriceText(row.kind, row.prices);
  return priceText ? { ...shownOf(row), priceText, isFree: isFreeOffer(row.prices), paused: sale.state === "paused" } : null;
}

function shownOf({ coverFileId, id, slug, kind, title, subtitle }: CardRow) {
  return { id, slug, kind, title, subtitle, coverUrl: publicFileUrl(coverFileId) };
}

function storeView(store: Store): PublicStore {
  const { id, name, slug, tagline, about, accentColor, legalName, country, supportEmail } = store;
  const addressLines = [store.addressLine1, store.addressLine2, `${store.postalCode} ${store.city}`].map((line) => line.trim()).filter(Boolean);
  return { id, name, slug, tagline, about, accentColor, logoUrl: publicFileUrl(store.logoFileId), legalName, addressLines, country, supportEmail };
}
