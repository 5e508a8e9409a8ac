import Stripe from "stripe";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { processEvent } from "~/domain/events/process.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { receiveOwnEvent } from "~/domain/events/receive-own.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { unseal } from "~/lib/secret-box.server";
import { newToken } from "~/lib/tokens";
import { action as give } from "~/routes/settings/integrations.stripe.key";
import { aCourse } from "../factories/catalog";
import { aConnectedAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { sandboxKeys } from "../sandbox";
import { context } from "../setup/context";
import { mailsTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// Somebody who sells here with a key of their own knows the secret of their own endpoint, and can sign whatever they like with it.
const { control } = useSandbox();

/** The one who sells honestly, and the order of a buyer of theirs. */
let victim: { account: ConnectedAccount; email: string; orderId: string; sessionId: string };
/** The one who signs. */
let own: ConnectedAccount;
let count = 0;

beforeEach(async () => {
  control.webhooks.configure({ mode: "drop" });
  const seller = await makeStore();
  const account = await aConnectedAccount(control, seller.store.id);
  const { orderId, sessionId } = await begin(seller.store.id);
  victim = { account, email: seller.owner.email, orderId, sessionId };

  const signer = await makeStore();
  const acct = control.accounts.create({ businessName: "Signs anything", country: "DE", currency: "eur" }).account.id;
  const { key } = control.accounts.createRestrictedKey({ account: acct });
  await answerOf(async () => give({ request: makeRequest("/settings/integrations/stripe/key", { form: { intent: "connect", key }, cookie: await signedInAs(signer.owner.id) }), params: {}, context }));
  own = await db.connectedAccount.findFirstOrThrow({ where: { stripeAccountId: acct } });
});

async function begin(storeId: string): Promise<{ orderId: string; sessionId: string }> {
  const { offer, price } = await aCourse(storeId, { amount: 4900, currency: "eur" });
  const begun = await startCheckout({ offerId: offer.id, priceId: price!.id, viewer: null, buyerKey: newToken(), uiMode: "hosted_page" });
  if (!begun.ok) throw new Error(begun.error.kind);
  const session = await db.checkoutSession.findFirstOrThrow({ where: { orderId: begun.value.orderId } });
  return { orderId: begun.value.orderId, sessionId: session.stripeSessionId ?? "" };
}

/** Signed with the signer's own secret, delivered to the signer's own endpoint, and processed. */
async function send(type: string, object: object, more: object = {}) {
  const id = `evt_forged_${(count += 1)}`;
  const payload = JSON.stringify({ id, object: "event", type, api_version: "2026-10-28.endive", livemode: false, created: Math.floor(now().getTime() / 1000), account: victim.account.stripeAccountId, data: { object }, ...more });
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: unseal(own.webhookSecretEncrypted ?? "") });
  expect(await receiveOwnEvent(own.id, payload, header)).toEqual({ ok: true, value: "stored" });
  await processEvent(id);
  return db.stripeEvent.findUniqueOrThrow({ where: { id } });
}

const order = () => db.order.findUniqueOrThrow({ where: { id: victim.orderId } });
const paid = (more: object) => ({ id: victim.sessionId, object: "checkout.session", status: "complete", payment_status: "paid", amount_subtotal: 4900, amount_total: 4900, currency: "eur", client_reference_id: victim.orderId, metadata: { order_id: victim.orderId }, ...more });

