import { Prisma, type Tx } from "~/db.server";
import type { MoneyMovement } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { writeMovement } from "./write-movement.server";

/** What was paid: an order, or an invoice of a membership (the first one, which its order was paid by, counts as the order). */
export type PaymentSource = { orderId: string } | { invoiceId: string };

/** What is known of a payment beside its own movement. Minor units. */
interface Beside {
  /** Of the order or invoice. */
  id: string;
  refunded: bigint;
  /** Refunds or disputes of it are known, or were. */
  others: boolean;
}

/**
 * Bring the books to what our own row says of a payment: the movement of its money with its fees (0 until Stripe has told
 * them), and of what went back. Call it in the transaction that writes the row, any number of times: one movement a payment.
 * What is free, unpaid or put aside as not understood moves nothing.
 */
export async function recordPayment(tx: Tx, source: PaymentSource): Promise<void> {
  const [beside] = "orderId" in source ? await recordOrder(tx, source.orderId) : await recordInvoices(tx, [source.invoiceId]);
  if (beside) await recordBeside(tx, source, beside);
}

/** As `recordPayment`, for invoices of a subscription, named by Stripe's ids (`in_…`). */
export async function recordInvoicePayments(tx: Tx, subscriptionId: string, stripeInvoiceIds: readonly string[]): Promise<void> {
  const rows = await tx.invoice.findMany({ where: { subscriptionId, stripeInvoiceId: { in: [...stripeInvoiceIds] }, amountPaid: { gt: 0 } }, select: { id: true } });
  if (rows.length === 0) return;
  for (const beside of await recordInvoices(tx, rows.map(({ id }) => id))) await recordBeside(tx, { invoiceId: beside.id }, beside);
}

