import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { useClub } from "./club";

const club = useClub();
const { at, join, mark, read, seconds, since } = club;

describe("joining", () => {
  it("makes customer, subscription, paid invoice and a card for later, and nothing of it carries the session's metadata", async () => {
    const { session, subscription, invoice } = await join({ data: { metadata: { order: "ord_1" }, application_fee_percent: 5, description: "Gold" } });
    expect(session).toMatchObject({ payment_status: "paid", payment_intent: null, setup_intent: null, amount_total: 900 });
    expect(subscription).toMatchObject({ status: "active", description: "Gold", application_fee_percent: 5, metadata: { order: "ord_1" }, customer: session.customer });
    expect(invoice).toMatchObject({ status: "paid", amount_paid: 900, attempt_count: 1, parent: { subscription_details: { metadata: { order: "ord_1" } } } });
    const paid = invoice.payments?.data[0];
    expect(paid).toMatchObject({ status: "paid", amount_paid: 900 });
    const intent = await club.world.stripe.paymentIntents.retrieve(String(paid?.payment.payment_intent), { expand: ["payment_method"] }, club.on);
    expect(intent).toMatchObject({ status: "succeeded", metadata: {}, application_fee_amount: 45, customer: session.customer });
    expect(intent.payment_method).toMatchObject({ id: subscription.default_payment_method, customer: session.customer });
  });

  it("with a trial takes the card and no money, until the trial ends", async () => {
    const start = mark();
    const { session, subscription, invoice } = await join({ data: { trial_period_days: 14 } });
    expect(session).toMatchObject({ payment_status: "no_payment_required", amount_total: 0, status: "complete" });
    expect(subscription).toMatchObject({ status: "trialing", trial_end: seconds("2027-03-15T12:00:00Z"), default_payment_method: expect.stringMatching(/^pm_/) });
    expect(invoice).toMatchObject({ status: "paid", total: 0, amount_due: 0, payments: { data: [] } });
    expect(since(start)).not.toContain("customer.subscription.trial_will_end");
    at("2027-03-12T12:00:01Z");
    await read(subscription.id);
    expect(since(start)).toContain("customer.subscription.trial_will_end");
    at("2027-03-15T12:00:00Z");
    const now = await read(subscription.id);
    expect(now).toMatchObject({ status: "active", items: { data: [{ current_period_start: seconds("2027-03-15T12:00:00Z"), current_period_end: seconds("2027-04-15T12:00:00Z") }] } });
    expect(now.latest_invoice).toMatchObject({ status: "paid", amount_paid: 900, billing_reason: "subscription_cycle" });
  });
});

describe("a trial without payment details", () => {
  const tryOut = async (behaviour: "cancel" | "pause" | "create_invoice") => {
    at("2027-03-01T12:00:00Z");
    const price = await club.aPrice();
    const session = await club.world.stripe.checkout.sessions.create(
      {
        mode: "subscription",
        line_items: [{ price, quantity: 1 }],
        success_url: "https://shop.example/thanks",
        payment_method_collection: "if_required",
        subscription_data: { trial_period_days: 10, trial_settings: { end_behavior: { missing_payment_method: behaviour } } },
      },
      club.on,
    );
    club.world.sandbox.control.checkout.pay({ session: session.id, email: "m@example.com" });
    const done = await club.world.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription"] }, club.on);
    const subscription = done.subscription as Stripe.Subscription;
    expect(subscription).toMatchObject({ status: "trialing", default_payment_method: null });
    at("2027-03-11T12:00:00Z");
    return read(subscription.id);
  };

  it("ends, owes, or lies still, as it was asked", async () => {
    expect(await tryOut("cancel")).toMatchObject({ status: "canceled" });
    expect(await tryOut("create_invoice")).toMatchObject({ status: "past_due", latest_invoice: { status: "open", amount_due: 900 } });
    expect(await tryOut("pause")).toMatchObject({ status: "paused", latest_invoice: { amount_due: 0 } });
  });

  it("wakes when there is a card and the first period is paid", async () => {
    const paused = await tryOut("pause");
    const known = mark();
    expect(await club.world.stripe.subscriptions.resume(paused.id, {}, club.on)).toMatchObject({ status: "paused" });
    const { invoices } = club.world.sandbox.control;
    invoices.pay({ invoice: (await read(paused.id)).latest_invoice.id, number: "4242 4242 4242 4242" });
    expect(await read(paused.id)).toMatchObject({ status: "active", latest_invoice: { status: "paid", amount_paid: 900 } });
    expect(since(known)).toContain("customer.subscription.resumed");
  });

  it("ends with its customer", async () => {
    const { subscription } = await join();
    await club.world.stripe.customers.del(String(subscription.customer), {}, club.on);
    expect(await read(subscription.id)).toMatchObject({ status: "canceled" });
  });
});

