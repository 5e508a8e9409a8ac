import type { Tx } from "~/db.server";

/**
 * Hold a membership and the order it began: the order first, as everybody does who changes what that opens. So a dispute or a refund that is
 * written at this moment is seen, or sees what is written here.
 */
export async function lockMembership(tx: Tx, subscriptionId: string): Promise<void> {
  await tx.$queryRaw`SELECT o.id FROM orders o JOIN subscriptions s ON s.order_id = o.id WHERE s.id = ${subscriptionId} FOR NO KEY UPDATE OF o`;
  await tx.$queryRaw`SELECT id FROM subscriptions WHERE id = ${subscriptionId} FOR UPDATE`;
}
