import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { endExpiredGrants } from "~/domain/access/grants.server";
import { cancelAtPeriodEnd } from "~/domain/memberships/cancel.server";
import { dueReminders, remindMember } from "~/domain/memberships/due-reminders.server";
import { changePlan, previewPlanChange } from "~/domain/memberships/plan-change.server";
import { payUrl } from "~/domain/memberships/pay-link";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { DAY, HOUR, setClock } from "~/lib/clock";
import { loader as membershipPage } from "~/routes/library/membership";
import { loader as membershipsPage } from "~/routes/library/memberships";
import { loader as payPage } from "~/routes/library/pay";
import { loader as membersPage } from "~/routes/studio/offers/members";
import { orderMembership } from "~/routes/studio/order-membership.server";
import { aClub, aMember, deliver, payToJoin } from "../factories/memberships";
import { after, CAUSE, club, control, invoicesOf, kinds, open, pay, propsOf, prepareClubMails } from "../setup/club-mails";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

prepareClubMails();

describe("payments that go through", () => {
  test("each renewal has one receipt, and its invoice knows fee, charge and card", async () => {
    const member = await aMember(control, club);
    expect(await kinds(member), "the first payment has the order's receipt").toEqual([]);
    await db.order.update({ where: { id: member.orderId }, data: { buyerBusiness: "Haddad Keramiek BV", buyerAddress: ["Keizersgracht 1"], buyerCountry: "NL", buyerTaxIds: ["NL123456789B01 (eu_vat)"] } });
    after(32);
    await deliver(control, "shuffle");
    await Promise.all([1, 2, 3].map(() => syncSubscription(member.stripeSubscriptionId, CAUSE)));
    await deliver(control);
    expect(await kinds(member)).toEqual(["renewal-receipt"]);
    const [, renewal] = await invoicesOf(member);
    expect(renewal).toMatchObject({ status: "paid", attempts: 1, failure: null, failedAt: null, stripeChargeId: expect.stringMatching(/^ch_|^py_/), stripeFee: expect.any(BigInt), paymentMethodLabel: "Visa •••• 4242" });
    expect(await propsOf(member, "renewal-receipt")).toMatchObject({
      membership: "The Tuesday Club", plan: "Studio, monthly", total: "€9", invoiceNumber: renewal!.number, payment: { method: "Visa •••• 4242" }, seller: { legalName: club.shop.store.legalName },
      items: [{ title: "The Tuesday Club", kind: "Studio, monthly", amount: "€9" }], pdfUrl: expect.stringContaining("/pdf"), next: expect.stringMatching(/^€9 on /),
      buyer: { business: "Haddad Keramiek BV", address: "Keizersgracht 1\nNetherlands", taxIds: ["VAT NL123456789B01"] },
    });
    expect(await db.moneyMovement.findMany({ where: { orderId: member.orderId }, orderBy: { at: "asc" }, select: { sourceId: true, kind: true, gross: true } })).toEqual([{ sourceId: member.orderId, kind: "payment", gross: 900n }, { sourceId: renewal!.id, kind: "payment", gross: 900n }]);
    after(64);
    await deliver(control);
    expect(await kinds(member)).toEqual(["renewal-receipt", "renewal-receipt"]);
  });

  test("a change of plan is told once, with what it cost, and its payment has a receipt", async () => {
    const member = await aMember(control, club);
    const wanted = { ...member.which, priceId: club.goldMonthly.id };
    const preview = await previewPlanChange(wanted);
    if (!preview.ok) throw new Error(preview.error.kind);
    expect(await changePlan({ ...wanted, prorationDate: preview.value.prorationDate, expectedDueNow: preview.value.dueNow }, CAUSE)).toMatchObject({ ok: true });
    await deliver(control, "lifo");
    expect((await kinds(member)).toSorted()).toEqual(["plan-changed", "renewal-receipt"]);
    expect(await propsOf(member, "plan-changed")).toMatchObject({ from: "Studio, monthly, €9 a month", to: "Gold, monthly, €18 a month", charged: "€9", next: expect.stringMatching(/^€18 a month, next on /) });
  });
});

