import Stripe from "stripe";
import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { processEvent } from "~/domain/events/process.server";
import { handlers } from "~/domain/events/handlers.server";
import { receiveOwnEvent } from "~/domain/events/receive-own.server";
import { KEY_PROBLEMS, NEW_KEY_PAGE, PERMISSION_WORDS } from "~/domain/merchants/restricted-key";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { unseal } from "~/lib/secret-box.server";
import { newToken } from "~/lib/tokens";
import { action as settings } from "~/routes/settings/integrations.stripe";
import { keyCardOf } from "~/routes/settings/key-card.server";
import { action, loader } from "~/routes/settings/integrations.stripe.key";
import { aCourse } from "../factories/catalog";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { sandbox, control } = useSandbox();
const PAGE = "/settings/integrations/stripe/key";
const SETTINGS = "/settings/integrations/stripe";

let cookie: string;
let store: Awaited<ReturnType<typeof makeStore>>["store"];
/** acct_… nobody has connected. */
let account: string;

beforeEach(async () => {
  const made = await makeStore();
  store = made.store;
  cookie = await signedInAs(made.owner.id);
  account = control.accounts.create({ businessName: "Own Key Studio", country: "DE", currency: "eur" }).account.id;
});

const makeKey = (options: { missing?: string[]; account?: string } = {}) => control.accounts.createRestrictedKey({ account, ...options }).key;
const give = (key: string, form: Record<string, string> = {}, as = cookie) =>
  answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "connect", key, ...form }, cookie: as }), params: {}, context }));
const row = () => db.connectedAccount.findFirstOrThrow({ where: { storeId: store.id, stripeAccountId: account } });
const endpoints = () => Object.values((sandbox.control.state.export({}) as unknown as { buckets: Record<string, { webhook_endpoint: Record<string, Stripe.WebhookEndpoint> }> }).buckets[account]?.webhook_endpoint ?? {});

async function connected(): Promise<{ key: string; row: ConnectedAccount }> {
  const key = makeKey();
  expect((await give(key)).status).toBe(302);
  return { key, row: await row() };
}

/** Refused with these words, and nothing of it is kept or shown. */
async function refused(answer: Response, key: string): Promise<{ error: string; missing: { name: string; stripeName: string | null }[] }> {
  expect(answer.status).toBe(400);
  const text = await answer.text();
  if (key) expect(text).not.toContain(key);
  expect(await db.connectedAccount.count({ where: { storeId: store.id, status: "connected" } })).toBe(0);
  return JSON.parse(text);
}

async function buy() {
  const { offer, price } = await aCourse(store.id, { amount: 4900, currency: "eur" });
  return { offer, price: price!, started: await startCheckout({ offerId: offer.id, priceId: price!.id, viewer: null, buyerKey: newToken(), uiMode: "embedded_page" }) };
}

const sessionOf = async (orderId: string) => (await db.checkoutSession.findFirstOrThrow({ where: { orderId }, orderBy: { createdAt: "desc" } })).stripeSessionId ?? "";

