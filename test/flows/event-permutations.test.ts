import Stripe from "stripe";
import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { HOUR, setClock } from "~/lib/clock";
import { aClubOf, payToJoin, type Club } from "../factories/memberships";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { sandboxKeys } from "../sandbox";
import { useSandbox } from "../setup/sandbox";

// Rows 1 to 5, 14 and 15 of docs/faults.md for what comes after a sale: refunds, disputes, warnings, memberships.
const { control } = useSandbox();
let shop: SellingStore;
let club: Club;
beforeAll(async () => {
  shop = await aSellingStore(control);
  club = await aClubOf(shop);
});

const signer = new Stripe("sk_test_x");
let counter = 0;
const newAddress = () => `perm-${(counter += 1)}-${process.pid}@example.com`;

/** One message as Stripe would bring it. */
async function receive(event: object): Promise<unknown> {
  const body = JSON.stringify(event);
  const putBack = setClock(() => Date.now());
  try {
    return await receiveStripeEvent("connect", body, signer.webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret }));
  } finally {
    putBack();
  }
}

/** The newest message of a type, about this account. */
function newest(type: string) {
  const found = control.webhooks.events({ account: shop.account.stripeAccountId, type }).at(-1);
  if (!found) throw new Error(`Stripe has not said ${type}`);
  return found;
}

/** Each in its turn, every one dealt with before the next comes; the rest of what Stripe held is never delivered. */
async function inThisOrder(types: readonly string[]): Promise<void> {
  for (const type of types) {
    await receive(newest(type));
    await drain(jobHandlers);
  }
}

function permutations<T>(items: readonly T[]): T[][] {
  return items.length < 2 ? [[...items]] : items.flatMap((item, index) => permutations(items.toSpliced(index, 1)).map((rest) => [item, ...rest]));
}

async function paidCheckout() {
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, number: "4242424242424242", email: newAddress(), name: "Noor" });
  return { orderId, sessionId };
}

async function stateOf(orderId: string) {
  const { status, userId, amountRefunded } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const [refunds, disputes, grants] = await Promise.all([db.refund.count({ where: { orderId } }), db.dispute.findMany({ where: { orderId }, select: { status: true } }), db.grant.count({ where: { orderId } })]);
  return { status, open: userId !== null && (await canOpen(userId, shop.offer.id)), amountRefunded, refunds, disputes: disputes.map((one) => one.status), grants };
}

describe("row 3: every order of events ends in Stripe's state now", () => {
  test.each(permutations(["checkout.session.completed", "charge.refunded", "refund.created"]))("refunded in part: %s, %s, %s", async (...order) => {
    const { orderId, sessionId } = await paidCheckout();
    control.payments.refund({ charge: sessionId, amount: 900 });
    await inThisOrder(order);
    expect(await stateOf(orderId)).toEqual({ status: "partially_refunded", open: true, amountRefunded: 900n, refunds: 1, disputes: [], grants: 1 });
  });

  test.each(permutations(["checkout.session.completed", "charge.dispute.created", "charge.dispute.closed"]))("disputed and lost: %s, %s, %s", async (...order) => {
    const { orderId, sessionId } = await paidCheckout();
    const dispute = control.payments.openDispute({ charge: sessionId });
    control.payments.closeDispute({ dispute: dispute.id, result: "lost" });
    await inThisOrder(order);
    expect(await stateOf(orderId)).toMatchObject({ open: false, disputes: ["lost"], grants: 1 });
  });

  test.each(permutations(["checkout.session.completed", "invoice.paid", "customer.subscription.updated"]))("joined and cancelled: %s, %s, %s", async (...order) => {
    const joined = await payToJoin(control, club, { email: newAddress() });
    const { subscriptionId } = await atStripe(joined.sessionId);
    await signerFor().subscriptions.update(subscriptionId, { cancel_at_period_end: true }, { stripeAccount: shop.account.stripeAccountId });
    await inThisOrder(order);
    const row = await db.subscription.findUniqueOrThrow({ where: { orderId: joined.orderId }, include: { invoices: true } });
    expect(row).toMatchObject({ status: "active", cancelAt: expect.any(Date), endedAt: null });
    expect(row.invoices).toHaveLength(1);
    expect(await db.grant.findMany({ where: { orderId: joined.orderId }, select: { revokedAt: true, expiresAt: true } })).toEqual([{ revokedAt: null, expiresAt: row.cancelAt }]);
    expect(await db.outboxEmail.count({ where: { orderId: joined.orderId, kind: "receipt" } })).toBe(1);
  });
});

