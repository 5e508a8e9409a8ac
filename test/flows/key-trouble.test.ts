import { randomBytes } from "node:crypto";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { receiveOwnEvent } from "~/domain/events/receive-own.server";
import { disconnectAccount } from "~/domain/merchants/disconnect-account.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { joinWaitingList } from "~/domain/waiting-list/join-waiting-list.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { HOUR, MINUTE, now, setClock } from "~/lib/clock";
import { unseal } from "~/lib/secret-box.server";
import { newToken } from "~/lib/tokens";
import { action as settings, loader as settingsPage } from "~/routes/settings/integrations.stripe";
import { loader as accountPage } from "~/routes/settings/integrations.stripe.account";
import { loader as disconnectPage } from "~/routes/settings/integrations.stripe.disconnect";
import { loader as doctorPage } from "~/routes/settings/integrations.stripe.doctor";
import { action, loader } from "~/routes/settings/integrations.stripe.key";
import { action as pulse } from "~/routes/settings/integrations.stripe.pulse";
import { loader as paymentsPage } from "~/routes/studio/payments/page";
import { aCourse } from "../factories/catalog";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { mailsTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { sandbox, control } = useSandbox();
const SETTINGS = "/settings/integrations/stripe";
const PAGE = `${SETTINGS}/key`;
const formerKey = env.encryptionKey;

let cookie: string;
let made: Awaited<ReturnType<typeof makeStore>>;
let account: string;
let key: string;

beforeEach(async () => {
  setClock(() => Date.now());
  Object.assign(env, { encryptionKey: formerKey });
  await db.connectedAccount.updateMany({ data: { status: "disconnected", noticeCheckAt: null, apiKeyEncrypted: null } });
  control.webhooks.configure({ mode: "drop" });
  made = await makeStore();
  cookie = await signedInAs(made.owner.id);
  account = control.accounts.create({ businessName: "Own Key Studio", country: "DE", currency: "eur" }).account.id;
  key = control.accounts.createRestrictedKey({ account }).key;
  await give(key);
});
afterEach(() => {
  Object.assign(env, { encryptionKey: formerKey });
  setClock(() => Date.now());
});

const give = (given: string, form: Record<string, string> = {}) => answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "connect", key: given, ...form }, cookie }), params: {}, context }));
const row = () => db.connectedAccount.findFirstOrThrow({ where: { storeId: made.store.id, stripeAccountId: account } });
const press = (form: Record<string, string>) => answerOf(() => settings({ request: makeRequest(SETTINGS, { form, cookie }), params: {}, context }));
const endpoints = () => Object.values((sandbox.control.state.export({}) as unknown as { buckets: Record<string, { webhook_endpoint: Record<string, Stripe.WebhookEndpoint> }> }).buckets[account]?.webhook_endpoint ?? {});
const rotate = () => Object.assign(env, { encryptionKey: randomBytes(32) });

async function sweep(ms = 0): Promise<void> {
  const ahead = now().getTime() + ms - Date.now();
  setClock(() => Date.now() + ahead);
  await jobHandlers.sweep({});
  await drain(jobHandlers);
}
async function offer() {
  const { offer: sold, price } = await aCourse(made.store.id, { amount: 4900, currency: "eur" });
  return { id: sold.id, buy: () => startCheckout({ offerId: sold.id, priceId: price!.id, viewer: null, buyerKey: newToken(), uiMode: "embedded_page" }) };
}

