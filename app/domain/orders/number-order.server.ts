import type { Tx } from "~/db.server";
import type { Order } from "~/generated/prisma/client";

/**
 * Give a paid order its store's next number, without a gap. All sales of a store take turns from here to the end of their
 * transactions (the row of the store is held), so call it as late as can be.
 */
export async function numberOrder(tx: Tx, order: Order): Promise<Order> {
  const [taken] = await tx.$queryRaw<{ number: number }[]>`
    WITH taken AS (UPDATE stores SET last_order_number = last_order_number + 1 WHERE id = ${order.storeId} RETURNING last_order_number)
    UPDATE orders SET number = taken.last_order_number FROM taken WHERE orders.id = ${order.id} RETURNING orders.number`;
  if (!taken) throw new Error(`Order ${order.id} has no store`);
  return { ...order, number: taken.number };
}
