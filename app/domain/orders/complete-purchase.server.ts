import { db, type Tx } from "~/db.server";
import { revokeOrderAccess } from "~/domain/access/grants.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { trialBefore } from "~/domain/memberships/joining.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { readMembership, type MembershipTruth } from "~/domain/memberships/truth.server";
import { beginMembership } from "~/domain/memberships/write-membership.server";
import { findOrCreatePerson } from "~/domain/people/find-or-create-person.server";
import { queueReceipt } from "~/domain/receipts/queue-receipt.server";
import { queueSaleNotice } from "~/domain/receipts/queue-sale-notice.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import type { OrderStatus } from "~/generated/prisma/enums";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { cancelNow } from "~/integrations/stripe/subscriptions.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { fail, ok, type Result } from "~/lib/result";
import { giveAccess } from "./give-access.server";
import { decide, isSettled } from "./order";
import { lockPurchasesOf, setAside, setAsideIfTwice } from "./paid-twice.server";
import { readTruth, type OrderTruth } from "./read-truth.server";

export interface PurchaseState {
  orderId: string;
  status: OrderStatus;
}

export type PurchaseFailure = { kind: "unknown_order" } | { kind: "stripe"; failure: StripeFailure };

/**
 * The one fulfilment function. The webhook, the buyer's return and the sweep all call it, any number of times, in any
 * order, with the same outcome: Stripe is asked what is true now (outside any transaction), and one transaction writes the
 * order's state, the grants and the receipt's outbox row.
 * `namedSession` is a session an event spoke of, for the case that our own row does not know it yet.
 * https://docs.stripe.com/checkout/fulfillment
 */
export async function completePurchase(orderId: string, cause: Cause, namedSession?: string): Promise<Result<PurchaseState, PurchaseFailure>> {
  const order = await db.order.findUnique({ where: { id: orderId }, select: { status: true, interval: true, subscription: { select: { stripeSubscriptionId: true } }, account: { select: ACCESS_COLUMNS } } });
  if (!order) return fail({ kind: "unknown_order" });
  if (!order.account) return ok({ orderId, status: order.status });
  const access = accessOf(order.account);
  const read = await readTruth(orderId, access, namedSession);
  if (!read.ok) return fail({ kind: "stripe", failure: read.error });
  if (!read.value) return ok({ orderId, status: order.status });
  const found = read.value;
  const joined = order.interval && !order.subscription ? await membershipOf(found, access) : null;
  if (joined && !joined.ok) return fail({ kind: "stripe", failure: joined.error });
  const { status, begun } = await db.$transaction((tx) => apply(tx, orderId, found, joined?.value ?? null, cause));
  wake("send-email");
  wake("pay-back");
  wake("end-membership");
  const after = order.interval && !begun ? await afterwards(orderId, found, status, access, cause) : ok();
  return after.ok ? ok({ orderId, status }) : fail({ kind: "stripe", failure: after.error });
}

/** Of a membership that was paid, or begun with a trial: the subscription it made; else null. */
async function membershipOf({ session, truth }: OrderTruth, access: AccountAccess): Promise<Result<MembershipTruth | null, StripeFailure>> {
  return truth.payment === "paid" && session.subscriptionId ? readMembership(access, session.subscriptionId) : ok(null);
}

/**
 * What a membership wants beside its order: one that is here already is brought up to date (a refund of its first payment may
 * end it), and one that was never begun here is ended at Stripe: its first payment failed, and Stripe would collect it weeks
 * later; or its order is put aside, and Stripe would go on taking money for what opens nothing.
 */
async function afterwards(orderId: string, { session }: OrderTruth, status: OrderStatus, access: AccountAccess, cause: Cause): Promise<Result<unknown, StripeFailure>> {
  const membership = await db.subscription.findUnique({ where: { orderId }, select: { stripeSubscriptionId: true } });
  if (membership) {
    const synced = await syncSubscription(membership.stripeSubscriptionId, cause, session.invoiceId);
    return synced.outcome === "failed" ? fail(synced.failure) : ok();
  }
  return (status === "failed" || status === "quarantined") && session.subscriptionId ? cancelNow(access, session.subscriptionId) : ok();
}

