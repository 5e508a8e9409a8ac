import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { cancelAtPeriodEnd, endAllMemberships, keepMembership } from "~/domain/memberships/cancel.server";
import { paymentDetailsDone, paymentDetailsUrl } from "~/domain/memberships/payment-details.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { DAY, later } from "~/lib/clock";
import { aClub, aMember, CARD, deliver } from "../factories/memberships";
import { after, atStripe, CAUSE, club, control, DECLINES_LATER, OK, prepareClub, refused, standing } from "../setup/club-members";

prepareClub();

describe("leaving", () => {
  test("a cancellation can be taken back until the end, and twice is once", async () => {
    const member = await aMember(control, club);
    for (let click = 0; click < 2; click += 1) expect(await cancelAtPeriodEnd({ ...member.which, reason: "Too dear" }, CAUSE)).toEqual(OK);
    expect(await standing(member)).toMatchObject({ state: "ending", opens: true, row: { leaveReason: "Too dear" } });
    expect((await atStripe(member)).cancellation_details?.comment).toBe("Too dear");
    for (let click = 0; click < 2; click += 1) expect(await keepMembership(member.which, CAUSE)).toEqual(OK);
    expect(await standing(member)).toMatchObject({ state: "active", row: { leaveReason: null, cancelAt: null }, grant: { expiresAt: null } });
    await cancelAtPeriodEnd({ ...member.which, reason: "" }, CAUSE);
    after(32);
    await deliver(control);
    expect(await keepMembership(member.which, CAUSE)).toEqual(refused("not_now"));
  });

  test("while a renewal is unpaid it ends at once, so that Stripe stops trying", async () => {
    const member = await aMember(control, club, { number: DECLINES_LATER });
    after(32);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "grace" });
    expect(await cancelAtPeriodEnd({ ...member.which, reason: "" }, CAUSE)).toEqual(OK);
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false, row: { status: "canceled" } });
  });

  test("deleting the account ends every membership at Stripe; when Stripe does not answer it can be tried again", async () => {
    const member = await aMember(control, club);
    control.faults.add({ service: "stripe", operation: "subscriptions.cancel", effect: "error_500", times: 9 });
    expect(await endAllMemberships({ userId: member.userId }, CAUSE)).toEqual(refused("try_again"));
    control.faults.clear();
    expect(await endAllMemberships({ userId: member.userId }, CAUSE)).toEqual(OK);
    expect(await atStripe(member)).toMatchObject({ status: "canceled" });
    expect(await standing(member)).toMatchObject({ state: "ended", opens: false });
  });

  test("row 17: on an account that was disconnected it ends here, and access until then goes on", async () => {
    const here = await aClub(control);
    const member = await aMember(control, here);
    await db.connectedAccount.update({ where: { id: here.shop.account.id }, data: { status: "disconnected" } });
    expect(await canOpen(member.userId, here.courseId)).toBe(true);
    expect(await cancelAtPeriodEnd({ ...member.which, reason: "" }, CAUSE)).toEqual(refused("seller_must_act"));
    expect(await endAllMemberships({ userId: member.userId }, CAUSE)).toEqual(OK);
    expect(await standing(member, here)).toMatchObject({ state: "ended", opens: false });
  });
});

test("row 17: a lost account: members keep what was paid and the grace after it; connected again all is as Stripe says", async () => {
  const here = await aClub(control, { graceDays: 5 });
  const member = await aMember(control, here);
  const { stripeAccountId } = here.shop.account;
  control.accounts.revoke({ account: stripeAccountId });
  await db.connectedAccount.update({ where: { id: here.shop.account.id }, data: { status: "disconnected" } });
  after(2);
  await jobHandlers.sweep({});
  const lost = await standing(member, here);
  expect(lost).toMatchObject({ opens: true });
  expect(lost.grant?.expiresAt).toEqual(later(5 * DAY, lost.row.currentPeriodEnd!));
  after(37);
  expect((await standing(member, here)).opens).toBe(false);
});

describe("payment details", () => {
  test("through the portal: the subscription follows what the customer chose there, and the open payment is made", async () => {
    const member = await aMember(control, club, { number: DECLINES_LATER });
    after(32);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "grace", canPay: true });
    const page = await paymentDetailsUrl({ ...member.which, returnPath: "/library/memberships" });
    expect(page).toMatchObject({ ok: true, value: { own: false, url: expect.stringContaining("/portal/") } });
    const session = page.ok ? (/\/portal\/(\w+)/.exec(page.value.url)?.[1] ?? "") : "";
    const { redirectTo } = control.portal.setCard({ session, number: CARD });
    const back = new URL(redirectTo ?? "").searchParams.get("payment_details") ?? "";
    // A link from elsewhere has no payment made.
    expect(await paymentDetailsDone({ ...member.which, sessionId: "portal" }, CAUSE)).toEqual(refused("not_now"));
    expect(await standing(member)).toMatchObject({ state: "grace" });
    expect(await paymentDetailsDone({ ...member.which, sessionId: back }, CAUSE)).toEqual(OK);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true, row: { paymentMethodLabel: "Visa •••• 4242" } });
  });

  test("chosen in the portal and never come back: the message about the customer does the same", async () => {
    const member = await aMember(control, club, { number: DECLINES_LATER });
    after(32);
    await deliver(control);
    const page = await paymentDetailsUrl({ ...member.which, returnPath: "/library/memberships" });
    control.portal.setCard({ session: page.ok ? (/\/portal\/(\w+)/.exec(page.value.url)?.[1] ?? "") : "", number: CARD });
    await deliver(control);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true });
  });

  test("where the portal was never set up a page of our own takes them, for this membership only", async () => {
    control.portal.setDefault({ account: club.shop.account.stripeAccountId, on: false });
    const member = await aMember(control, club, { number: DECLINES_LATER });
    const other = await aMember(control, club);
    after(32);
    await deliver(control);
    const page = await paymentDetailsUrl({ ...member.which, returnPath: "/library/memberships" });
    expect(page).toMatchObject({ ok: true, value: { own: true } });
    const sessionId = page.ok ? (/(cs_\w+)/.exec(page.value.url)?.[1] ?? "") : "";
    expect(await paymentDetailsDone({ ...member.which, sessionId }, CAUSE), "not finished yet").toEqual(refused("not_now"));
    control.checkout.pay({ session: sessionId, number: CARD, email: member.user!.email, name: "N" });
    expect(await paymentDetailsDone({ ...other.which, sessionId }, CAUSE), "another member's").toEqual(refused("not_now"));
    for (let time = 0; time < 2; time += 1) expect(await paymentDetailsDone({ ...member.which, sessionId }, CAUSE)).toEqual(OK);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true });
    control.portal.setDefault({ account: club.shop.account.stripeAccountId, on: true });
  });
});
