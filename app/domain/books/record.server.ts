import type { Tx } from "~/db.server";
import type { MoneyMovement } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { markDay } from "./mark-day.server";
import { writeMovement } from "./write-movement.server";

/** What was paid: an order, or an invoice of a membership (the first one, which its order was paid by, counts as the order). */
export type PaymentSource = { orderId: string } | { invoiceId: string };

/** What is known of a payment beside its own movement. Minor units. */
interface Beside {
  refunded: bigint;
  others: boolean;
}

/**
 * Bring the books to what our own row says of a payment: the movement of its money with its fees (0 until Stripe has told
 * them), and of what went back. Call it in the transaction that writes the row, any number of times: one movement a payment.
 * What is free, unpaid or put aside as not understood moves nothing.
 */
export async function recordPayment(tx: Tx, source: PaymentSource): Promise<void> {
  const beside = "orderId" in source ? await recordOrder(tx, source.orderId) : await recordInvoice(tx, source.invoiceId);
  if (!beside?.others && !beside?.refunded) return;
  const payment = await paymentMovement(tx, source);
  if (!payment) return;
  // Whatever was heard of before the payment itself.
  const of = "orderId" in source ? source : { OR: [source, { orderId: payment.orderId }] };
  for (const refund of await tx.refund.findMany({ where: of, select: { id: true } })) await recordRefund(tx, refund);
  for (const dispute of await tx.dispute.findMany({ where: of, select: { id: true } })) await recordDispute(tx, dispute);
  await settleRest(tx, payment);
}

/** As `recordPayment`, for all invoices of a subscription that are named by Stripe's ids (`in_…`). */
export async function recordInvoicePayments(tx: Tx, subscriptionId: string, stripeInvoiceIds: readonly string[]): Promise<void> {
  const rows = await tx.invoice.findMany({ where: { subscriptionId, stripeInvoiceId: { in: [...stripeInvoiceIds] }, amountPaid: { gt: 0 } }, select: { id: true } });
  for (const { id } of rows) await recordPayment(tx, { invoiceId: id });
}

/** Stripe has it, so it is off the balance. A failed or cancelled one has come back. */
const SENT: ReadonlySet<string> = new Set(["pending", "requires_action", "succeeded"]);

/**
 * Bring the books to what our row says of a refund; one that failed moves nothing any more. Call it in the transaction that
 * writes the row, any number of times. A refund of a payment that is not in the books waits for it.
 */
export async function recordRefund(tx: Tx, { id }: { id: string }): Promise<void> {
  const refund = await tx.refund.findUniqueOrThrow({ where: { id } });
  const payment = await paymentOf(tx, refund);
  if (!payment) return;
  const sent = refund.stripeRefundId !== null && SENT.has(refund.status);
  await writeMovement(tx, payment, { kind: "refund", sourceId: id, gross: sent ? -refund.amount : 0n, platformFee: refund.applicationFee, stripeFee: 0n, at: refund.createdAt });
  await settleRest(tx, payment);
}

/**
 * Bring the books to what our row says of a dispute: the money is taken when it opens and comes back when it is won; a bank's
 * mere inquiry takes nothing. Call it in the transaction that writes the row, any number of times.
 * https://docs.stripe.com/disputes/how-disputes-work
 */
export async function recordDispute(tx: Tx, { id }: { id: string }): Promise<void> {
  const dispute = await tx.dispute.findUniqueOrThrow({ where: { id } });
  const payment = await paymentOf(tx, dispute);
  if (!payment) return;
  const taken = !dispute.status.startsWith("warning_") && dispute.status !== "prevented";
  await writeMovement(tx, payment, { kind: "dispute", sourceId: id, gross: taken ? -dispute.amount : 0n, platformFee: 0n, stripeFee: taken ? -dispute.stripeFee : 0n, at: dispute.openedAt });
  const won = taken && dispute.status === "won";
  await writeMovement(tx, payment, { kind: "dispute_reversed", sourceId: id, gross: won ? dispute.amount : 0n, platformFee: 0n, stripeFee: 0n, at: dispute.closedAt ?? now() });
}

/** One statement, because every purchase passes here: the movement, the marks of its days, and what else is known. */
async function recordOrder(tx: Tx, orderId: string): Promise<Beside | null> {
  const [row] = await tx.$queryRaw<Beside[]>`
    WITH sold AS (
      SELECT * FROM orders WHERE id = ${orderId} AND paid_at IS NOT NULL AND connected_account_id IS NOT NULL AND status IN ('paid', 'partially_refunded', 'refunded')
    ), moved AS (
      INSERT INTO money_movements (id, store_id, connected_account_id, kind, source_id, order_id, offer_id, user_id, country, currency, gross, tax, platform_fee, stripe_fee, stripe_payment_intent_id, at)
      SELECT ${newId("movement")}, store_id, connected_account_id, 'payment', id, id, offer_id, user_id, coalesce(buyer_country, ''), currency, amount_paid, tax_amount, -application_fee, -coalesce(stripe_fee, 0), stripe_payment_intent_id, paid_at
        FROM sold WHERE amount_paid > 0
      ON CONFLICT (kind, source_id) DO UPDATE SET user_id = EXCLUDED.user_id, country = EXCLUDED.country, gross = EXCLUDED.gross, tax = EXCLUDED.tax, platform_fee = EXCLUDED.platform_fee, stripe_fee = EXCLUDED.stripe_fee, stripe_payment_intent_id = EXCLUDED.stripe_payment_intent_id
        WHERE (money_movements.user_id, money_movements.country, money_movements.gross, money_movements.tax, money_movements.platform_fee, money_movements.stripe_fee, money_movements.stripe_payment_intent_id)
          IS DISTINCT FROM (EXCLUDED.user_id, EXCLUDED.country, EXCLUDED.gross, EXCLUDED.tax, EXCLUDED.platform_fee, EXCLUDED.stripe_fee, EXCLUDED.stripe_payment_intent_id)
      RETURNING store_id, at
    ), begun AS (
      SELECT store_id, created_at AS at FROM sold WHERE amount_paid = 0 OR EXISTS (SELECT 1 FROM moved)
    ), marked AS (
      INSERT INTO days_to_sum (id, store_id, day, marked_at)
      SELECT CASE WHEN moved THEN ${newId("dayToSum")} ELSE ${newId("dayToSum")} END, store_id, (at AT TIME ZONE 'UTC')::date, ${now()}::timestamptz
        FROM (SELECT true AS moved, store_id, at FROM moved UNION ALL SELECT false, store_id, at FROM begun) AS days
    )
    SELECT amount_refunded AS refunded,
           EXISTS (SELECT 1 FROM refunds WHERE order_id = ${orderId}) OR EXISTS (SELECT 1 FROM disputes WHERE order_id = ${orderId}) OR EXISTS (SELECT 1 FROM money_movements WHERE kind = 'refund' AND source_id = ${orderId}) AS others
      FROM sold`;
  return row ?? null;
}

