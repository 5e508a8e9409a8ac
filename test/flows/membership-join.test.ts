import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { claimFreeOffer } from "~/domain/checkout/claim-free-offer.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { giveByHand } from "~/domain/orders/give-by-hand.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { newToken } from "~/lib/tokens";
import { stripeClient } from "~/integrations/stripe/client.server";
import { aCourse } from "../factories/catalog";
import { makePerson } from "../factories/people";
import { aClub, aMember, aRecurringPrice, aTier, beginToJoin, CARD, deliver, payToJoin, type Club } from "../factories/memberships";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let club: Club;
beforeAll(async () => {
  club = await aClub(control);
});
beforeEach(() => {
  env.platformFeePercent = 0;
});

const on = () => ({ stripeAccount: club.shop.account.stripeAccountId });
const ask = (viewer: { id: string; email: string } | null, priceId: string, offerId = club.offer.id, buyerKey = newToken()) => startCheckout({ offerId, priceId, viewer, buyerKey, uiMode: "hosted_page" });

async function outcome(orderId: string) {
  const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { subscription: { include: { invoices: true } }, grants: true } });
  const receipts = await db.outboxEmail.findMany({ where: { orderId, kind: "receipt" } });
  return { order, status: order.status, subscription: order.subscription, grants: order.grants.filter((grant) => !grant.revokedAt), receipts };
}

describe("joining", () => {
  test("the first payment makes the order, the membership, its invoice, the grant and one receipt", async () => {
    env.platformFeePercent = 5;
    const { orderId, user } = await payToJoin(control, club);
    await deliver(control);
    const { order, subscription, grants, receipts } = await outcome(orderId);
    expect(order).toMatchObject({ status: "paid", amount: 900n, amountPaid: 900n, applicationFee: 45n, interval: "month", tierId: club.tier.id, number: expect.any(Number), stripePaymentIntentId: expect.stringMatching(/^pi_/) });
    expect(subscription).toMatchObject({ status: "active", userId: user?.id, tierId: club.tier.id, priceId: club.monthly.id, endedAt: null, paidUntil: null, paymentMethodLabel: "Visa •••• 4242" });
    expect(subscription?.invoices).toMatchObject([{ status: "paid", amountPaid: 900n, billingReason: "subscription_create", stripePaymentIntentId: order.stripePaymentIntentId }]);
    expect(grants).toMatchObject([{ offerId: club.offer.id, tierId: club.tier.id, expiresAt: null }]);
    expect(await canOpen(user!.id, club.courseId), "the tier opens its course").toBe(true);
    expect(receipts).toHaveLength(1);
    const mail = control.mail.list({ to: user!.email }).find((one) => /receipt/i.test(one.subject))!;
    for (const fact of ["The Tuesday Club", "Studio, monthly", "€9 a month"]) expect(mail.text).toContain(fact);
  });

  test("product and price are made once an account and price, and a tier has one product", async () => {
    await Promise.all([beginToJoin(club), beginToJoin(club), beginToJoin(club, { price: club.yearly })]);
    const rows = await db.stripePrice.findMany({ where: { connectedAccountId: club.shop.account.id, price: { tierId: club.tier.id } } });
    expect(rows.map((row) => row.priceId).sort()).toEqual([club.monthly.id, club.yearly.id].sort());
    const { data } = await stripeClient().prices.list({ limit: 100 }, on());
    for (const priceId of [club.monthly.id, club.yearly.id]) expect(data.filter((price) => price.metadata.price_id === priceId)).toHaveLength(1);
  });

  test("a price that somebody archived in the Dashboard is put back to use", async () => {
    await beginToJoin(club);
    const { stripePriceId, stripeProductId } = await db.stripePrice.findFirstOrThrow({ where: { priceId: club.monthly.id } });
    await stripeClient().prices.update(stripePriceId, { active: false }, on());
    await stripeClient().products.update(stripeProductId, { active: false }, on());
    const { orderId } = await payToJoin(control, club);
    await deliver(control);
    expect((await outcome(orderId)).status).toBe("paid");
    expect((await stripeClient().prices.retrieve(stripePriceId, {}, on())).active).toBe(true);
  });

  test("yen are taken as they are", async () => {
    const yen = await aClub(control, { currency: "jpy", monthly: 1200 });
    const { orderId } = await payToJoin(control, yen);
    await deliver(control);
    expect(await outcome(orderId)).toMatchObject({ status: "paid", order: { amountPaid: 1200n, currency: "jpy" } });
  });
});

