import { db, sql } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { recordTransition } from "~/domain/transitions.server";
import { now } from "~/lib/clock";

/**
 * Refunds (r) that did not go through and that still need a person, those that Lectern goes on trying among them: no later one
 * of the same payment was asked for, not all of it has gone back, and nobody has put it aside. What stands before it is the
 * SELECT, after it more conditions; s is the membership whose renewal it is of. Read from an index of what is rare.
 */
export const UNSETTLED_REFUNDS = `
  FROM refunds r LEFT JOIN orders p ON p.id = r.order_id LEFT JOIN invoices i ON i.id = r.invoice_id LEFT JOIN subscriptions s ON s.id = i.subscription_id
 WHERE r.failure IS NOT NULL AND r.put_aside_at IS NULL AND coalesce(p.amount_refunded < p.amount_paid, i.amount_refunded < i.amount_paid)
   AND NOT EXISTS (SELECT 1 FROM refunds l WHERE (l.order_id = r.order_id OR l.invoice_id = r.invoice_id) AND (l.created_at, l.id) > (r.created_at, r.id))`;

/** Which of these refunds did not go through and still need a person. */
export async function unsettledAmong(refundIds: readonly string[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>(`SELECT r.id ${UNSETTLED_REFUNDS} AND r.id = ANY($1::text[])`, [[...refundIds]]);
  return new Set(rows.map(({ id }) => id));
}

/** The buyer has their money in another way, so a refund that did not go through needs nobody any more. False: it is none of this order's, or was put aside before. */
export async function putRefundAside({ storeId, orderId, refundId, byUserId }: { storeId: string; orderId: string; refundId: string; byUserId: string }): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const open = { id: refundId, storeId, status: { in: ["failed", "canceled"] }, putAsideAt: null };
    const refund = await tx.refund.findFirst({ where: { ...open, OR: [{ orderId }, { invoice: { subscription: { orderId } } }] }, include: { order: { select: { number: true } } } });
    if (!refund) return false;
    const { count } = await tx.refund.updateMany({ where: open, data: { putAsideAt: now() } });
    if (count === 0) return false;
    await recordTransition(tx, { subjectType: "refund", subjectId: refundId, from: refund.status, to: "settled in another way", cause: "put aside by the creator", causeId: byUserId });
    await audit(tx, {
      storeId, actorId: byUserId, action: "order.settle_refund", subjectType: "order", subjectId: orderId,
      summary: `put aside a refund that did not go through, of order ${refund.order?.number ? `#${refund.order.number}` : `…${orderId.slice(-6)}`}`,
    });
    return true;
  });
}
