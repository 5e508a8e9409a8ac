import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { dueEvents } from "~/domain/events/process.server";
import { canOpen } from "~/domain/access/can-open.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { HOUR, MINUTE, setClock } from "~/lib/clock";
import Stripe from "stripe";
import { aBundle } from "../factories/catalog";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { sandboxKeys } from "../sandbox";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});

const CARD = "4242424242424242";
const address = () => `buyer-${Math.random().toString(36).slice(2)}@example.com`;

/** Pay a checkout at Stripe. Its webhooks are held until `deliver`. */
async function paid(email = address(), method: { number: string } | { outcome: "delayed" } = { number: CARD }) {
  const checkout = await aCheckout(shop);
  control.checkout.pay({ session: checkout.sessionId, ...method, email, name: "Noor Haddad" });
  return { ...checkout, email };
}

/** Deliver the held webhooks and let the jobs run. */
async function deliver(order: "fifo" | "lifo" | "shuffle" = "fifo") {
  control.webhooks.release({ order });
  await control.webhooks.flush({});
  await drain(jobHandlers);
}

/** Everything a purchase leaves behind, counted. */
async function outcome(orderId: string) {
  const order = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const grants = await db.grant.findMany({ where: { orderId } });
  const receipts = await db.outboxEmail.findMany({ where: { orderId, kind: "receipt" } });
  return {
    status: order.status,
    grants: grants.filter((grant) => !grant.revokedAt).length,
    receipts: receipts.length,
    mails: order.buyerEmail ? control.mail.list({ to: order.buyerEmail }).filter((mail) => /receipt/i.test(mail.subject)).length : 0,
    order,
  };
}
const ONCE = { status: "paid", grants: 1, receipts: 1, mails: 1 };

describe("one purchase, whatever the world does", () => {
  test("row 1: the same event fifty times in parallel is one event, one order, one grant, one receipt", async () => {
    const { orderId } = await paid();
    const event = control.webhooks.events({ account: shop.account.stripeAccountId, type: "checkout.session.completed" }).at(-1)!;
    const body = JSON.stringify(event);
    const signature = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
    const answers = await Promise.all(Array.from({ length: 50 }, () => receiveStripeEvent("connect", body, signature)));
    expect(answers.every((answer) => answer.ok)).toBe(true);
    expect(answers.filter((answer) => answer.ok && answer.value === "stored")).toHaveLength(1);
    await Promise.all([drain(jobHandlers), ...Array.from({ length: 10 }, () => jobHandlers["stripe-event"]({ eventId: event.id }))]);
    await deliver();
    expect(await db.stripeEvent.count({ where: { id: event.id } })).toBe(1);
    expect(await outcome(orderId)).toMatchObject(ONCE);
  });

  test("row 2: completed and async_payment_succeeded together are one fulfilment", async () => {
    const { orderId, sessionId } = await paid(undefined, { outcome: "delayed" });
    control.checkout.settleDelayed({ session: sessionId, result: "succeeded" });
    control.webhooks.release({ order: "fifo" });
    await control.webhooks.flush({});
    const ids = (await db.stripeEvent.findMany({ where: { status: "received" } })).map(({ id }) => id);
    await Promise.all(ids.map((eventId) => jobHandlers["stripe-event"]({ eventId })));
    await drain(jobHandlers);
    expect(await outcome(orderId)).toMatchObject(ONCE);
  });

  test.each(["fifo", "lifo", "shuffle"] as const)("row 3: events delivered %s end in the same state, which is Stripe's", async (order) => {
    const { orderId, sessionId } = await paid();
    control.payments.refund({ charge: sessionId, amount: 900 });
    await deliver(order);
    expect(await outcome(orderId)).toMatchObject({ status: "partially_refunded", grants: 1, receipts: 1, mails: 1, order: { amountRefunded: 900n, amountPaid: 4900n } });
  });

  test("row 4: an event for an order that is not stored yet is tried again and then applied", async () => {
    const { orderId } = await paid();
    // Our own row is not there yet: take it away, and put it back once the event was seen.
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId } });
    const sessions = await db.checkoutSession.findMany({ where: { orderId } });
    await db.checkoutSession.deleteMany({ where: { orderId } });
    await db.order.delete({ where: { id: orderId } });
    await deliver();
    const waiting = await db.stripeEvent.findMany({ where: { status: "failed", note: { contains: orderId } } });
    expect(waiting.length).toBeGreaterThan(0);
    await db.order.create({ data: order });
    await db.checkoutSession.createMany({ data: sessions });
    setClock(() => Date.now() + HOUR);
    expect(await dueEvents()).toEqual(expect.arrayContaining(waiting.map(({ id }) => id)));
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await outcome(orderId)).toMatchObject(ONCE);
  });

  test("row 5: the buyer returns first, or the webhook never comes", async () => {
    const { orderId } = await paid();
    expect(await completePurchase(orderId, { cause: "return page" })).toEqual({ ok: true, value: { orderId, status: "paid" } });
    await drain(jobHandlers);
    expect(await outcome(orderId)).toMatchObject(ONCE);
    await deliver();
    expect(await outcome(orderId)).toMatchObject(ONCE);
  });

  test("a webhook that never comes is found by the sweep", async () => {
    const { orderId } = await paid();
    control.webhooks.configure({ mode: "drop" });
    setClock(() => Date.now() + 26 * HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await outcome(orderId)).toMatchObject(ONCE);
  });

  test("row 6: a process that dies between the commit and the mail, or in the middle of sending, sends it once after all", async () => {
    const { orderId } = await paid();
    await completePurchase(orderId, { cause: "return page" });
    const mail = await db.outboxEmail.findFirstOrThrow({ where: { orderId, kind: "receipt" } });
    // It died while Resend was answering: the row is leased, the mail is out, nobody has marked it.
    control.faults.add({ service: "resend", effect: "connection_reset", when: "after" });
    await jobHandlers["send-email"]({ emailId: mail.id });
    await db.outboxEmail.update({ where: { id: mail.id }, data: { status: "sending", leaseUntil: new Date(Date.now() + 30_000), nextAttemptAt: mail.nextAttemptAt } });
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect((await db.outboxEmail.findUniqueOrThrow({ where: { id: mail.id } })).status, "a live lease is respected").toBe("sending");
    setClock(() => Date.now() + MINUTE);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await outcome(orderId)).toMatchObject(ONCE);
    expect(await db.outboxEmail.findUniqueOrThrow({ where: { id: mail.id } })).toMatchObject({ status: "sent", attempts: 2 });
  });

  test("row 9: with Resend down for an hour checkout works, and the backlog drains once", async () => {
    control.faults.add({ service: "resend", effect: "error_500", times: 40 });
    const orders = await Promise.all([paid(), paid()]);
    await deliver();
    for (const { orderId } of orders) expect(await outcome(orderId)).toMatchObject({ status: "paid", grants: 1, receipts: 1, mails: 0 });
    control.faults.clear();
    setClock(() => Date.now() + HOUR);
    await jobHandlers.sweep({});
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    for (const { orderId } of orders) expect(await outcome(orderId)).toMatchObject(ONCE);
  });
});

