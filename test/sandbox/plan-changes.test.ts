import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { useClub } from "./club";
import { failure } from "./support";

const club = useClub();
const { aPrice, at, join, mark, read, seconds, since } = club;
const MARCH = 31 * 86_400;

const lines = (invoice: Stripe.Invoice) =>
  invoice.lines.data.map((line) => [line.amount, line.parent?.subscription_item_details?.proration, line.description] as const);
const itemOf = (subscription: Stripe.Subscription) => subscription.items.data[0]?.id ?? "";
const update = (id: string, params: Stripe.SubscriptionUpdateParams) => club.world.stripe.subscriptions.update(id, params, club.on);
const preview = (subscription: string, details: Stripe.InvoiceCreatePreviewParams.SubscriptionDetails) =>
  club.world.stripe.invoices.createPreview({ subscription, subscription_details: details }, club.on);
const balanceOf = async (subscription: Stripe.Subscription) => {
  const customer = await club.world.stripe.customers.retrieve(String(subscription.customer), {}, club.on);
  return customer.deleted ? null : customer.balance;
};

describe("a change of plan with the same rhythm", () => {
  it("charges the difference at once, to the second, as the preview said", async () => {
    const { subscription } = await join();
    const gold = await aPrice(2000, "month", "Gold");
    at("2027-03-11T17:23:45Z");
    const date = seconds("2027-03-11T17:23:45Z");
    const details = { items: [{ id: itemOf(subscription), price: gold }], proration_behavior: "always_invoice" as const, proration_date: date };
    const left = (subscription.items.data[0]?.current_period_end ?? 0) - date;
    const expected = [-Math.round((900 * left) / MARCH), Math.round((2000 * left) / MARCH)];
    const seen = await preview(subscription.id, details);
    expect(lines(seen)).toEqual([
      [expected[0], true, "Unused time on Club after 11 Mar 2027"],
      [expected[1], true, "Remaining time on Gold after 11 Mar 2027"],
    ]);
    expect(seen).toMatchObject({ amount_due: (expected[0] ?? 0) + (expected[1] ?? 0), status: "draft", billing_reason: "upcoming" });
    at("2027-03-11T17:31:00Z");
    const changed = await update(subscription.id, { ...details, payment_behavior: "error_if_incomplete" });
    expect(changed.items.data[0]).toMatchObject({ id: itemOf(subscription), price: { id: gold }, current_period_end: subscription.items.data[0]?.current_period_end });
    const after = await read(subscription.id);
    expect(after.latest_invoice).toMatchObject({ status: "paid", amount_paid: seen.amount_due, billing_reason: "subscription_update" });
    expect(after.latest_invoice.lines.data[0]?.parent?.subscription_item_details?.proration_details?.credited_items).toMatchObject({
      invoice: subscription.latest_invoice,
    });
    at("2027-04-01T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ amount_paid: 2000, billing_reason: "subscription_cycle" });
  });

  it("waits for the next invoice with create_prorations, and what is too much becomes credit for the one after", async () => {
    const { subscription } = await join({ price: await aPrice(10_000, "month", "Gold") });
    const small = await aPrice(500, "month", "Small");
    at("2027-03-02T12:00:00Z");
    const details = { items: [{ id: itemOf(subscription), price: small }], proration_behavior: "create_prorations" as const };
    const seen = await preview(subscription.id, details);
    expect(lines(seen).map(([amount, proration]) => [amount, proration])).toEqual([
      [-Math.round((10_000 * 30) / 31), true],
      [Math.round((500 * 30) / 31), true],
      [500, false],
    ]);
    expect(seen).toMatchObject({ amount_due: 0, next_payment_attempt: seconds("2027-04-01T13:00:00Z") });
    await update(subscription.id, details);
    expect(await read(subscription.id)).toMatchObject({ latest_invoice: { id: subscription.latest_invoice } });
    expect((await preview(subscription.id, {})).total).toBe(seen.total);
    at("2027-04-01T12:00:00Z");
    const renewed = (await read(subscription.id)).latest_invoice;
    expect(renewed).toMatchObject({ status: "paid", total: seen.total, amount_due: 0, starting_balance: 0, ending_balance: seen.total });
    expect(await balanceOf(subscription)).toBe(seen.total);
    at("2027-05-01T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ total: 500, amount_due: 0, starting_balance: seen.total, ending_balance: seen.total + 500 });
  });

  it("says nothing about money with none", async () => {
    const { subscription } = await join();
    await update(subscription.id, { items: [{ id: itemOf(subscription), price: await aPrice(2000) }], proration_behavior: "none" });
    expect((await read(subscription.id)).latest_invoice.id).toBe(subscription.latest_invoice);
    at("2027-04-01T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ amount_paid: 2000, lines: { data: [{ amount: 2000 }] } });
  });

  it("twice in a period gives back what the first change charged, not more", async () => {
    const { subscription } = await join();
    const gold = await aPrice(2000, "month", "Gold");
    const change = (price: string) => update(subscription.id, { items: [{ id: itemOf(subscription), price }], proration_behavior: "always_invoice" });
    at("2027-03-11T12:00:00Z");
    await change(gold);
    const up = (await read(subscription.id)).latest_invoice.total;
    await change(subscription.items.data[0]?.price.id ?? "");
    const back = (await read(subscription.id)).latest_invoice;
    expect(back).toMatchObject({ total: -up, amount_due: 0, status: "paid", ending_balance: -up });
  });
});

describe("a change from month to year", () => {
  it("begins the year now: unused time back, the year in full, the anchor moved", async () => {
    const { subscription } = await join();
    const yearly = await aPrice(9000, "year", "Club, yearly");
    at("2027-03-16T12:00:00Z");
    const details = { items: [{ id: itemOf(subscription), price: yearly }] };
    const seen = await preview(subscription.id, details);
    const unused = -Math.round((900 * 16) / 31);
    expect(lines(seen)).toEqual([
      [unused, true, "Unused time on Club after 16 Mar 2027"],
      [9000, false, "1 × Club, yearly (at $90.00 / year)"],
    ]);
    await update(subscription.id, details);
    const after = await read(subscription.id);
    expect(after).toMatchObject({
      billing_cycle_anchor: seconds("2027-03-16T12:00:00Z"),
      items: { data: [{ current_period_start: seconds("2027-03-16T12:00:00Z"), current_period_end: seconds("2028-03-16T12:00:00Z") }] },
      latest_invoice: { amount_paid: 9000 + unused, status: "paid" },
    });
  });

  it("from year to month leaves a credit that pays the next months", async () => {
    const { subscription } = await join({ price: await aPrice(12_000, "year") });
    at("2027-03-31T12:00:00Z");
    await update(subscription.id, { items: [{ id: itemOf(subscription), price: await aPrice(900) }] });
    const first = (await read(subscription.id)).latest_invoice;
    expect(first).toMatchObject({ amount_due: 0, status: "paid", total: 900 - Math.round((12_000 * 336) / 366) });
    at("2027-04-30T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ amount_due: 0, starting_balance: first.total, ending_balance: first.total + 900, payments: { data: [] } });
  });
});

describe("a payment that a change needs", () => {
  it("and that fails changes nothing with error_if_incomplete", async () => {
    const { subscription } = await join();
    const gold = await aPrice(2000, "month", "Gold");
    at("2027-03-11T12:00:00Z");
    const before = await read(subscription.id);
    const known = mark();
    club.world.sandbox.control.subscriptions.failNext({ subscription: subscription.id });
    const params = { items: [{ id: itemOf(subscription), price: gold }], proration_behavior: "always_invoice" as const };
    const error = await failure(update(subscription.id, { ...params, payment_behavior: "error_if_incomplete" }));
    expect(error).toMatchObject({ statusCode: 402, type: "StripeCardError", code: "card_declined", decline_code: "generic_decline" });
    expect(JSON.stringify(await read(subscription.id))).toBe(JSON.stringify(before));
    expect(since(known)).toEqual([]);
    expect((await club.world.stripe.invoices.list({ subscription: subscription.id }, club.on)).data).toHaveLength(1);
  });

  it("and that fails leaves the change and a past due subscription without it", async () => {
    const { subscription } = await join();
    club.world.sandbox.control.subscriptions.failNext({ subscription: subscription.id });
    await update(subscription.id, { items: [{ id: itemOf(subscription), price: await aPrice(2000) }], proration_behavior: "always_invoice" });
    expect(await read(subscription.id)).toMatchObject({ status: "past_due", items: { data: [{ price: { unit_amount: 2000 } }] }, latest_invoice: { status: "open", attempt_count: 1 } });
  });

  it("asks for the holder of a card that asks every time", async () => {
    const { subscription } = await join({ number: "4000 0027 6000 3184" });
    const params = { items: [{ id: itemOf(subscription), price: await aPrice(2000) }], proration_behavior: "always_invoice" as const };
    expect(await failure(update(subscription.id, { ...params, payment_behavior: "error_if_incomplete" }))).toMatchObject({
      statusCode: 402,
      code: "subscription_payment_intent_requires_action",
    });
  });
});

describe("what a change refuses", () => {
  it("an item, price, date or method that does not fit", async () => {
    const { subscription } = await join();
    const gold = await aPrice(2000);
    const once = await club.world.stripe.prices.create({ currency: "usd", unit_amount: 1, product_data: { name: "Once" } }, club.on);
    const euro = await club.world.stripe.prices.create({ currency: "eur", unit_amount: 900, recurring: { interval: "month" }, product_data: { name: "E" } }, club.on);
    const id = itemOf(subscription);
    const refused = async (params: Stripe.SubscriptionUpdateParams) => (await failure(update(subscription.id, params))).param;
    expect(await refused({ items: [{ id: "si_none", price: gold }] })).toBe("items[0][id]");
    expect(await refused({ items: [{ id, price: "price_none" }] })).toBe("items[0][price]");
    expect(await refused({ items: [{ id, price: once.id }] })).toBe("items[0][price]");
    expect(await refused({ items: [{ id, price: euro.id }] })).toBe("items[0][price]");
    expect(await refused({ items: [{ id, price: gold }], proration_date: seconds("2026-01-01T00:00:00Z") })).toBe("proration_date");
    expect(await refused({ default_payment_method: "pm_none" })).toBe("default_payment_method");
    expect(await refused({ pause_collection: { behavior: "void", resumes_at: seconds("2027-01-01T00:00:00Z") } })).toBe("pause_collection[resumes_at]");
    expect(await failure(update(subscription.id, { items: [{ price: await aPrice(9000, "year") }] }))).toMatchObject({ code: "sandbox_unsupported" });
  });
});

describe("a trial", () => {
  it("changes its plan without money, and can be ended now", async () => {
    const { subscription } = await join({ data: { trial_period_days: 14 } });
    await update(subscription.id, { items: [{ id: itemOf(subscription), price: await aPrice(2000) }], proration_behavior: "always_invoice" });
    expect(await read(subscription.id)).toMatchObject({ status: "trialing", latest_invoice: { id: subscription.latest_invoice } });
    at("2027-03-05T12:00:00Z");
    await update(subscription.id, { trial_end: "now" });
    expect(await read(subscription.id)).toMatchObject({
      status: "active",
      trial_end: seconds("2027-03-05T12:00:00Z"),
      items: { data: [{ current_period_start: seconds("2027-03-05T12:00:00Z"), current_period_end: seconds("2027-04-05T12:00:00Z") }] },
      latest_invoice: { amount_paid: 2000 },
    });
  });
});

describe("a pause", () => {
  it("voids what falls into it, and ends by itself on its day", async () => {
    const { subscription } = await join();
    await update(subscription.id, { pause_collection: { behavior: "void", resumes_at: seconds("2027-05-10T00:00:00Z") } });
    const known = mark();
    at("2027-05-01T12:00:00Z");
    expect(await read(subscription.id)).toMatchObject({ status: "active", pause_collection: { behavior: "void" }, latest_invoice: { status: "void", amount_due: 900 } });
    expect(since(known)).toContain("invoice.voided");
    expect(since(known)).not.toContain("invoice.upcoming");
    at("2027-05-10T00:00:00Z");
    expect((await read(subscription.id)).pause_collection).toBeNull();
    at("2027-06-01T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ status: "paid", amount_paid: 900 });
  });

  it("is taken back by an empty value; a new period can begin at once", async () => {
    const { subscription } = await join();
    await update(subscription.id, { pause_collection: { behavior: "void" } });
    at("2027-04-10T12:00:00Z");
    await update(subscription.id, { pause_collection: "" });
    await update(subscription.id, { billing_cycle_anchor: { type: "now" }, proration_behavior: "none", payment_behavior: "error_if_incomplete" });
    expect(await read(subscription.id)).toMatchObject({
      pause_collection: null,
      billing_cycle_anchor: seconds("2027-04-10T12:00:00Z"),
      items: { data: [{ current_period_end: seconds("2027-05-10T12:00:00Z") }] },
      latest_invoice: { amount_paid: 900, status: "paid" },
    });
  });

  it.each([
    ["keep_as_draft", "draft"],
    ["mark_uncollectible", "uncollectible"],
  ] as const)("with %s leaves the invoice %s", async (behavior, status) => {
    const { subscription } = await join();
    await update(subscription.id, { pause_collection: { behavior } });
    at("2027-04-01T12:00:00Z");
    expect((await read(subscription.id)).latest_invoice).toMatchObject({ status, amount_paid: 0 });
  });
});

describe("what was never paid", () => {
  it("gives nothing back: a month that was voided costs the rest of the new plan alone", async () => {
    const { subscription } = await join();
    await update(subscription.id, { pause_collection: { behavior: "void" } });
    at("2027-04-11T12:00:00Z");
    await update(subscription.id, { pause_collection: "" });
    const items = [{ id: itemOf(subscription), price: await aPrice(2000, "month", "Gold") }];
    expect(lines(await preview(subscription.id, { items, proration_behavior: "always_invoice" }))).toEqual([
      [Math.round((2000 * 20) / 30), true, "Remaining time on Gold after 11 Apr 2027"],
    ]);
  });

  it("is reckoned from the app's now, when only this clock was moved", async () => {
    const { subscription } = await join();
    at("2027-03-11T12:00:00Z");
    const details = { items: [{ id: itemOf(subscription), price: await aPrice(2000) }], proration_behavior: "always_invoice" as const };
    const seen = await preview(subscription.id, { ...details, proration_date: Math.floor(Date.now() / 1000) });
    // Whole seconds, and the asking takes a moment.
    const off = (seen.lines.data[0]?.period.start ?? 0) - Date.parse("2027-03-11T12:00:00Z") / 1000;
    expect(Math.abs(off)).toBeLessThan(60);
  });
});

describe("the end", () => {
  it("at the period's end can be taken back, is previewed as no invoice, and comes", async () => {
    const { subscription } = await join();
    const end = seconds("2027-04-01T12:00:00Z");
    expect(await update(subscription.id, { cancel_at_period_end: true, cancellation_details: { comment: "too dear" } })).toMatchObject({ cancel_at: end, cancel_at_period_end: true });
    expect(await failure(preview(subscription.id, {}))).toMatchObject({ statusCode: 404, code: "invoice_upcoming_none" });
    expect(await update(subscription.id, { cancel_at_period_end: false })).toMatchObject({ cancel_at: null, canceled_at: null });
    await update(subscription.id, { cancel_at_period_end: true });
    const known = mark();
    at("2027-04-01T12:00:00Z");
    expect(await read(subscription.id)).toMatchObject({ status: "canceled", ended_at: end });
    expect(since(known)).toEqual(["customer.subscription.deleted"]);
    expect(await failure(update(subscription.id, { cancel_at_period_end: false }))).toMatchObject({ statusCode: 400 });
  });

  it("now gives back the unused time where that is asked", async () => {
    const { subscription } = await join();
    at("2027-03-16T12:00:00Z");
    await club.world.stripe.subscriptions.cancel(subscription.id, { prorate: true, invoice_now: true }, club.on);
    const unused = -Math.round((900 * 16) / 31);
    expect(await read(subscription.id)).toMatchObject({ status: "canceled", latest_invoice: { total: unused, amount_due: 0, ending_balance: unused } });
    expect(await balanceOf(subscription)).toBe(unused);
  });
});
