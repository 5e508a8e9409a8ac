import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aSale, failure, startWorld, stripeFor, type World } from "./support";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

describe("how buyers may pay", () => {
  it("lists the account's own configuration and the platform's on it", async () => {
    const { data } = await world.stripe.paymentMethodConfigurations.list({}, world.on);
    expect(data.map(({ application, is_default }) => [application, is_default])).toEqual([
      ["ca_sandbox_platform", true],
      [null, true],
    ]);
    expect(data[0]).toMatchObject({
      card: { available: true, display_preference: { value: "on" } },
      apple_pay: { available: true, display_preference: { value: "on" } },
      paypal: { available: false, display_preference: { value: "off" } },
    });
    const { paymentMethods } = world.sandbox.control;
    paymentMethods.set({ account: world.connected, method: "google_pay", on: false });
    const [changed] = (await world.stripe.paymentMethodConfigurations.list({ application: "ca_sandbox_platform" }, world.on)).data;
    expect(changed?.google_pay).toMatchObject({ available: false, display_preference: { value: "off" } });
    expect((await world.stripe.paymentMethodConfigurations.retrieve(changed?.id ?? "", {}, world.on)).id).toBe(changed?.id);
    const own = stripeFor(world.url, world.sandbox.control.accounts.createRestrictedKey({ account: world.connected }).key);
    expect((await own.paymentMethodConfigurations.list()).data).toHaveLength(1);
  });

  it("follows the country and the capability", async () => {
    const { accounts, paymentMethods } = world.sandbox.control;
    const { account } = accounts.create({ businessName: "Berlin", country: "DE", connected: true });
    expect(paymentMethods.list({ account: account.id })).toMatchObject({ sepa_debit: { available: true, on: false }, cashapp: { available: false } });
    paymentMethods.set({ account: account.id, method: "paypal", on: true });
    const [first] = (await world.stripe.paymentMethodConfigurations.list({}, { stripeAccount: account.id })).data;
    expect(first?.paypal).toMatchObject({ available: true });
    accounts.setCapability({ account: account.id, capability: "card_payments", status: "inactive" });
    expect(paymentMethods.list({ account: account.id }).card.available).toBe(false);
  });

  it("registers a host for wallets, and says what is wrong there", async () => {
    const { paymentMethods } = world.sandbox.control;
    const domain = await world.stripe.paymentMethodDomains.create({ domain_name: "Shop.Example" }, world.on);
    expect(domain).toMatchObject({ domain_name: "shop.example", apple_pay: { status: "active" } });
    paymentMethods.setDomain({ account: world.connected, domain: "shop.example", problems: { apple_pay: "The verification file was not found." } });
    expect((await world.stripe.paymentMethodDomains.retrieve(domain.id, {}, world.on)).apple_pay).toEqual({
      status: "inactive",
      status_details: { error_message: "The verification file was not found." },
    });
    paymentMethods.setDomain({ account: world.connected, domain: "shop.example", problems: {} });
    expect(await world.stripe.paymentMethodDomains.validate(domain.id, {}, world.on)).toMatchObject({ apple_pay: { status: "active" }, link: { status: "active" } });
    expect(await failure(world.stripe.paymentMethodDomains.create({ domain_name: "https://shop.example" }, world.on))).toMatchObject({ param: "domain_name" });
  });
});

describe("where an account may charge", () => {
  it("knows the currencies of each country", async () => {
    expect((await world.stripe.countrySpecs.retrieve("BR")).supported_payment_currencies).toEqual(["brl"]);
    const german = await world.stripe.countrySpecs.retrieve("DE");
    expect(german).toMatchObject({ id: "DE", default_currency: "eur" });
    expect(german.supported_payment_currencies.length).toBeGreaterThan(100);
    expect((await world.stripe.countrySpecs.list({ limit: 100 })).data.map(({ id }) => id)).toEqual(expect.arrayContaining(["US", "GB", "BR", "JP"]));
    expect(await failure(world.stripe.countrySpecs.retrieve("XX"))).toMatchObject({ statusCode: 400, param: "country" });
    const bare = stripeFor(world.url, world.sandbox.control.accounts.createRestrictedKey({ account: world.connected, permissions: [] }).key);
    expect((await bare.countrySpecs.retrieve("US")).id).toBe("US");
  });

  it("refuses a checkout in another currency", async () => {
    const { account } = world.sandbox.control.accounts.create({ businessName: "Rio", country: "BR", connected: true });
    const error = await failure(world.stripe.checkout.sessions.create(aSale(), { stripeAccount: account.id }));
    expect(error.message).toMatch(/^Invalid currency: usd\. Stripe currently supports these currencies for accounts in BR: brl$/);
  });
});

