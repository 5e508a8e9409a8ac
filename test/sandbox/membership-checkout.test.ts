import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { create, prepareWorld, world } from "./checkout-world";
import { failure } from "./support";

prepareWorld();

describe("a membership", () => {
  it("starts with a paid invoice, renews with the clock, and falls past due", async () => {
    const price = await world.stripe.prices.create(
      { currency: "usd", unit_amount: 900, recurring: { interval: "month" }, product_data: { name: "Club" } },
      world.on,
    );
    expect((await failure(create({ line_items: [{ price: price.id, quantity: 1 }] }))).message).toMatch(
      /^You specified `payment` mode but passed a recurring price/,
    );
    const session = await create({
      mode: "subscription",
      line_items: [{ price: price.id, quantity: 1 }],
      subscription_data: { metadata: { member: "7" }, application_fee_percent: 10 },
    });
    world.sandbox.control.checkout.pay({ session: session.id, email: "m@example.com" });
    const done = await world.stripe.checkout.sessions.retrieve(session.id, { expand: ["subscription", "invoice.payments"] }, world.on);
    const subscription = done.subscription as Stripe.Subscription;
    const invoice = done.invoice as Stripe.Invoice;
    expect(done).toMatchObject({ status: "complete", payment_status: "paid", customer: expect.stringMatching(/^cus_/) });
    expect(subscription).toMatchObject({ status: "active", metadata: { member: "7" } });
    expect(invoice).toMatchObject({
      status: "paid",
      amount_paid: 900,
      billing_reason: "subscription_create",
      parent: { subscription_details: { subscription: subscription.id } },
    });
    expect(invoice.payments?.data[0]?.payment.payment_intent).toMatch(/^pi_/);
    const firstEnd = subscription.items.data[0]?.current_period_end ?? 0;
    world.sandbox.control.clock.set({ to: (firstEnd + 60) * 1000 });
    const renewed = await world.stripe.subscriptions.retrieve(subscription.id, {}, world.on);
    expect(renewed.items.data[0]?.current_period_start).toBe(firstEnd);
    world.sandbox.control.subscriptions.setRenewals({ subscription: subscription.id, renewals: "fail" });
    world.sandbox.control.clock.advance({ days: 32 });
    expect(await world.stripe.subscriptions.retrieve(subscription.id, { expand: ["latest_invoice"] }, world.on)).toMatchObject({
      status: "past_due",
      latest_invoice: { status: "open", attempted: true },
    });
    expect((await world.stripe.invoices.list({ subscription: subscription.id }, world.on)).data).toHaveLength(3);
    expect(await world.stripe.subscriptions.cancel(subscription.id, {}, world.on)).toMatchObject({ status: "canceled" });
  });

  it("ends with its period when that was asked", async () => {
    const price = await world.stripe.prices.create(
      { currency: "usd", unit_amount: 900, recurring: { interval: "month" }, product_data: { name: "Club" } },
      world.on,
    );
    const session = await create({ mode: "subscription", line_items: [{ price: price.id, quantity: 1 }] });
    world.sandbox.control.checkout.pay({ session: session.id, email: "m@example.com" });
    const id = String((await world.stripe.checkout.sessions.retrieve(session.id, {}, world.on)).subscription);
    expect(await world.stripe.subscriptions.update(id, { cancel_at_period_end: true }, world.on)).toMatchObject({
      cancel_at_period_end: true,
      status: "active",
    });
    world.sandbox.control.clock.advance({ days: 32 });
    expect(await world.stripe.subscriptions.retrieve(id, {}, world.on)).toMatchObject({ status: "canceled" });
  });
});