/** What was heard of before the payment itself, and what went back of it. */
async function recordBeside(tx: Tx, source: PaymentSource, { refunded, others }: Beside): Promise<void> {
  if (!others && refunded === 0n) return;
  const payment = await paymentMovement(tx, source);
  if (!payment) return;
  // Of the invoice that paid the order, they may name either.
  const joining = "orderId" in source ? await joinings(tx, Prisma.sql`o.id = ${source.orderId}`) : [];
  const of = { OR: [source, { invoiceId: { in: joining.map(({ invoiceId }) => invoiceId) } }] };
  for (const refund of await tx.refund.findMany({ where: of, select: { id: true } })) await recordRefund(tx, refund);
  for (const dispute of await tx.dispute.findMany({ where: of, select: { id: true } })) await recordDispute(tx, dispute);
  await settleRest(tx, payment);
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
function recordOrder(tx: Tx, orderId: string): Promise<Beside[]> {
  return tx.$queryRaw<Beside[]>`
    WITH sold AS (
      SELECT * FROM orders WHERE id = ${orderId} AND paid_at IS NOT NULL AND connected_account_id IS NOT NULL AND status IN ('paid', 'partially_refunded', 'refunded')
    ), moved AS (
      INSERT INTO money_movements (id, store_id, connected_account_id, kind, source_id, order_id, offer_id, country, currency, gross, tax, platform_fee, stripe_fee, stripe_payment_intent_id, at)
      SELECT ${newId("movement")}, store_id, connected_account_id, 'payment', id, id, offer_id, coalesce(buyer_country, ''), currency, amount_paid, tax_amount, -application_fee, -coalesce(stripe_fee, 0), stripe_payment_intent_id, paid_at
        FROM sold WHERE amount_paid > 0
      ${IF_CHANGED} RETURNING store_id, at
    ), marked AS (
      INSERT INTO days_to_sum (id, store_id, day, marked_at)
      SELECT which, store_id, (at AT TIME ZONE 'UTC')::date, ${now()}::timestamptz
        FROM (SELECT ${newId("dayToSum")} AS which, store_id, at FROM moved
              UNION ALL SELECT ${newId("dayToSum")}, store_id, created_at FROM sold WHERE amount_paid = 0 OR EXISTS (SELECT 1 FROM moved)) AS days
    )
    SELECT id, amount_refunded AS refunded,
           EXISTS (SELECT 1 FROM refunds WHERE order_id = sold.id) OR EXISTS (SELECT 1 FROM disputes WHERE order_id = sold.id) OR EXISTS (SELECT 1 FROM money_movements WHERE kind = 'refund' AND source_id = sold.id) AS others
      FROM sold`;
}

/** The same for paid invoices, less the one by which the membership's order was paid. */
function recordInvoices(tx: Tx, ids: readonly string[]): Promise<Beside[]> {
  return tx.$queryRaw<Beside[]>`
    WITH renewed AS (
      SELECT i.*, s.order_id, s.offer_id, s.connected_account_id, coalesce(o.buyer_country, '') AS country, fresh.movement, fresh.mark
        FROM unnest(${[...ids]}::text[], ${ids.map(() => newId("movement"))}::text[], ${ids.map(() => newId("dayToSum"))}::text[]) AS fresh (id, movement, mark)
        JOIN invoices i ON i.id = fresh.id JOIN subscriptions s ON s.id = i.subscription_id JOIN orders o ON o.id = s.order_id
       WHERE i.status = 'paid' AND i.amount_paid > 0
         AND NOT (${JOINING})
    ), moved AS (
      INSERT INTO money_movements (id, store_id, connected_account_id, kind, source_id, order_id, invoice_id, offer_id, country, currency, gross, tax, platform_fee, stripe_fee, stripe_payment_intent_id, at)
      SELECT movement, store_id, connected_account_id, 'payment', id, order_id, id, offer_id, country, currency, amount_paid, tax_amount, -application_fee, -coalesce(stripe_fee, 0), stripe_payment_intent_id, coalesce(paid_at, created_at)
        FROM renewed
      ${IF_CHANGED} RETURNING store_id, source_id, at
    ), marked AS (
      INSERT INTO days_to_sum (id, store_id, day, marked_at)
      SELECT renewed.mark, moved.store_id, (moved.at AT TIME ZONE 'UTC')::date, ${now()}::timestamptz FROM moved JOIN renewed ON renewed.id = moved.source_id
    )
    SELECT id, amount_refunded AS refunded,
           EXISTS (SELECT 1 FROM refunds WHERE invoice_id = renewed.id) OR EXISTS (SELECT 1 FROM disputes WHERE invoice_id = renewed.id) OR EXISTS (SELECT 1 FROM money_movements WHERE kind = 'refund' AND source_id = renewed.id) AS others
      FROM renewed`;
}

/** What is known of a payment may grow (fees come later); its day stays, and where nothing is new nothing is marked. */
const IF_CHANGED = Prisma.sql`
  ON CONFLICT (kind, source_id) DO UPDATE SET country = EXCLUDED.country, gross = EXCLUDED.gross, tax = EXCLUDED.tax, platform_fee = EXCLUDED.platform_fee, stripe_fee = EXCLUDED.stripe_fee, stripe_payment_intent_id = EXCLUDED.stripe_payment_intent_id
    WHERE (money_movements.country, money_movements.gross, money_movements.tax, money_movements.platform_fee, money_movements.stripe_fee, money_movements.stripe_payment_intent_id)
      IS DISTINCT FROM (EXCLUDED.country, EXCLUDED.gross, EXCLUDED.tax, EXCLUDED.platform_fee, EXCLUDED.stripe_fee, EXCLUDED.stripe_payment_intent_id)`;

/** Of invoice `i` and order `o`: the membership's order itself was paid by it. What was paid beside Stripe has no payment to know it by. */
const JOINING = Prisma.sql`o.amount_paid > 0 AND (i.billing_reason = 'subscription_create' OR coalesce(i.stripe_payment_intent_id = o.stripe_payment_intent_id, false))`;

/** The invoice by which an order was paid, or the order that an invoice paid. */
function joinings(tx: Tx, where: Prisma.Sql): Promise<{ orderId: string; invoiceId: string }[]> {
  return tx.$queryRaw`
    SELECT o.id AS "orderId", i.id AS "invoiceId" FROM invoices i JOIN subscriptions s ON s.id = i.subscription_id JOIN orders o ON o.id = s.order_id
     WHERE ${where} AND ${JOINING}`;
}

function paymentMovement(tx: Tx, source: PaymentSource): Promise<MoneyMovement | null> {
  return tx.moneyMovement.findUnique({ where: { kind_sourceId: { kind: "payment", sourceId: "orderId" in source ? source.orderId : source.invoiceId } } });
}

/** The payment a refund or dispute is of; null: it is not in the books. */
async function paymentOf(tx: Tx, { orderId, invoiceId }: { orderId: string | null; invoiceId: string | null }): Promise<MoneyMovement | null> {
  if (!invoiceId) return orderId ? paymentMovement(tx, { orderId }) : null;
  const renewal = await paymentMovement(tx, { invoiceId });
  if (renewal) return renewal;
  const [joined] = await joinings(tx, Prisma.sql`i.id = ${invoiceId}`);
  return joined ? paymentMovement(tx, { orderId: joined.orderId }) : null;
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
