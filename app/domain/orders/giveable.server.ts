import { offerTitles } from "~/domain/catalog/offer-titles.server";
import { db } from "~/db.server";
import type { OfferKind } from "~/generated/prisma/enums";

/** Something of a store that can be given by hand: an offer, of a membership one of its tiers. */
export interface Giveable {
  offerId: string;
  tierId: string | null;
  title: string;
  kind: OfferKind;
}

/** All that a store can give, by title. Tiers that nobody joins any more can still be given; a membership without tiers cannot. Two queries. */
export async function giveable(storeId: string, chosen: string | null): Promise<Giveable[]> {
  const offers = await offerTitles(storeId, chosen);
  const memberships = offers.filter((offer) => offer.kind === "membership").map((offer) => offer.id);
  const tiers = memberships.length === 0 ? [] : await db.tier.findMany({ where: { offerId: { in: memberships } }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, title: true, offerId: true } });
  return offers.flatMap(({ id, title, kind }): Giveable[] =>
    kind === "membership" ? tiers.filter((tier) => tier.offerId === id).map((tier) => ({ offerId: id, tierId: tier.id, title: `${title}, ${tier.title}`, kind })) : [{ offerId: id, tierId: null, title, kind }],
  );
}
