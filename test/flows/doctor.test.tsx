import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { receiveStripeEvent } from "~/domain/events/receive.server";
import { registerWallets } from "~/domain/merchants/register-wallets.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { HOUR, MINUTE, setClock } from "~/lib/clock";
import { seal } from "~/lib/secret-box.server";
import { readiness } from "~/runtime.server";
import * as doctor from "~/routes/settings/integrations.stripe.doctor";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { sandboxKeys } from "../sandbox";
import { context } from "../setup/context";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { sandbox, control } = useSandbox();
const PAGE = "/settings/integrations/stripe/doctor";
const HOST = "learn.vint.example.com";
const render = rendererOf([{ id: "doctor", path: PAGE.slice(1), module: doctor }]);
const kept = { appUrl: env.appUrl, stripe: { ...env.stripe } };

let shop: SellingStore;
let cookie: string;

beforeEach(async () => {
  sandbox.engine.options.redirectUris = [`https://${HOST}/settings/integrations/stripe/callback`];
  env.appUrl = `https://${HOST}`;
  control.webhooks.setEndpoint({ endpoint: "account", url: `${env.appUrl}/webhooks/stripe`, enabledEvents: ["*"] });
  control.webhooks.setEndpoint({ endpoint: "connect", url: `${env.appUrl}/webhooks/stripe/connect`, enabledEvents: ["*"] });
  control.clock.skewHeader({ seconds: 0 });
  control.webhooks.configure({ mode: "drop" });
  shop = await aSellingStore(control);
  cookie = await signedInAs(shop.owner.id);
  await registerWallets(shop.account.id);
});
afterEach(() => {
  env.appUrl = kept.appUrl;
  Object.assign(env.stripe, kept.stripe);
});

interface Seen {
  html: string;
  /** State of each line by its id; those of an account without the account's id. */
  states: Record<string, string>;
  /** The words of one line. */
  line: (id: string) => string;
}

async function look(as = cookie): Promise<Seen> {
  const { status, html } = await render(makeRequest(PAGE, { cookie: as }));
  expect(status).toBe(200);
  const lines = [...html.matchAll(/<li[^>]*data-line="([^"]+)" data-state="([^"]+)"[^>]*>(.*?)<\/li>/gs)];
  const short = (id: string) => id.replace(/^acn_[0-9a-z]+_/, "");
  return {
    html,
    states: Object.fromEntries(lines.map(([, id = "", state = ""]) => [short(id), state])),
    line: (id) => (lines.find((one) => short(one[1] ?? "") === id)?.[3] ?? "").replace(/<[^>]+>/g, " ").replace(/\s+/g, " "),
  };
}

const press = (form: Record<string, string>, as = cookie) => answerOf(() => doctor.action({ request: makeRequest(PAGE, { form, cookie: as }), params: {}, context }));
const notWell = (states: Record<string, string>) => Object.fromEntries(Object.entries(states).filter(([, state]) => state !== "ok"));
const domains = (account = shop.account.stripeAccountId) => Object.values(sandbox.engine.bucket(account).payment_method_domain).map((domain) => domain.domain_name);

test("all is well: every line says so, nothing is to do, and no secret is in the page", async () => {
  const { html, states, line } = await look();
  expect(notWell(states)).toEqual({});
  expect(Object.keys(states)).toEqual([
    "reach", "charges", "payouts", "requirements", "methods", "wallets", "events",
    "endpoint_connect", "endpoint_account", "late", "queue", "dead",
    "keys", "call", "client_id", "redirect", "clock",
  ]);
  expect(html).toContain("All is well");
  expect(line("methods")).toContain("cards, Apple Pay, Google Pay, Link");
  expect(line("methods")).toContain("Switched off: PayPal.");
  expect(line("redirect")).toContain(`https://${HOST}/settings/integrations/stripe/callback`);
  const { secretKey, accountWebhookSecret, connectWebhookSecret, resendApiKey } = sandboxKeys;
  for (const secret of [secretKey, accountWebhookSecret, connectWebhookSecret, resendApiKey, env.sessionSecret, env.encryptionKey.toString("base64")]) expect(html).not.toContain(secret);
  expect(html).not.toMatch(/whsec_[A-Za-z0-9]{4}/);
  // One look at the consent page, and nothing at all is changed at Stripe.
  expect(domains()).toEqual([HOST]);
});

