import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { besideOrder } from "~/domain/books/beside-order.server";
import { recordDispute, recordPayment, recordRefund } from "~/domain/books/record.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { RefundUncheckedCreateInput } from "~/generated/prisma/models";
import { stripeClient } from "~/integrations/stripe/client.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { DAY, MINUTE, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aClub, aMember, deliver } from "../factories/memberships";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});

const CAUSE = { cause: "test" };

async function aSale() {
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, email: `buyer-${Math.random().toString(36).slice(2)}@example.com` });
  await completePurchase(orderId, CAUSE);
  return db.order.findUniqueOrThrow({ where: { id: orderId } });
}

async function aRefund(order: { id: string; storeId: string }, columns: Partial<RefundUncheckedCreateInput> = {}) {
  return db.refund.create({
    data: {
      id: newId("refund"), storeId: order.storeId, orderId: order.id, connectedAccountId: shop.account.id, stripeRefundId: `re_${newId("refund")}`, amount: 1000n, currency: "eur",
      reason: "other", status: "succeeded", createdAt: now(), ...columns,
    },
  });
}

const movements = (orderId: string) => db.moneyMovement.findMany({ where: { orderId }, orderBy: [{ kind: "asc" }, { at: "asc" }, { id: "asc" }] });
const marks = (storeId: string) => db.dayToSum.count({ where: { storeId } });

describe("a payment", () => {
  test("is one movement however often it is completed, with its fees as costs, and its days are marked once", async () => {
    const before = await marks(shop.store.id);
    const order = await aSale();
    const [payment, ...others] = await movements(order.id);
    expect(others).toEqual([]);
    expect(payment).toMatchObject({ kind: "payment", sourceId: order.id, gross: 4900n, platformFee: -order.applicationFee, stripeFee: -order.stripeFee!, currency: "eur", offerId: shop.offer.id, stripePaymentIntentId: order.stripePaymentIntentId });
    expect(payment!.stripeFee).toBeLessThan(0n);
    const marked = await marks(shop.store.id);
    expect(marked).toBeGreaterThan(before);
    await Promise.all([completePurchase(order.id, CAUSE), completePurchase(order.id, CAUSE)]);
    await completePurchase(order.id, CAUSE);
    expect(await movements(order.id)).toEqual([payment]);
    expect(await marks(shop.store.id)).toBe(marked);
  });

  test("a fee that is known later is written in, and the day marked anew", async () => {
    const order = await aSale();
    await db.order.update({ where: { id: order.id }, data: { stripeFee: 123n } });
    const before = await marks(shop.store.id);
    await db.$transaction((tx) => recordPayment(tx, { orderId: order.id }));
    expect(await movements(order.id)).toMatchObject([{ stripeFee: -123n }]);
    expect(await marks(shop.store.id)).toBeGreaterThan(before);
  });

  test("a fee Stripe had not booked yet is asked for again by the sweep", async () => {
    const order = await aSale();
    await db.order.update({ where: { id: order.id }, data: { stripeFee: null } });
    await db.$transaction((tx) => recordPayment(tx, { orderId: order.id }));
    expect(await movements(order.id)).toMatchObject([{ stripeFee: 0n }]);
    const start = Date.now();
    setClock(() => start + 5 * MINUTE);
    await jobHandlers.sweep({});
    expect(await movements(order.id)).toMatchObject([{ stripeFee: -order.stripeFee! }]);
  });

  test("what was never paid moves nothing", async () => {
    const { orderId } = await aCheckout(shop);
    await completePurchase(orderId, CAUSE);
    expect(await movements(orderId)).toEqual([]);
  });
});