describe("renewals", () => {
  it("come on their days with their own dates, however far the clock jumps, and the 31st comes back", async () => {
    at("2027-01-31T09:00:00Z");
    const { subscription } = await join();
    at("2027-05-01T00:00:00Z");
    const { data } = await club.world.stripe.invoices.list({ subscription: subscription.id }, club.on);
    expect(data.map(({ created, status }) => [new Date(created * 1000).toISOString(), status])).toEqual([
      ["2027-04-30T09:00:00.000Z", "paid"],
      ["2027-03-31T09:00:00.000Z", "paid"],
      ["2027-02-28T09:00:00.000Z", "paid"],
      ["2027-01-31T09:00:00.000Z", "paid"],
    ]);
    expect(since(new Set())).toContain("invoice.upcoming");
  });

  it("happen for one subscription alone where time goes by for it alone", async () => {
    const [{ subscription }, other] = [await join(), await join()];
    const { control } = club.world.sandbox;
    control.subscriptions.failNext({ subscription: subscription.id });
    control.subscriptions.advance({ subscription: subscription.id, days: 32 });
    expect(await read(subscription.id)).toMatchObject({ status: "past_due", latest_invoice: { status: "open", billing_reason: "subscription_cycle" } });
    expect((await read(other.subscription.id)).latest_invoice).toMatchObject({ status: "paid", billing_reason: "subscription_create" });
  });

  it("that fail are tried again after 3, 5 and 7 days; a later success brings the member back", async () => {
    const { subscription } = await join();
    const { control } = club.world.sandbox;
    control.subscriptions.failNext({ subscription: subscription.id, times: 2 });
    const start = mark();
    at("2027-04-01T12:00:00Z");
    const failed = await read(subscription.id);
    expect(failed).toMatchObject({
      status: "past_due",
      latest_invoice: { status: "open", attempt_count: 1, attempted: true, next_payment_attempt: seconds("2027-04-04T12:00:00Z"), amount_remaining: 900 },
    });
    expect(since(start).filter((type) => /^(invoice|customer)/.test(type))).toEqual([
      "invoice.upcoming",
      "customer.subscription.updated",
      "invoice.created",
      "invoice.finalized",
      "invoice.updated",
      "invoice.payment_failed",
      "customer.subscription.updated",
    ]);
    at("2027-04-04T12:00:00Z");
    expect(await read(subscription.id)).toMatchObject({ status: "past_due", latest_invoice: { attempt_count: 2, next_payment_attempt: seconds("2027-04-09T12:00:00Z") } });
    at("2027-04-09T12:00:00Z");
    expect(await read(subscription.id)).toMatchObject({ status: "active", latest_invoice: { status: "paid", attempt_count: 3, next_payment_attempt: null } });
  });

  it.each(["cancel", "unpaid", "past_due"] as const)("that never succeed end as the account wants: %s", async (after) => {
    club.world.sandbox.control.subscriptions.setRetries({ account: club.on.stripeAccount, after });
    const { subscription } = await join({ number: "4000 0000 0000 0341" });
    expect(subscription.status).toBe("active");
    at("2027-04-16T11:59:59Z");
    expect(await read(subscription.id)).toMatchObject({ status: "past_due" });
    at("2027-04-16T12:00:00Z");
    const ended = await read(subscription.id);
    expect(ended.status).toBe(after === "cancel" ? "canceled" : after);
    expect(ended.latest_invoice).toMatchObject({ status: "open", attempt_count: 4, next_payment_attempt: null });
    if (after === "cancel") expect(ended.cancellation_details?.reason).toBe("payment_failed");
    at("2027-05-01T12:00:00Z");
    const next = (await read(subscription.id)).latest_invoice as Stripe.Invoice;
    expect(next.status).toBe(after === "unpaid" ? "draft" : "open");
  });

  it("and left it unpaid: only the newest brings it back, a draft that is finished first", async () => {
    const { control } = club.world.sandbox;
    control.subscriptions.setRetries({ account: club.on.stripeAccount, after: "unpaid" });
    const { subscription } = await join();
    control.subscriptions.failNext({ subscription: subscription.id, times: 4 });
    at("2027-04-16T12:00:00Z");
    const given = (await read(subscription.id)).latest_invoice;
    at("2027-05-01T12:00:00Z");
    const draft = (await read(subscription.id)).latest_invoice;
    control.invoices.pay({ invoice: given.id, number: "4242424242424242" });
    expect(await read(subscription.id)).toMatchObject({ status: "unpaid" });
    await expect(club.world.stripe.invoices.pay(draft.id, {}, club.on)).rejects.toThrow(/draft/);
    expect(await club.world.stripe.invoices.finalizeInvoice(draft.id, { auto_advance: false }, club.on)).toMatchObject({ status: "open", auto_advance: false, hosted_invoice_url: expect.any(String) });
    await expect(club.world.stripe.invoices.finalizeInvoice(draft.id, {}, club.on)).rejects.toThrow(/finalized/);
    control.invoices.pay({ invoice: draft.id, number: "4242424242424242" });
    expect(await read(subscription.id)).toMatchObject({ status: "active", latest_invoice: { id: draft.id, status: "paid" } });
  });

  it("of a card that asks its holder every time say so", async () => {
    const { subscription } = await join({ number: "4000 0027 6000 3184" });
    const start = mark();
    at("2027-04-01T12:00:00Z");
    expect(await read(subscription.id)).toMatchObject({ status: "past_due", latest_invoice: { status: "open" } });
    expect(since(start)).toEqual(expect.arrayContaining(["payment_intent.requires_action", "invoice.payment_action_required"]));
  });
});
