import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { count, create, prepareWorld, read, typesOf, world } from "./checkout-world";
import { aSale, failure } from "./support";

prepareWorld();

describe("a sale", () => {
  it("is paid by card: charge, fee, balance and events, in Stripe’s order", async () => {
    const session = await create({
      client_reference_id: "ord_1",
      metadata: { order: "1" },
      payment_intent_data: { application_fee_amount: 490, metadata: { order: "1" }, receipt_email: "r@example.com" },
    });
    expect(session).toMatchObject({
      object: "checkout.session",
      status: "open",
      payment_status: "unpaid",
      amount_total: 4900,
      currency: "usd",
      payment_intent: null,
      livemode: false,
      ui_mode: "hosted_page",
    });
    expect(session.id).toMatch(/^cs_test_/);
    expect(session.url).toBe(`${world.url}/checkout/${session.id}`);
    const since = count();
    const result = world.sandbox.control.checkout.pay({ session: session.id, email: "buyer@example.com", name: "Bo Buyer" });
    expect(result).toMatchObject({ status: "complete", redirectTo: `https://shop.example/thanks?session=${session.id}` });
    expect(typesOf(world.connected, since)).toEqual(["payment_intent.created", "charge.succeeded", "payment_intent.succeeded", "checkout.session.completed"]);
    const paid = await read(session.id);
    const intent = paid.payment_intent as Stripe.PaymentIntent;
    const charge = intent.latest_charge as Stripe.Charge;
    const balance = charge.balance_transaction as Stripe.BalanceTransaction;
    expect(paid).toMatchObject({
      status: "complete",
      payment_status: "paid",
      url: null,
      customer_details: { email: "buyer@example.com", name: "Bo Buyer" },
      client_reference_id: "ord_1",
    });
    expect(paid.line_items?.data[0]).toMatchObject({ object: "item", description: "Drawing trees", quantity: 1, amount_total: 4900 });
    expect(intent).toMatchObject({
      status: "succeeded",
      amount_received: 4900,
      application_fee_amount: 490,
      metadata: { order: "1" },
      receipt_email: "r@example.com",
    });
    expect(charge).toMatchObject({
      paid: true,
      captured: true,
      refunded: false,
      payment_method_details: { type: "card", card: { brand: "visa", last4: "4242" } },
    });
    expect(balance.fee).toBe(490 + Math.round(4900 * 0.029) + 30);
    expect(balance.net).toBe(4900 - balance.fee);
    expect(balance.fee_details.map((detail) => detail.type)).toEqual(["application_fee", "stripe_fee"]);
    const [fee] = (await world.stripe.applicationFees.list({ charge: charge.id })).data;
    expect(fee).toMatchObject({ amount: 490, account: world.connected });
  });

  it("is declined, asked for authentication, and then paid, all on one intent", async () => {
    const { id } = await create();
    const { checkout } = world.sandbox.control;
    expect(checkout.pay({ session: id, number: "4000 0000 0000 9995", email: "b@example.com" })).toMatchObject({
      status: "declined",
      declineCode: "insufficient_funds",
    });
    const failed = (await read(id)).payment_intent as Stripe.PaymentIntent;
    expect(failed).toMatchObject({ status: "requires_payment_method", last_payment_error: { code: "card_declined", decline_code: "insufficient_funds" } });
    expect(checkout.pay({ session: id, number: "4000002760003184", email: "b@example.com" })).toMatchObject({ status: "requires_authentication" });
    expect(checkout.authenticate({ session: id, result: "fail" })).toMatchObject({ status: "declined" });
    checkout.pay({ session: id, outcome: "requires_authentication", email: "b@example.com" });
    expect(checkout.authenticate({ session: id })).toMatchObject({ status: "complete" });
    const paid = (await read(id)).payment_intent as Stripe.PaymentIntent;
    expect(paid.id).toBe(failed.id);
    expect((paid.latest_charge as Stripe.Charge).payment_method_details?.card?.three_d_secure?.result).toBe("authenticated");
    expect(() => checkout.pay({ session: id, email: "b@example.com" })).toThrow("You have already paid for this order.");
  });

  it("can be completed unpaid and settle days later, or not", async () => {
    const { checkout } = world.sandbox.control;
    const good = await create();
    let since = count();
    expect(checkout.pay({ session: good.id, outcome: "delayed", email: "b@example.com" })).toMatchObject({ status: "complete" });
    expect(await read(good.id)).toMatchObject({
      status: "complete",
      payment_status: "unpaid",
      payment_intent: { status: "processing", latest_charge: { status: "pending" } },
    });
    expect(typesOf(world.connected, since)).toEqual(["payment_intent.created", "charge.pending", "payment_intent.processing", "checkout.session.completed"]);
    checkout.settleDelayed({ session: good.id, result: "succeeded" });
    expect(await read(good.id)).toMatchObject({ payment_status: "paid", payment_intent: { status: "succeeded" } });
    const bad = await create();
    checkout.pay({ session: bad.id, outcome: "delayed", email: "b@example.com" });
    since = count();
    checkout.settleDelayed({ session: bad.id, result: "failed" });
    expect(typesOf(world.connected, since)).toEqual(["charge.failed", "payment_intent.payment_failed", "checkout.session.async_payment_failed"]);
    expect(await read(bad.id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
  });

  it("expires by time and by call, and then cannot be paid", async () => {
    const now = Math.floor(Date.now() / 1000);
    expect(await failure(create({ expires_at: now + 60 }))).toMatchObject({ param: "expires_at", message: expect.stringContaining("30 minutes") });
    expect(await failure(create({ expires_at: now + 25 * 3600 }))).toMatchObject({ param: "expires_at" });
    const byTime = await create({ expires_at: now + 1900 });
    const byCall = await create();
    expect(await world.stripe.checkout.sessions.expire(byCall.id, {}, world.on)).toMatchObject({ status: "expired", url: null });
    expect((await failure(world.stripe.checkout.sessions.expire(byCall.id, {}, world.on))).message).toMatch(/status of `expired`/);
    world.sandbox.control.clock.advance({ minutes: 40 });
    expect((await read(byTime.id)).status).toBe("expired");
    expect(() => world.sandbox.control.checkout.pay({ session: byTime.id, email: "b@example.com" })).toThrow(/has expired/);
  });

  it("is embedded with a return URL and a client secret", async () => {
    const session = await world.stripe.checkout.sessions.create(
      { ...aSale({ ui_mode: "embedded_page", return_url: "https://shop.example/back?s={CHECKOUT_SESSION_ID}" }), success_url: undefined },
      world.on,
    );
    expect(session).toMatchObject({ ui_mode: "embedded_page", url: null, redirect_on_completion: "always" });
    const view = world.sandbox.control.checkout.view({ clientSecret: session.client_secret ?? "" });
    expect(view).toMatchObject({ account: { name: "Ada Lovelace Studio" }, returnUrl: `https://shop.example/back?s=${session.id}` });
    expect(() => world.sandbox.control.checkout.view({ clientSecret: `${session.id}_secret_guess` })).toThrow(/does not belong/);
    expect(await failure(create({ ui_mode: "embedded_page", return_url: "https://shop.example/back" }))).toMatchObject({ param: "success_url" });
    expect(await failure(create({ return_url: "https://shop.example/back" }))).toMatchObject({ param: "return_url" });
  });

  it("refuses what an account cannot do", async () => {
    const { accounts } = world.sandbox.control;
    accounts.setRequirements({
      account: world.connected,
      requirements: {
        past_due: ["individual.verification.document"],
        errors: [{ code: "verification_document_expired", reason: "Expired.", requirement: "individual.verification.document" }],
      },
    });
    expect(await failure(create())).toMatchObject({
      statusCode: 400,
      message: expect.stringMatching(/^This Connect account cannot currently make live charges\. The `requirements\.disabled_reason`/),
    });
    accounts.satisfy({ account: world.connected, requirement: "individual.verification.document" });
    expect(await world.stripe.accounts.retrieve(world.connected)).toMatchObject({ charges_enabled: true, requirements: { errors: [], disabled_reason: null } });
    accounts.configure({ account: world.connected, businessName: null });
    expect((await failure(create())).message).toBe(
      "In order to use Checkout, you must set an account or business name at https://dashboard.stripe.com/account.",
    );
    accounts.configure({ account: world.connected, businessName: "Ada Lovelace Studio" });
    expect(await failure(create({ automatic_tax: { enabled: true } }))).toMatchObject({ code: "stripe_tax_inactive" });
    expect((await failure(world.stripe.checkout.sessions.create(aSale({ payment_intent_data: { application_fee_amount: 1 } })))).message).toMatch(
      /^Can only apply an application_fee_amount/,
    );
  });

  it("knows currencies, minimums and fees", async () => {
    const priced = (currency: string, amount: number, more = {}) =>
      create({ line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, product_data: { name: "x" } } }], ...more });
    expect(await failure(priced("usd", 49))).toMatchObject({ code: "amount_too_small", message: expect.stringContaining("at least $0.50 usd") });
    expect((await priced("jpy", 50)).amount_total).toBe(50);
    expect(await failure(priced("kwd", 1001))).toMatchObject({ message: expect.stringContaining("divisible by 10") });
    expect(await failure(priced("xxx", 1000))).toMatchObject({ message: expect.stringContaining("Invalid currency: xxx") });
    expect(await failure(priced("usd", 1000, { payment_intent_data: { application_fee_amount: 1001 } }))).toMatchObject({
      param: "payment_intent_data[application_fee_amount]",
    });
    expect(await failure(priced("usd", 1000, { payment_intent_data: { application_fee_amount: 0 } }))).toMatchObject({ code: "parameter_invalid_integer" });
    const gift = await priced("usd", 0);
    expect(world.sandbox.control.checkout.pay({ session: gift.id, email: "b@example.com" })).toMatchObject({
      status: "complete",
      session: { payment_status: "no_payment_required", payment_intent: null },
    });
  });

  it("leaves nothing behind when it is refused", async () => {
    const products = (await world.stripe.products.list({ limit: 100 }, world.on)).data.length;
    const events = count();
    await failure(create({ discounts: [{ coupon: "no-such-coupon" }] }));
    expect((await world.stripe.products.list({ limit: 100 }, world.on)).data).toHaveLength(products);
    expect(count()).toBe(events);
  });
});

