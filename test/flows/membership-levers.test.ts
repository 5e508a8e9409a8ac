import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { cancelAtPeriodEnd, keepMembership, leaveFreeTier } from "~/domain/memberships/cancel.server";
import { pauseMembership, resumeMembership } from "~/domain/memberships/pause.server";
import { paymentDetailsDone, paymentDetailsUrl } from "~/domain/memberships/payment-details.server";
import { changePlan, previewPlanChange } from "~/domain/memberships/plan-change.server";
import { DAY, later, now } from "~/lib/clock";
import { aClubOf, aMember, aRecurringPrice, deliver } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { after, atStripe, CAUSE, club, confirmed, control, DECLINES_LATER, OK, prepareClub, refused, standing } from "../setup/club-members";

prepareClub();

describe("changing the plan", () => {
  test("to a dearer tier: the difference is charged now as previewed, once however often it is confirmed; another tier opens", async () => {
    const member = await aMember(control, club);
    after(10);
    const { preview, wish } = await confirmed(member, club.goldMonthly);
    expect(preview.dueNow).toBeGreaterThan(500n);
    expect(preview).toMatchObject({ creditNow: 0n, nextAmount: 1800n, currency: "eur", losesFoundersPrice: false });
    expect(preview.lines.reduce((sum, line) => sum + line.amount, 0n)).toBe(preview.dueNow);
    expect(await Promise.all([changePlan(wish, CAUSE), changePlan(wish, CAUSE)])).toEqual([OK, OK]);
    expect(await changePlan(wish, CAUSE)).toEqual(OK);
    const changed = await standing(member);
    expect(changed).toMatchObject({ row: { tierId: club.gold.id, priceId: club.goldMonthly.id, status: "active" }, grant: { tierId: club.gold.id, revokedAt: null, expiresAt: null } });
    expect(changed.invoices.filter((one) => one.billingReason === "subscription_update")).toMatchObject([{ status: "paid", amountPaid: preview.dueNow }]);
  });

  test("to a cheaper one: nothing is due now, what is left over lowers the next payment", async () => {
    const member = await aMember(control, club, { price: club.goldMonthly });
    after(10);
    const { preview, wish } = await confirmed(member, club.monthly);
    expect(preview.dueNow).toBe(0n);
    expect(preview.creditNow).toBeGreaterThan(0n);
    expect(preview.nextAmount).toBe(900n - preview.creditNow);
    expect(preview.nextAt).toEqual((await standing(member)).row.currentPeriodEnd);
    expect(await changePlan(wish, CAUSE)).toEqual(OK);
    expect((await standing(member)).row).toMatchObject({ tierId: club.tier.id, priceId: club.monthly.id });
    after(32);
    await deliver(control);
    expect((await standing(member)).invoices.at(-1)).toMatchObject({ billingReason: "subscription_cycle", amountDue: preview.nextAmount });
  });

  test("from a month to a year begins the year now", async () => {
    const member = await aMember(control, club);
    const { preview, wish } = await confirmed(member, club.yearly);
    expect(preview).toMatchObject({ creditNow: 0n, nextAmount: 9000n });
    expect(preview.dueNow).toBeGreaterThan(8000n);
    expect(preview.nextAt.getTime()).toBeGreaterThan(later(360 * DAY).getTime());
    expect(await changePlan(wish, CAUSE)).toEqual(OK);
    const changed = await standing(member);
    expect(changed.row.priceId).toBe(club.yearly.id);
    expect(Math.abs((changed.row.currentPeriodEnd?.getTime() ?? 0) - preview.nextAt.getTime()), "the year begins when it is confirmed").toBeLessThan(DAY);
  });

  test("a declined card is a refusal and changes nothing, here or at Stripe", async () => {
    const member = await aMember(control, club, { number: DECLINES_LATER });
    after(3);
    const { wish } = await confirmed(member, club.goldMonthly);
    expect(await changePlan(wish, CAUSE)).toEqual(refused("declined"));
    expect(await standing(member)).toMatchObject({ state: "active", opens: true, row: { tierId: club.tier.id, priceId: club.monthly.id } });
    const { items } = await atStripe(member);
    expect(items.data[0]?.price.unit_amount).toBe(900);
  });

  test("row 25: what is due must be what was seen; an old preview is made anew", async () => {
    const member = await aMember(control, club);
    const { wish } = await confirmed(member, club.goldMonthly);
    expect(await changePlan({ ...wish, expectedDueNow: 1n }, CAUSE)).toEqual(refused("changed"));
    after(1);
    expect(await changePlan(wish, CAUSE)).toEqual(refused("changed"));
    expect((await standing(member)).row.priceId).toBe(club.monthly.id);
  });

  test("the founders' price stays with who stays, and the preview says that it is lost by changing", async () => {
    const here = await aClubOf(club.shop);
    const founder = await aMember(control, here);
    await db.price.update({ where: { id: here.monthly.id }, data: { active: false } });
    const dearer = await aRecurringPrice(here.tier, "month", 1500);
    after(32);
    await deliver(control);
    expect((await standing(founder, here)).invoices.at(-1)).toMatchObject({ amountPaid: 900n });
    const preview = await previewPlanChange({ ...founder.which, priceId: dearer.id });
    expect(preview).toMatchObject({ ok: true, value: { losesFoundersPrice: true } });
    const { wish } = await confirmed(founder, here.goldMonthly);
    expect(await changePlan(wish, CAUSE)).toEqual(OK);
    expect(await previewPlanChange({ ...founder.which, priceId: here.monthly.id })).toEqual(refused("plan_unavailable"));
  });

  test("in a trial nothing is due; plans of another membership, archived tiers and free ones cannot be changed to", async () => {
    const tried = await aClubOf(club.shop, { trialDays: 14 });
    const member = await aMember(control, tried);
    const { preview, wish } = await confirmed(member, tried.goldMonthly);
    expect(preview).toMatchObject({ dueNow: 0n, nextAmount: 1800n, nextAt: (await standing(member, tried)).row.trialEndsAt });
    expect(await changePlan(wish, CAUSE)).toEqual(OK);
    expect(await standing(member, tried)).toMatchObject({ state: "trial", row: { priceId: tried.goldMonthly.id } });
    const free = await aRecurringPrice(tried.tier, null, 0);
    await db.tier.update({ where: { id: tried.tier.id }, data: { archivedAt: now() } });
    for (const price of [club.monthly, free, tried.monthly]) expect(await previewPlanChange({ ...member.which, priceId: price.id })).toEqual(refused("plan_unavailable"));
  });
});