async function apply(tx: Tx, orderId: string, { session, truth }: OrderTruth, joined: MembershipTruth | null, cause: Cause): Promise<{ status: OrderStatus; begun?: true }> {
  // The lock makes parallel callers take turns: the second one finds the work done.
  await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
  await tx.checkoutSession.updateMany({ where: { stripeSessionId: session.id }, data: { status: session.status } });

  const decision = decide(order, truth);
  if (decision.change === "quarantine") {
    await tx.order.update({ where: { id: orderId }, data: { status: "quarantined", quarantineReason: decision.reason, ...paymentFields({ session, truth }) } });
    await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: "quarantined", ...cause });
    await revokeOrderAccess(tx, orderId, { kind: "quarantined", reason: decision.reason }, cause);
    return { status: "quarantined" };
  }
  if (decision.change === "none") {
    // A second partial refund, or a fee that is known only now, changes amounts but not the state.
    if (isSettled(order.status)) await tx.order.update({ where: { id: orderId }, data: paymentFields({ session, truth }) });
    return { status: order.status };
  }

  const settled = isSettled(decision.to);
  const buyer = { email: session.buyer.email ? normaliseEmail(session.buyer.email) : order.buyerEmail, name: session.buyer.name ?? order.buyerName };
  const userId = settled ? await personOf(tx, order, buyer) : order.userId;
  const firstSettled = settled && !isSettled(order.status);
  const updated = await tx.order.update({
    where: { id: orderId },
    data: {
      status: decision.to,
      userId,
      buyerEmail: buyer.email,
      buyerName: buyer.name,
      ...(settled ? paymentFields({ session, truth }) : {}),
      ...(firstSettled ? { paidAt: now(), number: await nextNumber(tx, order.storeId) } : {}),
    },
  });
  await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: decision.to, ...cause });
  if (order.interval) {
    // What a refund later on means is the subscription's to say.
    if (!joined || !userId || !firstSettled) return { status: decision.to };
    const stands = await join(tx, updated, userId, joined, cause);
    if (stands && decision.grant) await queueReceipts(tx, updated, session, cause);
    return { status: decision.to, begun: true };
  }
  const twice = decision.grant && userId !== null && (await setAsideIfTwice(tx, updated, userId, cause));
  if (decision.grant && userId && !twice) await giveAccess(tx, updated, userId, cause);
  // Days of other orders move up: not while one of them is being given.
  if (decision.revoke && userId) await lockPurchasesOf(tx, userId);
  if (decision.revoke) await revokeOrderAccess(tx, orderId, { kind: "refunded", reason: "The payment was refunded." }, cause);
  if (firstSettled && decision.grant && !twice) await queueReceipts(tx, updated, session, cause);
  return { status: decision.to };
}

async function queueReceipts(tx: Tx, order: Order, session: OrderTruth["session"], cause: Cause): Promise<void> {
  await queueReceipt(tx, order, { statementDescriptor: session.payment?.statementDescriptor ?? null }, cause);
  await queueSaleNotice(tx, order, cause);
}

/** Begin the membership. A second one of the same person is paid back, one whose trial was used up before is not begun: then false. */
async function join(tx: Tx, order: Order, userId: string, truth: MembershipTruth, cause: Cause): Promise<boolean> {
  const tried = order.trialDays > 0 ? await trialBefore(order.offerId, { userId }, tx, order.id) : null;
  const { doubleOf } = await beginMembership(tx, order, userId, truth, cause, { trialUsed: tried !== null });
  const former = doubleOf ?? tried;
  if (!former) return true;
  if (order.amountPaid > 0n) await setAside(tx, order.id, former, cause);
  else {
    // A trial: there is nothing to pay back.
    await tx.order.update({ where: { id: order.id }, data: { duplicateOfId: former } });
    await recordTransition(tx, { subjectType: "order", subjectId: order.id, from: null, to: doubleOf ? "joined twice" : "trial used before", ...cause });
  }
  return false;
}

/** Who gets access: the person who was signed in, else the address given at Stripe's checkout. */
async function personOf(tx: Tx, order: Order, buyer: { email: string | null; name: string | null }): Promise<string | null> {
  if (order.userId) return order.userId;
  if (!buyer.email) throw new Error(`Order ${order.id} is paid but Stripe gave no email address`);
  const { userId } = await findOrCreatePerson(tx, { email: buyer.email, name: buyer.name ?? buyer.email.split("@")[0] ?? buyer.email });
  return userId;
}

function paymentFields({ session, truth }: OrderTruth) {
  return {
    amountPaid: truth.amountTotal,
    taxAmount: truth.taxAmount,
    amountRefunded: truth.amountRefunded < truth.amountTotal ? truth.amountRefunded : truth.amountTotal,
    applicationFee: session.payment?.applicationFee ?? 0n,
    stripeFee: session.payment?.stripeFee ?? null,
    stripePaymentIntentId: session.payment?.id ?? null,
    stripeChargeId: session.payment?.chargeId ?? null,
    paymentMethodLabel: session.payment?.methodLabel ?? null,
  };
}

/** The store's next order number; the row lock of the update keeps two sales apart. */
async function nextNumber(tx: Tx, storeId: string): Promise<number> {
  const { lastOrderNumber } = await tx.store.update({ where: { id: storeId }, data: { lastOrderNumber: { increment: 1 } }, select: { lastOrderNumber: true } });
  return lastOrderNumber;
}
