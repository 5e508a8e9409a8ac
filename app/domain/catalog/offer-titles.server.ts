import { db } from "~/db.server";
import type { OfferKind, OfferStatus } from "~/generated/prisma/enums";

/** How many offers a list to choose from holds. */
const MOST = 300;

export interface OfferTitle {
  id: string;
  title: string;
  kind: OfferKind;
  status: OfferStatus;
}

/**
 * A store's offers to choose from, by title: the newest of them, archived ones too, and in any case `chosen` if it is this
 * store's. One or two queries.
 */
export async function offerTitles(storeId: string, chosen: string | null = null): Promise<OfferTitle[]> {
  const select = { id: true, title: true, kind: true, status: true } as const;
  const offers = await db.offer.findMany({ where: { storeId }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: MOST, select });
  const missing = chosen && !offers.some((offer) => offer.id === chosen) ? await db.offer.findFirst({ where: { id: chosen, storeId }, select }) : null;
  return [...offers, ...(missing ? [missing] : [])].sort((a, b) => a.title.localeCompare(b.title, "en"));
}
