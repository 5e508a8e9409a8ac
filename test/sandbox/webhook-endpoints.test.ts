import type Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sandboxKeys } from "./keys";
import { aSale, failure, startWorld, stripeFor, type World } from "./support";

let world: World;
beforeEach(async () => {
  world = await startWorld({ retryDelaysMs: [1, 1, 1] });
  await world.sandbox.control.webhooks.flush();
  world.received.length = 0;
});
afterEach(() => world.close());

const to = (url: string) => world.sandbox.control.webhooks.deliveries().filter((row) => row.url === url);

async function sell(stripe: Stripe, options: Stripe.RequestOptions): Promise<void> {
  const session = await stripe.checkout.sessions.create(aSale(), options);
  world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
  await world.sandbox.control.webhooks.flush();
}

describe("the platform's endpoints", () => {
  it("lists the two of the environment as if they had been registered", async () => {
    const { data } = await world.stripe.webhookEndpoints.list();
    expect(data.map(({ url, application, status, secret }) => ({ url, application, status, secret }))).toEqual([
      { url: "http://app.test/webhooks/stripe/connect", application: sandboxKeys.clientId, status: "enabled", secret: undefined },
      { url: "http://app.test/webhooks/stripe", application: null, status: "enabled", secret: undefined },
    ]);
  });

  it("keeps quiet on one that was disabled or removed, and speaks again when it is back", async () => {
    const { webhooks } = world.sandbox.control;
    await world.stripe.webhookEndpoints.update("we_sandbox_connect", { disabled: true });
    await sell(world.stripe, world.on);
    expect(world.received).toEqual([]);
    webhooks.setEndpoint({ endpoint: "connect", status: "removed" });
    expect((await world.stripe.webhookEndpoints.list()).data.map(({ id }) => id)).toEqual(["we_sandbox_account"]);
    await sell(world.stripe, world.on);
    expect(world.received).toEqual([]);
    webhooks.setEndpoint({ endpoint: "connect", status: "enabled" });
    await sell(world.stripe, world.on);
    expect(world.received.map(({ event }) => event.type)).toContain("checkout.session.completed");
  });

  it("does not deliver what waited for an endpoint that is gone", async () => {
    const { webhooks } = world.sandbox.control;
    const endpoint = await world.stripe.webhookEndpoints.create({ url: "http://app.test/extra", enabled_events: ["charge.succeeded"], connect: true });
    webhooks.configure({ mode: "hold" });
    await sell(world.stripe, world.on);
    await world.stripe.webhookEndpoints.del(endpoint.id);
    webhooks.release();
    await webhooks.flush();
    expect(to("http://app.test/extra").map(({ status, attempts }) => [status, attempts.length])).toEqual([["dropped", 0]]);
  });

  it("changes what it hears of, and stays removed over an export", async () => {
    const { webhooks, state } = world.sandbox.control;
    await world.stripe.webhookEndpoints.update("we_sandbox_connect", { enabled_events: ["charge.succeeded"], metadata: { by: "test" } });
    await sell(world.stripe, world.on);
    expect(world.received.map(({ event }) => event.type)).toEqual(["charge.succeeded"]);
    webhooks.setEndpoint({ endpoint: "account", status: "removed" });
    state.import({ state: state.export() });
    expect(webhooks.endpoints().map(({ id }) => id)).toEqual(["we_sandbox_connect"]);
  });
});

describe("an account's own endpoints", () => {
  let own: string;
  let stripe: Stripe;
  beforeEach(() => {
    own = world.sandbox.control.accounts.create({ businessName: "Bo's Own Shop" }).account.id;
    stripe = stripeFor(world.url, world.sandbox.control.accounts.createRestrictedKey({ account: own }).key);
  });

  it("hear of its own events, without `account`, under their own secret", async () => {
    const endpoint = await stripe.webhookEndpoints.create({ url: "http://app.test/own", enabled_events: ["checkout.session.completed", "account.updated"] });
    await sell(stripe, {});
    expect(world.received).toHaveLength(1);
    const [hook] = world.received;
    const event = stripe.webhooks.constructEvent(hook?.body ?? "", hook?.headers.get("stripe-signature") ?? "", endpoint.secret ?? "");
    expect(event.type).toBe("checkout.session.completed");
    expect(event.account).toBeUndefined();
    const listed = await stripe.events.list({ type: "checkout.session.completed" });
    expect(listed.data.map(({ id, account }) => ({ id, account }))).toEqual([{ id: event.id, account: undefined }]);
    expect((await stripe.webhookEndpoints.retrieve(endpoint.id)).secret).toBeUndefined();
    expect((await world.stripe.webhookEndpoints.list()).data.map(({ id }) => id)).not.toContain(endpoint.id);
    await stripe.webhookEndpoints.update(endpoint.id, { disabled: true });
    await sell(stripe, {});
    expect(world.received).toHaveLength(1);
  });

  it("come beside those of the platform when the account is connected too", async () => {
    const connected = stripeFor(world.url, world.sandbox.control.accounts.createRestrictedKey({ account: world.connected }).key);
    await connected.webhookEndpoints.create({ url: "http://app.test/own", enabled_events: ["charge.succeeded"] });
    await sell(world.stripe, world.on);
    const charges = world.received.filter(({ event }) => event.type === "charge.succeeded");
    expect(charges.map(({ event }) => event.account).sort()).toEqual([world.connected, undefined]);
    world.received.length = 0;
    world.sandbox.control.accounts.revoke({ account: world.connected });
    await world.sandbox.control.webhooks.flush();
    expect(world.received.map(({ endpoint, event }) => [endpoint, event.type])).toEqual([["connect", "account.application.deauthorized"]]);
  });

  it("cannot be made for connected accounts, without the permission, or for another", async () => {
    const made = { url: "http://app.test/own", enabled_events: ["charge.succeeded" as const] };
    expect(await failure(stripe.webhookEndpoints.create({ ...made, connect: true }))).toMatchObject({ statusCode: 400, param: "connect" });
    const { key } = world.sandbox.control.accounts.createRestrictedKey({ account: own, permissions: ["rak_webhook_read"] });
    expect((await failure(stripeFor(world.url, key).webhookEndpoints.create(made))).message).toContain("rak_webhook_write");
    expect(await failure(world.stripe.webhookEndpoints.create(made, world.on))).toMatchObject({ statusCode: 403 });
    expect(await failure(stripe.webhookEndpoints.del("we_sandbox_connect"))).toMatchObject({ code: "resource_missing" });
    for (let count = 0; count < 16; count += 1) await stripe.webhookEndpoints.create(made);
    expect((await failure(stripe.webhookEndpoints.create(made))).message).toMatch(/maximum of 16/);
  });
});
