import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { checkAccess } from "~/domain/events/check-access.server";
import { dismissFinding, findingsOf, ordersOfOpenFindings, writeFindings } from "~/domain/events/findings.server";
import { askReconciliation, reconcileAccount } from "~/domain/events/reconcile.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, later, MINUTE, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aClubOf, aMember } from "../factories/memberships";
import { aCheckout, aPaidSale } from "../factories/sales";
import { control, prepareComparing, shop, time } from "../setup/comparing";

prepareComparing();

/** Paid at Stripe, and known here. */
async function aSale(email = `buyer-${Math.random().toString(36).slice(2)}@example.com`) {
  const checkout = await aPaidSale(control, shop, { email });
  const order = await db.order.findUniqueOrThrow({ where: { id: checkout.orderId } });
  return { ...checkout, email, order };
}
/** An hour later the sweep compares. */
async function compare() {
  time.ahead += HOUR + MINUTE;
  await reconcileAccount(shop.account.id);
  await drain(jobHandlers);
  return db.reconciliation.findFirstOrThrow({ where: { accountId: shop.account.id }, orderBy: [{ startedAt: "desc" }, { id: "desc" }] });
}
const openNow = async () => (await findingsOf(shop.store.id, "open")).rows.map(({ kind, subjectId }) => [kind, subjectId]);
const closedNow = async () => (await findingsOf(shop.store.id, "closed")).rows.map(({ kind, subjectId, outcome }) => [kind, subjectId, outcome]);
const live = (orderId: string) => db.grant.count({ where: { orderId, revokedAt: null } });

