import { describe, expect, it } from "vitest";
import { count, create, prepareWorld, typesOf, world } from "./checkout-world";
import { failure } from "./support";

prepareWorld();

describe("money back", () => {
  it("refunds in parts, never more than was paid, with our fee when asked", async () => {
    const session = await create({ payment_intent_data: { application_fee_amount: 490 } });
    world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
    const intent = String((await world.stripe.checkout.sessions.retrieve(session.id, {}, world.on)).payment_intent);
    const part = await world.stripe.refunds.create({ payment_intent: intent, amount: 1900, refund_application_fee: true }, world.on);
    expect(part).toMatchObject({ object: "refund", amount: 1900, status: "succeeded", payment_intent: intent });
    expect(await failure(world.stripe.refunds.create({ payment_intent: intent, amount: 3001 }, world.on))).toMatchObject({
      param: "amount",
      message: "Refund amount ($30.01) is greater than unrefunded amount on charge ($30.00)",
    });
    await world.stripe.refunds.create({ payment_intent: intent, refund_application_fee: true }, world.on);
    expect(await failure(world.stripe.refunds.create({ payment_intent: intent }, world.on))).toMatchObject({ code: "charge_already_refunded" });
    const charge = await world.stripe.charges.retrieve(String(part.charge), { expand: ["refunds", "application_fee"] }, world.on);
    expect(charge).toMatchObject({ refunded: true, amount_refunded: 4900, application_fee: { amount_refunded: 490, refunded: true } });
    expect(charge.refunds?.data).toHaveLength(2);
  });

  it("refuses to return a fee that was never taken", async () => {
    const session = await create();
    world.sandbox.control.checkout.pay({ session: session.id, email: "b@example.com" });
    const intent = String((await world.stripe.checkout.sessions.retrieve(session.id, {}, world.on)).payment_intent);
    expect((await failure(world.stripe.refunds.create({ payment_intent: intent, refund_application_fee: true }, world.on))).message).toMatch(
      /but it has no application fee$/,
    );
  });

  it("is disputed, won or lost", async () => {
    const { checkout, payments } = world.sandbox.control;
    const session = await create();
    checkout.pay({ session: session.id, email: "b@example.com" });
    const since = count();
    const dispute = payments.openDispute({ charge: session.id });
    payments.closeDispute({ dispute: dispute.id, result: "won" });
    expect(typesOf(world.connected, since)).toEqual([
      "charge.dispute.created",
      "charge.dispute.funds_withdrawn",
      "charge.dispute.funds_reinstated",
      "charge.dispute.closed",
    ]);
    expect(await world.stripe.disputes.retrieve(dispute.id, { expand: ["charge"] }, world.on)).toMatchObject({ status: "won", charge: { disputed: true } });
  });

  it("reaches the bank as a payout once it is available", async () => {
    const { payouts, clock } = world.sandbox.control;
    clock.advance({ days: 3 });
    const available = (await world.stripe.balance.retrieve({}, world.on)).available.find((one) => one.currency === "usd")?.amount ?? 0;
    expect(available).toBeGreaterThan(0);
    const payout = payouts.create({ account: world.connected });
    expect(payout).toMatchObject({ amount: available, status: "in_transit" });
    clock.advance({ days: 3 });
    expect(await world.stripe.payouts.retrieve(payout.id, {}, world.on)).toMatchObject({ status: "paid" });
    payouts.fail({ payout: payout.id });
    expect((await world.stripe.payouts.list({ status: "failed" }, world.on)).data.map((one) => one.id)).toEqual([payout.id]);
  });
});
