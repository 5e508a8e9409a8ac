import { db } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { lockPayment, type PaymentTarget } from "~/domain/refunds/payment-target.server";
import { paidBy } from "~/domain/refunds/write-refund.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { FraudWarningState } from "~/integrations/stripe/disputes.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { tellOfWarning } from "./tell-creator.server";

/**
 * Keep a bank's early word that a payment of ours may be fraud, and tell the creator while a refund still helps. A warning that
 * was closed stays closed; Stripe never makes one actionable again. Any number of calls, one row, one mail.
 */
export async function syncFraudWarning(target: PaymentTarget, truth: FraudWarningState, cause: Cause): Promise<void> {
  await db.$transaction(async (tx) => {
    await lockPayment(tx, target.paymentIntentId);
    const former = await tx.fraudWarning.findUnique({ where: { stripeWarningId: truth.id } });
    const disputed = (await tx.dispute.count({ where: { OR: paidBy(target) } })) > 0;
    const over = truth.actionable ? null : disputed ? "disputed" : "refunded";
    const said = { fraudType: truth.fraudType, actionable: truth.actionable && !former?.closedAt, ...(over && !former?.closedAt ? { closedAt: now(), outcome: over } : {}) };
    const row = former
      ? await tx.fraudWarning.update({ where: { id: former.id }, data: said })
      : await tx.fraudWarning.create({
          data: {
            id: newId("fraudWarning"), storeId: target.home.storeId, orderId: target.order?.id ?? null, invoiceId: target.invoice?.id ?? null, stripeWarningId: truth.id, stripeChargeId: truth.chargeId,
            createdAt: truth.createdAt, ...said,
          },
        });
    if (!former || former.actionable !== row.actionable) {
      await recordTransition(tx, { subjectType: "fraud_warning", subjectId: row.id, from: former ? "actionable" : null, to: row.actionable ? "actionable" : (row.outcome ?? "closed"), ...cause });
    }
    await tellOfWarning(tx, target, row, cause);
  });
  wake("send-email");
}

/** The creator knows the buyer and puts a warning aside. False: it is not one of this store's, or was closed before. */
export async function dismissWarning(which: { storeId: string; orderId: string; warningId: string; byUserId: string }): Promise<boolean> {
  const { storeId, orderId, warningId, byUserId } = which;
  return db.$transaction(async (tx) => {
    const warning = await tx.fraudWarning.findFirst({ where: { id: warningId, storeId, closedAt: null, OR: [{ orderId }, { invoice: { subscription: { orderId } } }] }, include: { order: { select: { number: true } } } });
    if (!warning) return false;
    const { count } = await tx.fraudWarning.updateMany({ where: { id: warningId, closedAt: null }, data: { closedAt: now(), outcome: "dismissed" } });
    if (count === 0) return false;
    await recordTransition(tx, { subjectType: "fraud_warning", subjectId: warningId, from: "actionable", to: "dismissed", cause: "put aside by the creator", causeId: byUserId });
    await audit(tx, { storeId, actorId: byUserId, action: "order.keep_despite_warning", subjectType: "order", subjectId: orderId, summary: `put aside a fraud warning about order ${warning.order?.number ? `#${warning.order.number}` : `…${orderId.slice(-6)}`}` });
    return true;
  });
}