describe("pausing", () => {
  test("stops payments, keeps what was paid open to its end, and resuming in that time costs nothing", async () => {
    const member = await aMember(control, club);
    expect(await Promise.all([pauseMembership({ ...member.which, resumesAt: null }, CAUSE), pauseMembership({ ...member.which, resumesAt: null }, CAUSE)])).toEqual([OK, OK]);
    const paused = await standing(member);
    expect(paused).toMatchObject({ state: "paused", opens: true, resumingCosts: false, row: { pausedAt: expect.any(Date), resumesAt: null } });
    expect(paused.grant?.expiresAt).toEqual(paused.row.currentPeriodEnd);
    expect(await resumeMembership(member.which, CAUSE)).toEqual(OK);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true, row: { pausedAt: null, paidUntil: null }, grant: { expiresAt: null } });
  });

  test("past the end of what was paid nothing opens and nothing is charged; resuming then charges a new period, so that no month is free", async () => {
    const member = await aMember(control, club);
    await pauseMembership({ ...member.which, resumesAt: null }, CAUSE);
    after(40);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "paused", open: false, opens: false, resumingCosts: true });
    expect((await standing(member)).invoices.filter((one) => one.status === "paid")).toHaveLength(1);
    expect(await resumeMembership(member.which, CAUSE)).toEqual(OK);
    await deliver(control);
    const resumed = await standing(member);
    expect(resumed).toMatchObject({ state: "active", opens: true, row: { paidUntil: null } });
    expect(resumed.invoices.filter((one) => one.status === "paid" && one.amountPaid === 900n)).toHaveLength(2);
  });

  test("a declined card leaves the pause as it was", async () => {
    const member = await aMember(control, club, { number: DECLINES_LATER });
    await pauseMembership({ ...member.which, resumesAt: null }, CAUSE);
    after(40);
    await deliver(control);
    expect(await resumeMembership(member.which, CAUSE)).toEqual(refused("declined"));
    expect(await standing(member)).toMatchObject({ state: "paused", opens: false });
    expect((await atStripe(member)).pause_collection).not.toBeNull();
  });

  test("with a day ends by itself; a period that began in the pause is not given away", async () => {
    const member = await aMember(control, club);
    const resumesAt = later(35 * DAY);
    expect(await pauseMembership({ ...member.which, resumesAt }, CAUSE)).toEqual(OK);
    expect((await standing(member)).row.resumesAt?.getTime()).toBe(Math.floor(resumesAt.getTime() / 1000) * 1000);
    after(40);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "paused", opens: false, row: { pausedAt: null }, canResume: true, resumingCosts: true });
    after(64);
    await deliver(control);
    expect(await standing(member)).toMatchObject({ state: "active", opens: true });
  });

  test("is not there in a trial, where the creator does not offer it, and for days that are none", async () => {
    const strict = await aClubOf(club.shop, { pauseAllowed: false, trialDays: 0 });
    expect(await pauseMembership({ ...(await aMember(control, strict)).which, resumesAt: null }, CAUSE)).toEqual(refused("not_now"));
    const member = await aMember(control, club);
    for (const resumesAt of [later(-DAY), later(400 * DAY)]) expect(await pauseMembership({ ...member.which, resumesAt }, CAUSE)).toEqual(refused("not_now"));
  });
});