describe("connecting", () => {
  test("every right is tried, the account read, the key sealed, and its own endpoint made", async () => {
    const key = makeKey();
    const answer = await give(` ${key}\n`, { returnTo: "/studio" });
    expect(answer.headers.get("Location")).toBe("/studio");
    const kept = await row();
    expect(kept).toMatchObject({ kind: "restricted_key", status: "connected", isPrimary: true, chargesEnabled: true, country: "DE", displayName: "Own Key Studio", livemode: false });
    expect(kept.apiKeyHint).toBe(`rk_test_…${key.slice(-4)}`);
    expect(JSON.stringify(kept)).not.toContain(key);
    expect(unseal(kept.apiKeyEncrypted ?? "")).toBe(key);
    const [endpoint, ...more] = endpoints();
    expect(more).toEqual([]);
    expect(endpoint).toMatchObject({ id: kept.webhookEndpointId, url: `${env.appUrl}/webhooks/stripe/accounts/${kept.id}`, status: "enabled" });
    expect([...(endpoint?.enabled_events ?? [])].sort()).toEqual([...handlers.keys()].sort());
    expect(JSON.stringify(kept)).not.toContain(unseal(kept.webhookSecretEncrypted ?? ""));
    // Nothing was left behind by the trying.
    expect(control.accounts.get({ account }).connected).toBe(false);
    expect(await keyCardOf(kept)).toMatchObject({ hint: kept.apiKeyHint, missing: null });
  });

  test("two clicks at once are one connection with one endpoint", async () => {
    const key = makeKey();
    await Promise.all([give(key), give(key)]);
    expect(await db.connectedAccount.count({ where: { stripeAccountId: account } })).toBe(1);
    const kept = await row();
    expect(endpoints().map(({ id }) => id)).toContain(kept.webhookEndpointId);
    expect(endpoints()).toHaveLength(1);
  });

  test.each([
    ["", KEY_PROBLEMS.empty],
    ["sk_test_sandbox_acct_1", KEY_PROBLEMS.secret_key],
    ["pk_test_sandbox_acct_1", KEY_PROBLEMS.publishable_key],
    ["whsec_1234567890", KEY_PROBLEMS.webhook_secret],
    ["my key", KEY_PROBLEMS.not_a_key],
    ["rk_test_nobody_ever_made_this_one", KEY_PROBLEMS.unknown_key],
  ])("refuses %j with a sentence", async (key, words) => {
    expect((await refused(await give(key), key)).error).toBe(words);
  });

  test("a secret key is refused before Stripe sees it", async () => {
    const before = sandbox.control.state.requests({}).length;
    const { secretKey } = control.accounts.ownKeys({ account });
    await refused(await give(secretKey), secretKey);
    expect(sandbox.control.state.requests({})).toHaveLength(before);
  });

  test("a key of the other mode", async () => {
    const { error } = await refused(await give("rk_live_51abcdefghijkl"), "rk_live_51abcdefghijkl");
    expect(error).toContain("runs in test mode");
  });

  test("names every permission that is missing, in words; Stripe's own name is beside it", async () => {
    const key = makeKey({ missing: ["rak_checkout_session_write", "rak_payout_read", "rak_accounts_kyc_basic_read", "rak_webhook_write"] });
    const { error, missing } = await refused(await give(key), key);
    expect(error).toContain("4 permissions");
    expect(missing.map(({ name }) => name).sort()).toEqual([PERMISSION_WORDS.account_read.name, PERMISSION_WORDS.checkout_session_write.name, PERMISSION_WORDS.payout_read.name, PERMISSION_WORDS.webhook_write.name].sort());
    expect(missing.map(({ stripeName }) => stripeName)).toContain("rak_checkout_session_write");
    expect(endpoints()).toEqual([]);
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    expect((await give(key)).status).toBe(302);
  });

  test("a key that may not send money back is not taken; nothing is sent back by the trying, and the form for a new key has the right chosen", async () => {
    const key = makeKey({ missing: ["rak_refund_write"] });
    const { missing } = await refused(await give(key), key);
    expect(missing).toEqual([{ ...PERMISSION_WORDS.refund_write, stripeName: "rak_refund_write" }]);
    expect(missing).toMatchObject([{ name: "Charges and Refunds", level: "Write" }]);
    const asked = new URL(NEW_KEY_PAGE, "https://dashboard.example").searchParams.getAll("permissions[]");
    expect(asked).toEqual(expect.arrayContaining(["rak_charge_write", "rak_refund_write"]));
    // A row of Stripe's page is named once, with what is to be set there.
    const neither = makeKey({ missing: ["rak_charge_read", "rak_charge_write", "rak_refund_write"] });
    expect((await refused(await give(neither), neither)).missing).toMatchObject([{ name: "Charges and Refunds", level: "Write" }]);
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    expect((await give(key)).status).toBe(302);
    expect(Object.keys((sandbox.control.state.export({}) as unknown as { buckets: Record<string, { refund: object }> }).buckets[account]?.refund ?? {})).toEqual([]);
  });

  test("the account of another store", async () => {
    await connected();
    const other = await makeStore();
    const answer = await give(makeKey(), {}, await signedInAs(other.owner.id));
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: KEY_PROBLEMS.taken });
    expect(await db.connectedAccount.count({ where: { storeId: other.store.id } })).toBe(0);
    expect(endpoints()).toHaveLength(1);
  });

  test("Stripe does not answer, or does not take the address: nothing is kept", async () => {
    control.faults.add({ service: "stripe", operation: "payouts.list", effect: "error_500", when: "before", times: 5 });
    expect((await refused(await give(makeKey()), "")).error).toBe(KEY_PROBLEMS.unreachable);
    control.faults.clear();
    control.faults.add({ service: "stripe", operation: "webhookEndpoints.create", effect: "error_500", when: "before", times: 5 });
    expect((await refused(await give(makeKey()), "")).error).toBe(KEY_PROBLEMS.unreachable);
    control.faults.clear();
    expect((await give(makeKey())).status).toBe(302);
    expect(await row()).toMatchObject({ status: "connected", isPrimary: true });
  });

  test("an account that was connected by consent is spoken to by its key from then on", async () => {
    const { account: consented } = control.accounts.create({ businessName: "Own Key Studio", country: "DE", connected: true });
    account = consented.id;
    await db.connectedAccount.create({ data: { id: "acn_01h455vb4pex5vsknk084sn02q", storeId: store.id, stripeAccountId: account, status: "connected", livemode: false, isPrimary: true, connectedAt: now() } });
    await connected();
    expect(await row()).toMatchObject({ id: "acn_01h455vb4pex5vsknk084sn02q", kind: "restricted_key", isPrimary: true, chargesEnabled: true });
    expect(control.accounts.get({ account }).connected).toBe(false);
    await db.connectedAccount.deleteMany({ where: { id: "acn_01h455vb4pex5vsknk084sn02q" } });
  });
});