describe("money", () => {
  test("row 18: a full refund takes access back; one known before fulfilment grants nothing", async () => {
    const late = await paid();
    await deliver();
    const { order } = await outcome(late.orderId);
    expect(await canOpen(order.userId!, shop.offer.id)).toBe(true);
    control.payments.refund({ charge: late.sessionId });
    await deliver();
    expect(await outcome(late.orderId)).toMatchObject({ status: "refunded", grants: 0, order: { amountRefunded: 4900n } });
    expect(await canOpen(order.userId!, shop.offer.id)).toBe(false);

    const early = await paid();
    control.payments.refund({ charge: early.sessionId });
    await deliver("lifo");
    expect(await outcome(early.orderId)).toMatchObject({ status: "refunded", grants: 0, receipts: 0 });
  });

  test("access is counted by order: refunding one purchase leaves what another order gave", async () => {
    const email = address();
    const bundle = await aBundle(shop.store.id, [shop.offer.id]);
    const first = await paid(email);
    // Otherwise the bundle may be fulfilled first: then the course alone was bought twice, and goes back.
    await deliver();
    const checkout = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! });
    control.checkout.pay({ session: checkout.sessionId, number: CARD, email, name: "Noor Haddad" });
    await deliver();
    control.payments.refund({ charge: first.sessionId });
    await deliver();
    const { order } = await outcome(checkout.orderId);
    expect(await canOpen(order.userId!, shop.offer.id)).toBe(true);
  });

  test("row 21: an unpaid completion grants nothing; when the payment fails days later nothing was given", async () => {
    const { orderId, sessionId } = await paid(undefined, { outcome: "delayed" });
    await deliver();
    expect(await outcome(orderId)).toMatchObject({ status: "processing", grants: 0, receipts: 0 });
    control.checkout.settleDelayed({ session: sessionId, result: "failed" });
    await deliver();
    expect(await outcome(orderId)).toMatchObject({ status: "failed", grants: 0, receipts: 0 });
  });

  test("row 22: an amount that does not match is put aside, the creator can see why; yen are taken as they are", async () => {
    const { orderId } = await paid();
    await db.order.update({ where: { id: orderId }, data: { amount: 9900n } });
    await deliver();
    expect(await outcome(orderId)).toMatchObject({ status: "quarantined", grants: 0, receipts: 0, order: { quarantineReason: expect.stringContaining("4900") } });

    const yen = await aSellingStore(control, { amount: 5000, currency: "jpy", country: "JP" });
    const checkout = await aCheckout(yen);
    control.checkout.pay({ session: checkout.sessionId, number: CARD, email: address(), name: "Aoi" });
    await deliver();
    expect(await outcome(checkout.orderId)).toMatchObject({ status: "paid", order: { amountPaid: 5000n, currency: "jpy" } });
  });

  test("an order answers only to events of the account it was sold on: metadata can be written by anyone", async () => {
    const { orderId, sessionId } = await paid();
    const other = await aSellingStore(control);
    const body = JSON.stringify({
      id: "evt_foreign_metadata", object: "event", created: Math.floor(Date.now() / 1000), livemode: false, api_version: "2026-10-28.endive", account: other.account.stripeAccountId,
      type: "checkout.session.completed", data: { object: { id: sessionId, object: "checkout.session", client_reference_id: orderId } },
    });
    const signature = new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret });
    expect(await receiveStripeEvent("connect", body, signature)).toEqual({ ok: true, value: "stored" });
    await drain(jobHandlers);
    expect(await db.stripeEvent.findUnique({ where: { id: "evt_foreign_metadata" }, select: { status: true } })).toEqual({ status: "ignored" });
    expect(await outcome(orderId)).toMatchObject({ status: "pending", grants: 0 });
  });

  test("the receipt names what was bought, what it cost and who was paid, and its link signs the buyer in", async () => {
    const { orderId, email } = await paid();
    await deliver();
    const { order } = await outcome(orderId);
    const mail = control.mail.list({ to: email })[0]!;
    for (const fact of [shop.offer.title, "€49", String(order.number), shop.store.legalName, "4242"]) expect(mail.html).toContain(fact);
    expect(mail.text).toMatch(/\/auth\/link\/etk_/);
  });
});