describe("a trial", () => {
  test("begins with nothing, says what comes when, and its first payment is an invoice of the same membership", async () => {
    const tried = await aClub(control, { trialDays: 14 });
    const { orderId, user } = await payToJoin(control, tried);
    await completePurchase(orderId, { cause: "return page" });
    await drain(jobHandlers);
    const begun = await outcome(orderId);
    expect(begun).toMatchObject({ status: "paid", order: { amount: 0n, amountPaid: 0n, trialDays: 14 }, subscription: { status: "trialing", trialEndsAt: expect.any(Date) }, grants: [{ expiresAt: null }] });
    const mail = control.mail.list({ to: user!.email }).find((one) => /receipt/i.test(one.subject))!;
    expect(mail.text).toMatch(/€0 today, then €9 a month from \d+ \w+\s+\d{4}/);
    setClock(() => Date.now() + 15 * DAY);
    await deliver(control);
    const paid = await outcome(orderId);
    expect(paid.subscription).toMatchObject({ status: "active" });
    expect(paid.subscription?.invoices.find((one) => one.billingReason === "subscription_cycle")).toMatchObject({ status: "paid", amountPaid: 900n });
    expect(paid.order.amountPaid, "the order is the first payment").toBe(0n);
  });

  test("is there once a person, by their account and by their browser; the price is then asked for at once", async () => {
    const tried = await aClub(control, { trialDays: 7 });
    const first = await aMember(control, tried);
    await stripeClient().subscriptions.cancel(first.stripeSubscriptionId, {}, { stripeAccount: tried.shop.account.stripeAccountId });
    await deliver(control);
    const again = await beginToJoin(tried, { user: first.user });
    expect(await db.order.findUnique({ where: { id: again.orderId } })).toMatchObject({ trialDays: 0, amount: 900n });
    const guest = await beginToJoin(tried, { user: null, buyerKey: first.buyerKey });
    expect(await db.order.findUnique({ where: { id: guest.orderId } })).toMatchObject({ trialDays: 0, amount: 900n });
    // Another browser, not signed in, the same address: known only when it is too late for the till.
    const other = await payToJoin(control, tried, { user: null, email: first.user!.email });
    await deliver(control);
    expect(await outcome(other.orderId)).toMatchObject({ grants: [], receipts: [], subscription: { status: "canceled", endedAt: expect.any(Date) } });
  });
});

describe("row 24: one membership a person", () => {
  test("two tabs get the same order and session", async () => {
    const user = await makePerson();
    const [one, two] = await Promise.all([ask(user, club.monthly.id), ask(user, club.monthly.id)]);
    expect(one.ok && two.ok && one.value.orderId === two.value.orderId).toBe(true);
    expect(await db.checkoutSession.count({ where: { orderId: one.ok ? one.value.orderId : "", status: "open" } })).toBe(1);
  });

  test("another tier chosen in a second tab closes the first one's checkout", async () => {
    const user = await makePerson();
    const first = await beginToJoin(club, { user });
    await beginToJoin(club, { user, price: club.goldMonthly });
    expect(await db.checkoutSession.findFirst({ where: { orderId: first.orderId } })).toMatchObject({ status: "expired" });
    expect(() => control.checkout.pay({ session: first.sessionId, number: CARD, email: user.email, name: "N" })).toThrow(/expired/);
  });

  test("a live member is sent to the change of plan; one whose membership has ended joins again", async () => {
    const member = await aMember(control, club);
    for (const price of [club.monthly, club.goldMonthly]) expect(await ask(member.user, price.id)).toEqual({ ok: false, error: { kind: "already_member", subscriptionId: member.subscriptionId } });
    await stripeClient().subscriptions.cancel(member.stripeSubscriptionId, {}, on());
    await deliver(control);
    expect(await canOpen(member.userId, club.courseId)).toBe(false);
    const second = await aMember(control, club, { user: member.user });
    expect(second.subscriptionId).not.toBe(member.subscriptionId);
    expect(await canOpen(member.userId, club.courseId)).toBe(true);
  });

  test("paid twice from two browsers: the second membership is ended at once, its payment goes back, and never are both kept", async () => {
    const member = await aMember(control, club);
    const second = await payToJoin(control, club, { user: null, email: member.user!.email });
    await deliver(control);
    await deliver(control);
    expect(await outcome(second.orderId)).toMatchObject({ grants: [], receipts: [], order: { duplicateOfId: member.orderId, amountRefunded: 900n }, subscription: { status: "canceled" } });
    expect(await db.subscription.count({ where: { userId: member.userId, endedAt: null } })).toBe(1);
    expect(await canOpen(member.userId, club.courseId)).toBe(true);
    expect(control.mail.list({ to: member.user!.email }).some((mail) => /paid twice|second payment|sent back|back/i.test(mail.subject))).toBe(true);
  });
});

