import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { everyOrder, type ListedOrder, type OrderFilter } from "./list.server";
import type { OrderView } from "./order-views";

/** All orders of a store's list as it is narrowed, batch by batch as they are asked for; that somebody took them out is written down first. */
export async function exportOrders({ storeId, actorId }: { storeId: string; actorId: string }, view: OrderView, filter: OrderFilter): Promise<AsyncGenerator<ListedOrder[]>> {
  await db.$transaction((tx) => audit(tx, { storeId, actorId, action: "order.export", subjectType: "store", subjectId: storeId, summary: "took orders out as a file" }));
  return everyOrder(storeId, view, filter);
}
