import type { Prisma, Tx } from "~/db.server";

const SELLING = { include: { owner: { select: { id: true, email: true, name: true } } } } as const satisfies Prisma.StoreDefaultArgs;

/** A store as the mails of its sales need it: in whose name, and whom to tell. */
export type SellingStore = Prisma.StoreGetPayload<typeof SELLING>;

/** Read it before the order takes its number: from then on the store's other sales wait. */
export function sellingStore(tx: Tx, storeId: string): Promise<SellingStore> {
  return tx.store.findUniqueOrThrow({ where: { id: storeId }, ...SELLING });
}
