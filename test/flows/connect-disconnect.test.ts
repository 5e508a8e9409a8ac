import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { disconnectAccount, markDisconnected } from "~/domain/merchants/disconnect-account.server";
import { primaryAccount } from "~/domain/merchants/queries.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { newToken } from "~/lib/tokens";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import { action, loader } from "~/routes/settings/integrations.stripe";
import { loader as callback } from "~/routes/settings/integrations.stripe.callback";
import { loader as confirmation } from "~/routes/settings/integrations.stripe.disconnect";
import { aCourse } from "../factories/catalog";
import { aConnectedAccount, anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const PAGE = "/settings/integrations/stripe";
let store: Store;
let owner: User;
let cookie: string;
let account: ConnectedAccount;

beforeEach(async () => {
  ({ store, owner } = await makeStore());
  cookie = await signedInAs(owner.id);
  account = await aConnectedAccount(control, store.id);
});

const press = (intent: string, accountId = account.id, as = cookie) =>
  answerOf(() => action({ request: makeRequest(PAGE, { form: { intent, accountId }, cookie: as }), params: {}, context }));
const row = () => db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } });

/** An open checkout for a course of this store, at Stripe and here. */
async function openCheckout() {
  const { offer, price } = await aCourse(store.id);
  const at = now();
  const order = await db.order.create({
    data: {
      id: newId("order"), storeId: store.id, offerId: offer.id, priceId: price!.id, connectedAccountId: account.id, buyerKeyHash: "x", status: "pending", offerTitle: offer.title, offerKind: "course", amount: 4900n, currency: "eur", createdAt: at,
    },
  });
  const made = await stripeClient().checkout.sessions.create(
    { mode: "payment", success_url: "http://localhost:3000/done", line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 4900, product_data: { name: offer.title } } }] },
    { stripeAccount: account.stripeAccountId },
  );
  const session = await db.checkoutSession.create({
    data: { id: newId("checkoutSession"), orderId: order.id, stripeSessionId: made.id, uiMode: "hosted_page", status: "open", createdAt: at, expiresAt: later(3_600_000, at) },
  });
  return { order, session, stripeSessionId: made.id };
}