describe("row 25: what was shown is what is paid", () => {
  test("a price that is not active any more, an archived tier, another offer's price: each is a clear refusal", async () => {
    const here = await aClub(control);
    const user = await makePerson();
    await db.price.update({ where: { id: here.monthly.id }, data: { active: false } });
    expect(await ask(user, here.monthly.id, here.offer.id)).toEqual({ ok: false, error: { kind: "price_changed" } });
    expect(await ask(user, club.monthly.id, here.offer.id), "row 29: a price of another creator").toEqual({ ok: false, error: { kind: "price_changed" } });
    await db.tier.update({ where: { id: here.gold.id }, data: { archivedAt: new Date() } });
    expect(await ask(user, here.goldMonthly.id, here.offer.id)).toEqual({ ok: false, error: { kind: "offer_unavailable" } });
    await db.offer.update({ where: { id: here.offer.id }, data: { status: "archived" } });
    expect(await ask(user, here.yearly.id, here.offer.id)).toEqual({ ok: false, error: { kind: "offer_unavailable" } });
  });

  test("row 22: an amount that is not the order's is put aside, opens nothing, and is not charged again", async () => {
    const { orderId, sessionId, user } = await payToJoin(control, club);
    await db.order.update({ where: { id: orderId }, data: { amount: 1n } });
    await deliver(control);
    expect(await outcome(orderId)).toMatchObject({ status: "quarantined", grants: [], subscription: null });
    expect(await canOpen(user!.id, club.courseId)).toBe(false);
    const waiting = await db.stripeEvent.count({ where: { status: "failed", note: { contains: orderId } } });
    expect(waiting, "its events are not tried for ever").toBe(0);
    const session = await stripeClient().checkout.sessions.retrieve(sessionId, { expand: ["subscription"] }, on());
    expect(session.subscription).toMatchObject({ status: "canceled" });
  });
});

describe("the free tier", () => {
  test("opens at once for a proved address; who joins a paid tier later leaves it", async () => {
    const free = await aTier(club.offer.id, "Friends", 2, [club.courseId]);
    const price = await aRecurringPrice(free, null, 0);
    const user = await makePerson();
    const claim = { offerId: club.offer.id, priceId: price.id, viewer: { ...user, emailVerified: true }, email: "", buyerKey: newToken(), requester: { ip: "198.51.100.9", userAgent: "test" } as never };
    const claimed = await claimFreeOffer(claim);
    expect(claimed).toMatchObject({ ok: true, value: { outcome: "granted" } });
    expect(await db.grant.findFirst({ where: { userId: user.id, offerId: club.offer.id } })).toMatchObject({ tierId: free.id, revokedAt: null });
    expect(await canOpen(user.id, club.courseId)).toBe(true);
    expect(await claimFreeOffer(claim)).toMatchObject({ ok: false, error: { kind: "already_owned" } });
    const member = await aMember(control, club, { user });
    const grants = await db.grant.findMany({ where: { userId: user.id, offerId: club.offer.id }, orderBy: { grantedAt: "asc" } });
    expect(grants).toMatchObject([{ tierId: free.id, revokedKind: "left" }, { tierId: club.tier.id, revokedAt: null, orderId: member.orderId }]);
  });

  test("a paid tier's price cannot be taken for free, nor a free one bought", async () => {
    const user = await makePerson();
    const claim = { offerId: club.offer.id, priceId: club.monthly.id, viewer: { ...user, emailVerified: true }, email: "", buyerKey: newToken(), requester: { ip: "198.51.100.9", userAgent: "test" } as never };
    expect(await claimFreeOffer(claim)).toEqual({ ok: false, error: { kind: "not_free" } });
    const free = await db.price.findFirstOrThrow({ where: { offerId: club.offer.id, amount: 0n } });
    expect(await ask(user, free.id)).toEqual({ ok: false, error: { kind: "free" } });
  });

  test("a tier that the creator gave by hand stays theirs, whatever becomes of another one they join", async () => {
    const { offer: inside } = await aCourse(club.shop.store.id);
    const basic = await aTier(club.offer.id, "Basic", 3, [inside.id]);
    const user = await makePerson();
    const gift = { orderId: newId("order"), storeId: club.shop.store.id, actorId: club.shop.owner.id, email: user.email, name: "", offerId: club.offer.id, tierId: basic.id, days: null, reason: "", message: "" };
    expect(await giveByHand(gift)).toMatchObject({ ok: true });
    const member = await aMember(control, club, { user, price: club.goldMonthly });
    const { order } = await outcome(member.orderId);
    control.payments.refund({ charge: order.stripePaymentIntentId ?? "" });
    await deliver(control);
    expect(await canOpen(user.id, club.courseId), "what was paid back").toBe(false);
    expect(await canOpen(user.id, inside.id), "what was given").toBe(true);
  });
});