describe("selling", () => {
  test("always on Stripe's page, without a fee, and the own endpoint's event fulfils the order", async () => {
    const { row: kept } = await connected();
    const { platformFeePercent } = env;
    env.platformFeePercent = 10;
    const { started } = await buy().finally(() => (env.platformFeePercent = platformFeePercent));
    if (!started.ok) throw new Error(started.error.kind);
    expect(started.value).toMatchObject({ uiMode: "hosted_page", url: expect.any(String) });
    const order = await db.order.findUniqueOrThrow({ where: { id: started.value.orderId } });
    expect(order).toMatchObject({ connectedAccountId: kept.id, applicationFee: 0n });
    control.checkout.pay({ session: await sessionOf(order.id), email: "buyer@example.com" });
    await control.webhooks.release({});
    await control.webhooks.flush();
    const event = await db.stripeEvent.findFirstOrThrow({ where: { type: "checkout.session.completed", stripeAccountId: account } });
    expect(event).toMatchObject({ endpoint: "own", status: "received" });
    await processEvent(event.id);
    expect(await db.order.findUniqueOrThrow({ where: { id: order.id } })).toMatchObject({ status: "paid", amountPaid: 4900n });
    expect(await db.grant.count({ where: { orderId: order.id, revokedAt: null } })).toBe(1);
  });

  test("a right that is taken away later: the sale is refused kindly, the creator is told which, and it comes back", async () => {
    const { key, row: kept } = await connected();
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_checkout_session_write"] });
    expect((await buy()).started).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    expect(await row()).toMatchObject({ status: "connected", chargesEnabled: false });
    expect(await keyCardOf(kept)).toMatchObject({ missing: "“Checkout Sessions” (Write)" });
    const check = () => answerOf(() => action({ request: makeRequest(`${PAGE}?account=${kept.id}`, { form: { intent: "check", account: kept.id }, cookie }), params: {}, context }));
    expect(await (await check()).json()).toMatchObject({ check: "missing", missing: [{ name: "Checkout Sessions", level: "Write", stripeName: "rak_checkout_session_write" }] });
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    expect(await (await check()).json()).toMatchObject({ check: "complete", missing: [] });
    expect(await keyCardOf(kept)).toMatchObject({ missing: null });
    expect((await buy()).started.ok).toBe(true);
  });

  test("a key from before that may not send money back: sales go on, the check says what to add, and it does not keep sales off", async () => {
    const { key, row: kept } = await connected();
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_refund_write"] });
    expect((await buy()).started.ok).toBe(true);
    const check = () => answerOf(() => action({ request: makeRequest(`${PAGE}?account=${kept.id}`, { form: { intent: "check", account: kept.id }, cookie }), params: {}, context }));
    expect(await (await check()).json()).toMatchObject({ check: "missing", missing: [{ name: "Charges and Refunds", level: "Write" }] });
    expect(await row()).toMatchObject({ chargesEnabled: true, salesBlocked: null });
    // Sales stopped for another right come back without this one, which stays named.
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_refund_write", "rak_checkout_session_write"] });
    expect((await buy()).started).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_refund_write"] });
    await syncAccount(account, { cause: "test" });
    expect(await row()).toMatchObject({ chargesEnabled: true, salesBlocked: null });
    expect(await keyCardOf(kept)).toMatchObject({ missing: "“Charges and Refunds” (Write)" });
    expect((await buy()).started.ok).toBe(true);
  });

  test("the account cannot be read for want of a right: said by name, and it stays connected", async () => {
    const { key, row: kept } = await connected();
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_accounts_kyc_basic_read"] });
    const answer = await answerOf(() => settings({ request: makeRequest(SETTINGS, { form: { intent: "refresh", accountId: kept.id }, cookie }), params: {}, context }));
    expect(answer.headers.get("Location")).toBe(SETTINGS);
    expect(await row()).toMatchObject({ status: "connected" });
    expect(await keyCardOf(kept)).toMatchObject({ missing: "“Accounts (basic information)” (Read)" });
  });
});