describe("from our side", () => {
  test("asks first, and names what stops", async () => {
    await openCheckout();
    const answer = await answerOf(() => confirmation({ request: makeRequest(`${PAGE}/disconnect/${account.id}`, { cookie }), params: { accountId: account.id }, context }));
    expect(await answer.json()).toMatchObject({
      account: { name: "Studio Vint" },
      stops: [expect.stringMatching(/^“.+” can no longer be bought\.$/), "One buyer is in the checkout now; it will be closed.", expect.stringContaining("no longer sees refunds")],
    });
  });

  test("names the account that would sell instead, and the subscriptions that go on without us", async () => {
    const next = await anAccount(store.id, { displayName: "The Backup" });
    await aCourse(store.id, { amount: 2900, currency: "eur" });
    const own = await aCourse(store.id, { amount: 1900, currency: "eur" });
    await db.offer.update({ where: { id: own.offer.id }, data: { connectedAccountId: next.id } });
    const on = { stripeAccount: account.stripeAccountId };
    const made = await stripeClient().checkout.sessions.create(
      { mode: "subscription", success_url: "http://localhost:3000/done", line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 1200, recurring: { interval: "month" }, product_data: { name: "Club" } } }] },
      on,
    );
    control.checkout.pay({ session: made.id, email: "member@example.com" });
    const answer = await answerOf(() => confirmation({ request: makeRequest(`${PAGE}/disconnect/${account.id}`, { cookie }), params: { accountId: account.id }, context }));
    const { stops } = (await answer.json()) as { stops: string[] };
    expect(stops[0]).toMatch(/^“.+” will be sold through The Backup from now on\.$/);
    expect(stops).toContainEqual(expect.stringMatching(/^One running subscription renews for €12(\.00)?, next on \d/));
    expect(stops.join(" ")).not.toContain("can no longer be bought");
  });

  test("ends both sides, closes open checkouts first, and keeps the row", async () => {
    const { stripeSessionId, session } = await openCheckout();
    expect((await press("disconnect")).headers.get("Location")).toBe(PAGE);
    expect(await row()).toMatchObject({ status: "disconnected", isPrimary: false, chargesEnabled: false, disconnectedAt: expect.any(Date) });
    expect(control.accounts.get({ account: account.stripeAccountId }).connected).toBe(false);
    expect(control.checkout.view({ session: stripeSessionId })?.session).toMatchObject({ status: "expired" });
    expect(await db.checkoutSession.findUniqueOrThrow({ where: { id: session.id } })).toMatchObject({ status: "expired" });
    expect(await primaryAccount(store.id)).toBeNull();
    expect(await studioBanner(store.id)).toMatchObject({ state: "disconnected", tone: "urgent", title: "Stripe is disconnected" });
    expect((await db.transition.findFirstOrThrow({ where: { subjectId: account.id, toState: "disconnected" } })).causeId).toBe(owner.id);
  });

  test("not while a buyer's payment has not been heard of", async () => {
    const { stripeSessionId } = await openCheckout();
    control.checkout.pay({ session: stripeSessionId, email: "buyer@example.com" });
    expect(await disconnectAccount(store.id, account.id, { cause: "test" })).toEqual({ ok: false, error: "sale_under_way" });
    expect(await row()).toMatchObject({ status: "connected" });
    expect(control.accounts.get({ account: account.stripeAccountId }).connected).toBe(true);
  });

  test("a checkout that is just being made is not handed out", async () => {
    const { offer, price } = await aCourse(store.id);
    // The answer of Stripe is on its way for longer than the whole disconnection takes.
    control.faults.add({ service: "stripe", operation: "checkout.sessions.create", effect: "delay", delayMs: 1500, when: "after" });
    const buying = startCheckout({ offerId: offer.id, priceId: price!.id, uiMode: "hosted_page", viewer: null, buyerKey: "k".repeat(43) });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await press("disconnect");
    expect((await row()).status).toBe("disconnected");
    expect(await buying).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    expect(await db.checkoutSession.count({ where: { order: { storeId: store.id }, status: { in: ["creating", "open"] } } })).toBe(0);
  });

  test("a refused disconnection goes on selling", async () => {
    control.faults.add({ service: "connect", operation: "oauth.deauthorize", effect: "error_500", times: 3 });
    await press("disconnect");
    expect(await row()).toMatchObject({ status: "connected", chargesEnabled: true });
    control.faults.clear();
  });

  test("what Stripe has ended already is a success; twice changes nothing", async () => {
    control.accounts.revoke({ account: account.stripeAccountId });
    await press("disconnect");
    expect(await row()).toMatchObject({ status: "disconnected" });
    expect(await disconnectAccount(store.id, account.id, { cause: "test" })).toEqual({ ok: true, value: undefined });
    expect(await db.transition.count({ where: { subjectId: account.id, toState: "disconnected" } })).toBe(1);
  });

  test("Stripe does not answer: nothing is disconnected here", async () => {
    control.faults.add({ service: "connect", operation: "oauth.deauthorize", effect: "error_500", when: "before", times: 5 });
    expect(await disconnectAccount(store.id, account.id, { cause: "test" })).toEqual({ ok: false, error: "unreachable" });
    expect(await row()).toMatchObject({ status: "connected", isPrimary: true });
  });

  test("row 17: ended in Stripe's Dashboard with a checkout open: no new sale, the paid order is honoured, connecting again restores all", async () => {
    const { offer, price } = await aCourse(store.id);
    const buy = () => startCheckout({ offerId: offer.id, priceId: price!.id, uiMode: "hosted_page", viewer: null, buyerKey: newToken() });
    const [paid, open] = [await buy(), await buy()];
    if (!paid.ok || !open.ok) throw new Error("no checkout");
    const sessionOf = async (orderId: string) => (await db.checkoutSession.findFirstOrThrow({ where: { orderId } })).stripeSessionId ?? "";
    control.checkout.pay({ session: await sessionOf(paid.value.orderId), email: "buyer@example.com" });
    await completePurchase(paid.value.orderId, { cause: "test" });

    control.accounts.revoke({ account: account.stripeAccountId });
    expect(await buy()).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    expect(await row()).toMatchObject({ status: "disconnected", chargesEnabled: false });
    expect(await db.grant.count({ where: { orderId: paid.value.orderId, revokedAt: null } })).toBe(1);
    // Whoever stood in the open checkout pays after all: nobody can ask Stripe now, so nothing is claimed of it.
    control.checkout.pay({ session: await sessionOf(open.value.orderId), email: "late@example.com" });
    expect(await db.order.findUniqueOrThrow({ where: { id: open.value.orderId } })).toMatchObject({ status: "pending" });

    const there = new URL((await press("connect")).headers.get("Location") ?? "");
    const { redirectTo } = control.oauth.authorize({ account: account.stripeAccountId, redirectUri: there.searchParams.get("redirect_uri") ?? "", state: there.searchParams.get("state") });
    const { pathname, search } = new URL(redirectTo);
    await answerOf(() => callback({ request: makeRequest(`${pathname}${search}`, { cookie }), params: {}, context }));
    expect(await row()).toMatchObject({ status: "connected", isPrimary: true, chargesEnabled: true });
    await completePurchase(open.value.orderId, { cause: "test" });
    expect(await db.order.findUniqueOrThrow({ where: { id: open.value.orderId } })).toMatchObject({ status: "paid" });
  });

  test("the next account takes its place", async () => {
    const next = await anAccount(store.id, { displayName: "Second" });
    await press("disconnect");
    expect(await primaryAccount(store.id)).toMatchObject({ id: next.id });
  });

  test("connecting the same account again restores the row, another leaves it as history", async () => {
    await press("disconnect");
    const there = await press("connect");
    const state = new URL(there.headers.get("Location") ?? "").searchParams.get("state");
    const { redirectTo } = control.oauth.authorize({ account: account.stripeAccountId, redirectUri: `http://localhost:3000${PAGE}/callback`, state });
    await answerOf(() => callback({ request: makeRequest(redirectTo.replace("http://localhost:3000", ""), { cookie }), params: {}, context }));
    expect(await row()).toMatchObject({ status: "connected", isPrimary: true, chargesEnabled: true, disconnectedAt: null });
    expect(await db.connectedAccount.count({ where: { storeId: store.id } })).toBe(1);

    await press("disconnect");
    const other = await anAccount(store.id);
    const shown = (await (await answerOf(() => loader({ request: makeRequest(PAGE, { cookie }), params: {}, context }))).json()) as Awaited<ReturnType<typeof loader>>;
    expect(shown.accounts.map(({ id }) => id)).toEqual([other.id]);
    expect(shown.former.map(({ id }) => id)).toEqual([account.id]);
  });
});

describe("row 29: another creator's account", () => {
  test.each(["disconnect", "refresh"])("is not found by %s", async (intent) => {
    const stranger = await makeStore();
    const answer = await press(intent, account.id, await signedInAs(stranger.owner.id));
    expect(answer.status).toBe(404);
    expect(await row()).toMatchObject({ status: "connected" });
  });
  test("has no confirmation page", async () => {
    const stranger = await makeStore();
    const answer = await answerOf(async () => confirmation({ request: makeRequest(`${PAGE}/disconnect/${account.id}`, { cookie: await signedInAs(stranger.owner.id) }), params: { accountId: account.id }, context }));
    expect(answer.status).toBe(404);
  });
});

test("noting a disconnection at the same moment from many sides is one disconnection", async () => {
  const ended = await Promise.all(Array.from({ length: 5 }, () => markDisconnected(account.stripeAccountId, { cause: "test" })));
  expect(ended.filter(Boolean)).toHaveLength(1);
});
