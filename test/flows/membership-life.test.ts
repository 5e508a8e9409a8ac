import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { cancelAtPeriodEnd } from "~/domain/memberships/cancel.server";
import { endMembership } from "~/domain/memberships/end-membership.server";
import { membershipState, STATE_COLUMNS } from "~/domain/memberships/state";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, now, setClock } from "~/lib/clock";
import { aClub, aMember, deliver, payToJoin, type Club } from "../factories/memberships";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let club: Club;
beforeAll(async () => {
  club = await aClub(control, { graceDays: 5 });
});

const on = () => ({ stripeAccount: club.shop.account.stripeAccountId });
const CAUSE = { cause: "test" };
/** Move both clocks; `days` counts from the real now. */
const after = (days: number) => setClock(() => Date.now() + days * DAY);
type Member = Awaited<ReturnType<typeof aMember>>;

async function standing({ subscriptionId, userId }: Member) {
  const row = await db.subscription.findUniqueOrThrow({ where: { id: subscriptionId }, include: { offer: { include: { membership: true } }, invoices: { orderBy: { createdAt: "asc" } }, order: { include: { grants: true } } } });
  const state = membershipState(row, now());
  return { row, state: state.state, open: state.open, grant: row.order.grants[0], opens: await canOpen(userId, club.courseId), order: row.order };
}
const paymentOf = async (member: Member, reason: string) => (await standing(member)).row.invoices.find((one) => one.billingReason === reason)!.stripePaymentIntentId!;

describe("row 20: renewals", () => {
  test("a renewal is an invoice more; access goes on", async () => {
    const member = await aMember(control, club);
    after(32);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true, row: { invoices: [{ billingReason: "subscription_create" }, { billingReason: "subscription_cycle", status: "paid", amountPaid: 900n }] }, grant: { expiresAt: null } });
    expect(STATE_COLUMNS).toHaveProperty("paidUntil");
  });

  test("one that fails opens for the days of grace and no longer, though Stripe goes on trying; a late success opens again", async () => {
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 2 });
    after(32);
    await deliver(control);
    const failed = await standing(member);
    expect(failed).toMatchObject({ state: "grace", opens: true, row: { status: "past_due", pastDueSince: expect.any(Date) } });
    const grace = failed.grant!.expiresAt!.getTime() - failed.row.pastDueSince!.getTime();
    expect(grace).toBe(5 * DAY);
    const failedAt = failed.row.pastDueSince!.getTime() - Date.now();
    setClock(() => Date.now() + failedAt + 5 * DAY + HOUR);
    await deliver(control);
    await jobHandlers.sweep({});
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, row: { status: "past_due", endedAt: null } });
    // The third try succeeds, after 3 and 5 days more.
    setClock(() => Date.now() + failedAt + 9 * DAY);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true, row: { status: "active", pastDueSince: null }, grant: { revokedAt: null, expiresAt: null } });
  });

  test.each(["cancel", "unpaid"] as const)("when Stripe gives up (%s) it has ended, and one can join again", async (what) => {
    control.subscriptions.setRetries({ account: club.shop.account.stripeAccountId, after: what });
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 20 });
    after(60);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, row: { status: what === "cancel" ? "canceled" : "unpaid", endedAt: expect.any(Date) }, grant: { revokedKind: "membership_ended" } });
    const again = await aMember(control, club, { user: member.user });
    expect(await standing(again)).toMatchObject({ opens: true });
  });

  test("cancelled at the end of the period opens until the end of what is paid, with or without a message of Stripe's", async () => {
    const member = await aMember(control, club);
    expect(await cancelAtPeriodEnd({ ...member.which, reason: "Too little time" }, CAUSE)).toEqual({ ok: true, value: undefined });
    const ending = await standing(member);
    expect(ending).toMatchObject({ state: "ending", opens: true, row: { leaveReason: "Too little time" } });
    expect(ending.grant!.expiresAt).toEqual(ending.row.currentPeriodEnd);
    control.webhooks.configure({ mode: "drop" });
    after(32);
    expect(await canOpen(member.userId, club.courseId)).toBe(false);
    await jobHandlers.sweep({});
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, row: { status: "canceled" } });
  });

  test("row 16: messages lost for weeks are made up for by the sweep, once", async () => {
    const member = await aMember(control, club);
    control.webhooks.configure({ mode: "drop" });
    after(33);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    const swept = await standing(member);
    expect(swept).toMatchObject({ state: "active", row: { invoices: [{}, { billingReason: "subscription_cycle", status: "paid" }] } });
    expect(swept.row.currentPeriodEnd!.getTime()).toBeGreaterThan(now().getTime());
    const { version } = swept.row;
    await jobHandlers.sweep({});
    expect((await standing(member)).row.version, "nothing is asked again within the hour").toBe(version);
  });
});

