import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { keyHistory } from "~/domain/merchants/key-history.server";
import { ordersToLookAt } from "~/domain/orders/list.server";
import { payUrl } from "~/domain/memberships/pay-link";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, now, setClock } from "~/lib/clock";
import { seal } from "~/lib/secret-box.server";
import { loader as membershipPage } from "~/routes/library/membership";
import { loader as membershipsPage } from "~/routes/library/memberships";
import { loader as orderPage } from "~/routes/studio/orders.order";
import { aMember, deliver } from "../factories/memberships";
import { after, CAUSE, club, control, invoicesOf, kinds, memberOf, open, pay, prepareClubMails, propsOf } from "../setup/club-mails";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

prepareClubMails();

const OTHER_CARD = "5555555555554444";
type Member = Awaited<ReturnType<typeof aMember>>;
const rowOf = ({ subscriptionId }: Member) => db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
const afterNow = (ms: number) => {
  const at = now().getTime() - Date.now() + ms;
  setClock(() => Date.now() + at);
};

describe("row 20: a renewal that is paid when all is over", () => {
  /** Stripe has given up and cancelled; then the member pays the invoice that was left. */
  async function paidTooLate(member: Member) {
    control.subscriptions.setRenewals({ subscription: member.stripeSubscriptionId, renewals: "fail" });
    after(70);
    await deliver(control);
    const invoice = await open(member);
    expect(await rowOf(member)).toMatchObject({ status: "canceled" });
    control.invoices.pay({ invoice: invoice.stripeInvoiceId, number: OTHER_CARD });
    return invoice;
  }

  test("Stripe does not answer for a while: it goes back all the same, once, by the sweep", async () => {
    const member = await aMember(control, club);
    const invoice = await paidTooLate(member);
    control.faults.add({ service: "stripe", operation: "refunds.create", effect: "error_500", times: 5 });
    await deliver(control);
    expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({ status: "paid", amountRefunded: 0n });
    control.faults.clear({});
    afterNow(HOUR);
    for (let time = 0; time < 2; time += 1) {
      await jobHandlers.sweep({});
      await drain(jobHandlers);
    }
    expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({ amountRefunded: 900n });
    expect(await db.refund.findMany({ where: { invoiceId: invoice.id } })).toMatchObject([{ status: "succeeded", amount: 900n, byUserId: null }]);
    expect(await kinds(member)).not.toContain("renewal-receipt");
  });

  test("Stripe refuses: its seller sees it under what needs a look, and it goes back once Stripe lets it", async () => {
    const { club: own, member } = await memberOf();
    const { store, account, owner } = own.shop;
    const invoice = await paidTooLate(member);
    const { key } = control.accounts.createRestrictedKey({ account: account.stripeAccountId, missing: ["rak_refund_write"] });
    await db.connectedAccount.update({ where: { id: account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    await syncSubscription(member.stripeSubscriptionId, CAUSE);
    await drain(jobHandlers);
    const cookie = await signedInAs(owner.id);
    const page = async () => (await (await answerOf(() => orderPage({ request: makeRequest("/x", { cookie }), params: { orderId: member.orderId }, context }))).json()) as Awaited<ReturnType<typeof orderPage>>;
    expect((await page()).moneyBack.refunds).toMatchObject([{ amount: "€9", reason: "Paid after the membership had ended", by: "Lectern", unsettled: true, goesOn: true, failure: expect.stringContaining("set “Charges and Refunds” (Write)") }]);
    expect(await ordersToLookAt(store.id)).toMatchObject({ attention: 1 });
    expect((await keyHistory(account.id)).missing).toBe("“Charges and Refunds” (Write)");
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    afterNow(DAY + HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({ amountRefunded: 900n });
    expect((await page()).moneyBack.refunds).toMatchObject([{ amount: "€9", unsettled: false, failure: null }]);
    expect(await ordersToLookAt(store.id)).toMatchObject({ attention: 0 });
  });
});

describe("row 20: what Stripe leaves unpaid", () => {
  /** Given up on and left unpaid; a period has begun since, whose invoice is a draft. */
  async function leftUnpaid() {
    const { club: own, member } = await memberOf();
    control.subscriptions.setRetries({ account: own.shop.account.stripeAccountId, after: "unpaid" });
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 4 });
    after(70);
    await deliver(control);
    expect(await rowOf(member)).toMatchObject({ status: "unpaid", endedAt: expect.any(Date) });
    const asMember = async () => makeRequest("/x", { cookie: await signedInAs(member.userId) });
    const page = async () => {
      const request = await asMember();
      return (await (await answerOf(() => membershipPage({ request, params: { subscriptionId: member.subscriptionId }, context }))).json()) as Awaited<ReturnType<typeof membershipPage>>;
    };
    return { own, member, page, asMember };
  }

  test("the button leads to the payment that opens everything again, and that one stays paid", async () => {
    const { own, member, page } = await leftUnpaid();
    const first = await open(member);
    expect(await propsOf(member, "membership-ended")).toMatchObject({ phase: "unpaid", open: { payUrl: payUrl(first.id) } });
    const { due } = await page();
    expect(due).toMatchObject({ amount: "€9", payPath: new URL(payUrl(first.id)).pathname });
    const location = (await pay(payUrl(first.id))).headers.get("location") ?? "";
    expect(location).toMatch(/\/invoices\/in_/);
    expect(location, "the given up one opens nothing").not.toBe(first.hostedUrl);
    expect((await pay(payUrl(first.id))).headers.get("location"), "pressed twice").toBe(location);
    control.invoices.pay({ invoice: location.split("/").at(-1) ?? "", number: OTHER_CARD });
    await deliver(control, "lifo");
    await deliver(control);
    expect(await rowOf(member)).toMatchObject({ status: "active", endedAt: null });
    expect(await canOpen(member.userId, own.courseId)).toBe(true);
    expect(await kinds(member)).toContain("renewal-receipt");
    expect(await db.refund.count({ where: { storeId: own.shop.store.id } })).toBe(0);
    // The one that was given up on is not asked for any more, and does not eat up the grace of the next.
    expect((await page()).invoices.map(({ payPath }) => payPath)).toEqual([null, null, null]);
    expect(await (await pay(payUrl(first.id))).json()).toMatchObject({ outcome: "paid" });
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 1 });
    after(94);
    await deliver(control);
    const failing = await rowOf(member);
    expect(failing).toMatchObject({ status: "past_due", endedAt: null });
    expect(await canOpen(member.userId, own.courseId)).toBe(true);
    expect((await page()).due?.payPath).toBe(new URL(payUrl((await invoicesOf(member)).at(-1)!.id)).pathname);
  });

  test("paid by the old invoice's own page: it is kept, has its receipt, and the way in is still shown", async () => {
    const { own, member, page, asMember } = await leftUnpaid();
    const first = await open(member);
    control.invoices.pay({ invoice: first.stripeInvoiceId, number: OTHER_CARD });
    await deliver(control);
    await deliver(control);
    expect(await db.invoice.findUnique({ where: { id: first.id } })).toMatchObject({ status: "paid", amountRefunded: 0n });
    expect(await kinds(member)).toContain("renewal-receipt");
    expect(await rowOf(member)).toMatchObject({ status: "unpaid" });
    const { due } = await page();
    expect(due).toMatchObject({ amount: "€9" });
    const request = await asMember();
    expect(await (await answerOf(() => membershipsPage({ request, params: {}, context }))).json()).toMatchObject({ memberships: [{ due: { label: "Pay €9" } }] });
    const location = (await pay(new URL(due!.payPath, "http://localhost").href)).headers.get("location") ?? "";
    control.invoices.pay({ invoice: location.split("/").at(-1) ?? "", number: OTHER_CARD });
    await deliver(control);
    expect(await canOpen(member.userId, own.courseId)).toBe(true);
    expect((await invoicesOf(member)).map(({ amountRefunded }) => amountRefunded)).toEqual([0n, 0n, 0n]);
  });

  test("who has joined anew is asked for nothing more, and the old one ends at Stripe", async () => {
    const { own, member } = await leftUnpaid();
    const first = await open(member);
    await aMember(control, own, { user: member.user });
    expect(await (await pay(payUrl(first.id))).json()).toMatchObject({ outcome: "over" });
    afterNow(2 * HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await rowOf(member)).toMatchObject({ status: "canceled" });
    expect(await canOpen(member.userId, own.courseId)).toBe(true);
  });
});