describe("endpoints", () => {
  test("missing, for another kind of events, switched off, deaf: each is said with what to do", async () => {
    control.webhooks.setEndpoint({ endpoint: "connect", url: "https://old.example.com/webhooks/stripe/connect" });
    let seen = await look();
    expect(notWell(seen.states)).toEqual({ endpoint_connect: "problem" });
    expect(seen.line("endpoint_connect")).toContain(`https://${HOST}/webhooks/stripe/connect`);
    expect(seen.html).toContain("One thing is wrong");

    control.webhooks.setEndpoint({ endpoint: "connect", url: `${env.appUrl}/webhooks/stripe/connect`, status: "disabled" });
    seen = await look();
    expect(notWell(seen.states)).toEqual({ endpoint_connect: "problem" });
    expect(seen.line("endpoint_connect")).toContain("switched off at Stripe");

    control.webhooks.setEndpoint({ endpoint: "connect", enabledEvents: ["checkout.session.completed"] });
    seen = await look();
    expect(notWell(seen.states)).toEqual({ endpoint_connect: "problem" });
    expect(seen.line("endpoint_connect")).toContain("account.updated");
    expect(seen.line("endpoint_connect")).not.toContain("checkout.session.completed,");

    control.webhooks.setEndpoint({ endpoint: "connect", enabledEvents: ["*"], url: "https://old.example.com/x" });
    control.webhooks.setEndpoint({ endpoint: "account", url: `${env.appUrl}/webhooks/stripe/connect` });
    seen = await look();
    expect(notWell(seen.states)).toEqual({ endpoint_connect: "problem", endpoint_account: "attention" });
    expect(seen.line("endpoint_connect")).toContain("not to those of connected accounts");
  });

  test("what came late, failed or was given up is counted, of the store's own accounts only", async () => {
    const other = await aSellingStore(control);
    const row = (id: string, more: object) => ({ id, endpoint: "connect", type: "account.updated", livemode: false, payload: {}, stripeCreatedAt: new Date(), receivedAt: new Date(), stripeAccountId: other.account.stripeAccountId, ...more });
    await db.stripeEvent.createMany({ data: [row("evt_d1", { status: "dead" }), row("evt_d2", { endpoint: "reconciliation", status: "processed" }), row("evt_d3", { status: "failed", nextAttemptAt: new Date(Date.now() + HOUR) })] });
    expect(notWell((await look()).states)).toEqual({});
    const seen = await look(await signedInAs(other.owner.id));
    expect(seen.states).toMatchObject({ late: "attention", queue: "attention", dead: "problem" });
    expect(seen.html).not.toContain(shop.account.stripeAccountId);
    expect(seen.html).not.toContain(shop.account.id);
  });
});

describe("row 12: the clock", () => {
  test.each([
    [-600, "problem", "10 minutes ahead of"],
    [600, "problem", "10 minutes behind"],
    [60, "attention", "60 seconds behind"],
    [10, "ok", "agree"],
  ])("Stripe's clock differs by %i seconds", async (seconds, state, words) => {
    control.clock.skewHeader({ seconds });
    const seen = await look();
    expect(seen.states.clock).toBe(state);
    expect(seen.line("clock")).toContain(words);
    // The health page says so as well.
    expect(Math.abs(((await readiness()).stripeClockSkewSeconds ?? 0) - seconds)).toBeLessThanOrEqual(2);
  });
});