describe("row 13: forged at one's own endpoint", () => {
  test("a payment of somebody else's order, by session, payment or reference: nothing is fulfilled", async () => {
    expect(await send("checkout.session.completed", paid({}))).toMatchObject({ status: "ignored", stripeAccountId: own.stripeAccountId });
    expect(await send("payment_intent.succeeded", { id: "pi_x", object: "payment_intent", metadata: { order_id: victim.orderId } })).toMatchObject({ status: "ignored" });
    expect(await order()).toMatchObject({ status: "pending" });
    expect(await db.grant.count({ where: { orderId: victim.orderId } })).toBe(0);
  });

  test("a refund of somebody else's paid order takes nothing back", async () => {
    control.checkout.pay({ session: victim.sessionId, email: "buyer@example.com" });
    await completePurchase(victim.orderId, { cause: "test" });
    const { stripePaymentIntentId } = await order();
    expect(await send("charge.refunded", { id: "ch_x", object: "charge", payment_intent: stripePaymentIntentId, amount_refunded: 4900, metadata: { order_id: victim.orderId } })).toMatchObject({ status: "ignored" });
    expect(await order()).toMatchObject({ status: "paid", amountRefunded: 0n });
    expect(await db.grant.count({ where: { orderId: victim.orderId, revokedAt: null } })).toBe(1);
  });

  test("the end of somebody else's connection, or a payout of theirs that came back: they keep it and hear nothing", async () => {
    await send("account.application.deauthorized", { id: "ca_x", object: "application" });
    await send("account.updated", { id: victim.account.stripeAccountId, object: "account", charges_enabled: false });
    await send("payout.failed", { id: "po_theirs", object: "payout", status: "failed", amount: 1, currency: "eur", arrival_date: Math.floor(now().getTime() / 1000), livemode: false });
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: victim.account.id } })).toMatchObject({ status: "connected", chargesEnabled: true });
    expect(await mailsTo(victim.email)).toEqual([]);
  });

  test("an event of the other mode is kept and not applied", async () => {
    expect(await send("account.updated", { id: own.stripeAccountId, object: "account" }, { livemode: true })).toMatchObject({ status: "ignored", note: expect.stringContaining("live") });
  });

  test("one's own order is only as paid as Stripe says", async () => {
    const mine = await begin(own.storeId);
    expect(await send("checkout.session.completed", paid({ id: mine.sessionId, client_reference_id: mine.orderId, metadata: { order_id: mine.orderId } }))).toMatchObject({ status: "processed" });
    expect(await db.order.findUniqueOrThrow({ where: { id: mine.orderId } })).toMatchObject({ status: "pending" });
    // Nor by a session of the same account that was paid for something else.
    const other = await begin(own.storeId);
    control.checkout.pay({ session: other.sessionId, email: "buyer@example.com" });
    await send("checkout.session.completed", paid({ id: other.sessionId, client_reference_id: mine.orderId, metadata: { order_id: mine.orderId } }));
    expect(await db.order.findUniqueOrThrow({ where: { id: mine.orderId } })).toMatchObject({ status: "pending" });
  });
});

describe("the platform's own account is also the one that sells, by a key", () => {
  /** Stripe sends one event to both endpoints, and names the account at neither. */
  const both = (id: string, object: object) => {
    const payload = JSON.stringify({ id, object: "event", type: "checkout.session.completed", api_version: "2026-10-28.endive", livemode: false, created: Math.floor(now().getTime() / 1000), data: { object } });
    const signedWith = (secret: string) => Stripe.webhooks.generateTestHeaderString({ payload, secret });
    return {
      platform: () => receiveStripeEvent("account", payload, signedWith(sandboxKeys.accountWebhookSecret)),
      own: () => receiveOwnEvent(own.id, payload, signedWith(unseal(own.webhookSecretEncrypted ?? ""))),
    };
  };

  test.each([["platform", "own"], ["own", "platform"]] as const)("%s first: the sale is heard of, once", async (first, second) => {
    const mine = await begin(own.storeId);
    control.checkout.pay({ session: mine.sessionId, email: "buyer@example.com" });
    const id = `evt_both_${first}`;
    const arrives = both(id, paid({ id: mine.sessionId, client_reference_id: mine.orderId, metadata: { order_id: mine.orderId } }));
    for (const way of [first, second]) {
      expect(await arrives[way]()).toMatchObject({ ok: true });
      await processEvent(id);
    }
    expect(await db.order.findUniqueOrThrow({ where: { id: mine.orderId } })).toMatchObject({ status: "paid" });
    expect(await db.stripeEvent.findMany({ where: { id }, select: { status: true, stripeAccountId: true } })).toEqual([{ status: "processed", stripeAccountId: own.stripeAccountId }]);
    expect(await arrives.platform()).toEqual({ ok: true, value: "duplicate" });
  });
});