describe("row 18: refunds", () => {
  test("of the present period in full: it has ended, here at once and at Stripe", async () => {
    const member = await aMember(control, club);
    control.payments.refund({ charge: member.sessionId.startsWith("cs_") ? await paymentOf(member, "subscription_create") : "" });
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, grant: { revokedKind: "refunded" }, order: { status: "refunded", amountRefunded: 900n }, row: { status: "canceled", invoices: [{ amountRefunded: 900n }] } });
    expect(await stripeClient().subscriptions.retrieve(member.stripeSubscriptionId, {}, on())).toMatchObject({ status: "canceled" });
  });

  test("of a renewal in full: the same, though the order itself keeps its money", async () => {
    const member = await aMember(control, club);
    after(32);
    await deliver(control);
    control.payments.refund({ charge: await paymentOf(member, "subscription_cycle") });
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, grant: { revokedKind: "refunded" }, order: { status: "paid", amountRefunded: 0n } });
  });

  test("partial, or of an older period: amounts only", async () => {
    const member = await aMember(control, club);
    control.payments.refund({ charge: await paymentOf(member, "subscription_create"), amount: 300 });
    await deliver(control);
    expect(await standing(member)).toMatchObject({ opens: true, order: { status: "partially_refunded", amountRefunded: 300n }, row: { invoices: [{ amountRefunded: 300n }] } });
    after(32);
    await deliver(control);
    control.payments.refund({ charge: await paymentOf(member, "subscription_create"), amount: 600 });
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true, order: { status: "refunded", amountRefunded: 900n }, row: { status: "active", invoices: [{ amountRefunded: 900n }, { amountRefunded: 0n }] } });
  });

  test("known before fulfilment: nothing is granted, and it ends at Stripe", async () => {
    const early = await payToJoin(control, club);
    const session = await stripeClient().checkout.sessions.retrieve(early.sessionId, { expand: ["invoice.payments"] }, on());
    const payment = typeof session.invoice === "object" ? session.invoice?.payments?.data[0]?.payment.payment_intent : null;
    control.payments.refund({ charge: String(payment) });
    await deliver(control, "lifo");
    await deliver(control);
    const row = await db.subscription.findUniqueOrThrow({ where: { orderId: early.orderId }, include: { order: { include: { grants: true } } } });
    expect(row).toMatchObject({ status: "canceled", endedAt: expect.any(Date), order: { status: "refunded", grants: [] } });
    expect(await db.outboxEmail.count({ where: { orderId: early.orderId, kind: "receipt" } })).toBe(0);
  });

  test("Stripe does not answer when it is to end there: it has ended here, and the sweep sees to the rest", async () => {
    const member = await aMember(control, club);
    control.payments.refund({ charge: await paymentOf(member, "subscription_create") });
    control.faults.add({ service: "stripe", operation: "subscriptions.cancel", effect: "error_500", times: 60 });
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, row: { status: "active" } });
    control.faults.clear();
    await jobHandlers.sweep({});
    await deliver(control);
    expect((await standing(member)).row.status).toBe("canceled");
    await endMembership(member.subscriptionId);
    expect((await standing(member)).row.status).toBe("canceled");
  });
});

