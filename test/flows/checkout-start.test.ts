import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { env } from "~/env.server";
import { HOUR, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { newToken } from "~/lib/tokens";
import { action as start } from "~/routes/checkout/start";
import { action as switchAtPay, loader as payPage } from "~/routes/checkout/pay";
import { makePerson } from "../factories/people";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});
beforeEach(() => {
  env.platformFeePercent = 0;
});

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

/** Press the buy button. */
function buy({ offer, price }: Pick<SellingStore, "offer" | "price">, options: { cookie?: string; priceId?: string; uiMode?: string } = {}): Promise<Response> {
  const form = { offerId: offer.id, priceId: options.priceId ?? price.id, uiMode: options.uiMode ?? "embedded_page" };
  return answerOf(() => start(args(makeRequest("/checkout/start", { form, ...(options.cookie ? { cookie: options.cookie } : {}) }))));
}

const orderIdOf = (response: Response) => /^\/checkout\/(ord_\w+)/.exec(response.headers.get("Location") ?? "")?.[1] ?? "";
const ordersOf = (offerId: string) => db.order.findMany({ where: { offerId }, include: { sessions: { orderBy: { createdAt: "asc" } } } });
const sessionsAt = (account: string) => control.checkout.list({ account });
const atStripe = (sessionId: string | null | undefined) => control.checkout.list({ account: shop.account.stripeAccountId }).find((session) => session.id === sessionId);

describe("starting a checkout", () => {
  test("a stranger gets an order and an embedded session on the creator's account, and the browser is remembered", async () => {
    const response = await buy(shop);
    const orderId = orderIdOf(response);
    expect(response.status).toBe(302);
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { sessions: true } });
    expect(order).toMatchObject({ status: "pending", amount: 4900n, currency: "eur", userId: null, connectedAccountId: shop.account.id, accountReason: "primary", offerTitle: shop.offer.title });
    expect(order.sessions).toMatchObject([{ status: "open", uiMode: "embedded_page" }]);
    const session = atStripe(order.sessions[0]?.stripeSessionId)!;
    expect(session).toMatchObject({ ui_mode: "embedded_page", amount_total: 4900, currency: "eur", client_reference_id: orderId, metadata: { order_id: orderId } });
    expect(session.return_url).toBe(`${env.appUrl}/checkout/${orderId}/return?session_id={CHECKOUT_SESSION_ID}`);
    const setCookie = response.headers.getSetCookie().join();
    expect(setCookie).toMatch(/^buyer=.*HttpOnly.*SameSite=Lax/);
    // What the database keeps opens nothing.
    expect(setCookie).not.toContain(order.buyerKeyHash);

    const page = await answerOf(() => payPage(args(makeRequest(`/checkout/${orderId}`, { cookie: cookieFrom(response) }), { orderId })));
    expect(await page.json()).toMatchObject({ view: "embedded", embedded: { stripeAccountId: shop.account.stripeAccountId, clientSecret: session.client_secret } });
    expect(page.headers.get("Cache-Control")).toBe("no-store");
  });

  test("a signed-in buyer's order is theirs, and Checkout knows the address", async () => {
    const person = await makePerson();
    const orderId = orderIdOf(await buy(shop, { cookie: await signedInAs(person.id) }));
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { sessions: true } });
    expect(order).toMatchObject({ userId: person.id, buyerEmail: person.email });
    expect(atStripe(order.sessions[0]?.stripeSessionId)).toMatchObject({ customer_email: person.email });
  });

  test("the platform's fee is a share of the amount, rounded half up to whole minor units", async () => {
    env.platformFeePercent = 2.5;
    const odd = await aSellingStore(control, { amount: 4_420 });
    const orderId = orderIdOf(await buy(odd));
    // 110.5 cents.
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ applicationFee: 111n });
    const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId } });
    control.checkout.pay({ session: stripeSessionId!, number: "4242424242424242", email: "fee@example.com" });
    expect(control.payments.listCharges({ account: odd.account.stripeAccountId }).map((charge) => charge.application_fee_amount)).toEqual([111]);
    await completePurchase(orderId, { cause: "test" });
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "paid", applicationFee: 111n });
  });

  test("yen are whole: never times a hundred", async () => {
    env.platformFeePercent = 3.3;
    const tokyo = await aSellingStore(control, { amount: 1_500, currency: "jpy", country: "JP" });
    const orderId = orderIdOf(await buy(tokyo));
    const [session] = sessionsAt(tokyo.account.stripeAccountId);
    expect(session).toMatchObject({ amount_total: 1_500, currency: "jpy" });
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ amount: 1_500n, applicationFee: 50n });
  });
});