describe("what goes back", () => {
  test("a refund seen at Stripe counts before its row is there, and once when the row comes", async () => {
    const order = await aSale();
    await stripeClient().refunds.create({ payment_intent: order.stripePaymentIntentId!, amount: 1000 }, { stripeAccount: shop.account.stripeAccountId });
    await completePurchase(order.id, CAUSE);
    expect((await movements(order.id)).map(({ kind, sourceId, gross }) => [kind, sourceId, gross])).toEqual([["payment", order.id, 4900n], ["refund", order.id, -1000n]]);
    const refund = await aRefund(order, { applicationFee: 10n });
    await db.$transaction((tx) => recordRefund(tx, refund));
    await completePurchase(order.id, CAUSE);
    const [, counted, ...more] = await movements(order.id);
    expect(more).toEqual([]);
    expect(counted).toMatchObject({ kind: "refund", sourceId: refund.id, gross: -1000n, platformFee: 10n });
  });

  test("a refund that fails moves nothing any more; one that was only asked for moves nothing yet", async () => {
    const order = await aSale();
    const asked = await aRefund(order, { stripeRefundId: null, status: "asked" });
    await db.$transaction((tx) => recordRefund(tx, asked));
    expect(await movements(order.id)).toHaveLength(1);
    const refund = await aRefund(order, { status: "pending" });
    await db.$transaction((tx) => recordRefund(tx, refund));
    expect(await movements(order.id)).toHaveLength(2);
    await db.refund.update({ where: { id: refund.id }, data: { status: "failed" } });
    await db.$transaction((tx) => recordRefund(tx, refund));
    expect(await movements(order.id)).toHaveLength(1);
  });

  test("a refund heard of before its payment comes into the books with it", async () => {
    const order = await aSale();
    await db.moneyMovement.deleteMany({ where: { orderId: order.id } });
    const refund = await aRefund(order);
    await db.$transaction((tx) => recordRefund(tx, refund));
    expect(await movements(order.id)).toEqual([]);
    await db.$transaction((tx) => recordPayment(tx, { orderId: order.id }));
    expect((await movements(order.id)).map(({ gross }) => gross)).toEqual([4900n, -1000n]);
  });

  test("a dispute takes the money with its fee, an inquiry takes nothing, and a won one brings it back", async () => {
    const order = await aSale();
    const dispute = await db.dispute.create({
      data: {
        id: newId("dispute"), storeId: order.storeId, orderId: order.id, connectedAccountId: shop.account.id, stripeDisputeId: `dp_${order.id}`, stripeChargeId: order.stripeChargeId!, amount: 4900n, stripeFee: 2000n,
        currency: "eur", reason: "fraudulent", status: "warning_needs_response", openedAt: now(), syncedAt: now(),
      },
    });
    const become = async (status: string, closedAt: Date | null = null) => {
      await db.dispute.update({ where: { id: dispute.id }, data: { status, closedAt } });
      await db.$transaction((tx) => recordDispute(tx, dispute));
      return (await movements(order.id)).slice(1).map(({ kind, gross, stripeFee }) => [kind, gross, stripeFee]);
    };
    expect(await become("warning_needs_response")).toEqual([]);
    expect(await become("needs_response")).toEqual([["dispute", -4900n, -2000n]]);
    expect(await besideOrder(order.id)).toEqual({ feeBack: 0n, disputed: 4900n, disputeFees: 2000n });
    expect(await become("won", now())).toEqual([["dispute", -4900n, -2000n], ["dispute_reversed", 4900n, 0n]]);
    expect(await besideOrder(order.id)).toEqual({ feeBack: 0n, disputed: 0n, disputeFees: 2000n });
    expect(await become("lost", now())).toEqual([["dispute", -4900n, -2000n]]);
  });
});

describe("a membership", () => {
  test("its first payment counts as its order, and each renewal as its invoice", async () => {
    const club = await aClub(control);
    const member = await aMember(control, club);
    const { orderId } = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    expect((await movements(orderId)).map(({ sourceId, gross }) => [sourceId, gross])).toEqual([[orderId, 900n]]);
    setClock(() => Date.now() + 32 * DAY);
    await deliver(control);
    const renewal = await db.invoice.findFirstOrThrow({ where: { subscriptionId: member.subscriptionId, billingReason: "subscription_cycle" } });
    expect((await movements(orderId)).map(({ sourceId, gross, invoiceId }) => [sourceId, gross, invoiceId])).toEqual([[orderId, 900n, null], [renewal.id, 900n, renewal.id]]);
  });

  test("a renewal that was paid beside Stripe is one of its own, also where the order was", async () => {
    const club = await aClub(control);
    const member = await aMember(control, club);
    const { orderId, storeId, userId } = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    await db.order.update({ where: { id: orderId }, data: { stripePaymentIntentId: null } });
    const renewal = await db.invoice.create({
      data: {
        id: newId("invoice"), subscriptionId: member.subscriptionId, storeId, userId, stripeInvoiceId: `in_${orderId}`, stripePaymentIntentId: null, status: "paid", billingReason: "subscription_cycle",
        amountDue: 900n, amountPaid: 900n, currency: "eur", createdAt: now(), paidAt: now(),
      },
    });
    await db.$transaction((tx) => recordPayment(tx, { invoiceId: renewal.id }));
    expect((await movements(orderId)).map(({ sourceId, gross, invoiceId }) => [sourceId, gross, invoiceId])).toEqual([[orderId, 900n, null], [renewal.id, 900n, renewal.id]]);
  });

  test("a trial moves nothing; what it turns into does", async () => {
    const club = await aClub(control, { trialDays: 7 });
    const member = await aMember(control, club);
    const { orderId } = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    expect(await movements(orderId)).toEqual([]);
    setClock(() => Date.now() + 8 * DAY);
    await deliver(control);
    expect((await movements(orderId)).map(({ kind, gross }) => [kind, gross])).toEqual([["payment", 900n]]);
  });
});