describe("payouts that come back", () => {
  it("say why, return the money, and stop payouts until there is another bank account", async () => {
    const { accounts, checkout, clock, payouts, webhooks } = world.sandbox.control;
    const session = await world.stripe.checkout.sessions.create(aSale(), world.on);
    checkout.pay({ session: session.id, email: "b@example.com" });
    clock.advance({ days: 3 });
    const payout = payouts.create({ account: world.connected });
    payouts.fail({ payout: payout.id, code: "could_not_process" });
    expect((await world.stripe.accounts.retrieve(world.connected)).payouts_enabled).toBe(true);
    const second = payouts.create({ account: world.connected });
    payouts.fail({ payout: second.id, code: "no_account" });
    const [failed] = (await world.stripe.payouts.list({ status: "failed", limit: 1 }, world.on)).data;
    expect(failed).toMatchObject({ id: second.id, failure_code: "no_account", failure_message: expect.stringContaining("No bank account"), failure_balance_transaction: expect.stringMatching(/^txn_/) });
    expect(await world.stripe.accounts.retrieve(world.connected)).toMatchObject({
      charges_enabled: true,
      payouts_enabled: false,
      requirements: { past_due: ["external_account"], disabled_reason: "requirements.past_due" },
    });
    expect(webhooks.events({ account: world.connected }).map(({ type }) => type)).toEqual(expect.arrayContaining(["payout.failed", "account.updated", "capability.updated"]));
    accounts.satisfy({ account: world.connected, requirement: "external_account" });
    expect((await world.stripe.accounts.retrieve(world.connected)).payouts_enabled).toBe(true);
    clock.reset();
  });

  it("come by the schedule of the account", async () => {
    world.sandbox.control.accounts.setPayoutSchedule({ account: world.connected, interval: "weekly", weekly_anchor: "friday" });
    expect((await world.stripe.accounts.retrieve(world.connected)).settings?.payouts?.schedule).toMatchObject({ interval: "weekly", weekly_anchor: "friday", delay_days: 2 });
    world.sandbox.control.accounts.configure({ account: world.connected, instantPayouts: true });
    expect((await world.stripe.balance.retrieve({}, world.on)).instant_available?.[0]).toMatchObject({ currency: "usd" });
  });
});

describe("events", () => {
  it("can be read by kind, by time, page by page, and by whether they arrived", async () => {
    const { webhooks, clock } = world.sandbox.control;
    await webhooks.flush();
    const { account } = world.sandbox.control.accounts.create({ businessName: "Events", connected: true });
    const on = { stripeAccount: account.id };
    for (let sale = 0; sale < 3; sale += 1) {
      const session = await world.stripe.checkout.sessions.create(aSale(), on);
      world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
      if (sale === 1) await webhooks.flush();
      clock.advance({ minutes: 10 });
    }
    const kinds = { types: ["checkout.session.completed", "charge.succeeded"] };
    const all = await world.stripe.events.list({ ...kinds, limit: 100 }, on).autoPagingToArray({ limit: 100 });
    const paged = await world.stripe.events.list({ ...kinds, limit: 2 }, on).autoPagingToArray({ limit: 100 });
    expect(paged.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(all).toHaveLength(6);
    expect((await world.stripe.events.list({ ...kinds, delivery_success: false }, on)).data).toHaveLength(2);
    expect((await world.stripe.events.list({ ...kinds, delivery_success: true }, on)).data).toHaveLength(4);
    expect((await world.stripe.events.list({ ...kinds, created: { gt: all[2]?.created ?? 0 } }, on)).data).toHaveLength(2);
    expect(await failure(world.stripe.events.list({ type: "charge.succeeded", types: ["charge.failed"] }, on))).toMatchObject({ code: "parameters_exclusive" });
    clock.advance({ days: 31 });
    expect((await world.stripe.events.list(kinds, on)).data).toEqual([]);
    clock.reset();
  });
});
