import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { makeRefund } from "~/domain/refunds/make-refund.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, MINUTE, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { seal } from "~/lib/secret-box.server";
import { aClub, aMember, deliver } from "../factories/memberships";
import { aSale, buy, refund, SOLD_KINDS, wish, type Sold } from "../factories/money-back";
import { aSellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

// Rows of docs/faults.md by their number; the trail is docs/flows/11-money-that-goes-back.md.
const { control, sandbox } = useSandbox();
const orderOf = (sold: Sold) => db.order.findUniqueOrThrow({ where: { id: sold.orderId }, include: { refunds: { orderBy: { createdAt: "asc" } }, grants: true } });
const opens = ({ userId, opensId }: Sold) => canOpen(userId, opensId);
const atStripe = (sold: Sold) => Object.values(sandbox.control.state.export({}).buckets[sold.shop.account.stripeAccountId]?.refund ?? {}).filter((one) => one.payment_intent === sold.payment);
const mails = (to: string, subject: RegExp) => control.mail.list({ to }).filter((mail) => subject.test(mail.subject)).length;
const after = (milliseconds: number) => setClock(() => Date.now() + milliseconds);

describe.each(SOLD_KINDS)("row 18, a %s", (kind) => {
  test("refunded in full ends what it opened, once, and tells the buyer once", async () => {
    const sold = await aSale(control, kind);
    expect(await opens(sold)).toBe(true);
    const { refundId, made } = await refund(sold);
    expect(made).toEqual({ outcome: "made", status: "succeeded" });
    expect(await orderOf(sold)).toMatchObject({ status: "refunded", amountRefunded: 4900n, refunds: [{ id: refundId, amount: 4900n, status: "succeeded", reason: "requested_by_customer", byUserId: sold.shop.owner.id }] });
    expect(await opens(sold)).toBe(false);
    await deliver(control, "shuffle");
    await jobHandlers.sweep({});
    expect((await orderOf(sold)).refunds).toHaveLength(1);
    expect([atStripe(sold).length, mails(sold.email, /refund of €49/i)]).toEqual([1, 1]);
  });

  test("refunded in part stays open; the rest later closes it; refunded never exceeds paid", async () => {
    const sold = await aSale(control, kind);
    await refund(sold, { amount: 900n });
    expect(await orderOf(sold)).toMatchObject({ status: "partially_refunded", amountRefunded: 900n });
    expect(await opens(sold)).toBe(true);
    expect(await wish(sold, { amount: 4001n })).toEqual({ ok: false, error: { kind: "too_much", left: 4000n } });
    await refund(sold, { amount: 4000n });
    expect(await orderOf(sold)).toMatchObject({ status: "refunded", amountRefunded: 4900n });
    expect(await opens(sold)).toBe(false);
    expect(await wish(sold, { amount: 1n })).toMatchObject({ error: { kind: "nothing_left" } });
    expect(atStripe(sold).reduce((sum, one) => sum + one.amount, 0)).toBe(4900);
  });

  test("made in the Dashboard ends in the same rows, in whatever order its events come", async () => {
    const sold = await aSale(control, kind);
    control.payments.refund({ charge: sold.payment, amount: 900, reason: "duplicate" });
    control.payments.refund({ charge: sold.payment });
    await deliver(control, "lifo");
    expect(await orderOf(sold)).toMatchObject({ status: "refunded", amountRefunded: 4900n });
    const rows = await db.refund.findMany({ where: { orderId: sold.orderId }, orderBy: { amount: "asc" } });
    expect(rows).toMatchObject([{ amount: 900n, reason: "duplicate", status: "succeeded", byUserId: null }, { amount: 4000n, reason: "other", status: "succeeded" }]);
    expect(await opens(sold)).toBe(false);
    expect(mails(sold.email, /refund/i)).toBe(2);
  });

  test("the creator keeps it open, or ends it with a part", async () => {
    const kept = await aSale(control, kind);
    await refund(kept, { access: "keep" });
    await deliver(control, "shuffle");
    expect(await orderOf(kept)).toMatchObject({ status: "refunded" });
    expect(await opens(kept)).toBe(true);
    const ended = await aSale(control, kind);
    await refund(ended, { amount: 100n, access: "end" });
    await deliver(control, "shuffle");
    expect(await orderOf(ended)).toMatchObject({ status: "partially_refunded" });
    expect(await opens(ended)).toBe(false);
  });
});

describe("row 18", () => {
  test("a refund known before fulfilment grants nothing and still has its row", async () => {
    const shop = await aSellingStore(control);
    const { aCheckout } = await import("../factories/sales");
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: `${orderId}@example.com`, name: "Noor" });
    control.payments.refund({ charge: sessionId });
    await deliver(control, "lifo");
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { grants: true, refunds: true } })).toMatchObject({ status: "refunded", grants: [], refunds: [{ amount: 4900n }] });
  });

  test("a refund that the buyer's bank sends back: the amounts fall back, the reason is told, and it is open again", async () => {
    const sold = await aSale(control, "course");
    await refund(sold);
    expect(await opens(sold)).toBe(false);
    control.payments.failRefund({ refund: atStripe(sold)[0]?.id ?? "", reason: "expired_or_canceled_card" });
    await deliver(control);
    expect(await orderOf(sold)).toMatchObject({ status: "paid", amountRefunded: 0n, refunds: [{ status: "failed", failure: expect.stringContaining("expired or was closed") }] });
    expect(await opens(sold)).toBe(true);
    // It can be tried again, and an old word of the first one undoes nothing.
    await refund(sold);
    await deliver(control, "shuffle");
    expect(await orderOf(sold)).toMatchObject({ status: "refunded", amountRefunded: 4900n });
    expect(await opens(sold)).toBe(false);
  });

  test("two people and a double click at once: never more than was paid", async () => {
    const sold = await aSale(control, "course");
    const same = newId("refund");
    const asked = await Promise.all([...Array.from({ length: 5 }, () => wish(sold, { amount: 3000n, refundId: same })), ...Array.from({ length: 5 }, () => wish(sold, { amount: 3000n }))]);
    expect(asked.filter((one) => one.ok).length).toBeGreaterThanOrEqual(1);
    await Promise.all([drain(jobHandlers), ...Array.from({ length: 6 }, () => makeRefund(same))]);
    await deliver(control, "shuffle");
    const { refunds, amountRefunded } = await orderOf(sold);
    expect(refunds).toHaveLength(1);
    expect([atStripe(sold).length, amountRefunded]).toEqual([1, 3000n]);
  });

  test("a second payment that went back by itself has its row too", async () => {
    const shop = await aSellingStore(control);
    const { aCheckout } = await import("../factories/sales");
    const email = `${newId("order")}@example.com`;
    const ids: string[] = [];
    for (let n = 0; n < 2; n += 1) {
      const { orderId, sessionId } = await aCheckout(shop);
      control.checkout.pay({ session: sessionId, number: "4242424242424242", email, name: "Noor" });
      ids.push(orderId);
    }
    await deliver(control);
    const back = await db.order.findFirstOrThrow({ where: { id: { in: ids }, duplicateOfId: { not: null } }, include: { refunds: true } });
    expect(back.refunds).toMatchObject([{ reason: "duplicate", amount: 4900n, status: "succeeded", byUserId: null }]);
    expect([mails(email, /paid twice/i), mails(email, /your refund of/i)]).toEqual([1, 0]);
  });
});

