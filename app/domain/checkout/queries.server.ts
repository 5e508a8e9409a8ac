import { db } from "~/db.server";
import { saleOf } from "~/domain/catalog/for-sale";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { quote } from "./quote.server";

/**
 * What a refused buyer is shown of an offer: its name, its store, what it costs now and whether sales are paused. Null for what no stranger may know
 * of: an unknown id or something that was never published.
 */
export async function offerAtCounter(offerId: string) {
  const offer = await db.offer.findFirst({
    where: { id: offerId, publishedAt: { not: null } },
    include: { store: true, prices: { where: { active: true } } },
  });
  if (!offer) return null;
  const { store, prices, id, slug, title, kind, status, coverFileId } = offer;
  const price = prices.find(({ amount }) => amount > 0n) ?? prices[0] ?? null;
  const sale = saleOf({ ...offer, price }, await connectedAccounts(store.id));
  // A membership has several prices: which one is chosen again on its page.
  return { id, slug, title, kind, coverFileId, store, onSale: status === "published", paused: sale.state === "paused", price: kind === "membership" ? null : price };
}

export type OfferAtCounter = NonNullable<Awaited<ReturnType<typeof offerAtCounter>>>;

/** What this buyer is asked for at a price of an offer, in minor units. Throws for a price that is not the offer's. */
export async function amountAsked(offerId: string, priceId: string, viewer: { id: string } | null): Promise<bigint> {
  const price = await db.price.findFirstOrThrow({ where: { id: priceId, offerId }, include: { offer: true } });
  return price.interval ? price.amount : (await quote(price.offer, price, viewer)).amount;
}
