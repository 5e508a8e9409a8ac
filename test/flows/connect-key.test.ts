import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { processEvent } from "~/domain/events/process.server";
import { handlers } from "~/domain/events/handlers.server";
import { KEY_PROBLEMS, NEW_KEY_PAGE, PERMISSION_WORDS } from "~/domain/merchants/restricted-key";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import { now } from "~/lib/clock";
import { unseal } from "~/lib/secret-box.server";
import { action as settings } from "~/routes/settings/integrations.stripe";
import { keyCardOf } from "~/routes/settings/key-card.server";
import { action } from "~/routes/settings/integrations.stripe.key";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { account, buy, connected, control, cookie, endpoints, give, makeKey, PAGE, refused, row, sandbox, sessionOf, speakOf, SETTINGS, store, prepareOwnKey } from "../setup/own-key";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

prepareOwnKey();

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
    speakOf(consented.id);
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
