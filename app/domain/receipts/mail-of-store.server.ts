import { db } from "~/db.server";

/** A mail about a store's sales. */
export interface StoreMail {
  id: string;
  kind: string;
  orderId: string | null;
}

/** One mail of this store's, those that tell its creator of disputes, warnings and payouts too; null for anybody else's. */
export function mailOfStore(storeId: string, emailId: string): Promise<StoreMail | null> {
  return db.outboxEmail.findFirst({ where: { id: emailId, storeId }, select: { id: true, kind: true, orderId: true } });
}
