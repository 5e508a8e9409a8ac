import { describe, expect, test } from "vitest";
import { DAY, later } from "~/lib/clock";
import { grantWanted, membershipState, type MembershipState, type SubscriptionFacts } from "./state";

const NOW = new Date("2026-11-21T12:00:00Z");
const day = (count: number) => later(count * DAY, NOW);

function subscription(over: Partial<SubscriptionFacts> = {}): SubscriptionFacts {
  return {
    status: "active", cancelAt: null, pausedAt: null, resumesAt: null, currentPeriodStart: day(-10), currentPeriodEnd: day(20), paidUntil: null,
    trialEndsAt: null, pastDueSince: null, endedAt: null, offer: { membership: { graceDays: 5, pauseAllowed: true } }, ...over,
  };
}

type Row = [name: string, facts: Partial<SubscriptionFacts>, state: Partial<MembershipState>, grant: ReturnType<typeof grantWanted>];
const ENDED = { access: "ended" } as const;
const open = (until: Date | null) => ({ access: "open", until }) as const;

const ROWS: Row[] = [
  ["active", {}, { state: "active", open: true, until: day(20), canPause: true, canCancel: true, canResume: false, canChange: true, canPay: false }, open(null)],
  ["active, no pausing here", { offer: { membership: { graceDays: 5, pauseAllowed: false } } }, { state: "active", canPause: false }, open(null)],
  ["active, settings never touched", { offer: { membership: null } }, { state: "active", canPause: true }, open(null)],
  ["the period has rolled and nothing is known yet", { currentPeriodEnd: day(-1) }, { state: "active", open: true }, open(null)],
  ["trial", { status: "trialing", trialEndsAt: day(7), currentPeriodEnd: day(7) }, { state: "trial", open: true, until: day(7), canPause: false, canCancel: true, canChange: true }, open(null)],
  ["cancelled in the trial", { status: "trialing", trialEndsAt: day(7), cancelAt: day(7) }, { state: "ending", until: day(7), canCancel: false, canResume: true, canChange: false }, open(day(7))],
  ["cancelled at period end", { cancelAt: day(20) }, { state: "ending", open: true, until: day(20), canCancel: false, canResume: true, canChange: false, canPause: false }, open(day(20))],
  ["cancelled and the end has come", { cancelAt: day(-1) }, { state: "ended", open: false, until: day(-1), canResume: false }, open(day(-1))],
  ["paused, paid for some days more", { pausedAt: day(-1), paidUntil: day(20) }, { state: "paused", open: true, until: day(20), canResume: true, resumingCosts: false, canPause: false, canChange: false }, open(day(20))],
  ["paused, what was paid is used up", { pausedAt: day(-40), paidUntil: day(-10) }, { state: "paused", open: false, until: day(-10), canResume: true, resumingCosts: true }, open(day(-10))],
  ["resumed by Stripe in a period that was never charged", { paidUntil: day(-10) }, { state: "paused", open: false, canResume: true, resumingCosts: true }, open(day(-10))],
  ["paused and cancelled", { pausedAt: day(-1), paidUntil: day(20), cancelAt: day(10) }, { state: "paused", canCancel: false }, open(day(10))],
  ["paused by Stripe after a trial", { status: "paused", currentPeriodEnd: day(-1) }, { state: "paused", open: false }, open(day(-1))],
  ["a renewal failed", { status: "past_due", pastDueSince: day(-1) }, { state: "grace", open: true, until: day(4), canPay: true, canCancel: true, canChange: false, canPause: false }, open(day(4))],
  ["a renewal failed and the grace is over", { status: "past_due", pastDueSince: day(-6) }, { state: "ended", open: false, until: day(-1), canPay: true }, open(day(-1))],
  ["no grace at all", { status: "past_due", pastDueSince: NOW, offer: { membership: { graceDays: 0, pauseAllowed: true } } }, { state: "ended", open: false, canPay: true }, open(NOW)],
  ["Stripe gave up", { status: "unpaid", pastDueSince: day(-20), endedAt: day(-1) }, { state: "ended", open: false, canPay: true }, ENDED],
  ["canceled", { status: "canceled", endedAt: day(-1) }, { state: "ended", open: false, until: day(-1), canPay: false, canCancel: false, canResume: false }, ENDED],
  ["the first payment never came", { status: "incomplete_expired" }, { state: "ended", open: false }, ENDED],
  ["ended by us, Stripe does not know yet", { endedAt: day(-1) }, { state: "ended", open: false, canCancel: false }, ENDED],
];

describe("row 20: what a state of Stripe's opens", () => {
  test.each(ROWS)("%s", (_name, facts, state, grant) => {
    expect(membershipState(subscription(facts), NOW)).toMatchObject(state);
    expect(grantWanted(subscription(facts), NOW)).toEqual(grant);
  });

  test.each(ROWS)("the page and the door agree: %s", (_name, facts) => {
    const wanted = grantWanted(subscription(facts), NOW);
    const opens = wanted.access === "open" && (wanted.until === null || wanted.until > NOW);
    expect(membershipState(subscription(facts), NOW).open).toBe(opens);
  });
});
