import { sql } from "~/db.server";
import { DAY, HOUR, later, MINUTE, now } from "~/lib/clock";

/**
 * Orders whose webhook seems lost: still waiting though their checkout session has run out, or paid with a delayed method
 * and silent for hours. Each is asked about at most once an hour.
 */
export async function dueOrders(limit = 20): Promise<string[]> {
  const at = now();
  const { rows } = await sql<{ id: string }>(
    `UPDATE orders SET checked_at = $1
      WHERE id IN (
        SELECT o.id FROM orders o
         WHERE o.status IN ('pending', 'processing') AND o.connected_account_id IS NOT NULL
           AND (o.checked_at IS NULL OR o.checked_at < $2)
           AND EXISTS (SELECT 1 FROM checkout_sessions s WHERE s.order_id = o.id AND s.stripe_session_id IS NOT NULL AND (s.expires_at < $3 OR o.status = 'processing'))
         ORDER BY o.created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id`,
    [at, later(-HOUR, at), later(-5 * MINUTE, at)],
  );
  return rows.map((row) => row.id);
}

/**
 * Orders paid in the last week of which Stripe had not booked its fee when it was asked: the books want it. Each is asked about
 * at most once an hour. https://docs.stripe.com/api/payment_intents/create#create_payment_intent-capture_method (automatic_async)
 */
export async function ordersWithoutFee(limit = 20): Promise<string[]> {
  const at = now();
  const { rows } = await sql<{ id: string }>(
    `UPDATE orders SET checked_at = $1
      WHERE id IN (
        SELECT id FROM orders
         WHERE stripe_fee IS NULL AND stripe_payment_intent_id IS NOT NULL AND paid_at BETWEEN $2 AND $3 AND (checked_at IS NULL OR checked_at < $4)
         ORDER BY paid_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING id`,
    [at, later(-7 * DAY, at), later(-2 * MINUTE, at), later(-HOUR, at)],
  );
  return rows.map((row) => row.id);
}
