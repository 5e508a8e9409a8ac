import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxKeys } from "./keys";
import { aSale, failure, startWorld, stripeFor, type World } from "./support";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const raw = (path: string, init: RequestInit = {}) =>
  fetch(world.url + path, { ...init, headers: { authorization: `Bearer ${sandboxKeys.secretKey}`, ...init.headers } });

describe("the door", () => {
  it("refuses a missing, a wrong, a publishable and a live key", async () => {
    const cases = [
      ["sk_test_somebody_else_entirely", /Invalid API Key provided: sk_test_\*+rely/],
      [sandboxKeys.publishableKey, /publishable API key/],
      ["sk_live_0123456789abcdef", /Invalid API Key/],
    ] as const;
    for (const [key, message] of cases) {
      const error = await failure(stripeFor(world.url, key).products.list());
      expect(error).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
      expect(error.message).toMatch(message);
    }
    const bare = await fetch(`${world.url}/v1/products`);
    expect(bare.status).toBe(401);
    expect(await bare.json()).toMatchObject({ error: { type: "invalid_request_error" } });
  });

  it("answers an unknown URL in Stripe’s words, always with an error key", async () => {
    const response = await raw("/v1/foo", { method: "POST" });
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({
      error: { type: "invalid_request_error", message: expect.stringMatching(/^Unrecognized request URL \(POST: \/v1\/foo\)/) },
    });
  });

  it("speaks one API version and says so in its headers", async () => {
    const old = await raw("/v1/products", { headers: { "stripe-version": "2023-10-16" } });
    expect(old.status).toBe(400);
    const product = await world.stripe.products.create({ name: "Course" }, world.on);
    expect(product.lastResponse.requestId).toMatch(/^req_/);
    expect(product.lastResponse.apiVersion).toBe("2026-10-28.endive");
  });

  it("tells a disconnected or made-up account by 403 account_invalid", async () => {
    const error = await failure(world.stripe.products.list({}, { stripeAccount: "acct_nobody" }));
    expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
    expect(error.code).toBe("account_invalid");
    expect(error.message).toMatch(
      /does not have access to account 'acct_nobody' \(or that account does not exist\)\. Application access may have been revoked\./,
    );
    expect((await failure(world.stripe.accounts.retrieve("acct_nobody"))).code).toBe("account_invalid");
  });
});

describe("parameters", () => {
  it("refuses what Stripe does not know, at any depth", async () => {
    const top = await failure(world.stripe.products.create({ name: "x", colour: "red" } as Stripe.ProductCreateParams, world.on));
    expect([top.code, top.param]).toEqual(["parameter_unknown", "colour"]);
    const deep = await failure(
      world.stripe.checkout.sessions.create(
        aSale({ line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 500, product_data: { title: "x" } as never } }] }),
        world.on,
      ),
    );
    expect([deep.code, deep.param]).toEqual(["parameter_unknown", "line_items[0][price_data][product_data][title]"]);
    const removed = await failure(world.stripe.checkout.sessions.create({ ...aSale(), payment_method_types: ["card"] } as never, world.on));
    expect([removed.code, removed.param]).toEqual(["parameter_unknown", "payment_method_types"]);
  });

  it("refuses what is missing, empty or of the wrong type", async () => {
    const session = (change: object) => failure(world.stripe.checkout.sessions.create({ ...aSale(), ...change } as never, world.on));
    expect(await failure(world.stripe.products.create({} as never, world.on))).toMatchObject({ code: "parameter_missing", param: "name" });
    expect(await failure(world.stripe.products.create({ name: "" }, world.on))).toMatchObject({ code: "parameter_invalid_empty", param: "name" });
    expect(await session({ success_url: undefined })).toMatchObject({ code: "parameter_missing", param: "success_url" });
    expect(await session({ success_url: "/thanks" })).toMatchObject({ code: "url_invalid", param: "success_url" });
    expect(await session({ line_items: [{ quantity: "two", price_data: { currency: "usd", unit_amount: 500, product_data: { name: "x" } } }] })).toMatchObject({
      code: "parameter_invalid_integer",
      param: "line_items[0][quantity]",
    });
    expect(await session({ line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 49.5, product_data: { name: "x" } } }] })).toMatchObject({
      code: "parameter_invalid_integer",
    });
    expect(await session({ mode: "gift" })).toMatchObject({ param: "mode", message: expect.stringContaining("must be one of") });
    expect(await session({ allow_promotion_codes: "maybe" })).toMatchObject({
      param: "allow_promotion_codes",
      message: expect.stringContaining("Invalid boolean"),
    });
    expect(await session({ expires_at: Date.now() })).toMatchObject({ param: "expires_at" });
    expect(await session({ customer_email: "not an address" })).toMatchObject({ code: "email_invalid" });
    expect(await failure(world.stripe.products.list({ limit: 101 }, world.on))).toMatchObject({ code: "parameter_invalid_integer", param: "limit" });
  });

  it("is loud about what Stripe has and the sandbox has not", async () => {
    const error = await failure(world.stripe.checkout.sessions.create(aSale({ shipping_address_collection: { allowed_countries: ["US"] } }), world.on));
    expect(error).toMatchObject({ code: "sandbox_unsupported", message: expect.stringContaining("the parameter 'shipping_address_collection'") });
  });

  it("is not fooled by names of JavaScript", async () => {
    for (const body of ["__proto__[a]=1", "constructor=1", "metadata[__proto__]=1&name=x"]) {
      const response = await raw("/v1/products", { method: "POST", body, headers: { "content-type": "application/x-www-form-urlencoded" } });
      expect(response.status, body).toBe(body.startsWith("metadata") ? 200 : 400);
    }
    expect(({} as Record<string, unknown>).a).toBeUndefined();
    expect((await raw("/v1/products", { method: "POST", body: "a[b=1" })).status).toBe(400);
  });
});

