import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { aSale, failure, startWorld, stripeFor, type World } from "./support";

let world: World;
/** An account nobody has connected. */
let own: string;
beforeAll(async () => {
  world = await startWorld();
  own = world.sandbox.control.accounts.create({ businessName: "Bo's Own Shop" }).account.id;
});
afterAll(() => world.close());

function keyOf(input: { permissions?: string[]; missing?: string[] } = {}): { key: string; stripe: Stripe } {
  const { key } = world.sandbox.control.accounts.createRestrictedKey({ account: own, ...input });
  return { key, stripe: stripeFor(world.url, key) };
}

describe("a restricted key", () => {
  it("acts as its own account, connected or not", async () => {
    const { key, stripe } = keyOf();
    expect(key).toMatch(/^rk_test_sandbox_/);
    expect((await stripe.accounts.retrieveCurrent()).id).toBe(own);
    const product = await stripe.products.create({ name: "Mine" });
    expect(await failure(world.stripe.products.retrieve(product.id, {}, world.on))).toMatchObject({ code: "resource_missing" });
    const session = await stripe.checkout.sessions.create(aSale());
    world.sandbox.control.checkout.pay({ session: session.id, email: "buyer@example.com" });
    const { payment_intent: intent } = await stripe.checkout.sessions.retrieve(session.id);
    expect(await stripe.paymentIntents.retrieve(intent as string)).toMatchObject({ status: "succeeded", application: null });
  });

  it("names the permission it lacks, before it looks at anything else", async () => {
    const { key, stripe } = keyOf({ missing: ["rak_checkout_session_write", "rak_payout_read", "rak_charge_read"] });
    const cases = [
      [stripe.checkout.sessions.create({ nonsense: true } as never), "rak_checkout_session_write"],
      [stripe.payouts.list(), "rak_payout_read"],
      [stripe.charges.retrieve("ch_nothing"), "rak_charge_read"],
    ] as const;
    for (const [call, permission] of cases) {
      const error = await failure(call);
      expect(error).toBeInstanceOf(Stripe.errors.StripePermissionError);
      expect(error).toMatchObject({ statusCode: 403, rawType: "invalid_request_error" });
      expect(error.code).toBeUndefined();
      expect(error.message).toContain(`on account '${own}'. Having the '${permission}' permission would allow this request to continue.`);
      expect(error.message).toMatch(/^The provided key 'rk_test_\*+.{4}' does not have the required permissions for this endpoint/);
      expect(error.message).not.toContain(key);
    }
  });

  it("may only what it was given; writing includes reading", async () => {
    const { key, stripe } = keyOf({ permissions: ["rak_product_write"] });
    await stripe.products.create({ name: "Course" });
    await stripe.products.list();
    expect((await failure(stripe.accounts.retrieveCurrent())).message).toContain("rak_accounts_kyc_basic_read");
    expect((await failure(stripe.prices.list())).message).toContain("rak_plan_read");
    world.sandbox.control.accounts.setRestrictedKeyPermissions({ key, permissions: ["rak_accounts_kyc_basic_read"] });
    expect((await stripe.accounts.retrieveCurrent()).id).toBe(own);
    expect((await failure(stripe.products.list())).message).toContain("rak_product_read");
  });

  it("is no key to other accounts, nor a platform", async () => {
    const { stripe } = keyOf();
    expect(await failure(stripe.products.list({}, { stripeAccount: world.connected }))).toMatchObject({ statusCode: 403, code: "account_invalid" });
    expect(await failure(stripe.accounts.retrieve(world.connected))).toMatchObject({ statusCode: 403, code: "account_invalid" });
    expect((await stripe.accounts.retrieve(own)).id).toBe(own);
    expect((await failure(stripe.accounts.create({ country: "US" }))).message).toMatch(/signed up for Connect/);
    const fee = await failure(stripe.checkout.sessions.create(aSale({ payment_intent_data: { application_fee_amount: 100 } })));
    expect(fee).toMatchObject({ param: "payment_intent_data[application_fee_amount]" });
    expect(fee.message).toMatch(/^Can only apply an application_fee_amount/);
  });

  it("is expired once revoked, and unknown when nobody made it", async () => {
    const { key, stripe } = keyOf();
    world.sandbox.control.accounts.revokeRestrictedKey({ key });
    const expired = await failure(stripe.products.list());
    expect(expired).toBeInstanceOf(Stripe.errors.StripeAuthenticationError);
    expect(expired).toMatchObject({ code: "api_key_expired", message: expect.stringMatching(/^Expired API Key provided: rk_test_\*+.{4}$/) });
    const unknown = await failure(stripeFor(world.url, "rk_test_made_up_by_somebody").products.list());
    expect(unknown.message).toMatch(/^Invalid API Key provided: rk_test_\*+/);
    expect((await failure(stripeFor(world.url, "rk_live_made_up_by_somebody").products.list())).message).toMatch(/^Invalid API Key provided/);
  });
});

it("an account’s own secret key works too, so that the app can be tried with one", async () => {
  const { secretKey } = world.sandbox.control.accounts.ownKeys({ account: own });
  expect(secretKey).toBe(`sk_test_sandbox_${own}`);
  expect((await stripeFor(world.url, secretKey).accounts.retrieveCurrent()).id).toBe(own);
});