describe("a new key", () => {
  test("takes the former one's place; its endpoint stays", async () => {
    const { row: before } = await connected();
    const next = makeKey();
    expect((await give(next, { account: before.id })).status).toBe(302);
    const after = await row();
    expect(after).toMatchObject({ id: before.id, apiKeyHint: `rk_test_…${next.slice(-4)}`, webhookEndpointId: before.webhookEndpointId, connectedAt: before.connectedAt });
    expect(unseal(after.apiKeyEncrypted ?? "")).toBe(next);
    expect(endpoints()).toHaveLength(1);
  });

  test("an endpoint that was deleted or switched off at Stripe is made good", async () => {
    const { key, row: before } = await connected();
    const stripe = new Stripe(key, { host: "localhost", port: 3001, protocol: "http" });
    await stripe.webhookEndpoints.update(before.webhookEndpointId ?? "", { disabled: true });
    await give(makeKey(), { account: before.id });
    expect(endpoints()).toMatchObject([{ id: before.webhookEndpointId, status: "enabled" }]);
    await stripe.webhookEndpoints.del(before.webhookEndpointId ?? "");
    await give(makeKey(), { account: before.id });
    expect(endpoints()).toMatchObject([{ id: (await row()).webhookEndpointId, status: "enabled" }]);
    expect((await row()).webhookEndpointId).not.toBe(before.webhookEndpointId);
  });

  test("of another account is refused, and the one in use stays", async () => {
    const { key, row: before } = await connected();
    const other = control.accounts.create({ businessName: "Other", country: "DE" }).account.id;
    const answer = await give(makeKey({ account: other }), { account: before.id });
    expect(await answer.json()).toMatchObject({ error: KEY_PROBLEMS.other_account });
    expect(unseal((await row()).apiKeyEncrypted ?? "")).toBe(key);
  });

  test("is only given to one's own account", async () => {
    const { row: mine } = await connected();
    const stranger = await makeStore();
    const theirs = await signedInAs(stranger.owner.id);
    expect((await give(makeKey(), { account: mine.id }, theirs)).status).toBe(404);
    expect((await answerOf(() => loader({ request: makeRequest(`${PAGE}?account=${mine.id}`, { cookie: theirs }), params: {}, context }))).status).toBe(404);
  });
});