describe("rows 1 to 4: whatever the order", () => {
  const ORDERS = orders();

  test("row 3: whatever the order of the first five messages, they end in the same state", async () => {
    // One purchase an order would take minutes: the five messages are delivered in each order to the same fresh rows.
    const member = await payToJoin(control, club);
    control.webhooks.release({ order: "fifo" });
    await control.webhooks.flush({});
    const types = ["customer.subscription.created", "invoice.finalized", "invoice.paid", "payment_intent.succeeded", "checkout.session.completed"];
    const events = await db.stripeEvent.findMany({ where: { type: { in: types }, status: "received" }, orderBy: { id: "asc" } });
    expect(new Set(events.map((event) => event.type)).size, "all five are there").toBe(types.length);
    const five = types.map((type) => events.find((event) => event.type === type)!);
    await db.stripeEvent.updateMany({ where: { status: "received" }, data: { status: "ignored" } });
    const order = await db.order.findUniqueOrThrow({ where: { id: member.orderId } });
    for (const given of ORDERS) {
      for (const index of given) {
        await db.stripeEvent.update({ where: { id: five[index]!.id }, data: { status: "received", attempts: 0, leaseUntil: null, nextAttemptAt: null } });
        await jobHandlers["stripe-event"]({ eventId: five[index]!.id });
      }
      const row = await db.subscription.findUniqueOrThrow({ where: { orderId: order.id }, include: { invoices: true, order: { include: { grants: true } } } });
      expect(row, given.join()).toMatchObject({ status: "active", endedAt: null, invoices: [{ status: "paid", amountPaid: 900n }], order: { status: "paid", grants: [{ revokedAt: null, expiresAt: null, tierId: club.tier.id }] } });
      expect(await db.outboxEmail.count({ where: { orderId: order.id, kind: "receipt" } })).toBe(1);
      await forget(order.id);
    }
  }, 240_000);

  test("row 1: the same message of a renewal many times at once is one invoice and one state", async () => {
    const member = await aMember(control, club);
    after(32);
    await Promise.all(Array.from({ length: 8 }, () => syncSubscription(member.stripeSubscriptionId, CAUSE)));
    await deliver(control, "shuffle");
    expect((await standing(member)).row).toMatchObject({ status: "active", invoices: [{ billingReason: "subscription_create" }, { billingReason: "subscription_cycle" }] });
    expect(await db.transition.count({ where: { subjectType: "subscription", subjectId: member.subscriptionId } })).toBe(1);
  });

  test("row 4: a message before our own rows is tried again, and then applied", async () => {
    const joined = await payToJoin(control, club);
    const kept = await db.order.findUniqueOrThrow({ where: { id: joined.orderId } });
    const sessions = await db.checkoutSession.findMany({ where: { orderId: joined.orderId } });
    await db.checkoutSession.deleteMany({ where: { orderId: joined.orderId } });
    await db.order.delete({ where: { id: joined.orderId } });
    await deliver(control);
    const waiting = await db.stripeEvent.findMany({ where: { status: "failed", note: { contains: joined.orderId } }, select: { type: true } });
    expect(waiting.map(({ type }) => type)).toEqual(expect.arrayContaining(["customer.subscription.created", "invoice.paid", "checkout.session.completed"]));
    await db.order.create({ data: kept });
    await db.checkoutSession.createMany({ data: sessions });
    setClock(() => Date.now() + HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await db.subscription.findUnique({ where: { orderId: joined.orderId } })).toMatchObject({ status: "active" });
  });

  test("row 14: subscriptions of other software on the same account are left alone", async () => {
    const foreign = control.subscriptions.create({ account: club.shop.account.stripeAccountId, throughPlatform: false });
    await deliver(control);
    expect(await db.subscription.findUnique({ where: { stripeSubscriptionId: foreign.id } })).toBeNull();
    expect(await db.stripeEvent.count({ where: { type: { startsWith: "customer.subscription" }, status: "failed" } })).toBe(0);
    expect(await syncSubscription(foreign.id, CAUSE)).toEqual({ outcome: "unknown" });
  });

  test("row 29: a message of another creator's account cannot move a membership", async () => {
    const member = await aMember(control, club);
    const other = await aClub(control);
    await db.stripeEvent.create({
      data: {
        id: "evt_forged_account", endpoint: "connect", stripeAccountId: other.shop.account.stripeAccountId, type: "customer.subscription.deleted", apiVersion: "2026-10-28.endive", livemode: false, status: "received", receivedAt: now(), stripeCreatedAt: now(),
        payload: { data: { object: { id: member.stripeSubscriptionId, object: "subscription" } } },
      },
    });
    await jobHandlers["stripe-event"]({ eventId: "evt_forged_account" });
    expect(await db.stripeEvent.findUnique({ where: { id: "evt_forged_account" } })).toMatchObject({ status: "ignored" });
    expect(await standing(member)).toMatchObject({ state: "active", opens: true });
  });
});

/** Everything a fulfilment wrote, as if it had not been. */
async function forget(orderId: string): Promise<void> {
  await db.invoice.deleteMany({ where: { subscription: { orderId } } });
  await db.subscription.deleteMany({ where: { orderId } });
  await db.grant.deleteMany({ where: { orderId } });
  await db.outboxEmail.deleteMany({ where: { orderId } });
  await db.order.update({ where: { id: orderId }, data: { status: "pending", paidAt: null, stripePaymentIntentId: null } });
}

/** Of the 120 orders of five: ten in which each message stands in each place and straight after each other one, and every fifth of the rest. */
function orders(): number[][] {
  const zigzag = [0, 1, 4, 2, 3];
  const balanced = [zigzag, zigzag.toReversed()].flatMap((row) => row.map((_, turn) => row.map((one) => (one + turn) % 5)));
  const seen = new Set(balanced.map(String));
  return [...balanced, ...permutations(5).filter((order) => !seen.has(String(order))).filter((_, at) => at % 5 === 0)];
}

function permutations(count: number): number[][] {
  if (count === 0) return [[]];
  return permutations(count - 1).flatMap((rest) => Array.from({ length: count }, (_, at) => [...rest.slice(0, at), count - 1, ...rest.slice(at)]));
}

test("a second look at a fulfilled order changes nothing", async () => {
  const member = await aMember(control, club);
  const before = await standing(member);
  await completePurchase(member.orderId, CAUSE);
  const again = await standing(member);
  // Both rows count their readings.
  const lookedAt = ({ row }: typeof before) => ({ ...row, version: 0, syncedAt: null, order: { ...row.order, version: 0 } });
  expect(lookedAt(again)).toEqual(lookedAt(before));
});