describe("back button, reload, two tabs: one order, one session", () => {
  test("the same browser gets the same order and session again", async () => {
    const mine = await aSellingStore(control);
    const first = await buy(mine);
    const again = await buy(mine, { cookie: cookieFrom(first) });
    expect(orderIdOf(again)).toBe(orderIdOf(first));
    expect(sessionsAt(mine.account.stripeAccountId)).toHaveLength(1);
    const stranger = await buy(mine);
    expect(orderIdOf(stranger)).not.toBe(orderIdOf(first));
  });

  test("eight tabs at the same moment", async () => {
    const mine = await aSellingStore(control);
    const buyerKey = newToken();
    const request = { offerId: mine.offer.id, priceId: mine.price.id, viewer: null, buyerKey, uiMode: "embedded_page" as const };
    const answers = await Promise.all(Array.from({ length: 8 }, () => startCheckout(request)));
    const ids = new Set(answers.flatMap((answer) => (answer.ok ? [answer.value.orderId] : [])));
    expect(ids.size).toBe(1);
    expect(await ordersOf(mine.offer.id)).toHaveLength(1);
    expect(sessionsAt(mine.account.stripeAccountId)).toHaveLength(1);
    // Whoever was told to try again finds the open session now.
    expect(await startCheckout(request)).toMatchObject({ ok: true, value: { orderId: [...ids][0], resumed: true } });
  });

  test("row 25: an order begun with thirty days is not paid for as one for good, nor the other way round", async () => {
    const mine = await aSellingStore(control);
    await db.offer.update({ where: { id: mine.offer.id }, data: { accessDays: 30 } });
    const first = await buy(mine);
    await db.offer.update({ where: { id: mine.offer.id }, data: { accessDays: null } });
    const again = await buy(mine, { cookie: cookieFrom(first) });
    expect(orderIdOf(again)).not.toBe(orderIdOf(first));
    const orders = await db.order.findMany({ where: { offerId: mine.offer.id }, orderBy: { createdAt: "asc" }, include: { sessions: true } });
    expect(orders).toMatchObject([
      { accessDays: 30, sessions: [{ status: "expired" }] },
      { accessDays: null, sessions: [{ status: "open" }] },
    ]);
  });

  test("a signed-in person gets the same order in another browser", async () => {
    const mine = await aSellingStore(control);
    const person = await makePerson();
    const first = await buy(mine, { cookie: await signedInAs(person.id) });
    const elsewhere = await buy(mine, { cookie: await signedInAs(person.id) });
    expect(orderIdOf(elsewhere)).toBe(orderIdOf(first));
    expect(sessionsAt(mine.account.stripeAccountId)).toHaveLength(1);
  });

  test("going back after paying shows the purchase instead of the till, before any webhook", async () => {
    const mine = await aSellingStore(control);
    const first = await buy(mine);
    const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId: orderIdOf(first) } });
    control.checkout.pay({ session: stripeSessionId!, number: "4242424242424242", email: "once@example.com" });
    for (let press = 0; press < 2; press += 1) {
      const again = await buy(mine, { cookie: cookieFrom(first) });
      expect(again.headers.get("Location")).toBe(`/checkout/${orderIdOf(first)}/return`);
    }
    expect(await ordersOf(mine.offer.id)).toMatchObject([{ status: "paid" }]);
    expect(control.payments.listCharges({ account: mine.account.stripeAccountId })).toHaveLength(1);
  });

  test("an owner is led to the library", async () => {
    const mine = await aSellingStore(control);
    const person = await makePerson();
    await db.grant.create({ data: { id: newId("grant"), userId: person.id, offerId: mine.offer.id, grantedAt: new Date() } });
    const response = await buy(mine, { cookie: await signedInAs(person.id) });
    expect(response.headers.get("Location")).toBe(`/library/${mine.offer.id}`);
    expect(await ordersOf(mine.offer.id)).toHaveLength(0);
  });

  test("a checkout that ran out is followed by a new one", async () => {
    const mine = await aSellingStore(control);
    const first = await buy(mine);
    setClock(() => Date.now() + 3 * HOUR);
    const again = await buy(mine, { cookie: cookieFrom(first) });
    expect(again.headers.get("Location")).toMatch(/^\/checkout\/ord_\w+$/);
    const open = sessionsAt(mine.account.stripeAccountId).filter((session) => session.status === "open");
    expect(open).toHaveLength(1);
    expect((await ordersOf(mine.offer.id)).map((order) => order.status).sort()).toEqual(["expired", "pending"]);
  });

  test("who signs in halfway keeps one session that can be paid", async () => {
    const mine = await aSellingStore(control);
    const guest = await buy(mine);
    const person = await makePerson();
    const response = await buy(mine, { cookie: `${cookieFrom(guest)}; ${await signedInAs(person.id)}` });
    expect(orderIdOf(response)).not.toBe(orderIdOf(guest));
    expect(sessionsAt(mine.account.stripeAccountId).map((session) => session.status).sort()).toEqual(["expired", "open"]);
  });
});