describe("the platform's share", () => {
  test("goes back in proportion, and all of it with the last of the money", async () => {
    env.platformFeePercent = 10;
    const sold = await aSale(control, "course");
    env.platformFeePercent = 0;
    await refund(sold, { amount: 1233n });
    await refund(sold, { amount: 3667n });
    const fees = (await orderOf(sold)).refunds.map((one) => one.applicationFee);
    expect(fees).toEqual([123n, 367n]);
    const returned = Object.values(sandbox.control.state.export({}).buckets).flatMap((bucket) => Object.values(bucket.application_fee)).map((fee) => fee.amount_refunded);
    expect(returned).toEqual([490]);
  });
});

describe("row 8: Stripe does not answer", () => {
  test.each(["before", "after"] as const)("a network that dies %s the work: asked stays asked, is tried again by itself, one refund", async (when) => {
    const sold = await aSale(control, "course");
    control.faults.add({ service: "stripe", operation: "refunds.create", effect: "connection_reset", when, times: 5 });
    const { refundId, made } = await refund(sold);
    expect(made).toEqual({ outcome: "later" });
    expect((await orderOf(sold)).refunds).toMatchObject([{ id: refundId, status: "asked" }]);
    // What is asked for already counts.
    expect(await wish(sold, { amount: 1n })).toMatchObject({ error: { kind: "nothing_left" } });
    control.faults.clear();
    after(HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await orderOf(sold)).toMatchObject({ status: "refunded", refunds: [{ status: "succeeded" }] });
    expect(atStripe(sold)).toHaveLength(1);
  });

  test("a 500 that Stripe repeats for the same key for ever does not stop it, and it is made once", async () => {
    const sold = await aSale(control, "course");
    control.faults.add({ service: "stripe", operation: "refunds.create", effect: "error_500", when: "after", times: 1 });
    await refund(sold);
    for (let hours = 1; hours < 8; hours += 1) {
      after(hours * HOUR + MINUTE);
      await jobHandlers.sweep({});
      await drain(jobHandlers);
    }
    expect(await orderOf(sold)).toMatchObject({ status: "refunded" });
    expect(atStripe(sold)).toHaveLength(1);
  });

  test("what Stripe refuses stands on the order in words, and nothing changes", async () => {
    const sold = await aSale(control, "course");
    const { key } = control.accounts.createRestrictedKey({ account: sold.shop.account.stripeAccountId, missing: ["rak_refund_write"] });
    await db.connectedAccount.update({ where: { id: sold.shop.account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    const { made } = await refund(sold, { access: "keep" });
    expect(made).toMatchObject({ outcome: "refused", words: expect.stringContaining("may not make refunds") });
    expect(await orderOf(sold)).toMatchObject({ status: "paid", keepAccess: false, refunds: [{ status: "failed", failure: expect.stringContaining("Charges and Refunds") }] });
    expect(await opens(sold)).toBe(true);
    expect(mails(sold.email, /refund/i)).toBe(0);
  });

  test("a refund whose arrival nobody told us of is asked about a day later", async () => {
    const sold = await aSale(control, "course");
    await refund(sold);
    const { id } = (await orderOf(sold)).refunds[0]!;
    await db.refund.update({ where: { id }, data: { status: "pending", settledAt: null } });
    control.webhooks.configure({ mode: "drop" });
    after(2 * DAY);
    await jobHandlers.sweep({});
    expect((await orderOf(sold)).refunds).toMatchObject([{ status: "succeeded" }]);
  });
});

describe("row 29", () => {
  test("another store's order or invoice is nothing", async () => {
    const sold = await aSale(control, "course");
    const other = await aSellingStore(control);
    expect(await wish({ ...sold, shop: { ...sold.shop, store: other.store } })).toEqual({ ok: false, error: { kind: "not_found" } });
    expect(await wish(sold, { invoiceId: "inv_nothing" })).toMatchObject({ ok: false });
  });
});

describe("a renewal", () => {
  async function renewed() {
    const club = await aClub(control, { monthly: 4900 });
    const member = await aMember(control, club);
    after(32 * DAY);
    await deliver(control);
    const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId: member.subscriptionId, billingReason: "subscription_cycle" } });
    const { buyerEmail } = await db.order.findUniqueOrThrow({ where: { id: member.orderId } });
    const sold: Sold = { shop: club.shop, orderId: member.orderId, userId: member.userId, opensId: club.courseId, payment: invoice.stripePaymentIntentId ?? "", email: buyerEmail ?? "" };
    return { sold, invoice, member };
  }
  const rowsOf = (invoiceId: string) => db.refund.findMany({ where: { invoiceId }, orderBy: { createdAt: "asc" } });

  test("goes back in part from the order's page and the membership goes on; in full it ends, here and at Stripe", async () => {
    const { sold, invoice, member } = await renewed();
    await refund(sold, { invoiceId: invoice.id, amount: 900n });
    expect(await db.invoice.findUniqueOrThrow({ where: { id: invoice.id } })).toMatchObject({ amountRefunded: 900n });
    expect(await opens(sold)).toBe(true);
    await refund(sold, { invoiceId: invoice.id, amount: 4000n });
    await drain(jobHandlers);
    expect(await rowsOf(invoice.id)).toMatchObject([{ amount: 900n, orderId: null, status: "succeeded" }, { amount: 4000n, status: "succeeded" }]);
    expect(await opens(sold)).toBe(false);
    expect(await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).toMatchObject({ status: "canceled", endedAt: expect.any(Date) });
    // The order's own payment is another one.
    expect(await orderOf(sold)).toMatchObject({ status: "paid", amountRefunded: 0n });
    expect(mails(sold.email, /your refund of/i)).toBe(2);
  });

  test("in full and kept: the membership goes on", async () => {
    const { sold, invoice, member } = await renewed();
    await refund(sold, { invoiceId: invoice.id, access: "keep" });
    await deliver(control, "shuffle");
    expect(await opens(sold)).toBe(true);
    expect((await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).status).toBe("active");
  });

  test("ended with a part of it: the membership is over, here and at Stripe", async () => {
    const { sold, invoice, member } = await renewed();
    await refund(sold, { invoiceId: invoice.id, amount: 100n, access: "end" });
    await drain(jobHandlers);
    expect(await opens(sold)).toBe(false);
    expect((await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).status).toBe("canceled");
  });

  test("in the Dashboard: the same rows", async () => {
    const { sold, invoice } = await renewed();
    control.payments.refund({ charge: sold.payment });
    await deliver(control, "shuffle");
    expect(await rowsOf(invoice.id)).toMatchObject([{ amount: 4900n, status: "succeeded", byUserId: null }]);
    expect(await opens(sold)).toBe(false);
  });
});

test("what was bought again by itself stays open when the first is refunded", async () => {
  const shop = await aSellingStore(control);
  await db.offer.update({ where: { id: shop.offer.id }, data: { accessDays: 30 } });
  const first = await buy(control, shop);
  const second = await buy(control, shop, shop.offer.id, first.email);
  expect(second.userId).toBe(first.userId);
  await refund(first);
  await deliver(control, "shuffle");
  expect((await orderOf(first)).grants).toMatchObject([{ revokedKind: "refunded" }]);
  expect((await orderOf(second)).grants).toMatchObject([{ revokedKind: null }]);
  expect(await opens(first)).toBe(true);
});
