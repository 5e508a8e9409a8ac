import { db, type Tx } from "~/db.server";

/** Two accounts of one person become one: their places in the stores' lists, the notes about them and what was done about them go along. */
export async function mergeCustomers(tx: Tx, { from, into }: { from: string; into: string }): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO customers AS known (store_id, user_id, first_at, last_at, orders)
    SELECT store_id, ${into}, first_at, last_at, orders FROM customers WHERE user_id = ${from}
    ON CONFLICT (store_id, user_id) DO UPDATE SET
      first_at = least(known.first_at, excluded.first_at), last_at = greatest(known.last_at, excluded.last_at), orders = known.orders + excluded.orders`;
  await tx.customer.deleteMany({ where: { userId: from } });
  await tx.note.updateMany({ where: { userId: from }, data: { userId: into } });
  await tx.note.updateMany({ where: { authorId: from }, data: { authorId: into } });
  await tx.order.updateMany({ where: { givenById: from }, data: { givenById: into } });
  await tx.auditEntry.updateMany({ where: { subjectType: "customer", subjectId: from }, data: { subjectId: into } });
}

/**
 * A person leaves: they are in no store's list any more, what was noted about them, their orders and refunds goes, and of what
 * they were given only that it was given stays: no invoice needs their address there.
 */
export async function forgetCustomer(tx: Tx, userId: string): Promise<void> {
  await tx.customer.deleteMany({ where: { userId } });
  await tx.$executeRaw`DELETE FROM notes WHERE user_id = ${userId} OR order_id IN (SELECT id FROM orders WHERE user_id = ${userId})`;
  await tx.refund.updateMany({ where: { OR: [{ order: { userId } }, { invoice: { userId } }] }, data: { note: "" } });
  await tx.order.updateMany({ where: { userId, givenById: { not: null } }, data: { givenReason: null, buyerEmail: null, buyerName: null } });
}

/** What stores keep about a person as their customer, for the file of everything: their places in lists, and what was noted about them and their orders. */
export async function exportCustomer(userId: string): Promise<{ customerOf: object[]; notesOfSellers: object[] }> {
  const orders = new Map((await db.order.findMany({ where: { userId }, select: { id: true, number: true, offerTitle: true } })).map((order) => [order.id, order]));
  const [places, notes] = await Promise.all([
    db.customer.findMany({ where: { userId }, include: { store: { select: { name: true } } }, orderBy: { firstAt: "asc" } }),
    db.note.findMany({ where: { OR: [{ userId }, { orderId: { in: [...orders.keys()] } }] }, include: { store: { select: { name: true } } }, orderBy: { createdAt: "asc" } }),
  ]);
  return {
    customerOf: places.map(({ store, firstAt, lastAt, orders: count }) => ({ store: store.name, since: firstAt, last: lastAt, orders: count })),
    notesOfSellers: notes.map(({ store, orderId, text, createdAt }) => ({ store: store.name, about: orderId ? { order: orders.get(orderId)?.number ?? null, offer: orders.get(orderId)?.offerTitle ?? null } : "you", text, at: createdAt })),
  };
}
