import { randomUUID } from "node:crypto";
import Stripe from "stripe";
import { expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { newId } from "~/lib/ids";
import { aClub, aMember } from "../factories/memberships";
import { aCheckout, aSellingStore } from "../factories/sales";
import { sandboxKeys } from "../sandbox";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();

// What Stripe took stands in the currency of the balance; the order and the books count in the one the buyer paid.
test.each([
  { paidIn: "eur", country: "DE", booked: { currency: "usd", amount: 5300, fee: 179 }, fee: 165n },
  { paidIn: "usd", country: "US", booked: { currency: "jpy", amount: 7400, fee: 250 }, fee: 166n },
])("a fee booked in $booked.currency of a payment in $paidIn is put back at that payment's own rate", async ({ paidIn, country, booked, fee }) => {
  const shop = await aSellingStore(control, { currency: paidIn, country });
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, number: "4242424242424242", email: `${orderId}@example.com`, name: "Noor" });
  const state = control.state.export({});
  const transactions = Object.values(state.buckets[shop.account.stripeAccountId]?.balance_transaction ?? {}).filter(({ type }) => type === "charge");
  expect(transactions).toHaveLength(1);
  for (const one of transactions) {
    const part = { amount: booked.fee, application: null, currency: booked.currency, description: null, type: "stripe_fee" };
    Object.assign(one, { currency: booked.currency, amount: booked.amount, fee: booked.fee, net: booked.amount - booked.fee, fee_details: [part] });
  }
  control.state.import({ state });
  await completePurchase(orderId, { cause: "test" });
  expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "paid", amountPaid: 4900n, stripeFee: fee });
});

test("what a dispute costs stands in the currency of the sale too, at the rate of that dispute", async () => {
  const shop = await aSellingStore(control);
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, email: `${orderId}@example.com` });
  await completePurchase(orderId, { cause: "test" });
  const { stripePaymentIntentId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
  const dispute = control.payments.openDispute({ charge: stripePaymentIntentId! });
  const state = control.state.export({});
  for (const booked of state.buckets[shop.account.stripeAccountId]?.dispute[dispute.id]?.balance_transactions ?? []) Object.assign(booked, { currency: "usd", amount: -5300, fee: 1590, net: -6890 });
  control.state.import({ state });
  await told("charge.dispute.created", shop.account.stripeAccountId, dispute);
  expect(await db.moneyMovement.findFirst({ where: { orderId, kind: "dispute" } })).toMatchObject({ currency: "eur", gross: -4900n, stripeFee: -1470n });
});

/** As Stripe sends it, with its signature; what became of it. */
async function told(type: string, account: string, object: object) {
  const id = `evt_${randomUUID().replaceAll("-", "")}`;
  const body = JSON.stringify({ id, object: "event", api_version: "2026-10-28.endive", created: Math.floor(Date.now() / 1000), livemode: false, account, type, data: { object } });
  await receiveStripeEvent("connect", body, new Stripe("sk_test_x").webhooks.generateTestHeaderString({ payload: body, secret: sandboxKeys.connectWebhookSecret }));
  await drain(jobHandlers);
  return db.stripeEvent.findUniqueOrThrow({ where: { id } });
}

test("an invoice that could not be finalized changes nothing of what is paid, also when its seller has deleted the draft; another seller's is left alone", async () => {
  const club = await aClub(control);
  const member = await aMember(control, club);
  const { id, stripeSubscriptionId } = await db.subscription.findUniqueOrThrow({ where: { orderId: member.orderId } });
  const { stripeInvoiceId } = await db.invoice.findFirstOrThrow({ where: { subscriptionId: id } });
  const draft = (invoice: string, subscription: string) => ({
    id: invoice, object: "invoice", status: "draft", last_finalization_error: { code: "customer_tax_location_invalid", type: "invalid_request_error" },
    parent: { type: "subscription_details", subscription_details: { subscription, metadata: {} } },
  });
  const mails = control.mail.list({}).length;
  for (const invoice of [stripeInvoiceId, "in_deletedmeanwhile"]) {
    const event = await told("invoice.finalization_failed", club.shop.account.stripeAccountId, draft(invoice, stripeSubscriptionId));
    expect(event, invoice).toMatchObject({ status: "processed", note: expect.stringMatching(/is active/) });
  }
  expect(await told("invoice.finalization_failed", club.shop.account.stripeAccountId, draft("in_of_other_software", "sub_of_other_software"))).toMatchObject({ status: "ignored" });
  expect(await canOpen(member.userId, club.courseId)).toBe(true);
  expect(await db.invoice.count({ where: { subscriptionId: id } })).toBe(1);
  expect(control.mail.list({}).length).toBe(mails);
});

test("row 14: an order of another site that sells on the same account is looked for, and then left alone instead of being given up", async () => {
  const shop = await aSellingStore(control);
  const event = await told("checkout.session.completed", shop.account.stripeAccountId, { id: "cs_elsewhere", object: "checkout.session", client_reference_id: newId("order") });
  expect(event).toMatchObject({ status: "failed", attempts: 1, nextAttemptAt: expect.any(Date) });
  await db.stripeEvent.update({ where: { id: event.id }, data: { attempts: 19, nextAttemptAt: null } });
  await jobHandlers.sweep({});
  expect(await db.stripeEvent.findUniqueOrThrow({ where: { id: event.id } })).toMatchObject({ status: "ignored", attempts: 20, note: expect.stringContaining("Not an order of this installation") });
});