describe("ENCRYPTION_KEY was changed", () => {
  test("every page opens, a sale is refused kindly, and the creator reads that the key must be given again", async () => {
    const shop = await offer();
    rotate();
    expect(await shop.buy()).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    const kept = await row();
    expect(kept).toMatchObject({ status: "connected", chargesEnabled: false, salesBlocked: "key_unreadable" });
    const request = (path: string) => ({ request: makeRequest(path, { cookie }), params: { accountId: kept.id }, context });
    for (const page of [settingsPage, accountPage, disconnectPage, doctorPage, paymentsPage]) expect(await page(request(SETTINGS) as never)).toBeTruthy();
    expect(await loader(request(`${PAGE}?account=${kept.id}`))).toBeTruthy();
    expect((await answerOf(() => pulse({ request: makeRequest(`${SETTINGS}/pulse`, { form: {}, cookie }), params: {}, context }))).status).toBe(200);
    expect((await press({ intent: "refresh", accountId: kept.id })).headers.get("Location")).toBe(SETTINGS);
    const check = await answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "check", account: kept.id }, cookie }), params: {}, context }));
    expect(await check.json()).toMatchObject({ check: "unreadable" });
    const { accounts } = await settingsPage(request(SETTINGS) as never);
    expect(accounts[0]?.lines[0]).toMatchObject({ id: "key", what: "Give this account's restricted key again", where: { url: `${PAGE}?account=${kept.id}` } });
    expect(await studioBanner(made.store.id)).toMatchObject({ state: "needs_you", tone: "urgent", text: expect.stringContaining("restricted key again") });
    // Not one call went out in the platform's name instead.
    await sweep(2 * HOUR);
    expect((await mailsTo(made.owner.email)).map(({ kind }) => kind)).not.toContain("stripe-clear");
    expect(await row()).toMatchObject({ status: "connected", salesBlocked: "key_unreadable" });
  });

  test("the sweep goes on with everybody else, and finds by itself that the former secret is back", async () => {
    rotate();
    await sweep(26 * HOUR);
    expect(await row()).toMatchObject({ salesBlocked: "key_unreadable", chargesEnabled: false });
    Object.assign(env, { encryptionKey: formerKey });
    await sweep(2 * HOUR);
    expect(await row()).toMatchObject({ salesBlocked: null, chargesEnabled: true });
  });

  test("the key given again: one endpoint whose secret can be read, and sales are back", async () => {
    const shop = await offer();
    const before = await row();
    rotate();
    await shop.buy();
    expect(await receiveOwnEvent(before.id, "{}", "t=1,v1=00")).toEqual({ ok: false, error: "not_configured" });
    expect((await give(key, { account: before.id })).status).toBe(302);
    const after = await row();
    expect(after).toMatchObject({ salesBlocked: null, chargesEnabled: true });
    expect(unseal(after.webhookSecretEncrypted ?? "")).toMatch(/^whsec_/);
    expect(endpoints()).toMatchObject([{ id: after.webhookEndpointId, status: "enabled" }]);
    expect(after.webhookEndpointId).not.toBe(before.webhookEndpointId);
    expect((await shop.buy()).ok).toBe(true);
  });

  test("it can be disconnected all the same", async () => {
    const shop = await offer();
    expect((await shop.buy()).ok).toBe(true);
    rotate();
    await press({ intent: "disconnect", accountId: (await row()).id });
    expect(await row()).toMatchObject({ status: "disconnected", apiKeyEncrypted: null });
  });
});

describe("a right of the key was taken away", () => {
  const without = (right: string) => control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: [right] });

  test("sales stay off at every reading until it is back; who waits is told once, and only then; the creator reads which right", async () => {
    const shop = await offer();
    without("rak_checkout_session_write");
    expect(await shop.buy()).toEqual({ ok: false, error: { kind: "not_chargeable" } });
    expect(await joinWaitingList({ offerId: shop.id, email: "waits@example.com", requester: { ip: "203.0.113.9" } as never })).toEqual({ ok: true, value: undefined });
    expect(await studioBanner(made.store.id)).toMatchObject({ tone: "urgent", text: expect.stringContaining("“Checkout Sessions” (Write)") });
    await syncAccount(account, { cause: "account.updated" }, { anew: true });
    for (let minutes = 0; minutes < 30; minutes += 5) await sweep(5 * MINUTE);
    await sweep(2 * HOUR);
    await sweep(5 * MINUTE);
    expect(await row()).toMatchObject({ chargesEnabled: false, salesBlocked: "rak_checkout_session_write" });
    expect(await mailsTo("waits@example.com")).toEqual([]);
    const [mail, ...more] = await mailsTo(made.owner.email);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ kind: "stripe-stopped" });
    expect(JSON.stringify(mail?.props)).toContain("“Checkout Sessions” (Write)");
    expect(JSON.stringify(mail?.props)).not.toContain("rak_");

    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    await sweep(2 * HOUR);
    expect(await row()).toMatchObject({ chargesEnabled: true, salesBlocked: null });
    await sweep(3 * MINUTE);
    await sweep(3 * MINUTE);
    expect((await mailsTo("waits@example.com")).map(({ kind }) => kind)).toEqual(["back-on-sale"]);
    expect((await shop.buy()).ok).toBe(true);
  });

  test("of reading the account: the last reading stands, sales go on, and the banner names the right", async () => {
    without("rak_accounts_kyc_basic_read");
    expect(await syncAccount(account, { cause: "nightly reading" })).toMatchObject({ outcome: "failed" });
    expect(await row()).toMatchObject({ status: "connected", chargesEnabled: true });
    expect(await studioBanner(made.store.id)).toMatchObject({ tone: "calm", title: expect.stringContaining("“Accounts (basic information)” (Read)") });
    expect(((await (await offer()).buy()).ok)).toBe(true);
  });
});

test("keys cannot be sorted out through us", async () => {
  for (let tries = 0; tries < 20; tries += 1) await give(`rk_test_nobody_made_this_${tries}`);
  const answer = await give(key);
  expect(await answer.json()).toMatchObject({ error: expect.stringContaining("Wait ten minutes") });
});

test("a key that may not close the checkouts that are open is not forgotten over them, and it is said why", async () => {
  const course = await offer();
  expect((await course.buy()).ok).toBe(true);
  control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: ["rak_checkout_session_write"] });
  const { id } = await row();
  expect(await disconnectAccount(made.store.id, id, { cause: "test" })).toEqual({ ok: false, error: "key_short" });
  expect(await row()).toMatchObject({ status: "connected", chargesEnabled: true });
  control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
  expect((await disconnectAccount(made.store.id, id, { cause: "test" })).ok).toBe(true);
});
