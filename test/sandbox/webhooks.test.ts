import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { sandboxKeys } from "./keys";
import { aSale, failure, startWorld, until, type World } from "./support";

let world: World;
beforeEach(async () => {
  world = await startWorld({ retryDelaysMs: [1, 1, 1] });
  await world.sandbox.control.webhooks.flush();
  world.received.length = 0;
});
afterEach(() => world.close());

const pay = async () => {
  const session = await world.stripe.checkout.sessions.create(aSale({ payment_intent_data: { application_fee_amount: 100 } }), world.on);
  world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
  return session.id;
};
const completed = () => world.received.filter(({ event }) => event.type === "checkout.session.completed");
const types = () => world.received.filter(({ endpoint }) => endpoint === "connect").map(({ event }) => event.type);

describe("signatures", () => {
  it("signs each endpoint’s events with its own secret", async () => {
    const session = await pay();
    await world.sandbox.control.webhooks.flush();
    const [hook] = completed();
    const signature = hook?.headers.get("stripe-signature") ?? "";
    const event = world.stripe.webhooks.constructEvent(hook?.body ?? "", signature, sandboxKeys.connectWebhookSecret);
    expect(event).toMatchObject({
      object: "event",
      account: world.connected,
      api_version: "2026-10-28.endive",
      livemode: false,
      type: "checkout.session.completed",
      data: { object: { id: session, payment_status: "paid" } },
    });
    expect(() => world.stripe.webhooks.constructEvent(hook?.body ?? "", signature, sandboxKeys.accountWebhookSecret)).toThrow(/signature/i);
    expect(() => world.stripe.webhooks.constructEvent(`${hook?.body ?? ""} `, signature, sandboxKeys.connectWebhookSecret)).toThrow(/signature/i);
    const own = world.received.find(({ event: { type } }) => type === "application_fee.created");
    expect(own?.endpoint).toBe("account");
    expect(own?.event.account).toBeUndefined();
    world.stripe.webhooks.constructEvent(own?.body ?? "", own?.headers.get("stripe-signature") ?? "", sandboxKeys.accountWebhookSecret);
  });

  it("delivers to endpoints made through the API, with their own secret and choice of events", async () => {
    const endpoint = await world.stripe.webhookEndpoints.create({ url: "http://app.test/extra/connect", enabled_events: ["charge.succeeded"], connect: true });
    expect(endpoint.secret).toMatch(/^whsec_/);
    expect((await world.stripe.webhookEndpoints.list()).data[0]?.secret).toBeUndefined();
    await pay();
    await world.sandbox.control.webhooks.flush();
    const rows = world.sandbox.control.webhooks.deliveries({ endpoint: endpoint.id });
    expect(rows.map((row) => row.type)).toEqual(["charge.succeeded"]);
  });

  it("keeps what happened in /v1/events, under the account", async () => {
    await pay();
    const listed = await world.stripe.events.list({ types: ["checkout.session.completed", "charge.*"] }, world.on);
    expect(listed.data.map((event) => event.type)).toEqual(["checkout.session.completed", "charge.succeeded"]);
    expect(await world.stripe.events.retrieve(listed.data[0]?.id ?? "", {}, world.on)).toMatchObject({ type: "checkout.session.completed" });
    expect((await failure(world.stripe.events.retrieve(listed.data[0]?.id ?? ""))).code).toBe("resource_missing");
    world.sandbox.control.clock.advance({ days: 31 });
    expect((await world.stripe.events.list({ type: "checkout.session.completed" }, world.on)).data).toEqual([]);
  });
});

