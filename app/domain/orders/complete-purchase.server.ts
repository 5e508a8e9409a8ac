import { db, type Prisma, type Tx } from "~/db.server";
import { revokeOrderAccess } from "~/domain/access/grants.server";
import { recordPayment } from "~/domain/books/record.server";
import { noteCustomer } from "~/domain/customers/note-customer.server";
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
import { enqueue, wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { fail, ok, type Result } from "~/lib/result";
import { giveAccess } from "./give-access.server";
import { decide, isSettled } from "./order";
import { setAside, setAsideIfTwice } from "./paid-twice.server";
import { readTruth, type OrderTruth } from "./read-truth.server";
import { settleAccess } from "./settle-access.server";

export interface PurchaseState {
  orderId: string;
  status: OrderStatus;
}

export type PurchaseFailure = { kind: "unknown_order" } | { kind: "stripe"; failure: StripeFailure };

/** What one reading of Stripe came to. `moved`: somebody wrote since the question, so what was read may be old. */
type Applied = { status: OrderStatus; begun?: true } | "moved";

/**
 * The one fulfilment function. The webhook, the buyer's return and the sweep all call it, any number of times, in any
 * order, with the same outcome: Stripe is asked what is true now (outside any transaction), and one transaction writes the
 * order's state, the grants and the receipt's outbox row. A reading is written only over the version of the order it began
 * with, so an older one never overwrites a newer truth: the question is asked again. Once is enough, because who wrote the
 * second time since this call began has asked after it began, and so has seen all that the caller knows of.
 * `namedSession` is a session an event spoke of, for the case that our own row does not know it yet.
 * https://docs.stripe.com/checkout/fulfillment
 */
export async function completePurchase(orderId: string, cause: Cause, namedSession?: string): Promise<Result<PurchaseState, PurchaseFailure>> {
  let since: number | null = null;
  for (;;) {
    const order: OrderToRead | null = await db.order.findUnique({ where: { id: orderId }, select: TO_READ });
    if (!order) return fail({ kind: "unknown_order" });
    since ??= order.version;
    if (!order.account || (order.version >= since + 2 && (await everybodyKnows(namedSession)))) return ok({ orderId, status: order.status });
    const access = accessOf(order.account);
    const read = await readTruth(orderId, access, namedSession);
    if (!read.ok) return fail({ kind: "stripe", failure: read.error });
    if (!read.value) return ok({ orderId, status: order.status });
    const found = read.value;
    const joined = order.interval && !order.subscription ? await membershipOf(found, access) : null;
    if (joined && !joined.ok) return fail({ kind: "stripe", failure: joined.error });
    const applied: Applied = await db.$transaction(async (tx) => {
      const outcome = await apply(tx, orderId, order.version, found, joined?.value ?? null, cause);
      if (outcome !== "moved") await recordPayment(tx, { orderId });
      return outcome;
    });
    if (applied === "moved") continue;
    wake("send-email");
    wake("pay-back");
    wake("end-membership");
    wake("sync-refunds");
    const after = order.interval && !applied.begun ? await afterwards(orderId, found, applied.status, access, cause) : ok();
    return after.ok ? ok({ orderId, status: applied.status }) : fail({ kind: "stripe", failure: after.error });
  }
}

const TO_READ = { status: true, version: true, interval: true, subscription: { select: { stripeSubscriptionId: true } }, account: { select: ACCESS_COLUMNS } } as const;
type OrderToRead = Prisma.OrderGetPayload<{ select: typeof TO_READ }>;

/** A session that stands in no row of ours was asked about by nobody but this call. */
async function everybodyKnows(namedSession: string | undefined): Promise<boolean> {
  return namedSession === undefined || (await db.checkoutSession.count({ where: { stripeSessionId: namedSession } })) > 0;
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

async function apply(tx: Tx, orderId: string, version: number, { session, truth }: OrderTruth, joined: MembershipTruth | null, cause: Cause): Promise<Applied> {
  // The lock makes parallel callers take turns: the second one finds the work done.
  await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
  const order = await tx.order.findUniqueOrThrow({ where: { id: orderId } });
  if (order.version !== version) return "moved";
  await tx.checkoutSession.updateMany({ where: { stripeSessionId: session.id }, data: { status: session.status } });

  // Every reading counts, also one that changes nothing: what was asked before it is older.
  const written = { version: { increment: 1 } };
  const decision = decide(order, truth);
  if (decision.change === "quarantine") {
    await tx.order.update({ where: { id: orderId }, data: { ...written, status: "quarantined", quarantineReason: decision.reason, ...paymentFields({ session, truth }) } });
    await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: "quarantined", ...cause });
    await revokeOrderAccess(tx, orderId, { kind: "quarantined", reason: decision.reason }, cause);
    return { status: "quarantined" };
  }
  if (decision.change === "none") {
    // A second partial refund, or a fee that is known only now, changes amounts but not the state.
    await tx.order.update({ where: { id: orderId }, data: { ...written, ...(isSettled(order.status) || order.status === "quarantined" ? paymentFields({ session, truth }) : {}) } });
    await followRefunds(tx, order, refundedOf(truth), cause);
    return { status: order.status };
  }

  const settled = isSettled(decision.to);
  const buyer = { email: session.buyer.email ? normaliseEmail(session.buyer.email) : order.buyerEmail, name: session.buyer.name ?? order.buyerName };
  const userId = settled ? await personOf(tx, order, buyer) : order.userId;
  const firstSettled = settled && !isSettled(order.status);
  const updated = await tx.order.update({
    where: { id: orderId },
    data: {
      ...written,
      status: decision.to,
      userId,
      buyerEmail: buyer.email,
      buyerName: buyer.name,
      ...(settled ? paymentFields({ session, truth }) : {}),
      ...(firstSettled ? { paidAt: now(), number: await nextNumber(tx, order.storeId) } : {}),
    },
  });
  await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: decision.to, ...cause });
  if (firstSettled && userId) await noteCustomer(tx, { storeId: order.storeId, userId, at: updated.paidAt ?? now() });
  if (order.interval) {
    await followRefunds(tx, order, refundedOf(truth), cause);
    // What a refund later on means is the subscription's to say.
    if (!joined || !userId || !firstSettled) return { status: decision.to };
    const stands = await join(tx, updated, userId, joined, cause);
    if (stands && decision.grant) await queueReceipts(tx, updated, session, cause);
    return { status: decision.to, begun: true };
  }
  const twice = decision.grant && userId !== null && (await setAsideIfTwice(tx, updated, userId, cause));
  if (decision.grant && userId && !twice) await giveAccess(tx, updated, userId, cause);
  if (decision.revoke) await settleAccess(tx, updated, cause);
  await followRefunds(tx, order, refundedOf(truth), cause);
  if (firstSettled && decision.grant && !twice) await queueReceipts(tx, updated, session, cause);
  return { status: decision.to };
}

