import { describe, expect, test } from "vitest";
import { DAY, HOUR, later } from "~/lib/clock";
import { memberLine } from "./member-line";
import { endPhase } from "./queue-membership-ended.server";
import { ABOUT, cardEndsBeforePayment, graceIsOver, trialEndsSoon } from "./reminders";
import { refusedInWords } from "./refused-words";

const NOW = new Date("2026-11-20T12:00:00Z");
const base = {
  id: "sbn_1", status: "active", cancelAt: null, pausedAt: null, resumesAt: null, currentPeriodStart: later(-10 * DAY, NOW), currentPeriodEnd: later(20 * DAY, NOW), paidUntil: null, trialEndsAt: null, pastDueSince: null, endedAt: null,
  cardExpiresOn: null, createdAt: later(-40 * DAY, NOW), offer: { membership: { graceDays: 5, pauseAllowed: true } },
};

describe("a trial is spoken of three days before its end", () => {
  const trial = { ...base, status: "trialing", trialEndsAt: later(3 * DAY, NOW) };
  test.each([
    ["three days before", {}, true],
    ["an hour earlier", { trialEndsAt: later(3 * DAY + HOUR, NOW) }, false],
    ["when it is over", { trialEndsAt: NOW }, false],
    ["when it was cancelled", { cancelAt: later(3 * DAY, NOW) }, false],
    ["an hour after joining, with the receipt in hand", { createdAt: later(-HOUR, NOW) }, false],
    ["when it has become a paid one", { status: "active" }, false],
  ])("%s", (_, change, due) => expect(trialEndsSoon({ ...trial, ...change }, NOW)).toBe(due));
});

describe("a card is spoken of when the next payment is near and finds it expired", () => {
  const expiring = { ...base, cardExpiresOn: new Date("2026-11-30T00:00:00Z") };
  test.each([
    ["expires ten days before", {}, true],
    ["is good to the end of its last day", { currentPeriodEnd: new Date("2026-11-30T23:59:59Z") }, false],
    ["and not a moment longer", { currentPeriodEnd: new Date("2026-12-01T00:00:00Z") }, true],
    ["the payment is months away", { currentPeriodEnd: later(300 * DAY, NOW) }, false],
    ["no payment comes: cancelled", { cancelAt: later(20 * DAY, NOW) }, false],
    ["no payment comes: paused", { pausedAt: NOW }, false],
    ["it is good for years", { cardExpiresOn: new Date("2034-12-31T00:00:00Z") }, false],
    ["it is not a card", { cardExpiresOn: null }, false],
    ["the payment has failed already, which has its own mail", { status: "past_due" }, false],
  ])("%s", (_, change, due) => expect(cardEndsBeforePayment({ ...expiring, ...change }, NOW)).toBe(due));
});

test("the grace of a failed payment is over after its days, not before, and not where there is none", () => {
  const failing = { ...base, status: "past_due", pastDueSince: later(-5 * DAY, NOW) };
  expect(graceIsOver(failing, NOW)).toBe(true);
  expect(graceIsOver({ ...failing, pastDueSince: later(-5 * DAY + HOUR, NOW) }, NOW)).toBe(false);
  expect(graceIsOver({ ...failing, endedAt: NOW }, NOW)).toBe(false);
  expect(graceIsOver(base, NOW)).toBe(false);
});

test("a reminder is about its trial, its card, its invoice", () => {
  expect(ABOUT.trial({ id: "sbn_1", trialEndsAt: NOW })).toBe("sbn_1.2026-11-20");
  expect(ABOUT.card({ id: "sbn_1", cardExpiresOn: new Date("2026-11-30T00:00:00Z") })).toBe("sbn_1.2026-11-30");
  expect(ABOUT.unpaid({ id: "sbn_1" }, { id: "inv_1" })).toBe("sbn_1.inv_1");
});

test("every refusal has a sentence, and a stolen card is not called so", () => {
  expect(refusedInWords({ code: "card_declined", declineCode: "insufficient_funds" })).toBe("There was not enough money on the card.");
  expect(refusedInWords({ code: "expired_card", declineCode: "expired_card" })).toBe("The card has expired.");
  for (const declineCode of ["stolen_card", "lost_card", "fraudulent", "generic_decline", "never_heard_of", null]) expect(refusedInWords({ code: "card_declined", declineCode })).toBe("The bank refused it.");
  expect(refusedInWords(null)).toBe("There was nothing it could be taken from.");
});

test("an unpaid invoice says why and what comes next", () => {
  const open = { status: "open", failure: "The card has expired.", actionRequired: false, nextAttemptAt: NOW };
  expect(memberLine(open)).toBe("The card has expired. Next try on 20 November 2026.");
  expect(memberLine({ ...open, nextAttemptAt: null })).toBe("The card has expired. It is not tried again by itself.");
  expect(memberLine({ ...open, failure: "The bank wants the payment to be confirmed.", actionRequired: true })).toBe("The bank wants the payment to be confirmed.");
  expect(memberLine({ ...open, failure: null })).toBe("");
});

test("an end is spoken of as what it was", () => {
  const facts = { refunded: false, wished: false, endReason: null };
  expect(endPhase({ status: "canceled" }, { ...facts, refunded: true, wished: true })).toBe("refunded");
  expect(endPhase({ status: "canceled" }, { ...facts, endReason: "payment_failed", wished: true })).toBe("unpaid");
  expect(endPhase({ status: "unpaid" }, facts)).toBe("unpaid");
  expect(endPhase({ status: "canceled" }, { ...facts, wished: true, endReason: "cancellation_requested" })).toBe("cancelled");
  expect(endPhase({ status: "canceled" }, { ...facts, endReason: "cancellation_requested" })).toBe("ended");
});