describe("row 21: money that takes days", () => {
  /** A debit instead of a card: Stripe's own words for the money on its way, and for how it ended. */
  function debit(sessionId: string, money: "processing" | "succeeded" | "requires_payment_method") {
    const state = JSON.parse(JSON.stringify(control.state.export())) as { buckets: Record<string, Record<string, Record<string, Record<string, unknown>>>> };
    const bucket = state.buckets[club.shop.account.stripeAccountId]!;
    const session = bucket["checkout.session"]![sessionId]!;
    session.payment_status = money === "succeeded" ? "paid" : "unpaid";
    const invoice = bucket.invoice![String(session.invoice)]!;
    const payment = Object.values(bucket.invoice_payment!).find((one) => one.invoice === invoice.id)! as { payment: { payment_intent: string } };
    const intent = bucket.payment_intent![payment.payment.payment_intent]!;
    intent.status = money;
    if (money !== "succeeded") Object.assign(invoice, { status: "open", amount_paid: 0 });
    else Object.assign(invoice, { status: "paid", amount_paid: invoice.amount_due });
    control.state.import({ state: state as never });
  }

  test("unpaid opens nothing, arriving opens, failing ends the subscription at Stripe too", async () => {
    const arrives = await payToJoin(control, club);
    const fails = await payToJoin(control, club);
    for (const { sessionId, orderId, user } of [arrives, fails]) {
      debit(sessionId, "processing");
      await completePurchase(orderId, { cause: "checkout.session.completed" });
      expect(await outcome(orderId)).toMatchObject({ status: "processing", grants: [], receipts: [], subscription: null });
      expect(await canOpen(user!.id, club.courseId)).toBe(false);
    }
    debit(arrives.sessionId, "succeeded");
    debit(fails.sessionId, "requires_payment_method");
    for (const { orderId } of [arrives, fails]) await completePurchase(orderId, { cause: "checkout.session.async_payment" });
    expect(await outcome(arrives.orderId)).toMatchObject({ status: "paid", grants: [{ expiresAt: null }], subscription: { status: "active" } });
    expect(await outcome(fails.orderId)).toMatchObject({ status: "failed", grants: [], subscription: null });
    const session = await stripeClient().checkout.sessions.retrieve(fails.sessionId, { expand: ["subscription"] }, on());
    expect(session.subscription).toMatchObject({ status: "canceled" });
  });
});

test("row 5: the buyer is back before any message; a session paid while Stripe's messages are lost is found by the sweep", async () => {
  const back = await payToJoin(control, club);
  expect(await completePurchase(back.orderId, { cause: "return page" })).toMatchObject({ ok: true, value: { status: "paid" } });
  expect((await outcome(back.orderId)).subscription).toMatchObject({ status: "active" });
  const lost = await payToJoin(control, club);
  control.webhooks.configure({ mode: "drop" });
  setClock(() => Date.now() + 26 * HOUR);
  await jobHandlers.sweep({});
  await drain(jobHandlers);
  expect(await outcome(lost.orderId)).toMatchObject({ status: "paid", subscription: { status: "active" }, grants: [{ tierId: club.tier.id }] });
});