/** More or less has gone back than was known: what it opens follows, and each refund gets its row (refunds/sync-refunds). */
async function followRefunds(tx: Tx, before: Order, amountRefunded: bigint, cause: Cause): Promise<void> {
  if (amountRefunded === before.amountRefunded) return;
  if (before.interval === null && isSettled(before.status)) await settleAccess(tx, before, cause);
  await enqueue(tx, "sync-refunds", { orderId: before.id });
}

/** Refunded never exceeds paid. */
function refundedOf({ amountRefunded, amountTotal }: OrderTruth["truth"]): bigint {
  return amountRefunded < amountTotal ? amountRefunded : amountTotal;
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
    amountRefunded: refundedOf(truth),
    applicationFee: session.payment?.applicationFee ?? 0n,
    stripeFee: session.payment?.stripeFee ?? null,
    stripePaymentIntentId: session.payment?.id ?? null,
    stripeChargeId: session.payment?.chargeId ?? null,
    paymentMethodLabel: session.payment?.methodLabel ?? null,
    buyerBusiness: session.billing.business,
    buyerAddress: session.billing.addressLines,
    buyerTaxIds: session.billing.taxIds,
    buyerCountry: session.billing.country,
  };
}

/** The store's next order number; the row lock of the update keeps two sales apart. */
async function nextNumber(tx: Tx, storeId: string): Promise<number> {
  const { lastOrderNumber } = await tx.store.update({ where: { id: storeId }, data: { lastOrderNumber: { increment: 1 } }, select: { lastOrderNumber: true } });
  return lastOrderNumber;
}