describe("keys and the way to Stripe", () => {
  test("keys of two modes", async () => {
    env.stripe.publishableKey = "pk_live_0123456789abcdefABCD";
    const seen = await look();
    expect(notWell(seen.states)).toEqual({ keys: "problem" });
    expect(seen.line("keys")).toContain("The secret key is a test key and the publishable key a live key");
    expect(seen.line("keys")).toContain("pk_live_…ABCD");
    expect(seen.html).not.toContain("0123456789abcdef");
  });

  test("a client id that Stripe does not know, one that is none, and an address that is not registered", async () => {
    env.stripe.clientId = "ca_0123456789abcdef";
    let seen = await look();
    expect(notWell(seen.states)).toEqual({ client_id: "problem", redirect: "unknown" });
    env.stripe.clientId = "acct_1";
    expect((await look()).line("client_id")).toContain("begins with ca_");
    env.stripe.clientId = kept.stripe.clientId;
    sandbox.engine.options.redirectUris = ["https://somewhere.example.com/callback"];
    seen = await look();
    expect(notWell(seen.states)).toEqual({ redirect: "problem" });
    expect(seen.line("redirect")).toContain("Add exactly this address");
  });
});

describe("accounts", () => {
  test("what an account cannot do is said, and what Stripe wants", async () => {
    control.accounts.setCharges({ account: shop.account.stripeAccountId, enabled: false });
    control.accounts.setPayouts({ account: shop.account.stripeAccountId, enabled: false });
    control.accounts.setRequirements({ account: shop.account.stripeAccountId, requirements: { past_due: ["individual.verification.document"], disabled_reason: "requirements.past_due" } });
    const { states, html, line } = await look();
    expect(states).toMatchObject({ reach: "ok", charges: "problem", payouts: "problem", requirements: "problem" });
    // One cause is not told as another: there is nothing to switch on.
    expect(line("methods")).toContain("None while sales are off");
    expect(html).toContain("nobody can buy through this account");
  });

  test("a connection that was ended at Stripe", async () => {
    control.accounts.revoke({ account: shop.account.stripeAccountId });
    const { states, line } = await look();
    expect(states.reach).toBe("problem");
    expect(line("reach")).toContain("no longer connected");
    expect(line("reach")).toContain("Connect again");
  });

  test("one check that fails spoils no other: it is said that it could not be checked", async () => {
    control.faults.add({ operation: "paymentMethodConfigurations.list", effect: "error_500" });
    control.faults.add({ operation: "webhookEndpoints.list", effect: "connection_reset", times: 2 });
    const { states, line } = await look();
    expect(notWell(states)).toEqual({ methods: "unknown", endpoint_connect: "unknown", endpoint_account: "unknown" });
    expect(line("methods")).toContain("Stripe did not answer");
  });

  test("Stripe does not answer at all: the page is there all the same, in time", async () => {
    control.faults.add({ operation: "*", effect: "timeout", times: 100 });
    const begun = Date.now();
    const { states, html } = await look();
    control.faults.clear();
    expect(Date.now() - begun).toBeLessThan(9_000);
    expect(states).toMatchObject({ reach: "unknown", methods: "unknown", wallets: "unknown", call: "unknown", endpoint_connect: "unknown", clock: "unknown" });
    // What is known from before is still told.
    expect(states).toMatchObject({ charges: "ok", payouts: "ok", keys: "ok" });
    expect(html).not.toContain("sandbox was told");
  }, 20_000);

  test("an account with its own key: permissions that are missing by name, its endpoint, and the button that mends it", async () => {
    const { key } = control.accounts.createRestrictedKey({ account: shop.account.stripeAccountId, missing: ["rak_charge_read"] });
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key), apiKeyHint: "rk_test_…x9fE" } });
    let seen = await look();
    expect(notWell(seen.states)).toEqual({ permissions: "problem", endpoint: "problem" });
    expect(seen.line("permissions")).toContain("Charges and Refunds");
    expect(seen.html).not.toContain(key);
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all", missing: [] });
    expect((await press({ intent: "mend_endpoint", accountId: shop.account.id })).status).toBe(302);
    seen = await look();
    expect(notWell(seen.states)).toEqual({});
    expect(seen.line("reach")).toContain("rk_test_…x9fE");

    // The lock was changed: said, and the rest is there.
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { apiKeyEncrypted: `v1.${Buffer.alloc(60, 1).toString("base64url")}` } });
    seen = await look();
    expect(seen.states).toMatchObject({ reach: "problem", keys: "ok", endpoint_connect: "ok" });
    expect(seen.line("reach")).toContain("ENCRYPTION_KEY");
  });
});