describe("rows 1 and 2: however often, and by whatever names", () => {
  test("a refund, a dispute and a membership told twenty times at once are one of each", async () => {
    const { orderId, sessionId } = await paidCheckout();
    await inThisOrder(["checkout.session.completed"]);
    control.payments.refund({ charge: sessionId, amount: 900 });
    control.payments.openDispute({ charge: sessionId });
    const joined = await payToJoin(control, club, { email: newAddress() });
    const all = ["charge.refunded", "refund.created", "charge.dispute.created", "charge.dispute.funds_withdrawn", "invoice.paid", "customer.subscription.created", "checkout.session.completed"].map(newest);
    await Promise.all(Array.from({ length: 20 }, () => all).flat().map(receive));
    expect(await db.stripeEvent.count({ where: { id: { in: all.map(({ id }) => id) } } })).toBe(all.length);
    await Promise.all([drain(jobHandlers), ...Array.from({ length: 5 }, () => all).flat().map(({ id }) => jobHandlers["stripe-event"]({ eventId: id }))]);
    await drain(jobHandlers);
    expect(await stateOf(orderId)).toMatchObject({ status: "partially_refunded", amountRefunded: 900n, refunds: 1, disputes: ["needs_response"], open: false });
    expect(await db.subscription.count({ where: { orderId: joined.orderId } })).toBe(1);
    expect(await db.invoice.count({ where: { subscription: { orderId: joined.orderId } } })).toBe(1);
    expect(await db.outboxEmail.count({ where: { orderId: joined.orderId, kind: "receipt" } })).toBe(1);
    expect(await db.outboxEmail.findMany({ where: { orderId, kind: "dispute-opened" }, select: { toAddress: true } })).toEqual([{ toAddress: shop.owner.email }]);
  });
});

test("row 4: what came after a sale is tried again while the sale itself is not stored here yet", async () => {
  const { orderId, sessionId } = await paidCheckout();
  control.payments.refund({ charge: sessionId });
  const order = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const sessions = await db.checkoutSession.findMany({ where: { orderId } });
  await db.checkoutSession.deleteMany({ where: { orderId } });
  await db.order.delete({ where: { id: orderId } });
  const event = newest("charge.refunded");
  await inThisOrder(["charge.refunded"]);
  expect(await db.stripeEvent.findUniqueOrThrow({ where: { id: event.id } })).toMatchObject({ status: "failed", note: expect.stringContaining(orderId) });
  await db.order.create({ data: order });
  await db.checkoutSession.createMany({ data: sessions });
  setClock(() => Date.now() + HOUR);
  await jobHandlers.sweep({});
  await drain(jobHandlers);
  expect(await stateOf(orderId)).toMatchObject({ status: "refunded", open: false, amountRefunded: 4900n });
});

const FOREIGN: [type: string, object: Record<string, unknown>][] = [
  ["charge.refunded", { id: "ch_foreign", object: "charge", payment_intent: "pi_foreign" }],
  ["refund.failed", { id: "re_foreign", object: "refund", payment_intent: "pi_foreign", charge: "ch_foreign" }],
  ["charge.dispute.created", { id: "dp_foreign", object: "dispute", payment_intent: "pi_foreign", charge: "ch_foreign", amount: 1, currency: "eur", reason: "general", status: "needs_response" }],
  ["radar.early_fraud_warning.created", { id: "issfr_foreign", object: "radar.early_fraud_warning", payment_intent: "pi_foreign", charge: "ch_foreign", fraud_type: "misc", actionable: true }],
  ["customer.subscription.updated", { id: "sub_foreign", object: "subscription" }],
  ["invoice.payment_failed", { id: "in_foreign", object: "invoice", parent: { subscription_details: { subscription: "sub_foreign" } } }],
  ["payment_intent.payment_failed", { id: "pi_foreign", object: "payment_intent" }],
];

/** A message nobody here has to do with; `account` null: an account that no store knows. */
async function foreign(type: string, object: Record<string, unknown>, over: Record<string, unknown>): Promise<{ status: string; note: string | null }> {
  counter += 1;
  const id = `evt_foreign_${counter}`;
  await receive({ id, object: "event", api_version: "2026-10-28.endive", created: Math.floor(Date.now() / 1000), livemode: false, account: shop.account.stripeAccountId, type, data: { object }, ...over });
  await drain(jobHandlers);
  return db.stripeEvent.findUniqueOrThrow({ where: { id }, select: { status: true, note: true } });
}

test.each(FOREIGN)("rows 14 and 15: %s of something else, of an unknown account, of the other mode: kept, without effect", async (type, object) => {
  expect(await foreign(type, object, {})).toMatchObject({ status: "ignored", note: expect.any(String) });
  expect(await foreign(type, object, { account: "acct_nobody" })).toMatchObject({ status: "ignored" });
  expect(env.stripe.livemode).toBe(false);
  expect(await foreign(type, object, { livemode: true })).toMatchObject({ status: "ignored", note: expect.stringContaining("live event") });
});

/** Stripe's own client, to do what a person does in the Dashboard. */
function signerFor(): Stripe {
  return new Stripe(sandboxKeys.secretKey, { host: "localhost", port: 3001, protocol: "http" });
}

async function atStripe(sessionId: string): Promise<{ subscriptionId: string }> {
  const session = await signerFor().checkout.sessions.retrieve(sessionId, {}, { stripeAccount: shop.account.stripeAccountId });
  return { subscriptionId: String(session.subscription) };
}
