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
import { queueSaleMails } from "~/domain/receipts/queue-sale-mails.server";
import { sellingStore } from "~/domain/receipts/selling-store.server";
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
import { numberOrder } from "./number-order.server";
import { setAside, setAsideIfTwice } from "./paid-twice.server";
import { readTruth, type OrderTruth } from "./read-truth.server";
import { settleAccess } from "./settle-access.server";

export interface PurchaseState {
  orderId: string;
  status: OrderStatus;
}

export type PurchaseFailure = { kind: "unknown_order" } | { kind: "stripe"; failure: StripeFailure };

/** What one reading of Stripe came to. `moved`: somebody wrote since the question, so what was read may be old. */
type Applied = { status: OrderStatus; begun?: true; sale?: Sale } | "moved";

/** An order that was paid a moment ago. */
interface Sale {
  order: Order;
  /** Whose it is now. */
  userId: string | null;
  /** It gave what it sold: the mails of a sale go out. */
  stands: boolean;
}

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
      if (outcome === "moved") return outcome;
      await recordPayment(tx, { orderId });
      if (outcome.sale) await closeSale(tx, outcome.sale, found.session, cause);
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
  return (status === "failed" || status === "quarantined" || status === "refunded") && session.subscriptionId ? cancelNow(access, session.subscriptionId) : ok();
}

async function apply(tx: Tx, orderId: string, version: number, { session, truth }: OrderTruth, joined: MembershipTruth | null, cause: Cause): Promise<Applied> {
  // Every reading counts, also one that changes nothing: what was asked before it is older. The row is held from here on, so
  // that parallel callers take turns: the second one finds the work done.
  const [order] = await tx.order.updateManyAndReturn({ where: { id: orderId, version }, data: { version: { increment: 1 } } });
  if (!order) return "moved";
  await tx.checkoutSession.updateMany({ where: { stripeSessionId: session.id }, data: { status: session.status } });

  const decision = decide(order, truth);
  if (decision.change === "set_aside") {
    await tx.order.update({ where: { id: orderId }, data: { status: decision.to, quarantineReason: decision.reason, ...paymentFields({ session, truth }) } });
    await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: decision.to, ...cause });
    await revokeOrderAccess(tx, orderId, { kind: "quarantined", reason: decision.reason }, cause);
    await followRefunds(tx, order, refundedOf(truth), cause);
    return { status: decision.to };
  }
  if (decision.change === "none") {
    // A second partial refund, or a fee that is known only now, changes amounts but not the state.
    if (isSettled(order.status) || order.status === "quarantined") await tx.order.update({ where: { id: orderId }, data: paymentFields({ session, truth }) });
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
      status: decision.to,
      userId,
      buyerEmail: buyer.email,
      buyerName: buyer.name,
      ...(settled ? paymentFields({ session, truth }) : {}),
      ...(firstSettled ? { paidAt: now() } : {}),
    },
  });
  await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: order.status, to: decision.to, ...cause });
  const saleOf = (stands: boolean) => (firstSettled ? { sale: { order: updated, userId, stands } } : {});
  if (order.interval) {
    await followRefunds(tx, order, refundedOf(truth), cause);
    // What a refund later on means is the subscription's to say.
    if (!joined || !userId || !firstSettled) return { status: decision.to, ...saleOf(false) };
    const stands = await join(tx, updated, userId, joined, cause);
    return { status: decision.to, begun: true, ...saleOf(stands && decision.grant) };
  }
  const twice = decision.grant && userId !== null && (await setAsideIfTwice(tx, updated, userId, cause));
  if (decision.grant && userId && !twice) await giveAccess(tx, updated, userId, cause);
  if (decision.revoke) await settleAccess(tx, updated, cause);
  await followRefunds(tx, order, refundedOf(truth), cause);
  return { status: decision.to, ...saleOf(decision.grant && !twice) };
}

/** What a sale writes last: all sales of a store take turns from its number to the end of the transaction. */
async function closeSale(tx: Tx, { order, userId, stands }: Sale, session: OrderTruth["session"], cause: Cause): Promise<void> {
  if (userId) await noteCustomer(tx, { storeId: order.storeId, userId, at: order.paidAt ?? now() });
  const store = stands ? await sellingStore(tx, order.storeId) : null;
  const numbered = await numberOrder(tx, order);
  if (store) await queueSaleMails(tx, numbered, store, { statementDescriptor: session.payment?.statementDescriptor ?? null }, cause);
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