async function recordInvoice(tx: Tx, invoiceId: string): Promise<Beside | null> {
  const invoice = await tx.invoice.findUniqueOrThrow({ where: { id: invoiceId }, include: { subscription: { include: { order: true } } } });
  const { subscription } = invoice;
  const { order } = subscription;
  if (invoice.status !== "paid" || invoice.amountPaid === 0n || isJoining(invoice, order)) return null;
  const columns = {
    userId: invoice.userId, country: order.buyerCountry ?? "", gross: invoice.amountPaid, tax: invoice.taxAmount, platformFee: -invoice.applicationFee,
    stripeFee: -(invoice.stripeFee ?? 0n), stripePaymentIntentId: invoice.stripePaymentIntentId,
  };
  const key = { kind: "payment" as const, sourceId: invoiceId };
  const former = await tx.moneyMovement.findUnique({ where: { kind_sourceId: key } });
  const at = former?.at ?? invoice.paidAt ?? now();
  if (!former) {
    await tx.moneyMovement.create({
      data: {
        id: newId("movement"), storeId: invoice.storeId, connectedAccountId: subscription.connectedAccountId, ...key, orderId: order.id, invoiceId, offerId: subscription.offerId,
        currency: invoice.currency, at, ...columns,
      },
    });
  } else if (differs(former, columns)) await tx.moneyMovement.update({ where: { id: former.id }, data: columns });
  if (!former || differs(former, columns)) await markDay(tx, invoice.storeId, at);
  const others = (await tx.refund.count({ where: { invoiceId } })) + (await tx.dispute.count({ where: { invoiceId } })) + (await tx.moneyMovement.count({ where: { kind: "refund", sourceId: invoiceId } }));
  return { refunded: invoice.amountRefunded, others: others > 0 };
}

/** The invoice by which the membership's order itself was paid. */
function isJoining(invoice: { stripePaymentIntentId: string | null; billingReason: string }, order: { stripePaymentIntentId: string | null; amountPaid: bigint }): boolean {
  if (order.amountPaid === 0n) return false;
  return invoice.billingReason === "subscription_create" || (invoice.stripePaymentIntentId !== null && invoice.stripePaymentIntentId === order.stripePaymentIntentId);
}

function differs<T extends object>(row: T, columns: Partial<T>): boolean {
  return (Object.keys(columns) as (keyof T)[]).some((name) => row[name] !== columns[name]);
}

function paymentMovement(tx: Tx, source: PaymentSource): Promise<MoneyMovement | null> {
  return tx.moneyMovement.findUnique({ where: { kind_sourceId: { kind: "payment", sourceId: "orderId" in source ? source.orderId : source.invoiceId } } });
}

/** The payment a refund or dispute is of; null: it is not in the books. */
async function paymentOf(tx: Tx, { orderId, invoiceId }: { orderId: string | null; invoiceId: string | null }): Promise<MoneyMovement | null> {
  if (!invoiceId) return orderId ? paymentMovement(tx, { orderId }) : null;
  const renewal = await paymentMovement(tx, { invoiceId });
  if (renewal) return renewal;
  const invoice = await tx.invoice.findUnique({ where: { id: invoiceId }, include: { subscription: { include: { order: true } } } });
  return invoice && isJoining(invoice, invoice.subscription.order) ? paymentMovement(tx, { orderId: invoice.subscription.orderId }) : null;
}

/** What Stripe says went back of a payment and no refund of ours explains (yet) is a movement of its own, so that the sums are right. */
async function settleRest(tx: Tx, payment: MoneyMovement): Promise<void> {
  const { sourceId, orderId, invoiceId } = payment;
  const owner = invoiceId ? await tx.invoice.findUnique({ where: { id: invoiceId } }) : await tx.order.findUnique({ where: { id: sourceId } });
  if (!owner) return;
  const known = await tx.moneyMovement.aggregate({ where: { kind: "refund", orderId, invoiceId, sourceId: { not: sourceId } }, _sum: { gross: true } });
  const rest = owner.amountRefunded + (known._sum.gross ?? 0n);
  // A second payment is sent back with the platform's fee.
  const fee = "duplicateOfId" in owner && owner.duplicateOfId !== null && payment.gross > 0n ? (-payment.platformFee * rest) / payment.gross : 0n;
  await writeMovement(tx, payment, { kind: "refund", sourceId, gross: rest > 0n ? -rest : 0n, platformFee: fee, stripeFee: 0n, at: now() });
}
