import type { Tx } from "~/db.server";

/** A purchase (or a gift) of a person at a store. */
export interface CustomerSeen {
  storeId: string;
  userId: string;
  /** When, UTC. */
  at: Date;
  /** Whether it counts among their orders: paid or free, not given by hand. Default: yes. */
  order?: boolean;
}

/**
 * Keep a store's list of customers up to date, in the transaction of the purchase. Call it once an order: each call that counts
 * adds one to their orders. Whatever the order of calls, the first and the last time are the earliest and the latest.
 */
export async function noteCustomer(tx: Tx, { storeId, userId, at, order = true }: CustomerSeen): Promise<void> {
  const orders = order ? 1 : 0;
  await tx.$executeRaw`
    INSERT INTO customers AS known (store_id, user_id, first_at, last_at, orders) VALUES (${storeId}, ${userId}, ${at}, ${at}, ${orders})
    ON CONFLICT (store_id, user_id) DO UPDATE SET
      first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at), orders = known.orders + excluded.orders`;
}
