import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { useClub } from "./club";
import { failure } from "./support";

const club = useClub();
const { at, join, mark, read, since } = club;

const page = (overrides: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
  club.world.stripe.checkout.sessions.create(
    { mode: "setup", currency: "usd", success_url: "https://shop.example/kept?session={CHECKOUT_SESSION_ID}", ...overrides },
    club.on,
  );

describe("a page that keeps a card", () => {
  it("ends with a setup intent whose method belongs to the customer, and moves no money", async () => {
    const { subscription } = await join();
    const customer = String(subscription.customer);
    const created = await page({ customer, metadata: { subscription_id: "mem_1" }, setup_intent_data: { metadata: { a: "b" } } });
    expect(created).toMatchObject({ mode: "setup", payment_status: "no_payment_required", amount_total: null, currency: "usd", setup_intent: expect.stringMatching(/^seti_/) });
    const known = mark();
    const { checkout } = club.world.sandbox.control;
    expect(checkout.pay({ session: created.id, number: "4000 0000 0000 0002" })).toMatchObject({ status: "declined" });
    expect(checkout.pay({ session: created.id, number: "5555 5555 5555 4444" })).toMatchObject({
      status: "complete",
      redirectTo: `https://shop.example/kept?session=${created.id}`,
    });
    expect(since(known)).toEqual(["setup_intent.setup_failed", "payment_method.attached", "setup_intent.succeeded", "checkout.session.completed"]);
    const done = await club.world.stripe.checkout.sessions.retrieve(created.id, { expand: ["setup_intent.payment_method"] }, club.on);
    const intent = done.setup_intent as Stripe.SetupIntent;
    const method = intent.payment_method as Stripe.PaymentMethod;
    expect(intent).toMatchObject({ status: "succeeded", customer, metadata: { a: "b" } });
    expect(method).toMatchObject({ customer, card: { brand: "mastercard", last4: "4444" } });
    expect((await club.world.stripe.setupIntents.retrieve(intent.id, {}, club.on)).payment_method).toBe(method.id);
    // It is nobody's default until somebody says so.
    expect((await read(subscription.id)).default_payment_method).not.toMatchObject({ id: method.id });
    const cards = await club.world.stripe.paymentMethods.list({ customer, type: "card" }, club.on);
    expect(cards.data.map(({ id }) => id)).toContain(method.id);
  });

  it("asks the bank where the card wants that, and expires like any other", async () => {
    const { checkout } = club.world.sandbox.control;
    const embedded = { mode: "setup", currency: "usd", ui_mode: "embedded_page", return_url: "https://shop.example/kept" } as const;
    const session = await club.world.stripe.checkout.sessions.create(embedded, club.on);
    expect(checkout.pay({ session: session.id, email: "m@example.com", number: "4000 0027 6000 3184" }).status).toBe("requires_authentication");
    expect(checkout.authenticate({ session: session.id }).status).toBe("complete");
    const other = await page();
    await club.world.stripe.checkout.sessions.expire(other.id, {}, club.on);
    expect(await club.world.stripe.setupIntents.retrieve(String(other.setup_intent), {}, club.on)).toMatchObject({ status: "canceled" });
  });

  it("refuses what is about money", async () => {
    const bare = { mode: "setup", success_url: "https://shop.example/kept" } as const;
    expect(await failure(club.world.stripe.checkout.sessions.create(bare, club.on))).toMatchObject({ param: "currency" });
    expect(await failure(page({ subscription_data: { description: "x" } }))).toMatchObject({ param: "subscription_data" });
    expect(await failure(page({ line_items: [{ price: "price_x", quantity: 1 }] }))).toMatchObject({ param: "line_items" });
  });
});

describe("a kept card", () => {
  async function keep(customer: string, number: string) {
    const created = await page({ customer });
    club.world.sandbox.control.checkout.pay({ session: created.id, number });
    const { setup_intent: intent } = await club.world.stripe.checkout.sessions.retrieve(created.id, { expand: ["setup_intent"] }, club.on);
    return String((intent as Stripe.SetupIntent).payment_method);
  }

  it("pays an open invoice, and the subscription goes on", async () => {
    const { subscription } = await join({ number: "4000 0000 0000 0341" });
    at("2027-04-01T12:00:00Z");
    const open = (await read(subscription.id)).latest_invoice;
    const pay = (params: Stripe.InvoicePayParams = {}) => club.world.stripe.invoices.pay(open.id, params, club.on);
    const known = mark();
    expect(await failure(pay())).toMatchObject({ statusCode: 402, code: "card_declined" });
    expect(since(known)).toContain("invoice.payment_failed");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ attempt_count: 1, status: "open", next_payment_attempt: open.next_payment_attempt });
    const method = await keep(String(subscription.customer), "4242 4242 4242 4242");
    // The subscription's own card comes before the customer's default.
    await club.world.stripe.customers.update(String(subscription.customer), { invoice_settings: { default_payment_method: method } }, club.on);
    expect(await failure(pay())).toMatchObject({ code: "card_declined" });
    await club.world.stripe.subscriptions.update(subscription.id, { default_payment_method: method }, club.on);
    expect(await pay()).toMatchObject({ status: "paid", amount_paid: 900, attempt_count: 1 });
    expect(await read(subscription.id)).toMatchObject({ status: "active" });
    expect((await failure(pay())).message).toBe("Invoice is already paid");
    const payments = await club.world.stripe.invoicePayments.list({ invoice: open.id }, club.on);
    const intent = String(payments.data[0]?.payment.payment_intent);
    expect((await club.world.stripe.invoicePayments.list({ payment: { type: "payment_intent", payment_intent: intent } }, club.on)).data[0]?.invoice).toBe(open.id);
    expect(await club.world.stripe.paymentIntents.retrieve(intent, {}, club.on)).toMatchObject({ payment_method: method, status: "succeeded" });
    const refund = await club.world.stripe.refunds.create({ payment_intent: intent }, club.on);
    expect(refund).toMatchObject({ amount: 900, status: "succeeded" });
    expect(since(known)).toContain("charge.refunded");
  });

  it("of somebody else is nobody's", async () => {
    const mine = await join();
    const other = await join();
    const method = await keep(String(other.subscription.customer), "4242 4242 4242 4242");
    const { stripe } = club.world;
    expect(await failure(stripe.subscriptions.update(mine.subscription.id, { default_payment_method: method }, club.on))).toMatchObject({ code: "resource_missing", param: "default_payment_method" });
    expect(
      await failure(stripe.customers.update(String(mine.subscription.customer), { invoice_settings: { default_payment_method: method } }, club.on)),
    ).toMatchObject({ param: "invoice_settings[default_payment_method]" });
    expect(await failure(stripe.paymentMethods.attach(method, { customer: String(mine.subscription.customer) }, club.on))).toMatchObject({ code: "payment_method_unexpected_state" });
    await stripe.paymentMethods.detach(method, {}, club.on);
    expect(await stripe.paymentMethods.attach(method, { customer: String(mine.subscription.customer) }, club.on)).toMatchObject({ customer: mine.subscription.customer });
  });

  it("is taken by the next retry, and a void invoice is not paid by anything", async () => {
    const { subscription } = await join({ number: "4000 0000 0000 0341" });
    at("2027-04-01T12:00:00Z");
    const method = await keep(String(subscription.customer), "4242 4242 4242 4242");
    await club.world.stripe.subscriptions.update(subscription.id, { default_payment_method: method }, club.on);
    at("2027-04-04T12:00:00Z");
    expect(await read(subscription.id)).toMatchObject({ status: "active", latest_invoice: { status: "paid", attempt_count: 2 } });
    await club.world.stripe.subscriptions.update(subscription.id, { default_payment_method: await keep(String(subscription.customer), "4000000000000341") }, club.on);
    at("2027-05-01T12:00:00Z");
    const open = (await read(subscription.id)).latest_invoice;
    expect(await club.world.stripe.invoices.voidInvoice(open.id, {}, club.on)).toMatchObject({ status: "void", next_payment_attempt: null });
    expect((await failure(club.world.stripe.invoices.pay(open.id, {}, club.on))).statusCode).toBe(400);
    at("2027-05-10T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ status: "void", attempt_count: 1 });
  });
});
