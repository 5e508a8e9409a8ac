import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { syncDispute } from "~/domain/disputes/sync-dispute.server";
import { openDisputes } from "~/domain/disputes/queries.server";
import { endAccess } from "~/domain/orders/end-access.server";
import { mendAccess } from "~/domain/orders/mend-access.server";
import { targetOfPayment } from "~/domain/refunds/payment-target.server";
import { disputeState } from "~/integrations/stripe/disputes.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { DAY, later, now, setClock } from "~/lib/clock";
import { seal } from "~/lib/secret-box.server";
import { aClub, aMember, deliver } from "../factories/memberships";
import { aSale, refund, SOLD_KINDS, wish, type Sold } from "../factories/money-back";
import { aCheckout, aSellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

// Row 19 of docs/faults.md; the trail is docs/flows/11-money-that-goes-back.md.
const { control } = useSandbox();
const opens = ({ userId, opensId }: Sold) => canOpen(userId, opensId);
const grants = ({ orderId }: Sold) => db.grant.findMany({ where: { orderId } });
const mails = (sold: Sold, subject: RegExp) => control.mail.list({ to: sold.shop.owner.email }).filter((mail) => subject.test(mail.subject)).length;
const row = (id: string) => db.dispute.findUniqueOrThrow({ where: { stripeDisputeId: id } });
const grantStory = async (sold: Sold) => {
  const ids = (await grants(sold)).map(({ id }) => id);
  return (await db.transition.findMany({ where: { subjectType: "grant", subjectId: ids[0] ?? "" }, orderBy: [{ at: "asc" }, { id: "asc" }] })).map(({ toState }) => toState);
};

describe.each(SOLD_KINDS)("row 19, a %s", (kind) => {
  test("disputed is closed once, won opens it again once; the creator is told twice", async () => {
    const sold = await aSale(control, kind);
    const dispute = control.payments.openDispute({ charge: sold.payment, reason: "product_not_received" });
    await deliver(control, "shuffle");
    expect(await row(dispute.id)).toMatchObject({ status: "needs_response", amount: 4900n, dueBy: expect.any(Date), closedAt: null, orderId: sold.orderId });
    expect(await opens(sold)).toBe(false);
    expect((await grants(sold)).every(({ suspendedAt, revokedAt }) => suspendedAt && !revokedAt)).toBe(true);
    expect(await openDisputes(sold.shop.store.id)).toMatchObject([{ reason: "product_not_received", order: { id: sold.orderId } }]);
    expect(await wish(sold)).toMatchObject({ error: { kind: "disputed" } });
    control.payments.answerDispute({ dispute: dispute.id });
    await deliver(control);
    expect(await opens(sold)).toBe(false);
    control.payments.closeDispute({ dispute: dispute.id, result: "won" });
    await deliver(control, "lifo");
    await jobHandlers.sweep({});
    expect(await row(dispute.id)).toMatchObject({ status: "won", closedAt: expect.any(Date) });
    expect(await opens(sold)).toBe(true);
    expect(await grantStory(sold)).toEqual(["granted", "suspended", "restored"]);
    expect([mails(sold, /disputes €49.*answer by/i), mails(sold, /you won the dispute/i)]).toEqual([1, 1]);
    expect(await openDisputes(sold.shop.store.id)).toEqual([]);
  });

  test("lost ends it, and what the bank did is not refunded twice", async () => {
    const sold = await aSale(control, kind);
    const dispute = control.payments.openDispute({ charge: sold.payment });
    await deliver(control, "shuffle");
    control.payments.closeDispute({ dispute: dispute.id, result: "lost" });
    await deliver(control, "shuffle");
    expect(await opens(sold)).toBe(false);
    expect((await grants(sold)).every(({ revokedKind }) => revokedKind === "disputed")).toBe(true);
    expect(await wish(sold)).toMatchObject({ error: { kind: "disputed" } });
    expect([mails(sold, /disputes/i), mails(sold, /is lost/i)]).toEqual([1, 1]);
    if (kind === "membership") expect(await db.subscription.findUniqueOrThrow({ where: { orderId: sold.orderId } })).toMatchObject({ status: "canceled", endedAt: expect.any(Date) });
  });

  test("opened and decided while nobody listened, told backwards: only the end counts", async () => {
    const sold = await aSale(control, kind);
    const dispute = control.payments.openDispute({ charge: sold.payment });
    control.payments.closeDispute({ dispute: dispute.id, result: "won" });
    await deliver(control, "lifo");
    expect(await opens(sold)).toBe(true);
    expect(await row(dispute.id)).toMatchObject({ status: "won" });
  });

  test("a bank that only asks closes nothing; a refund in full settles it", async () => {
    const sold = await aSale(control, kind);
    const dispute = control.payments.openDispute({ charge: sold.payment, inquiry: true });
    await deliver(control, "shuffle");
    expect(await row(dispute.id)).toMatchObject({ status: "warning_needs_response" });
    expect(await opens(sold)).toBe(true);
    expect(mails(sold, /a bank asks about order/i)).toBe(1);
    await refund(sold, { access: "keep" });
    await deliver(control, "shuffle");
    expect(await row(dispute.id)).toMatchObject({ status: "warning_closed", closedAt: expect.any(Date) });
    expect(control.mail.list({ to: sold.shop.owner.email }).filter((mail) => /question about order .* is settled/i.test(mail.subject)).map(({ text }) => /access as before/.test(text ?? ""))).toEqual([true]);
  });
});

describe("row 19", () => {
  test("the creator is not told of access that is not there: refunded while the bank asked, or closed by hand", async () => {
    const said = (sold: Sold, subject: RegExp) => control.mail.list({ to: sold.shop.owner.email }).find((mail) => subject.test(mail.subject))?.text;
    const [asked, won] = [await aSale(control, "course"), await aSale(control, "course")];
    const [question, dispute] = [control.payments.openDispute({ charge: asked.payment, inquiry: true }), control.payments.openDispute({ charge: won.payment })];
    await deliver(control);
    await refund(asked);
    await deliver(control, "shuffle");
    expect(await row(question.id)).toMatchObject({ status: "warning_closed" });
    expect(said(asked, /question about order .* is settled/i)).toContain("has no access to it now");
    expect((await endAccess({ storeId: won.shop.store.id, orderId: won.orderId, actorId: won.shop.owner.id })).ok).toBe(true);
    control.payments.closeDispute({ dispute: dispute.id, result: "won" });
    await deliver(control);
    expect(said(won, /you won the dispute/i)).toMatch(/has no access to .* now/);
  });

  test("a question that becomes a dispute is news again, and closes access then", async () => {
    const sold = await aSale(control, "course");
    const dispute = control.payments.openDispute({ charge: sold.payment, inquiry: true });
    await deliver(control);
    control.payments.escalateInquiry({ dispute: dispute.id });
    await deliver(control, "shuffle");
    expect(await opens(sold)).toBe(false);
    expect([mails(sold, /a bank asks/i), mails(sold, /disputes €49/i)]).toEqual([1, 1]);
    expect(await row(dispute.id)).toMatchObject({ stripeFee: 1500n });
  });

  test("a dispute that is heard of before the purchase: nothing is open until it is won", async () => {
    const shop = await aSellingStore(control);
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email: `${orderId}@example.com`, name: "Noor" });
    const dispute = control.payments.openDispute({ charge: sessionId });
    await deliver(control, "lifo");
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, include: { grants: true } });
    expect(order).toMatchObject({ status: "paid", grants: [{ suspendedAt: expect.any(Date) }] });
    expect(await canOpen(order.userId ?? "", shop.offer.id)).toBe(false);
    control.payments.closeDispute({ dispute: dispute.id, result: "won" });
    await deliver(control);
    expect(await canOpen(order.userId ?? "", shop.offer.id)).toBe(true);
  });

  test("an older reading that arrives late changes nothing", async () => {
    const sold = await aSale(control, "course");
    const opened = disputeState(control.payments.openDispute({ charge: sold.payment }));
    const askedAt = now();
    await deliver(control);
    control.payments.closeDispute({ dispute: opened.id, result: "won" });
    await deliver(control);
    const target = await targetOfPayment({ paymentIntentId: sold.payment });
    expect(await syncDispute(target!, opened, later(-1, askedAt), { cause: "test" })).toBe("older");
    expect(await opens(sold)).toBe(true);
  });

  test("won on appeal after it was lost: open again", async () => {
    const sold = await aSale(control, "course");
    const dispute = control.payments.openDispute({ charge: sold.payment });
    control.payments.closeDispute({ dispute: dispute.id, result: "lost" });
    await deliver(control);
    const target = (await targetOfPayment({ paymentIntentId: sold.payment }))!;
    await syncDispute(target, { ...disputeState(dispute), status: "appeal_under_review" }, now(), { cause: "test" });
    expect(await opens(sold)).toBe(false);
    await syncDispute(target, { ...disputeState(dispute), status: "won" }, now(), { cause: "test" });
    expect(await opens(sold)).toBe(true);
  });

  test("a refund on its way that fails because of the dispute opens nothing before the dispute is won", async () => {
    const [won, lost] = [await aSale(control, "course"), await aSale(control, "course")];
    for (const [sold, result] of [[won, "won"], [lost, "lost"]] as const) {
      const { id } = control.payments.refund({ charge: sold.payment });
      await deliver(control);
      const dispute = control.payments.openDispute({ charge: sold.payment });
      await deliver(control);
      control.payments.failRefund({ refund: id, reason: "charge_for_pending_refund_disputed" });
      await deliver(control);
      expect(await db.order.findUniqueOrThrow({ where: { id: sold.orderId } })).toMatchObject({ status: "paid", amountRefunded: 0n });
      expect(await opens(sold), "the bank has the money").toBe(false);
      control.payments.closeDispute({ dispute: dispute.id, result });
      await deliver(control);
      expect(await opens(sold)).toBe(result === "won");
    }
    expect(await grantStory(won)).toEqual(["granted", "revoked", "suspended", "restored"]);
    expect(await grants(lost)).toMatchObject([{ revokedKind: "disputed" }]);
  });

  test("access that a comparison gives again follows the dispute that is open", async () => {
    const sold = await aSale(control, "course");
    control.payments.openDispute({ charge: sold.payment });
    await deliver(control);
    // As a backup might bring the order back.
    await db.grant.deleteMany({ where: { orderId: sold.orderId } });
    await mendAccess(sold.orderId, { cause: "test" });
    expect(await opens(sold)).toBe(false);
    expect(await grants(sold)).toMatchObject([{ suspendedAt: expect.any(Date) }]);
  });

  test("of a renewal: the membership is closed, and ended when it is lost", async () => {
    const club = await aClub(control, { monthly: 4900 });
    const member = await aMember(control, club);
    setClock(() => Date.now() + 32 * DAY);
    await deliver(control);
    const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId: member.subscriptionId, billingReason: "subscription_cycle" } });
    const dispute = control.payments.openDispute({ charge: invoice.stripePaymentIntentId ?? "" });
    await deliver(control, "shuffle");
    expect(await row(dispute.id)).toMatchObject({ orderId: null, invoiceId: invoice.id });
    expect(await canOpen(member.userId, club.courseId)).toBe(false);
    // A reading of the subscription meanwhile does not open it.
    await jobHandlers.sweep({});
    expect(await canOpen(member.userId, club.courseId)).toBe(false);
    control.payments.closeDispute({ dispute: dispute.id, result: "lost" });
    await deliver(control, "shuffle");
    expect(await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).toMatchObject({ status: "canceled" });
    expect(await canOpen(member.userId, club.courseId)).toBe(false);
  });

  test("with an account's own key that may not read disputes, the message itself is taken", async () => {
    const sold = await aSale(control, "course");
    const { key } = control.accounts.createRestrictedKey({ account: sold.shop.account.stripeAccountId, missing: ["rak_dispute_read"] });
    await db.connectedAccount.update({ where: { id: sold.shop.account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    const dispute = control.payments.openDispute({ charge: sold.payment });
    await deliver(control, "shuffle");
    expect(await opens(sold)).toBe(false);
    control.payments.closeDispute({ dispute: dispute.id, result: "won" });
    await deliver(control, "fifo");
    expect(await opens(sold)).toBe(true);
  });

  test("lost while Stripe is not answered about its membership: the sweep asks, and it is ended there too", async () => {
    const sold = await aSale(control, "membership");
    const dispute = control.payments.openDispute({ charge: sold.payment });
    control.payments.closeDispute({ dispute: dispute.id, result: "lost" });
    const target = (await targetOfPayment({ paymentIntentId: sold.payment }))!;
    control.faults.add({ service: "stripe", operation: "subscriptions.retrieve", effect: "error_500", times: 10 });
    await syncDispute(target, { ...disputeState(dispute), status: "lost" }, now(), { cause: "test" });
    control.faults.clear({});
    expect(await db.subscription.findUniqueOrThrow({ where: { orderId: sold.orderId } })).toMatchObject({ endedAt: null });
    await jobHandlers.sweep({});
    await jobHandlers.sweep({});
    expect(await db.subscription.findUniqueOrThrow({ where: { orderId: sold.orderId } })).toMatchObject({ status: "canceled", endedAt: expect.any(Date) });
  });

  test("row 14: a dispute of other software's payment on the same account is left alone", async () => {
    const sold = await aSale(control, "course");
    const other = control.subscriptions.create({ account: sold.shop.account.stripeAccountId, throughPlatform: false });
    const charge = control.payments.listCharges({ account: sold.shop.account.stripeAccountId }).find((one) => one.payment_intent !== sold.payment);
    expect(other.id).toMatch(/^sub_/);
    const dispute = control.payments.openDispute({ charge: charge?.id ?? "" });
    await deliver(control);
    expect(await db.dispute.count({ where: { stripeDisputeId: dispute.id } })).toBe(0);
    expect(await db.stripeEvent.findMany({ where: { objectId: dispute.id }, select: { status: true } })).toMatchObject([{ status: "ignored" }, { status: "ignored" }]);
  });
});

describe("a bank's early warning", () => {
  const warning = (id: string) => db.fraudWarning.findUniqueOrThrow({ where: { stripeWarningId: id } });
  /** The last state that was written down, and how many ends. */
  const story = async (id: string) => {
    const all = await db.transition.findMany({ where: { subjectId: (await warning(id)).id }, orderBy: [{ at: "asc" }, { id: "asc" }] });
    return { to: all.at(-1)?.toState, ends: all.filter(({ toState }) => toState !== "actionable").length };
  };

  test("is on the order and told once; a refund closes it", async () => {
    const sold = await aSale(control, "course");
    const { id } = control.payments.warnOfFraud({ charge: sold.payment, fraudType: "made_with_stolen_card" });
    await deliver(control, "shuffle");
    expect(await warning(id)).toMatchObject({ orderId: sold.orderId, actionable: true, closedAt: null });
    expect(await opens(sold)).toBe(true);
    expect(mails(sold, /may be fraud: refund €49 now/i)).toBe(1);
    await refund(sold);
    expect(await warning(id)).toMatchObject({ actionable: false, outcome: "refunded" });
    expect(await story(id)).toMatchObject({ to: "refunded", ends: 1 });
    await deliver(control, "shuffle");
    expect(await warning(id)).toMatchObject({ actionable: false, outcome: "refunded" });
    expect(mails(sold, /may be fraud/i)).toBe(1);
  });

  test("of a renewal, closed by the dispute that follows; one that comes too late asks for nothing", async () => {
    const sold = await aSale(control, "membership");
    const { id } = control.payments.warnOfFraud({ charge: sold.payment });
    control.payments.openDispute({ charge: sold.payment });
    await deliver(control, "lifo");
    expect(await warning(id)).toMatchObject({ actionable: false, outcome: "disputed" });
    expect(await story(id)).toMatchObject({ to: "disputed" });
    const late = control.payments.warnOfFraud({ charge: sold.payment });
    await deliver(control);
    expect(await warning(late.id)).toMatchObject({ actionable: false, closedAt: expect.any(Date) });
    expect(mails(sold, /may be fraud/i)).toBe(0);
  });
});
