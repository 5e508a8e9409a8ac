import type { Db, Tx } from "~/db.server";
import { recordRefund } from "~/domain/books/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Prisma, Refund } from "~/generated/prisma/client";
import type { RefundState } from "~/integrations/stripe/refunds.server";
import { DAY, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import type { PaymentTarget } from "./payment-target.server";
import { queueRefundReceipt } from "./queue-refund-receipt.server";
import { failureWords, feeShare, isOver, LIVE, MADE, mayFollow, reasonOf } from "./refund";

/** A refund that is heard of later than this is no news to its buyer (a list read again after a long time). */
const OLD_NEWS_MS = 14 * DAY;

/**
 * Bring our row of a refund to what Stripe says of it, or make the row of one that was made elsewhere. An older reading of
 * the same refund changes nothing. The buyer is told once, when the money is on its way. The caller holds `lockPayment`.
 * @returns whether something changed
 */
export async function writeRefund(tx: Tx, target: PaymentTarget, truth: RefundState, cause: Cause): Promise<boolean> {
  const row = await rowOf(tx, target, truth);
  if (row && !mayFollow(row.status, truth.status)) {
    if (row.stripeRefundId === null) await tx.refund.update({ where: { id: row.id }, data: { stripeRefundId: truth.id } });
    return false;
  }
  const said = {
    stripeRefundId: truth.id,
    amount: truth.amount,
    status: truth.status,
    failure: truth.status === "failed" || truth.status === "canceled" ? failureWords(truth.failureReason) : null,
    nextTryAt: null,
    settledAt: isOver(truth.status) ? now() : null,
  };
  const written = row
    ? await tx.refund.update({ where: { id: row.id }, data: { ...said, ...(row.status === "asked" ? { applicationFee: await feeOf(tx, target, truth) } : {}) } })
    : await tx.refund.create({
        data: {
          id: newId("refund"), storeId: target.home.storeId, orderId: target.order?.id ?? null, invoiceId: target.invoice?.id ?? null, connectedAccountId: target.account.id,
          currency: truth.currency, reason: reasonOf(truth.reason), createdAt: truth.createdAt, applicationFee: await feeOf(tx, target, truth), ...said,
        },
      });
  await recordTransition(tx, { subjectType: "refund", subjectId: written.id, from: row?.status ?? null, to: truth.status, ...cause });
  await recordRefund(tx, written);
  if (isMade(truth.status)) {
    // Without a row there was nothing to tell before; a row that was only asked for has told nothing either.
    if ((!row || row.status === "asked") && truth.createdAt.getTime() > now().getTime() - OLD_NEWS_MS) await queueRefundReceipt(tx, target, written, cause);
    await endWarnings(tx, target, cause);
  }
  return true;
}

/** The row a refund of Stripe's belongs to: by its id, else by the row it was asked for with. */
async function rowOf(tx: Tx, target: PaymentTarget, truth: RefundState): Promise<Refund | null> {
  const known = await tx.refund.findUnique({ where: { stripeRefundId: truth.id } });
  if (known || !truth.rowId) return known;
  // Metadata can be written by anyone who uses the account: a row answers only to the payment it was asked for.
  return tx.refund.findFirst({ where: { id: truth.rowId, stripeRefundId: null, OR: paidBy(target) } });
}

async function feeOf(tx: Tx, target: PaymentTarget, truth: RefundState): Promise<bigint> {
  const fee = (target.order ?? target.invoice)?.applicationFee ?? 0n;
  if (!truth.feeReturned || fee === 0n) return 0n;
  const former = await tx.refund.aggregate({ where: { OR: paidBy(target), status: { in: [...MADE] }, stripeRefundId: { not: truth.id } }, _sum: { amount: true, applicationFee: true } });
  return feeShare({ fee, feeReturned: former._sum.applicationFee ?? 0n, amountPaid: target.amountPaid, refundedBefore: former._sum.amount ?? 0n, amount: truth.amount });
}

/** All of the payment went back, so there is nothing left to warn of. */
async function endWarnings(tx: Tx, target: PaymentTarget, cause: Cause): Promise<void> {
  const { _sum } = await tx.refund.aggregate({ where: { OR: paidBy(target), status: { in: [...MADE] } }, _sum: { amount: true } });
  if ((_sum.amount ?? 0n) >= target.amountPaid) await closeWarnings(tx, target, "refunded", [{ closedAt: null }], cause);
}

/** Close warnings about a payment that stand as `which` says, and write down that they are. The caller holds `lockPayment`. */
export async function closeWarnings(tx: Tx, target: PaymentTarget, outcome: "refunded" | "disputed", which: Prisma.FraudWarningWhereInput[], cause: Cause): Promise<void> {
  for (const { id, outcome: former } of await tx.fraudWarning.findMany({ where: { AND: [{ OR: paidBy(target) }, { OR: which }] }, select: { id: true, outcome: true } })) {
    await tx.fraudWarning.update({ where: { id }, data: { closedAt: now(), outcome, actionable: false } });
    await recordTransition(tx, { subjectType: "fraud_warning", subjectId: id, from: former ?? "actionable", to: outcome, ...cause });
  }
}

/** The rows of one payment, for a `where`. Of a first payment of a membership both names lead to the same. */
export function paidBy({ order, invoice }: Pick<PaymentTarget, "order" | "invoice">): ({ orderId: string } | { invoiceId: string })[] {
  return [...(order ? [{ orderId: order.id }] : []), ...(invoice ? [{ invoiceId: invoice.id }] : [])];
}

/** Minor units asked for here that Stripe does not know of yet, so that they are not in its sums. */
export async function askedFor(tx: Db, target: PaymentTarget): Promise<bigint> {
  const { _sum } = await tx.refund.aggregate({ where: { OR: paidBy(target), status: "asked" }, _sum: { amount: true } });
  return _sum.amount ?? 0n;
}

function isMade(status: string): boolean {
  return (MADE as readonly string[]).includes(status);
}

/** Whether money of a row has left the seller or is about to. */
export function isLive(status: string): boolean {
  return (LIVE as readonly string[]).includes(status);
}