describe("row 29: whose it is", () => {
  test("nobody moves another person's membership", async () => {
    const member = await aMember(control, club);
    const stranger = await makePerson();
    const which = { userId: stranger.id, subscriptionId: member.subscriptionId };
    const tries = [
      previewPlanChange({ ...which, priceId: club.goldMonthly.id }),
      changePlan({ ...which, priceId: club.goldMonthly.id, prorationDate: Math.floor(Date.now() / 1000), expectedDueNow: 0n }, CAUSE),
      pauseMembership({ ...which, resumesAt: null }, CAUSE),
      resumeMembership(which, CAUSE),
      cancelAtPeriodEnd({ ...which, reason: "" }, CAUSE),
      keepMembership(which, CAUSE),
      paymentDetailsUrl({ ...which, returnPath: "/library" }),
      paymentDetailsDone({ ...which, sessionId: "portal" }, CAUSE),
    ];
    for (const answer of await Promise.all(tries)) expect(answer).toEqual(refused("not_found"));
    expect(await leaveFreeTier({ userId: stranger.id, offerId: club.offer.id }, CAUSE)).toEqual(refused("not_found"));
    expect(await standing(member)).toMatchObject({ state: "active", row: { version: expect.any(Number) } });
  });

  test("row 8: Stripe does not answer: a plain word, and nothing has changed", async () => {
    const member = await aMember(control, club);
    control.faults.add({ service: "stripe", operation: "subscriptions.update", effect: "error_500", times: 9 });
    expect(await cancelAtPeriodEnd({ ...member.which, reason: "" }, CAUSE)).toEqual(refused("try_again"));
    control.faults.clear();
    expect(await standing(member)).toMatchObject({ state: "active" });
  });
});
