import { expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { endExpiredGrants } from "~/domain/access/grants.server";
import { DAY, setClock } from "~/lib/clock";
import { aMember, deliver } from "../factories/memberships";
import { after, club, control, invoicesOf, memberOf, open, prepareClubMails } from "../setup/club-mails";

// Row 19 of docs/faults.md: disputes of memberships that time has closed before the bank decides.
prepareClubMails();

type Member = Awaited<ReturnType<typeof aMember>>;
const OTHER_CARD = "5555555555554444";
const rowOf = ({ subscriptionId }: Member) => db.subscription.findUniqueOrThrow({ where: { id: subscriptionId } });
const grantOf = ({ orderId }: Member) => db.grant.findFirstOrThrow({ where: { orderId } });
const firstPayment = async (member: Member) => (await invoicesOf(member))[0]?.stripePaymentIntentId ?? "";

/** The renewal fails, and the days of grace run out. */
async function runsOut(member: Member) {
  control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 2 });
  after(32);
  await deliver(control);
  const { pastDueSince } = await rowOf(member);
  const closed = pastDueSince!.getTime() - Date.now() + 5.1 * DAY;
  setClock(() => Date.now() + closed);
  await deliver(control);
  await endExpiredGrants();
  expect(await grantOf(member)).toMatchObject({ revokedKind: "expired" });
}

test.each(["cancel", "unpaid"] as const)("lost when the grace had run out, an account that says %s: it ends at Stripe, and a later payment opens nothing and goes back", async (what) => {
  const { club: own, member } = await memberOf();
  control.subscriptions.setRetries({ account: own.shop.account.stripeAccountId, after: what });
  const dispute = control.payments.openDispute({ charge: await firstPayment(member) });
  await deliver(control);
  control.subscriptions.setRenewals({ subscription: member.stripeSubscriptionId, renewals: "fail" });
  await runsOut(member);
  // Until Stripe gives up, where it leaves it unpaid.
  if (what === "unpaid") {
    after(60);
    await deliver(control);
    expect(await rowOf(member)).toMatchObject({ status: "unpaid" });
  }
  const invoice = await open(member);
  control.payments.closeDispute({ dispute: dispute.id, result: "lost" });
  await deliver(control);
  expect(await rowOf(member)).toMatchObject({ status: "canceled", endedAt: expect.any(Date) });
  setClock(() => Date.now() + 61 * DAY);
  control.invoices.pay({ invoice: invoice.stripeInvoiceId, number: OTHER_CARD });
  await deliver(control);
  await deliver(control);
  expect(await canOpen(member.userId, own.courseId)).toBe(false);
  expect(await db.invoice.findUnique({ where: { id: invoice.id } })).toMatchObject({ status: "paid", amountRefunded: 900n });
});

test("opened when time had closed it: a late payment opens nothing before the dispute is won, and then it does", async () => {
  const member = await aMember(control, club);
  await runsOut(member);
  const dispute = control.payments.openDispute({ charge: await firstPayment(member) });
  await deliver(control);
  const invoice = await open(member);
  control.invoices.pay({ invoice: invoice.stripeInvoiceId, number: OTHER_CARD });
  await deliver(control);
  expect(await rowOf(member)).toMatchObject({ status: "active", endedAt: null });
  expect(await canOpen(member.userId, club.courseId)).toBe(false);
  control.payments.closeDispute({ dispute: dispute.id, result: "won" });
  await deliver(control);
  expect(await canOpen(member.userId, club.courseId)).toBe(true);
});
