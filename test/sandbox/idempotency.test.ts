import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { aSale, failure, startWorld, stripeFor, until, type World } from "./support";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());
beforeEach(() => world.sandbox.control.faults.clear());

describe("idempotency keys", () => {
  it("answers the same again, and says that it did", async () => {
    const options = { ...world.on, idempotencyKey: "order-1" };
    const first = await world.stripe.checkout.sessions.create(aSale(), options);
    const second = await world.stripe.checkout.sessions.create(aSale(), options);
    expect(second.id).toBe(first.id);
    expect(second.lastResponse.headers["idempotent-replayed"]).toBe("true");
    expect(first.lastResponse.headers["idempotent-replayed"]).toBeUndefined();
  });

  it("refuses other parameters and another endpoint under the same key", async () => {
    const options = { ...world.on, idempotencyKey: "order-2" };
    await world.stripe.products.create({ name: "A" }, options);
    const other = await failure(world.stripe.products.create({ name: "B" }, options));
    expect(other).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
    expect(other.message).toMatch(/can only be used with the same parameters/);
    expect(await failure(world.stripe.customers.create({ name: "A" }, options))).toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it("keeps keys of accounts apart and forgets them after a day", async () => {
    const other = { stripeAccount: world.sandbox.control.accounts.create({ businessName: "B", connected: true }).account.id, idempotencyKey: "order-3" };
    const mine = { ...world.on, idempotencyKey: "order-3" };
    const first = await world.stripe.products.create({ name: "A" }, mine);
    expect((await world.stripe.products.create({ name: "A" }, other)).id).not.toBe(first.id);
    world.sandbox.control.clock.advance({ hours: 25 });
    expect((await world.stripe.products.create({ name: "A" }, mine)).id).not.toBe(first.id);
    world.sandbox.control.clock.reset();
  });

  it("does not remember a request with wrong parameters, but does remember a refusal", async () => {
    const options = { ...world.on, idempotencyKey: "order-4" };
    await failure(world.stripe.products.create({} as never, options));
    await world.stripe.products.create({ name: "Now right" }, options);
    const closed = { ...world.on, idempotencyKey: "order-5" };
    world.sandbox.control.accounts.setCharges({ account: world.connected, enabled: false });
    const refused = await failure(world.stripe.checkout.sessions.create(aSale(), closed));
    expect(refused.message).toMatch(/cannot currently make live charges/);
    expect(refused.code).toBeUndefined();
    world.sandbox.control.accounts.setCharges({ account: world.connected, enabled: true });
    expect((await failure(world.stripe.checkout.sessions.create(aSale(), closed))).message).toBe(refused.message);
  });

  it("answers 409 while the first request still runs", async () => {
    const options = { ...world.on, idempotencyKey: "order-6" };
    world.sandbox.control.faults.add({ operation: "products.create", effect: "delay", when: "after", delayMs: 700 });
    const slow = world.stripe.products.create({ name: "Slow" }, options);
    await until(() => world.sandbox.engine.inProgress.size > 0);
    const error = await failure(world.stripe.products.create({ name: "Slow" }, options));
    expect(error).toMatchObject({ statusCode: 409, code: "idempotency_key_in_use" });
    expect((await slow).name).toBe("Slow");
  });
});

describe("faults", () => {
  it("loses a call before it took effect: the SDK’s own retry succeeds", async () => {
    const retrying = stripeFor(world.url, undefined, 2);
    world.sandbox.control.faults.add({ operation: "products.create", effect: "error_500" });
    expect((await retrying.products.create({ name: "Retried 500" }, world.on)).name).toBe("Retried 500");
    world.sandbox.control.faults.add({ operation: "products.create", effect: "connection_reset" });
    expect((await retrying.products.create({ name: "Retried reset" }, world.on)).name).toBe("Retried reset");
  });

  it("loses only the answer: the retry finds the same object", async () => {
    const retrying = stripeFor(world.url, undefined, 2);
    const before = (await world.stripe.products.list({ limit: 100 }, world.on)).data.length;
    world.sandbox.control.faults.add({ operation: "products.*", effect: "connection_reset", when: "after" });
    await retrying.products.create({ name: "Once" }, { ...world.on, idempotencyKey: "lost-answer" });
    expect((await world.stripe.products.list({ limit: 100 }, world.on)).data).toHaveLength(before + 1);
  });

  it("replays a 500 that was given once work had begun", async () => {
    const options = { ...world.on, idempotencyKey: "spoiled" };
    world.sandbox.control.faults.add({ operation: "products.create", effect: "error_500", when: "after" });
    expect(await failure(world.stripe.products.create({ name: "Spoiled" }, options))).toBeInstanceOf(Stripe.errors.StripeAPIError);
    expect(await failure(world.stripe.products.create({ name: "Spoiled" }, options))).toMatchObject({ statusCode: 500 });
  });

  it("answers 429 and, on request, nothing at all", async () => {
    world.sandbox.control.faults.add({ operation: "balance.retrieve", effect: "rate_limited" });
    expect(await failure(world.stripe.balance.retrieve({}, world.on))).toBeInstanceOf(Stripe.errors.StripeRateLimitError);
    world.sandbox.control.faults.add({ operation: "balance.retrieve", effect: "timeout" });
    const error = await failure(world.stripe.balance.retrieve({}, { ...world.on, timeout: 150 }));
    expect(error).toBeInstanceOf(Stripe.errors.StripeConnectionError);
    expect(error.message).toMatch(/timeout/);
    expect(world.sandbox.control.state.requests({ operation: "balance.retrieve" }).length).toBeGreaterThanOrEqual(1);
  });
});
