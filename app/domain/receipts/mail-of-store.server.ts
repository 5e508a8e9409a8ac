import { db } from "~/db.server";

/** A mail that went out in a store's name. */
export interface StoreMail {
  id: string;
  kind: string;
  orderId: string | null;
}

/** One mail of this store's; null for anybody else's, and for mails to the creator. */
export function mailOfStore(storeId: string, emailId: string): Promise<StoreMail | null> {
  return db.outboxEmail.findFirst({ where: { id: emailId, storeId }, select: { id: true, kind: true, orderId: true } });
}
