import { db } from "~/db.server";
import { publicFileUrl } from "~/domain/files/queries.server";
import { offerGate, type OfferGate } from "~/domain/merchants/offer-gate";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import type { Offer, OfferKind, OfferStatus, Price } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf, type Page } from "~/lib/keyset";
import { offerReadiness } from "./offer-readiness.server";
import type { ReadinessItem } from "./readiness";
import { leadingPrice, PRICES_NOW, shownPriceText } from "./shown-price";
import { whyUnsellable, type Unsellable } from "./unsellable";

export { publicOffer, publicStore, type PublicOffer, type PublicOfferCard, type PublicStore } from "./public-queries.server";

export const OFFERS_PAGE = 25;

export interface StudioOffer {
  id: string;
  kind: OfferKind;
  status: OfferStatus;
  title: string;
  slug: string;
  coverUrl: string | null;
  /** Null: no price yet. */
  price: string | null;
  /** Why nobody can buy it now although it has a price; null: they can, or it is free, unpriced or archived. */
  unsellable: Unsellable | null;
  /** ISO, UTC. */
  updatedAt: string;
}

export interface OffersAsked extends PageAsked {
  archived?: boolean;
  kind?: OfferKind | null;
  /** Part of a title; "" for all. */
  search?: string;
  size?: number;
}

/**
 * A store's offers, newest first, archived ones apart: two or three queries for ten offers and for a hundred thousand. A
 * search looks through this store's own titles only, in the order of the list.
 */
export async function studioOffers(storeId: string, { archived = false, kind = null, search = "", size = OFFERS_PAGE, ...asked }: OffersAsked = {}): Promise<Page<StudioOffer>> {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("createdAt", reading);
  const found = await db.offer.findMany({
    where: {
      storeId,
      status: archived ? "archived" : { not: "archived" },
      ...(kind ? { kind } : {}),
      ...(search ? { title: { contains: likeText(search), mode: "insensitive" } } : {}),
      ...where,
    },
    orderBy,
    take: size + 1,
    select: {
      id: true, kind: true, status: true, title: true, slug: true, coverFileId: true, connectedAccountId: true, createdAt: true, updatedAt: true,
      prices: { where: PRICES_NOW, select: { amount: true, currency: true, interval: true } },
    },
  });
  const paid = !archived && found.some((row) => (leadingPrice(row.prices)?.amount ?? 0n) > 0n);
  const accounts = paid ? await connectedAccounts(storeId) : [];
  const page = pageOf(found, reading, size, (row) => ({ at: row.createdAt, id: row.id }));
  return {
    ...page,
    rows: page.rows.map(({ coverFileId, prices, connectedAccountId, createdAt: _, updatedAt, ...offer }) => ({
      ...offer,
      unsellable: archived ? null : whyUnsellable(leadingPrice(prices), accounts, connectedAccountId),
      coverUrl: publicFileUrl(coverFileId),
      price: shownPriceText(offer.kind, prices),
      updatedAt: updatedAt.toISOString(),
    })),
  };
}

/** A search text as LIKE takes it: Prisma does not escape the wildcards itself. */
function likeText(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}

/** Is there any offer at all, or any archived one? For the empty page and the way to the archive. */
export async function offerCounts(storeId: string): Promise<{ any: boolean; archived: boolean }> {
  const [any, archived] = await Promise.all([
    db.offer.findFirst({ where: { storeId }, select: { id: true } }),
    db.offer.findFirst({ where: { storeId, status: "archived" }, select: { id: true } }),
  ]);
  return { any: any !== null, archived: archived !== null };
}

export interface OfferInStudio {
  offer: Offer;
  /** The active price, of a membership the lowest it can be paid by; null when none is set yet. */
  price: Price | null;
  /** "€49", "from €9 / month"; null without a price. */
  priceText: string | null;
  readiness: ReadinessItem[];
  gate: OfferGate;
}

/** An offer with all that its pages in the studio need; null for another store's. */
export async function offerForStudio(storeId: string, offerId: string): Promise<OfferInStudio | null> {
  const offer = await db.offer.findFirst({ where: { id: offerId, storeId } });
  if (!offer) return null;
  const [prices, accounts] = await Promise.all([db.price.findMany({ where: { offerId, ...PRICES_NOW } }), connectedAccounts(storeId)]);
  const price = leadingPrice(prices);
  const gate = offerGate({ amount: price?.amount ?? 0n, currency: price?.currency ?? "", accounts, offerChoice: offer.connectedAccountId, now: now() });
  return { offer, price, priceText: shownPriceText(offer.kind, prices), gate, readiness: await offerReadiness(offer, price, gate) };
}
