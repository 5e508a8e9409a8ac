import type { Tx } from "~/db.server";
import type { Offer } from "~/generated/prisma/client";

/**
 * The offer, locked until the transaction ends, if it is this store's; else null. Whoever changes an offer or what is in
 * it takes this lock first, so that two windows cannot mix up an order or a price.
 */
export async function lockOffer(tx: Tx, { storeId, offerId }: { storeId: string; offerId: string }): Promise<Offer | null> {
  const rows = await tx.$queryRaw<{ id: string }[]>`SELECT "id" FROM "offers" WHERE "id" = ${offerId} AND "store_id" = ${storeId} FOR UPDATE`;
  return rows.length === 0 ? null : tx.offer.findUnique({ where: { id: offerId } });
}