describe("Stripe, orders and access compared", () => {
  test("when all agree nothing is found, and the run says what it looked at", async () => {
    await aSale();
    const run = await compare();
    expect(run).toMatchObject({ trigger: "hourly", repaired: 0, found: 0, error: null, sessionsChecked: 1 });
    expect(run.eventsListed).toBeGreaterThan(0);
    expect(run.endedAt).not.toBeNull();
    expect(await openNow()).toEqual([]);
  });

  test("row 16: a session Stripe lists and whose event is lost for good is fulfilled once", async () => {
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: "lost@example.com", name: "Noor" });
    // Not in Stripe's list of events either: it keeps thirty days.
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { eventsReadTo: later(DAY) } });
    time.ahead += HOUR;
    const run = await compare();
    expect(run).toMatchObject({ repaired: 1, found: 0 });
    expect((await db.order.findUniqueOrThrow({ where: { id: orderId } })).status).toBe("paid");
    expect(await live(orderId)).toBe(1);
    expect((await compare()).repaired).toBe(0);
    expect(await db.outboxEmail.count({ where: { orderId, kind: "receipt" } })).toBe(1);
  });

  test("a refund that no event told of is applied, of an old order too", async () => {
    const { orderId, sessionId } = await aSale();
    time.ahead += 3 * DAY;
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { sessionsReadTo: now(), eventsReadTo: later(DAY) } });
    control.payments.refund({ charge: sessionId });
    expect((await compare()).repaired).toBe(1);
    expect((await db.order.findUniqueOrThrow({ where: { id: orderId } })).status).toBe("refunded");
    expect(await live(orderId)).toBe(0);
  });

  test("a dispute that no event told of closes the access; won long afterwards, and never heard of, it opens it again", async () => {
    const { orderId, sessionId } = await aSale();
    const dispute = control.payments.openDispute({ charge: sessionId });
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { eventsReadTo: new Date("2099-01-01") } });
    expect((await compare()).repaired).toBe(1);
    expect(await db.dispute.findUniqueOrThrow({ where: { stripeDisputeId: dispute.id } })).toMatchObject({ orderId, status: "needs_response" });
    expect(await db.grant.count({ where: { orderId, suspendedAt: { not: null } } })).toBe(1);
    time.ahead += 3 * DAY;
    control.payments.closeDispute({ dispute: dispute.id, result: "won" });
    expect((await compare()).repaired).toBe(1);
    expect(await db.grant.count({ where: { orderId, suspendedAt: null, revokedAt: null } })).toBe(1);
    expect((await compare()).repaired).toBe(0);
  });

  test("row 5: paid, no access: given, once; wrong again it is shown to a person instead", async () => {
    const { orderId } = await aSale();
    await db.grant.deleteMany({ where: { orderId } });
    expect(await compare()).toMatchObject({ repaired: 1, found: 0 });
    expect(await live(orderId)).toBe(1);
    expect(await closedNow()).toEqual([["paid_no_access", orderId, "repaired"]]);
    await db.grant.deleteMany({ where: { orderId } });
    expect(await compare()).toMatchObject({ repaired: 0, found: 1 });
    expect(await openNow()).toEqual([["paid_no_access", orderId]]);
    expect(await live(orderId)).toBe(0);
  });

  test("refunded, still inside: taken back", async () => {
    const { orderId, sessionId } = await aSale();
    control.payments.refund({ charge: sessionId });
    await completePurchase(orderId, { cause: "charge.refunded" });
    await db.grant.updateMany({ where: { orderId }, data: { revokedAt: null, revokedKind: null } });
    expect(await compare()).toMatchObject({ repaired: 1, found: 0 });
    expect(await live(orderId)).toBe(0);
    expect(await closedNow()).toEqual([["refunded_still_inside", orderId, "repaired"]]);
  });

  test("dispute lost, still inside: taken back, of a membership too", async () => {
    const sale = await aSale();
    const club = await aClubOf(shop);
    control.webhooks.configure({ mode: "hold" });
    const member = await aMember(control, club);
    control.webhooks.configure({ mode: "drop" });
    const { stripePaymentIntentId } = await db.order.findUniqueOrThrow({ where: { id: member.orderId } });
    for (const charge of [sale.sessionId, stripePaymentIntentId ?? ""]) control.payments.closeDispute({ dispute: control.payments.openDispute({ charge }).id, result: "lost" });
    expect((await compare()).repaired).toBe(2);
    expect(await db.dispute.count({ where: { storeId: shop.store.id, status: "lost" } })).toBe(2);
    const orders = { in: [sale.orderId, member.orderId] };
    expect(await db.grant.count({ where: { orderId: orders, revokedAt: null } })).toBe(0);
    // As a backup might bring them back.
    await db.grant.updateMany({ where: { orderId: orders }, data: { revokedAt: null, revokedKind: null } });
    time.ahead += 2 * DAY;
    expect((await compare()).found).toBe(0);
    expect(await db.grant.count({ where: { orderId: orders, revokedAt: null } })).toBe(0);
    expect(await closedNow()).toEqual(expect.arrayContaining([["lost_still_inside", sale.orderId, "repaired"], ["lost_still_inside", member.orderId, "repaired"]]));
  });

  test("more of a kind than one run takes: those that stand stay open, those put aside hide no new ones", async () => {
    const first = await aSale();
    const pair = async () => {
      const { orderId } = await aSale();
      await db.order.update({ where: { id: orderId }, data: { userId: first.order.userId } });
      await db.grant.updateMany({ where: { orderId }, data: { userId: first.order.userId! } });
      return orderId;
    };
    const check = async () => {
      const orderIds = await ordersOfOpenFindings(shop.account.id);
      const found = await checkAccess({ storeId: shop.store.id, accountId: shop.account.id, since: null, orderIds }, { cause: "test" }, 2);
      time.ahead += MINUTE;
      await writeFindings(shop.account, found, () => Promise.resolve([]));
      return (await openNow()).map(([, subjectId]) => subjectId).sort();
    };
    const second = await pair();
    time.ahead += HOUR;
    expect(await check()).toEqual([second]);
    const [third, fourth, fifth] = [await pair(), await pair(), await pair()];
    // Whatever was written last stands last in the database.
    await db.order.update({ where: { id: second }, data: { version: { increment: 1 } } });
    time.ahead += HOUR;
    expect(await check()).toEqual([second, third, fourth]);
    expect(await check()).toEqual([second, third, fourth, fifth]);
    for (const { id } of (await findingsOf(shop.store.id, "open")).rows) await dismissFinding(shop.store.id, id, shop.owner.id);
    const sixth = await pair();
    time.ahead += HOUR;
    expect(await check()).toEqual([sixth]);
    expect((await closedNow()).every(([, , outcome]) => outcome === "dismissed")).toBe(true);
  });

  test("two payments for one thing: listed, gone when one went back, and not again once put aside", async () => {
    const first = await aSale("double@example.com");
    const second = await aSale();
    await db.order.update({ where: { id: second.orderId }, data: { userId: first.order.userId } });
    await db.grant.updateMany({ where: { orderId: second.orderId }, data: { userId: first.order.userId! } });
    expect((await compare()).found).toBe(1);
    const { rows } = await findingsOf(shop.store.id, "open");
    expect(rows[0]).toMatchObject({ kind: "two_payments", subjectId: second.orderId, detail: { firstOrderId: first.orderId, order: `#${second.order.number}` } });
    control.payments.refund({ charge: second.sessionId });
    expect((await compare()).found).toBe(0);
    expect(await closedNow()).toEqual([["two_payments", second.orderId, "gone"]]);

    const third = await aSale();
    await db.order.update({ where: { id: third.orderId }, data: { userId: first.order.userId } });
    await db.grant.updateMany({ where: { orderId: third.orderId }, data: { userId: first.order.userId! } });
    expect((await compare()).found).toBe(1);
    const [again] = (await findingsOf(shop.store.id, "open")).rows;
    expect(await dismissFinding(newId("store"), again!.id, shop.owner.id)).toEqual({ ok: false, error: "unknown" });
    expect(await dismissFinding(shop.store.id, again!.id, shop.owner.id)).toMatchObject({ ok: true });
    expect((await compare()).found).toBe(0);
    expect(await db.auditEntry.count({ where: { storeId: shop.store.id, action: "event.dismiss" } })).toBe(1);
  });

  test("access, not paid: what Stripe knows to be paid becomes paid, the rest is listed", async () => {
    const paid = await aCheckout(shop);
    const unpaid = await aCheckout(shop);
    control.checkout.pay({ session: paid.sessionId, number: "4242424242424242", email: "late@example.com", name: "Noor" });
    for (const { orderId } of [paid, unpaid]) await db.grant.create({ data: { id: newId("grant"), userId: shop.owner.id, offerId: shop.offer.id, orderId, grantedAt: now() } });
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { eventsReadTo: later(DAY), sessionsReadTo: later(DAY) } });
    await askReconciliation(shop.store.id, shop.account.id, shop.owner.id);
    await drain(jobHandlers);
    expect((await db.order.findUniqueOrThrow({ where: { id: paid.orderId } })).status).toBe("paid");
    expect(await openNow()).toEqual([["access_unpaid", unpaid.orderId]]);
  });

  test("a payment with our mark and no order: listed until it goes back", async () => {
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: "restored@example.com", name: "Noor" });
    // As after a backup from before the sale was brought back.
    await db.checkoutSession.deleteMany({ where: { orderId } });
    await db.order.delete({ where: { id: orderId } });
    expect((await compare()).found).toBe(1);
    const { rows } = await findingsOf(shop.store.id, "open");
    expect(rows[0]).toMatchObject({ kind: "payment_unknown", orderId, detail: { amount: "4900", currency: "eur", sessionId } });
    await compare();
    expect((await openNow()).length, "once").toBe(1);
    control.payments.refund({ charge: sessionId });
    expect((await compare()).found).toBe(0);
  });

  test("a member whose subscription is over has nothing open: brought right by asking Stripe", async () => {
    const club = await aClubOf(shop);
    control.webhooks.configure({ mode: "hold" });
    const member = await aMember(control, club);
    control.webhooks.configure({ mode: "drop" });
    control.subscriptions.cancelNow({ subscription: member.stripeSubscriptionId });
    await db.subscription.update({ where: { id: member.subscriptionId }, data: { endedAt: now(), status: "canceled" } });
    expect(await live(member.orderId)).toBe(1);
    // No event tells of it.
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { eventsReadTo: new Date("2099-01-01") } });
    time.ahead += HOUR;
    await compare();
    expect(await live(member.orderId)).toBe(0);
  });
});

test("asked for by hand: one at a time, only for one's own accounts, as a job", async () => {
  expect(await askReconciliation(newId("store"), shop.account.id, shop.owner.id)).toEqual({ ok: false, error: "unknown" });
  expect(await askReconciliation(shop.store.id, shop.account.id, shop.owner.id)).toMatchObject({ ok: true });
  expect(await askReconciliation(shop.store.id, shop.account.id, shop.owner.id)).toEqual({ ok: false, error: "running" });
  await drain(jobHandlers);
  expect(await db.reconciliation.findFirstOrThrow({ where: { accountId: shop.account.id } })).toMatchObject({ trigger: "by_hand", error: null, endedAt: expect.any(Date) });
  time.ahead += MINUTE;
  expect(await askReconciliation(shop.store.id, shop.account.id, shop.owner.id)).toMatchObject({ ok: true });
  control.faults.add({ operation: "events.list", effect: "error_500", times: 4 });
  await drain(jobHandlers);
  expect(await db.reconciliation.findFirstOrThrow({ where: { accountId: shop.account.id }, orderBy: { startedAt: "desc" } })).toMatchObject({ error: expect.stringContaining("did not answer") });
});
