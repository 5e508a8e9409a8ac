import { db } from "~/db.server";

/**
 * What a refused buyer is shown of an offer: its name, its store and what it costs now. Null for what no stranger may know
 * of: an unknown id or something that was never published.
 */
export async function offerAtCounter(offerId: string) {
  const offer = await db.offer.findFirst({
    where: { id: offerId, publishedAt: { not: null } },
    include: { store: true, prices: { where: { active: true } } },
  });
  if (!offer) return null;
  const { store, prices, id, slug, title, kind, status, coverFileId } = offer;
  return { id, slug, title, kind, coverFileId, store, onSale: status === "published", price: prices[0] ?? null };
}

export type OfferAtCounter = NonNullable<Awaited<ReturnType<typeof offerAtCounter>>>;