describe("row 25: the price shown is the price paid, or a clear refusal", () => {
  const reprice = async ({ offer }: SellingStore, amount: bigint) => {
    await db.price.updateMany({ where: { offerId: offer.id }, data: { active: false } });
    return db.price.create({ data: { id: newId("price"), offerId: offer.id, amount, currency: "eur", active: true, createdAt: new Date() } });
  };

  test("a changed price stops the sale and shows the new one; pressing again buys at that", async () => {
    const mine = await aSellingStore(control);
    const price = await reprice(mine, 5900n);
    const refused = await buy(mine);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ refusal: { kind: "price_changed", price: { id: price.id, text: "€59" } } });
    expect(await ordersOf(mine.offer.id)).toHaveLength(0);
    expect(orderIdOf(await buy({ offer: mine.offer, price }))).not.toBe("");
    expect(sessionsAt(mine.account.stripeAccountId)).toMatchObject([{ amount_total: 5900 }]);
  });

  test("an amount sent by the browser is nothing to us", async () => {
    const mine = await aSellingStore(control);
    const form = { offerId: mine.offer.id, priceId: mine.price.id, uiMode: "embedded_page", amount: "1", currency: "jpy", price: "1" };
    await answerOf(() => start(args(makeRequest("/checkout/start", { form }))));
    expect(sessionsAt(mine.account.stripeAccountId)).toMatchObject([{ amount_total: 4900, currency: "eur" }]);
    const other = await aSellingStore(control, { amount: 100 });
    expect((await buy(mine, { priceId: other.price.id })).status).toBe(409);
  });

  test("after a change the session at the old price is closed, so that only one can be paid", async () => {
    const mine = await aSellingStore(control);
    const first = await buy(mine);
    const price = await reprice(mine, 3900n);
    await buy({ offer: mine.offer, price }, { cookie: cookieFrom(first) });
    expect(sessionsAt(mine.account.stripeAccountId).map(({ status, amount_total }) => ({ status, amount_total })).sort((a, b) => a.amount_total! - b.amount_total!)).toEqual([
      { status: "open", amount_total: 3900 },
      { status: "expired", amount_total: 4900 },
    ]);
  });

  test("archived between view and click, and while the checkout is open", async () => {
    const mine = await aSellingStore(control);
    const begun = await buy(mine);
    const orderId = orderIdOf(begun);
    await db.offer.update({ where: { id: mine.offer.id }, data: { status: "archived" } });
    const refused = await buy(mine);
    expect(refused.status).toBe(410);
    expect(await refused.json()).toMatchObject({ refusal: { kind: "offer_unavailable" } });
    const page = await answerOf(() => payPage(args(makeRequest(`/checkout/${orderId}`, { cookie: cookieFrom(begun) }), { orderId })));
    expect(await page.json()).toMatchObject({ view: "closed", refusal: { kind: "offer_unavailable" } });
    expect(sessionsAt(mine.account.stripeAccountId)).toMatchObject([{ status: "expired" }]);
  });

  test("a draft, and an unknown offer, are nothing", async () => {
    const mine = await aSellingStore(control);
    await db.offer.update({ where: { id: mine.offer.id }, data: { status: "draft", publishedAt: null } });
    expect((await buy(mine)).status).toBe(404);
    expect((await buy({ offer: { ...mine.offer, id: "off_nothing" }, price: mine.price })).status).toBe(404);
  });
});

describe("the other way of paying", () => {
  test("the embedded session is closed before the hosted one opens", async () => {
    const mine = await aSellingStore(control);
    const begun = await buy(mine);
    const orderId = orderIdOf(begun);
    const request = () => makeRequest(`/checkout/${orderId}`, { form: { intent: "hosted" }, cookie: cookieFrom(begun) });
    const switched = await answerOf(() => switchAtPay(args(request(), { orderId })));
    expect(switched.headers.get("Location")).toBe(`/checkout/${orderId}?go=1`);
    const sessions = sessionsAt(mine.account.stripeAccountId);
    expect(sessions.map(({ ui_mode, status }) => `${ui_mode} ${status}`).sort()).toEqual(["embedded_page expired", "hosted_page open"]);
    const hosted = sessions.find((session) => session.ui_mode === "hosted_page")!;
    expect(hosted.success_url).toBe(`${env.appUrl}/checkout/${orderId}/return?session_id={CHECKOUT_SESSION_ID}`);
    expect(hosted.cancel_url).toBe(`${env.appUrl}/checkout/${orderId}`);
    const page = await answerOf(() => payPage(args(makeRequest(`/checkout/${orderId}`, { cookie: cookieFrom(begun) }), { orderId })));
    expect(await page.json()).toMatchObject({ view: "hosted", url: hosted.url, go: false });
    // Pressed twice: still one.
    await answerOf(() => switchAtPay(args(request(), { orderId })));
    expect(sessionsAt(mine.account.stripeAccountId)).toHaveLength(2);
  });

  test("if the embedded one was paid meanwhile, there is nothing left to pay", async () => {
    const mine = await aSellingStore(control);
    const begun = await buy(mine);
    const orderId = orderIdOf(begun);
    const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId } });
    control.checkout.pay({ session: stripeSessionId!, number: "4242424242424242", email: "quick@example.com" });
    const switched = await answerOf(() => switchAtPay(args(makeRequest(`/checkout/${orderId}`, { form: { intent: "hosted" }, cookie: cookieFrom(begun) }), { orderId })));
    expect(switched.headers.get("Location")).toBe(`/checkout/${orderId}/return`);
    expect(sessionsAt(mine.account.stripeAccountId)).toHaveLength(1);
  });
});
