import { db, type Tx } from "~/db.server";
import { isClosed, phaseOf } from "~/domain/access/dispute-phase";
import { followDisputes } from "~/domain/access/follow-disputes.server";
import { recordDispute } from "~/domain/books/record.server";
import { extendAgain } from "~/domain/bundles/extend-owners.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { lockPurchasesOf } from "~/domain/orders/paid-twice.server";
import { lockPayment, type PaymentTarget } from "~/domain/refunds/payment-target.server";
import { closeWarnings, paidBy } from "~/domain/refunds/write-refund.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Dispute, Order } from "~/generated/prisma/client";
import type { DisputeState } from "~/integrations/stripe/disputes.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { tellOfDispute } from "./tell-creator.server";

/**
 * Write what Stripe says of a dispute about a payment of ours, and let access follow: closed while it is open, open again when
 * it is won, ended when it is lost. The creator is told when it opens and when it ends, once each. Any number of calls, in any
 * order, with the same outcome.
 * @param readAt when Stripe was asked (UTC): what was asked before the last writing may be older than it, and changes nothing;
 * null: Stripe was not asked, an event's own word is taken, which may be old and so never opens again what is decided
 */
export async function syncDispute(target: PaymentTarget, truth: DisputeState, readAt: Date | null, cause: Cause): Promise<"written" | "older"> {
  const written = await db.$transaction(async (tx) => {
    await lockPayment(tx, target.paymentIntentId);
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${target.home.id} FOR UPDATE`;
    const former = await tx.dispute.findUnique({ where: { stripeDisputeId: truth.id } });
    if (former && (readAt ? former.syncedAt > readAt : isClosed(phaseOf(former.status)) && !isClosed(phaseOf(truth.status)))) return false;
    const row = await writeDispute(tx, target, truth, former, readAt ?? now());
    if (former?.status !== row.status) await recordTransition(tx, { subjectType: "dispute", subjectId: row.id, from: former?.status ?? null, to: row.status, ...cause });
    await recordDispute(tx, row);
    await settleDisputes(tx, target.home, cause);
    // A membership that a dispute has ended must not be charged again: the sweep asks if the question below is not answered.
    if (phaseOf(row.status) === "lost" && former?.status !== row.status) await tx.subscription.updateMany({ where: { orderId: target.home.id }, data: { syncedAt: new Date(0) } });
    if (!isClosed(phaseOf(row.status))) await endWarnings(tx, target, cause);
    await tellOfDispute(tx, target, row, cause);
    return true;
  });
  if (!written) return "older";
  wake("send-email");
  const membership = await db.subscription.findUnique({ where: { orderId: target.home.id }, select: { stripeSubscriptionId: true } });
  if (membership && phaseOf(truth.status) === "lost") await syncSubscription(membership.stripeSubscriptionId, cause);
  return "written";
}

function writeDispute(tx: Tx, target: PaymentTarget, truth: DisputeState, former: Dispute | null, readAt: Date): Promise<Dispute> {
  const said = {
    amount: truth.amount, currency: truth.currency, stripeFee: truth.stripeFee, reason: truth.reason, status: truth.status, dueBy: truth.dueBy,
    closedAt: isClosed(phaseOf(truth.status)) ? (former?.closedAt ?? now()) : null, syncedAt: readAt,
  };
  if (former) return tx.dispute.update({ where: { id: former.id }, data: said });
  return tx.dispute.create({
    data: {
      id: newId("dispute"), storeId: target.home.storeId, orderId: target.order?.id ?? null, invoiceId: target.invoice?.id ?? null, connectedAccountId: target.account.id,
      stripeDisputeId: truth.id, stripeChargeId: truth.chargeId, openedAt: truth.openedAt, ...said,
    },
  });
}

/** Bring the access an order gives to what all disputes of its payments mean. The caller holds the order's lock. */
async function settleDisputes(tx: Tx, { id }: Pick<Order, "id">, cause: Cause): Promise<void> {
  const { userId, interval } = await tx.order.findUniqueOrThrow({ where: { id }, select: { userId: true, interval: true } });
  // Days of other orders move up: not while one of them is being given.
  if (userId) await lockPurchasesOf(tx, userId);
  if (await followDisputes(tx, { id, interval }, cause)) await extendAgain(tx, id);
}

/** A dispute has come of them. One that was over before its dispute was known here counted as refunded; where no refund is, it was this. */
async function endWarnings(tx: Tx, target: PaymentTarget, cause: Cause): Promise<void> {
  const refunds = await tx.refund.count({ where: { OR: paidBy(target), status: { notIn: ["failed", "canceled"] } } });
  await closeWarnings(tx, target, "disputed", refunds > 0 ? [{ closedAt: null }] : [{ closedAt: null }, { outcome: "refunded" }], cause);
}