describe("row 20: payments that fail", () => {
  test("each try that fails is told once, with a way to pay that needs no signing in; paid there, it goes on", async () => {
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 1 });
    after(32);
    await deliver(control, "shuffle");
    expect(await kinds(member)).toEqual(["payment-failed"]);
    const invoice = await open(member);
    expect(invoice).toMatchObject({ attempts: 1, failure: "The bank refused it.", failedAt: expect.any(Date), nextAttemptAt: expect.any(Date), actionRequired: false });
    const props = await propsOf(member, "payment-failed");
    expect(props).toMatchObject({ amount: "€9", reason: "The bank refused it.", openUntil: expect.any(String), nextTry: expect.any(String), method: "Visa •••• 4242" });
    await deliver(control);
    await jobHandlers.sweep({});
    expect(await kinds(member)).toEqual(["payment-failed"]);

    const answer = await pay(props.payUrl);
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toBe(invoice.hostedUrl);
    control.invoices.pay({ invoice: invoice.stripeInvoiceId, number: "5555555555554444" });
    // The webhook has not come yet: the same link says so, and brings it up to date.
    expect(await (await pay(props.payUrl)).json()).toMatchObject({ outcome: "paid", title: "The Tuesday Club" });
    expect(await db.subscription.findUnique({ where: { id: member.subscriptionId } })).toMatchObject({ status: "active", pastDueSince: null });
    await deliver(control);
    expect(await kinds(member)).toEqual(["payment-failed", "renewal-receipt"]);
  });

  test("a bank that wants it confirmed: told so, once, and the invoice says it", async () => {
    const begun = await payToJoin(control, club, { number: "4000002760003184" });
    control.checkout.authenticate({ session: begun.sessionId });
    await deliver(control);
    const row = await db.subscription.findUniqueOrThrow({ where: { orderId: begun.orderId } });
    const member = { ...begun, subscriptionId: row.id, stripeSubscriptionId: row.stripeSubscriptionId, userId: row.userId, which: { userId: row.userId, subscriptionId: row.id } };
    after(32);
    await deliver(control, "shuffle");
    expect(await kinds(member)).toEqual(["payment-action-required"]);
    const invoice = await open(member);
    expect(invoice).toMatchObject({ actionRequired: true, failure: "The bank wants the payment to be confirmed." });
    expect(await propsOf(member, "payment-action-required")).toMatchObject({ amount: "€9", payUrl: payUrl(invoice.id), openUntil: expect.any(String) });
    control.invoices.pay({ invoice: invoice.stripeInvoiceId });
    await deliver(control);
    expect(await kinds(member)).toEqual(["payment-action-required", "renewal-receipt"]);
    expect((await invoicesOf(member))[1]).toMatchObject({ status: "paid", actionRequired: false, failure: null });
  });

  test("past the grace it is closed and told so, though Stripe goes on trying; that Stripe gives up then is no news", async () => {
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 20 });
    after(32);
    await deliver(control);
    const invoice = await open(member);
    const { pastDueSince } = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    const closes = pastDueSince!.getTime() - Date.now() + 5 * DAY + HOUR;
    setClock(() => Date.now() + closes);
    control.webhooks.configure({ mode: "drop" });
    expect(await dueReminders()).toContain(member.subscriptionId);
    await Promise.all([remindMember(member.subscriptionId), remindMember(member.subscriptionId)]);
    expect(await dueReminders()).not.toContain(member.subscriptionId);
    expect(await propsOf(member, "membership-ended")).toMatchObject({ phase: "closed", open: { amount: "€9", payUrl: payUrl(invoice.id) } });
    // Its end is written down once, however often Stripe is asked while it goes on trying.
    await endExpiredGrants();
    const grant = await db.grant.findFirstOrThrow({ where: { orderId: member.orderId } });
    const steps = () => db.transition.count({ where: { subjectType: "grant", subjectId: grant.id } });
    const written = await steps();
    await syncSubscription(member.stripeSubscriptionId, CAUSE);
    await endExpiredGrants();
    expect(await steps()).toBe(written);
    after(70);
    control.clock.get({});
    await syncSubscription(member.stripeSubscriptionId, CAUSE);
    expect(await db.subscription.findUnique({ where: { id: member.subscriptionId } })).toMatchObject({ status: "canceled", endedAt: expect.any(Date) });
    expect((await kinds(member)).filter((kind) => kind === "membership-ended")).toHaveLength(1);
    expect(await (await pay(payUrl(invoice.id))).json(), "no money for what opens nothing").toMatchObject({ outcome: "over" });
  });

  test("a late payment of what is over at Stripe goes back", async () => {
    const member = await aMember(control, club);
    control.subscriptions.setRenewals({ subscription: member.stripeSubscriptionId, renewals: "fail" });
    after(70);
    await deliver(control);
    const invoice = (await invoicesOf(member)).find(({ billingReason }) => billingReason === "subscription_cycle")!;
    expect(await propsOf(member, "membership-ended")).toMatchObject({ phase: "unpaid" });
    control.invoices.pay({ invoice: invoice.stripeInvoiceId, number: "5555555555554444" });
    await deliver(control);
    await deliver(control);
    expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({ status: "paid", amountRefunded: 900n });
    expect(await kinds(member)).not.toContain("renewal-receipt");
  });

  test("cancelled by the member: told on the day it ends, once", async () => {
    const member = await aMember(control, club);
    expect(await cancelAtPeriodEnd({ ...member.which, reason: "" }, { cause: "member", causeId: member.userId })).toMatchObject({ ok: true });
    after(32);
    await deliver(control, "shuffle");
    await jobHandlers.sweep({});
    expect(await kinds(member)).toEqual(["membership-ended"]);
    expect(await propsOf(member, "membership-ended")).toMatchObject({ phase: "cancelled" });
  });

  test.each([
    ["fails", { times: 1, days: 32 }, ["invoice.finalized", "invoice.payment_failed", "customer.subscription.updated", "payment_intent.payment_failed"], "payment-failed", { status: "past_due", endedAt: null }, { status: "open", attempts: 1, failure: "The bank refused it." }],
    ["succeeds", { times: 0, days: 32 }, ["invoice.finalized", "invoice.paid", "customer.subscription.updated"], "renewal-receipt", { status: "active", endedAt: null }, { status: "paid", failure: null }],
    ["is given up", { times: 20, days: 70 }, ["customer.subscription.deleted", "invoice.payment_failed", "customer.subscription.updated"], "membership-ended", { status: "canceled", endedAt: expect.any(Date) as Date }, { status: "open", attempts: 4 }],
  ] as const)("whatever the order of the messages of a renewal that %s: one mail, one invoice, the same state", async (_, { times, days }, types, mail, state, invoice) => {
    const member = await aMember(control, club);
    const { orderId } = member;
    if (times > 0) control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times });
    after(days);
    control.clock.get({});
    const putBack = setClock(() => Date.now());
    control.webhooks.release({ order: "fifo" });
    await control.webhooks.flush({});
    putBack();
    const stored = await db.stripeEvent.findMany({ where: { status: "received" }, orderBy: { id: "asc" } });
    const about = stored.filter(({ payload }) => JSON.stringify(payload).includes(member.stripeSubscriptionId) || !JSON.stringify(payload).includes("sub_"));
    const given = types.map((type) => about.findLast((event) => event.type === type)!.id);
    await db.stripeEvent.updateMany({ where: { status: "received" }, data: { status: "ignored" } });
    const before = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    for (const order of permutations<string>(given)) {
      for (const eventId of order) {
        await db.stripeEvent.update({ where: { id: eventId }, data: { status: "received", attempts: 0, leaseUntil: null, nextAttemptAt: null } });
        await jobHandlers["stripe-event"]({ eventId });
      }
      expect(await kinds(member), order.join()).toEqual([mail]);
      expect((await invoicesOf(member))[1], order.join()).toMatchObject(invoice);
      expect(await db.subscription.findUnique({ where: { id: member.subscriptionId } }), order.join()).toMatchObject(state);
      // As if none of them had come.
      await db.outboxEmail.deleteMany({ where: { kind: mail, orderId } });
      await db.moneyMovement.deleteMany({ where: { orderId, invoiceId: { not: null } } });
      await db.invoice.deleteMany({ where: { subscriptionId: member.subscriptionId, billingReason: "subscription_cycle" } });
      await db.subscription.update({ where: { id: member.subscriptionId }, data: before });
      await db.grant.updateMany({ where: { orderId }, data: { revokedAt: null, revokedKind: null, expiresAt: null } });
    }
  }, 120_000);

  test("row 29: a payment link is of one invoice; nobody makes one up", async () => {
    const member = await aMember(control, club);
    const [first] = await invoicesOf(member);
    const token = new URL(payUrl(first!.id)).pathname.split("/").at(-1)!;
    expect(await (await pay(payUrl(first!.id))).json()).toMatchObject({ outcome: "paid", managePath: `/library/memberships/${member.subscriptionId}` });
    const other = await aMember(control, club);
    const [theirs] = await invoicesOf(other);
    for (const forged of [`${theirs!.id}.${token.split(".")[1]}`, first!.id, `${first!.id}.`, ""]) expect((await answerOf(() => payPage({ request: makeRequest("/pay/x"), params: { token: forged }, context }))).status).toBe(404);
  });

  test("Stripe away: the page of the open invoice that is known, and nothing breaks", async () => {
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 1 });
    after(32);
    await deliver(control);
    const invoice = await open(member);
    control.faults.add({ service: "stripe", operation: "invoices.retrieve", effect: "error_500", times: 60 });
    expect((await pay(payUrl(invoice.id))).headers.get("location")).toBe(invoice.hostedUrl);
    await db.invoice.update({ where: { id: invoice.id }, data: { hostedUrl: null } });
    expect(await (await pay(payUrl(invoice.id))).json()).toMatchObject({ outcome: "try_later" });
  });

  test("the pages say it: the member's own, the list, the studio's members and the order", async () => {
    const own = await aClub(control);
    const member = await aMember(control, own);
    const fine = await aMember(control, own);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 1 });
    after(32);
    await deliver(control);
    const invoice = await open(member);
    const cookie = await signedInAs(member.userId);
    const mine = await (await answerOf(() => membershipPage({ request: makeRequest("/x", { cookie }), params: { subscriptionId: member.subscriptionId }, context }))).json();
    expect(mine).toMatchObject({ state: "grace", due: { amount: "€9", confirm: false, payPath: new URL(payUrl(invoice.id)).pathname, why: expect.stringMatching(/^The bank refused it\. Next try on /) }, invoices: [{ label: "To be paid", payPath: expect.any(String), note: expect.any(String) }, { label: "Paid", payPath: null, note: null }] });
    expect(await (await answerOf(() => membershipsPage({ request: makeRequest("/x", { cookie }), params: {}, context }))).json()).toMatchObject({ memberships: [{ label: "Payment failed", due: { label: "Pay €9" } }] });
    const seller = await signedInAs(own.shop.store.ownerId);
    const studio = async (which: string) => (await answerOf(() => membersPage({ request: makeRequest(`/x?which=${which}`, { cookie: seller }), params: { offerId: own.offer.id }, context }))).json() as Promise<{ members: { email: string; failed: string | null }[] }>;
    expect((await studio("failing")).members).toMatchObject([{ email: member.user!.email, failed: expect.stringMatching(/^€9 open: The bank refused it\. Next try on /) }]);
    expect((await studio("now")).members.find(({ email }) => email === fine.user!.email)).toMatchObject({ failed: null });
    expect(await orderMembership(own.shop.store.id, member.orderId)).toMatchObject({ label: "Payment failed", plan: "Studio, monthly, €9 a month", invoices: [{ title: expect.stringMatching(/^Renewal · /), label: "Open", note: expect.stringContaining("Next try on ") }, { label: "Paid", note: expect.stringContaining("to Stripe") }] });
    expect(await orderMembership(club.shop.store.id, member.orderId), "another store's").toBeNull();
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, index) => permutations([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]));
}