describe("wallets", () => {
  test("not registered, the button registers, for the exact host; switched off and not checked are put right too", async () => {
    env.appUrl = "https://shop.vint.example.com";
    let seen = await look();
    expect(seen.states.wallets).toBe("attention");
    expect(seen.line("wallets")).toContain("Register now");
    expect((await press({ intent: "register_wallets", accountId: shop.account.id })).status).toBe(302);
    expect(domains()).toEqual([HOST, "shop.vint.example.com"]);
    expect((await look()).states.wallets).toBe("ok");

    const row = Object.values(sandbox.engine.bucket(shop.account.stripeAccountId).payment_method_domain)[1]!;
    row.enabled = false;
    seen = await look();
    expect(seen.line("wallets")).toContain("Switch on");
    await press({ intent: "register_wallets", accountId: shop.account.id });
    expect(row.enabled).toBe(true);

    control.paymentMethods.setDomain({ account: shop.account.stripeAccountId, domain: "shop.vint.example.com", problems: { apple_pay: "Apple says no" } });
    seen = await look();
    expect(seen.states.wallets).toBe("attention");
    expect(seen.line("wallets")).toContain("Apple Pay");
    expect(seen.html).not.toContain("Apple says no");
  });

  test("any number of times at once: registered once; what Stripe refuses throws nothing", async () => {
    await Promise.all([registerWallets(shop.account.id), registerWallets(shop.account.id), registerWallets("acn_none")]);
    expect(domains()).toEqual([HOST]);
    env.appUrl = "https://new.vint.example.com";
    control.faults.add({ operation: "paymentMethodDomains.create", effect: "error_500", times: 3 });
    await registerWallets(shop.account.id);
    expect(domains()).toEqual([HOST]);
  });

  test("on localhost nothing is asked of Stripe, and the page says why", async () => {
    env.appUrl = kept.appUrl;
    const before = control.state.requests({ operation: "paymentMethodDomains.list" }).length;
    await registerWallets(shop.account.id);
    expect((await look()).line("wallets")).toContain("public https address");
    expect(control.state.requests({ operation: "paymentMethodDomains.list" })).toHaveLength(before);
  });
});

test("row 29: another store's accounts are neither shown nor touched", async () => {
  const other = await aSellingStore(control);
  const { html } = await look(await signedInAs(other.owner.id));
  expect(html).toContain(other.account.id);
  expect(html).not.toContain(shop.account.id);
  expect(html).not.toContain(shop.account.stripeAccountId);
  env.appUrl = "https://third.vint.example.com";
  for (const intent of ["register_wallets", "mend_endpoint"]) expect((await press({ intent, accountId: shop.account.id }, await signedInAs(other.owner.id))).status).toBe(404);
  expect(domains()).toEqual([HOST]);
});

test("it looks, it does not sell: nothing is left to do for the queue, and orders are as they were", async () => {
  await look();
  await drain(jobHandlers);
  expect(await db.order.count({ where: { storeId: shop.store.id } })).toBe(0);
});

// Last: a refused message is remembered by the process.
test("no secret here, or one that does not fit", async () => {
  env.stripe.connectWebhookSecret = "";
  expect((await look()).line("endpoint_connect")).toContain("STRIPE_CONNECT_WEBHOOK_SECRET");
  env.stripe.connectWebhookSecret = kept.stripe.connectWebhookSecret;
  await receiveStripeEvent("connect", "{}", `t=${Math.floor(Date.now() / 1000)},v1=00`);
  const seen = await look();
  expect(notWell(seen.states)).toEqual({ endpoint_connect: "attention" });
  expect(seen.line("endpoint_connect")).toContain("signature did not fit");
  // A message that fits is proof that the secret is right.
  setClock(() => Date.now() + MINUTE);
  control.webhooks.configure({ mode: "normal" });
  await db.stripeEvent.create({ data: { id: `evt_fits_${Date.now()}`, endpoint: "connect", type: "account.updated", stripeAccountId: shop.account.stripeAccountId, livemode: false, payload: {}, status: "processed", stripeCreatedAt: new Date(), receivedAt: new Date(Date.now() + MINUTE) } });
  expect(notWell((await look()).states)).toEqual({});
});