describe("the end", () => {
  test("revoked at Stripe while a checkout is open: no new sale, what was paid is honoured, a new key restores all", async () => {
    const { key, row: before } = await connected();
    const first = await buy();
    if (!first.started.ok) throw new Error(first.started.error.kind);
    const paid = first.started.value.orderId;
    control.checkout.pay({ session: await sessionOf(paid), email: "buyer@example.com" });
    await completePurchase(paid, { cause: "test" });
    const second = await buy();
    if (!second.started.ok) throw new Error(second.started.error.kind);
    const late = second.started.value.orderId;

    control.accounts.revokeRestrictedKey({ key });
    expect((await buy()).started).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    expect(await row()).toMatchObject({ status: "disconnected", chargesEnabled: false, apiKeyEncrypted: null });
    expect(await db.grant.count({ where: { orderId: paid, revokedAt: null } })).toBe(1);

    // The open checkout is paid after all: its event still comes in, and waits until Stripe can be asked again.
    control.checkout.pay({ session: await sessionOf(late), email: "late@example.com" });
    await control.webhooks.release({});
    await control.webhooks.flush();
    const events = await db.stripeEvent.findMany({ where: { type: "checkout.session.completed", stripeAccountId: account } });
    expect(events).toHaveLength(2);
    expect((await give(makeKey(), { account: before.id })).status).toBe(302);
    expect(await row()).toMatchObject({ id: before.id, status: "connected", isPrimary: true, chargesEnabled: true, webhookEndpointId: before.webhookEndpointId });
    await completePurchase(late, { cause: "test" });
    expect(await db.order.findUniqueOrThrow({ where: { id: late } })).toMatchObject({ status: "paid" });
    expect(await db.grant.count({ where: { orderId: late, revokedAt: null } })).toBe(1);
  });

  test("a reading of a revoked key ends the connection; a missing right does not", async () => {
    const { key } = await connected();
    control.accounts.revokeRestrictedKey({ key });
    expect(await syncAccount(account, { cause: "test" })).toEqual({ outcome: "disconnected" });
  });

  test("disconnecting removes the endpoint and forgets key and secret", async () => {
    const { row: before } = await connected();
    await answerOf(() => settings({ request: makeRequest(SETTINGS, { form: { intent: "disconnect", accountId: before.id }, cookie }), params: {}, context }));
    expect(await row()).toMatchObject({ status: "disconnected", apiKeyEncrypted: null, apiKeyHint: null, webhookEndpointId: null, webhookSecretEncrypted: null });
    expect(endpoints()).toEqual([]);
    await connected();
    expect(await row()).toMatchObject({ id: before.id, status: "connected", isPrimary: true });
    expect(endpoints()).toHaveLength(1);
  });
});

describe("the account's own webhook endpoint", () => {
  const body = (id = "evt_own_1") => JSON.stringify({ id, object: "event", type: "account.updated", api_version: "2026-10-28.endive", livemode: false, created: Math.floor(now().getTime() / 1000), account: "acct_of_somebody_else", data: { object: { id: account, object: "account" } } });
  const sign = (payload: string, secret: string, timestamp = Math.floor(now().getTime() / 1000)) => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });

  test("is checked with its own secret; the event is that account's, whatever it says", async () => {
    const { row: kept } = await connected();
    const secret = unseal(kept.webhookSecretEncrypted ?? "");
    const payload = body("evt_own_checked");
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, env.stripe.connectWebhookSecret))).toEqual({ ok: false, error: "bad_signature" });
    expect(await receiveOwnEvent(kept.id, payload, undefined)).toEqual({ ok: false, error: "bad_signature" });
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, secret, Math.floor(now().getTime() / 1000) + 3600))).toEqual({ ok: false, error: "bad_signature" });
    expect(await db.stripeEvent.count({ where: { id: "evt_own_checked" } })).toBe(0);
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, secret))).toEqual({ ok: true, value: "stored" });
    expect(await receiveOwnEvent(kept.id, payload, sign(payload, secret))).toEqual({ ok: true, value: "duplicate" });
    expect(await db.stripeEvent.findUniqueOrThrow({ where: { id: "evt_own_checked" } })).toMatchObject({ stripeAccountId: account, endpoint: "own" });
  });

  test("of nobody, or without a secret, is not there", async () => {
    const { row: kept } = await connected();
    const payload = body("evt_own_nobody");
    const header = sign(payload, unseal(kept.webhookSecretEncrypted ?? ""));
    expect(await receiveOwnEvent("acn_nobody", payload, header)).toEqual({ ok: false, error: "unknown_endpoint" });
    await db.connectedAccount.update({ where: { id: kept.id }, data: { webhookSecretEncrypted: null } });
    expect(await receiveOwnEvent(kept.id, payload, header)).toEqual({ ok: false, error: "unknown_endpoint" });
    expect(await db.stripeEvent.count({ where: { id: "evt_own_nobody" } })).toBe(0);
  });
});