describe("coupons and promotion codes", () => {
  it("lowers the total to the cent and counts redemptions", async () => {
    const coupon = await world.stripe.coupons.create({ amount_off: 1000, currency: "usd", duration: "once", max_redemptions: 1 }, world.on);
    const code = await world.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "SPRING" }, world.on);
    const three = Array.from({ length: 3 }, (_, index) => ({
      quantity: 1,
      price_data: { currency: "usd", unit_amount: 3333, product_data: { name: `Part ${index}` } },
    }));
    const session = await create({ line_items: three, allow_promotion_codes: true });
    expect(() => world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com", promotionCode: "WRONG" })).toThrow("This code is invalid.");
    expect(world.sandbox.control.checkout.applyPromotionCode({ session: session.id, code: "spring" })).toMatchObject({
      amount_total: 8999,
      total_details: { amount_discount: 1000 },
    });
    world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
    const paid = await world.stripe.checkout.sessions.retrieve(
      session.id,
      { expand: ["line_items", "total_details.breakdown", "discounts.promotion_code"] },
      world.on,
    );
    expect(paid.line_items?.data.map((item) => item.amount_discount)).toEqual([334, 333, 333]);
    expect(paid.total_details?.breakdown?.discounts[0]?.amount).toBe(1000);
    expect(paid.discounts?.[0]?.promotion_code).toMatchObject({ id: code.id, times_redeemed: 1 });
    expect(await world.stripe.coupons.retrieve(coupon.id, {}, world.on)).toMatchObject({ times_redeemed: 1, valid: false });
    expect(await failure(create({ discounts: [{ coupon: coupon.id }] }))).toMatchObject({ code: "coupon_expired" });
  });
});