describe("accounts are worlds of their own", () => {
  it("does not show one account’s objects to another, nor to the platform", async () => {
    const other = world.sandbox.control.accounts.create({ businessName: "Other", connected: true }).account.id;
    const product = await world.stripe.products.create({ name: "Mine" }, world.on);
    for (const options of [{ stripeAccount: other }, {}]) {
      const error = await failure(world.stripe.products.retrieve(product.id, {}, options));
      expect(error).toMatchObject({ statusCode: 404, code: "resource_missing", param: "id", message: `No such product: '${product.id}'` });
    }
    const foreign = await failure(world.stripe.prices.create({ currency: "usd", unit_amount: 500, product: product.id }, { stripeAccount: other }));
    expect(foreign).toMatchObject({ statusCode: 400, code: "resource_missing", param: "product" });
    expect((await world.stripe.products.list({}, { stripeAccount: other })).data).toEqual([]);
  });

  it("sees bank accounts only of accounts it controls", async () => {
    const made = await world.stripe.accounts.create({
      country: "DE",
      email: "new@example.com",
      controller: { stripe_dashboard: { type: "full" }, fees: { payer: "account" }, losses: { payments: "stripe" }, requirement_collection: "stripe" },
    });
    expect(made).toMatchObject({
      charges_enabled: false,
      details_submitted: false,
      default_currency: "eur",
      requirements: { disabled_reason: "requirements.past_due" },
    });
    expect(made.requirements?.currently_due?.length).toBeGreaterThan(5);
    world.sandbox.control.accounts.completeOnboarding({ account: made.id, businessName: "Neu" });
    const ready = await world.stripe.accounts.retrieve(made.id);
    expect(ready).toMatchObject({ charges_enabled: true, payouts_enabled: true, requirements: { currently_due: [] } });
    expect(ready.external_accounts?.data).toHaveLength(1);
    expect((await world.stripe.accounts.retrieve(world.connected)).external_accounts).toBeUndefined();
  });

  it("makes onboarding links that open once and refuses account_update", async () => {
    const { account } = { account: (await world.stripe.accounts.list()).data.find((one) => one.controller?.is_controller)?.id ?? "" };
    const urls = { refresh_url: "https://app.example/refresh", return_url: "https://app.example/return" };
    const link = await world.stripe.accountLinks.create({ account, type: "account_onboarding", ...urls });
    const token = link.url.split("/").at(-1) ?? "";
    expect(world.sandbox.control.accounts.openAccountLink({ account, token })).toMatchObject({ returnUrl: urls.return_url });
    expect(world.sandbox.control.accounts.openAccountLink({ account, token })).toBeNull();
    expect((await failure(world.stripe.accountLinks.create({ account, type: "account_update", ...urls }))).message).toMatch(/account_update/);
    expect((await failure(world.stripe.accountLinks.create({ account: world.connected, type: "account_onboarding", ...urls }))).code).toBe(
      "not_allowed_on_standard_account",
    );
  });
});

describe("lists and expand", () => {
  it("pages newest first with cursors and filters by created", async () => {
    const account = world.sandbox.control.accounts.create({ businessName: "Lists", connected: true }).account.id;
    const on = { stripeAccount: account };
    const made: string[] = [];
    for (let index = 0; index < 25; index += 1) made.push((await world.stripe.products.create({ name: `Product ${index}` }, on)).id);
    const newest = [...made].reverse();
    const first = await world.stripe.products.list({}, on);
    expect(first.data.map((one) => one.id)).toEqual(newest.slice(0, 10));
    expect(first).toMatchObject({ object: "list", has_more: true, url: "/v1/products" });
    const back = await world.stripe.products.list({ limit: 3, ending_before: newest[10] ?? "" }, on);
    expect(back.data.map((one) => one.id)).toEqual(newest.slice(7, 10));
    const all: string[] = [];
    for await (const product of world.stripe.products.list({ limit: 7 }, on)) all.push(product.id);
    expect(all).toEqual(newest);
    const now = Math.floor(Date.now() / 1000);
    expect((await world.stripe.products.list({ created: { gte: now + 60 } }, on)).data).toEqual([]);
    expect((await world.stripe.products.list({ created: { gte: now - 60 }, limit: 100 }, on)).data).toHaveLength(25);
    expect(await failure(world.stripe.products.list({ starting_after: "prod_none" }, on))).toMatchObject({ code: "resource_missing", param: "starting_after" });
  });

  it("expands what can be expanded and refuses the rest", async () => {
    const price = await world.stripe.prices.create({ currency: "usd", unit_amount: 900, product_data: { name: "Ebook" }, expand: ["product"] }, world.on);
    expect((price.product as Stripe.Product).name).toBe("Ebook");
    const listed = await world.stripe.prices.list({ limit: 1, expand: ["data.product"] }, world.on);
    expect(listed.data).toMatchObject([{ product: { name: "Ebook" } }]);
    expect((await failure(world.stripe.prices.retrieve(price.id, { expand: ["unit_amount"] }, world.on))).message).toMatch(/cannot be expanded/);
    expect((await failure(world.stripe.prices.list({ expand: ["product"] }, world.on))).message).toMatch(/data\.product/);
    expect(price.unit_amount_decimal?.toString()).toBe("900");
  });
});