describe("delivery that goes wrong on request", () => {
  it("retries until it is taken, then stops", async () => {
    world.answer.status = 500;
    await pay();
    await world.sandbox.control.webhooks.flush();
    world.answer.status = 200;
    await world.sandbox.control.webhooks.flush({ retries: true });
    await world.sandbox.control.webhooks.flush({ retries: true });
    expect(completed()).toHaveLength(2);
    const [row] = world.sandbox.control.webhooks.deliveries({ type: "checkout.session.completed" });
    expect(row).toMatchObject({ status: "delivered", attempts: [{ status: 500 }, { status: 200 }] });
  });

  it("gives up after its last retry", async () => {
    world.answer.status = 503;
    await pay();
    for (let round = 0; round < 6; round += 1) await world.sandbox.control.webhooks.flush({ retries: true });
    expect(world.sandbox.control.webhooks.deliveries({ type: "checkout.session.completed" })[0]).toMatchObject({ status: "failed" });
    expect(completed()).toHaveLength(4);
  });

  it("delivers copies, backwards, late, or never", async () => {
    const { webhooks } = world.sandbox.control;
    webhooks.configure({ copies: 5 });
    await pay();
    await webhooks.flush();
    expect(completed()).toHaveLength(5);
    expect(new Set(completed().map(({ event }) => event.id)).size).toBe(1);

    world.received.length = 0;
    webhooks.configure({ copies: 1, mode: "reorder" });
    await pay();
    await webhooks.flush();
    expect(types()).toEqual(
      ["checkout.session.completed", "payment_intent.succeeded", "charge.succeeded", "payment_intent.created", "price.created", "product.created"].filter(
        (type) => types().includes(type),
      ),
    );
    expect(types()[0]).toBe("checkout.session.completed");

    world.received.length = 0;
    webhooks.configure({ mode: "hold" });
    await pay();
    await webhooks.flush();
    expect(world.received).toEqual([]);
    webhooks.release({ order: "lifo" });
    await webhooks.flush();
    expect(types()[0]).toBe("checkout.session.completed");

    world.received.length = 0;
    webhooks.configure({ mode: "drop" });
    await pay();
    webhooks.configure({ mode: "normal" });
    await webhooks.flush({ retries: true });
    expect(completed()).toEqual([]);
    const event = webhooks.events({ account: world.connected, type: "checkout.session.completed" }).at(-1);
    webhooks.redeliver({ event: event?.id ?? "", copies: 3 });
    await webhooks.flush();
    expect(completed()).toHaveLength(3);

    world.received.length = 0;
    webhooks.configure({ delayMs: 60 });
    await pay();
    await webhooks.flush();
    expect(completed()).toHaveLength(0);
    await new Promise((resolve) => setTimeout(resolve, 80));
    await webhooks.flush();
    expect(completed()).toHaveLength(1);
  });

  it("sends nothing for an account that was disconnected, except the news of it", async () => {
    const session = await world.stripe.checkout.sessions.create(aSale(), world.on);
    await world.sandbox.control.webhooks.flush();
    world.received.length = 0;
    world.sandbox.control.accounts.revoke({ account: world.connected });
    world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
    await world.sandbox.control.webhooks.flush();
    expect(types()).toEqual(["account.application.deauthorized"]);
    expect(JSON.parse(world.received[0]?.body ?? "{}")).toMatchObject({ account: world.connected, data: { object: { object: "application" } } });
  });

  it("says when an account changes, and stops it at its deadline", async () => {
    const { accounts, clock, webhooks } = world.sandbox.control;
    const deadline = Math.floor(clock.get().now / 1000) + 86_400;
    accounts.setRequirements({ account: world.connected, requirements: { currently_due: ["individual.id_number"], current_deadline: deadline } });
    expect((await world.stripe.accounts.retrieve(world.connected)).charges_enabled).toBe(true);
    await webhooks.flush();
    world.received.length = 0;
    clock.advance({ days: 2 });
    await webhooks.flush();
    expect(types().toSorted()).toEqual(["account.updated", "capability.updated", "capability.updated"]);
    expect(await world.stripe.accounts.retrieve(world.connected)).toMatchObject({
      charges_enabled: false,
      payouts_enabled: false,
      capabilities: { card_payments: "inactive" },
      requirements: { past_due: ["individual.id_number"], current_deadline: null, disabled_reason: "requirements.past_due" },
    });
    accounts.satisfy({ account: world.connected });
    expect(await world.stripe.accounts.retrieve(world.connected)).toMatchObject({ charges_enabled: true, capabilities: { card_payments: "active" } });
  });
});

it("delivers by itself over HTTP when nobody holds it", async () => {
  const bodies: string[] = [];
  const app = createServer((request, response) => {
    void (async () => {
      for await (const chunk of request) bodies.push(String(chunk));
      // The first attempt fails, so the retry is seen as well.
      response.writeHead(bodies.length === 1 ? 500 : 204).end();
    })();
  });
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(app.address() as AddressInfo).port}/webhooks/stripe/connect`;
  const auto = await startWorld({ delivery: "auto", deliver: fetch, webhookTargets: { connect: url }, retryDelaysMs: [20] });
  await until(() => bodies.length >= 2);
  expect(bodies).toHaveLength(2);
  expect(bodies[0]).toBe(bodies[1]);
  await auto.close();
  await new Promise((resolve) => app.close(resolve));
});
