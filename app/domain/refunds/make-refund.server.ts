import { db, sql } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { settleAccess } from "~/domain/orders/settle-access.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Refund } from "~/generated/prisma/client";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { readPayment } from "~/integrations/stripe/payments.server";
import { createRefund, listRefunds, type RefundState } from "~/integrations/stripe/refunds.server";
import { DAY, later, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { lockPayment, targetOfPayment, type PaymentTarget } from "./payment-target.server";
import { isRefundReason } from "./refund";
import { passes, refusalWords } from "~/domain/money-back/refusal-words";
import { settleRefunds } from "./settle-refunds.server";
import { keyOfTry, LEASE, waitAfter, waitAfterRefusal } from "~/domain/money-back/tries";

/** Refunds that were asked for and not made yet: for the sweep. */
export async function dueRefunds(limit = 20): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(`SELECT id FROM refunds WHERE status = 'asked' AND next_try_at <= $1 ORDER BY next_try_at LIMIT ${limit}`, [now()]);
  return rows.map((row) => row.id);
}

export type RefundMade = { outcome: "made"; status: RefundState["status"] } | { outcome: "refused"; words: string } | { outcome: "later" } | { outcome: "not_due" };

/**
 * Send a refund that was asked for through Stripe. Any number of calls, from any process, one refund: the row's id is the
 * idempotency key and stands on the refund itself, and before a second try Stripe's own list is looked at. What Stripe refuses
 * is written on the row in words and over; when it does not answer, the row is tried again. What Lectern itself has to send back
 * (memberships/ask-back) is tried again after a refusal too.
 */
export async function makeRefund(refundId: string): Promise<RefundMade> {
  const row = await claim(refundId);
  if (!row) return { outcome: "not_due" };
  const target = await targetOf(row);
  if (!target) return refused(row, null, { kind: "not_found", detail: "The payment is not known any more.", code: null, requestId: null, status: 404 });
  const made = await atStripe(row, target);
  if (!made.ok) return passes(made.error) ? postponed(row, made.error) : refused(row, target, made.error);
  const cause: Cause = { cause: "refunded by the creator", causeId: row.byUserId };
  await settleRefunds(target, [made.value], cause);
  // Amounts and state are Stripe's to tell; if it does not answer now, its event will. Of a renewal, settling has asked already.
  if (target.order) await completePurchase(target.order.id, cause);
  return { outcome: "made", status: made.value.status };
}

/** The row if it is this caller's turn; it then keeps others away for a while. */
async function claim(refundId: string): Promise<Refund | null> {
  const { rows } = await sql<{ id: string }>(
    `UPDATE refunds SET tries = tries + 1, next_try_at = $2 WHERE id = $1 AND status = 'asked' AND next_try_at <= $3 RETURNING id`,
    [refundId, later(LEASE), now()],
  );
  return rows[0] ? db.refund.findUnique({ where: { id: refundId } }) : null;
}

async function targetOf({ orderId, invoiceId }: Refund): Promise<PaymentTarget | null> {
  const paid = orderId
    ? await db.order.findUnique({ where: { id: orderId }, select: { stripePaymentIntentId: true } })
    : await db.invoice.findUnique({ where: { id: invoiceId ?? "" }, select: { stripePaymentIntentId: true } });
  return paid?.stripePaymentIntentId ? targetOfPayment({ paymentIntentId: paid.stripePaymentIntentId }) : null;
}

async function atStripe(row: Refund, target: PaymentTarget): Promise<Result<RefundState, StripeFailure>> {
  const access = accessOf(target.account);
  const { paymentIntentId, home } = target;
  if (row.tries > 1) {
    const listed = await listRefunds(access, paymentIntentId);
    if (!listed.ok) return listed;
    const there = listed.value.find(({ rowId }) => rowId === row.id);
    if (there) return ok(there);
  }
  const payment = await readPayment(access, paymentIntentId);
  if (!payment.ok) return payment;
  const { applicationFee, amountRefunded } = payment.value;
  // Somebody was quicker in the Dashboard.
  if (amountRefunded + row.amount > target.amountPaid) return fail({ kind: "refused", detail: "More of it has gone back in the meantime.", code: "more_than_left", requestId: null, status: 400 });
  const reason = isRefundReason(row.reason) && row.reason !== "other" ? row.reason : undefined;
  return createRefund({
    access, paymentIntentId, amount: row.amount, orderId: home.id, rowId: row.id, applicationFee, ...(reason ? { reason } : {}),
    key: keyOfTry(row.id, row.tries, row.failure !== null),
  });
}

async function postponed(row: Refund, failure: StripeFailure): Promise<RefundMade> {
  log.warn({ refundId: row.id, kind: failure.kind, stripeRequestId: failure.requestId, tries: row.tries }, "a refund could not be asked of Stripe yet");
  await db.refund.updateMany({ where: { id: row.id, status: "asked" }, data: { nextTryAt: later(waitAfter(row.tries)) } });
  return { outcome: "later" };
}

/** Codes of refusals that no later try changes: it has gone back already, or a bank has it. */
const FINAL: ReadonlySet<string> = new Set(["charge_already_refunded", "more_than_left", "charge_disputed"]);

async function refused(row: Refund, target: PaymentTarget | null, failure: StripeFailure): Promise<RefundMade> {
  const goesOn = row.byUserId === null && target !== null && !FINAL.has(failure.code ?? "");
  const words = refusalWords(failure, goesOn);
  if (failure.kind === "permission_missing" && target) await notePermissionMissing(target.account.stripeAccountId, failure.permission ?? null);
  if (goesOn) {
    await db.refund.updateMany({ where: { id: row.id, status: "asked" }, data: { failure: words, nextTryAt: later(waitAfterRefusal(row.tries)) } });
    return { outcome: "later" };
  }
  await db.$transaction(async (tx) => {
    if (target) {
      await lockPayment(tx, target.paymentIntentId);
      await tx.$queryRaw`SELECT id FROM orders WHERE id = ${target.home.id} FOR UPDATE`;
    }
    const { count } = await tx.refund.updateMany({ where: { id: row.id, status: "asked" }, data: { status: "failed", failure: words, nextTryAt: null, settledAt: now() } });
    if (count === 0) return;
    await recordTransition(tx, { subjectType: "refund", subjectId: row.id, from: "asked", to: "failed", cause: "Stripe refused it" });
    // What was chosen for access with it no longer counts.
    if (target) await settleAccess(tx, target.home, { cause: "Stripe refused the refund" });
  });
  // The amounts here may be old: that is why it was refused.
  if (target?.order) await completePurchase(target.order.id, { cause: "Stripe refused the refund" });
  return { outcome: "refused", words };
}

/** Payments whose refund has been on its way at Stripe for a day without a word, each asked about once a day: for the sweep. */
export async function silentRefunds(limit = 20): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(
    `UPDATE refunds r SET next_try_at = $2
      WHERE r.id IN (SELECT id FROM refunds WHERE status IN ('pending', 'requires_action') AND created_at < $3 AND (next_try_at IS NULL OR next_try_at <= $1) ORDER BY created_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING coalesce((SELECT o.stripe_payment_intent_id FROM orders o WHERE o.id = r.order_id), (SELECT i.stripe_payment_intent_id FROM invoices i WHERE i.id = r.invoice_id)) AS id`,
    [now(), later(DAY), later(-DAY)],
  );
  return rows.flatMap((row) => row.id ?? []);
}
