import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { PayoutState } from "~/integrations/stripe/balance.server";
import { FAILURE_BUTTON, PAYOUT_FAILURE_CODES, payoutFailure } from "./payout-failures";
import { bankWords, nextPayout, nextPayoutDay, openFailure, payoutStatus, scheduleWords } from "./payout-words";

const NOW = new Date("2026-11-21T12:00:00Z"); // a Saturday
let count = 0;
const payout = (over: Partial<PayoutState> = {}): PayoutState => ({
  id: `po_${(count += 1)}`, amount: 12_345n, currency: "eur", status: "paid", createdAt: NOW, arrivesAt: new Date("2026-11-24T00:00:00Z"), automatic: true, instant: false, bank: null, failureCode: null, ...over,
});

describe("why a payout failed", () => {
  /** The codes the package names where money goes from or to a bank account. */
  function codesOfTheTypes(): string[] {
    const root = createRequire(import.meta.url).resolve("stripe").replace(/([\\/]stripe)[\\/].*$/, "$1");
    const files = ["Treasury/OutboundTransfers", "Treasury/InboundTransfers", "Treasury/OutboundPayments"].map((name) => readFileSync(path.join(root, "cjs/resources", `${name}.d.ts`), "utf8"));
    const unions = files.flatMap((text) => [...text.matchAll(/type Code = ([^;]+);/g)].map((match) => match[1] ?? ""));
    expect(unions.length).toBeGreaterThanOrEqual(3);
    return [...new Set(unions.flatMap((union) => [...union.matchAll(/'(\w+)'/g)].map((match) => match[1] ?? "")))];
  }

  test("every code of the package has a sentence of its own", () => {
    const codes = codesOfTheTypes().filter((code) => code !== "other");
    expect(codes).toContain("account_closed");
    expect(codes.filter((code) => !(PAYOUT_FAILURE_CODES as string[]).includes(code))).toEqual([]);
  });

  test("no two codes share a sentence; all are whole sentences without jargon, and their button has words", () => {
    const all = [...PAYOUT_FAILURE_CODES, "a_code_of_tomorrow", null].map(payoutFailure);
    expect(new Set(all.map(({ what }) => what)).size).toBe(PAYOUT_FAILURE_CODES.length + 1);
    expect(new Set(all.map(({ next }) => next)).size).toBe(PAYOUT_FAILURE_CODES.length + 1);
    for (const { what, next, place } of all) {
      for (const text of [what, next]) expect(text).toMatch(/^[A-Z][^_]+\.$/);
      expect(`${what} ${next}`).not.toMatch(/\b(API|null|undefined|webhook|payload)\b/);
      expect(FAILURE_BUTTON[place]).toMatch(/Stripe/);
    }
  });

  test("a name every object has is no code", () => expect(payoutFailure("toString")).toEqual(payoutFailure(null)));

  test("what is still to be mended: not what a later payout has made good", () => {
    const failed = payout({ status: "failed" });
    expect(openFailure([payout({ status: "in_transit" }), failed])).toBe(failed);
    expect(openFailure([payout({ currency: "usd" }), failed])).toBe(failed);
    expect(openFailure([payout(), failed])).toBeNull();
    expect(openFailure([])).toBeNull();
  });
});

describe("when money goes out", () => {
  test("the schedule in words", () => {
    expect(scheduleWords({ interval: "daily", days: [] })).toBe("Stripe pays out every working day.");
    expect(scheduleWords({ interval: "weekly", days: ["monday"] })).toBe("Stripe pays out every Monday.");
    expect(scheduleWords({ interval: "weekly", days: ["monday", "thursday"] })).toBe("Stripe pays out every Monday and Thursday.");
    expect(scheduleWords({ interval: "monthly", days: [1] })).toBe("Stripe pays out every month on the 1st.");
    expect(scheduleWords({ interval: "monthly", days: [2, 13, 23, 31] })).toBe("Stripe pays out every month on the 2nd, the 13th, the 23rd and the last day.");
    expect(scheduleWords({ interval: "manual", days: [] })).toMatch(/by hand/);
    expect(scheduleWords(null)).toBeNull();
  });

  test("the next day of each schedule", () => {
    const day = (interval: "daily" | "weekly" | "monthly" | "manual", days: (string | number)[] = [], at = NOW) => nextPayoutDay({ interval, days }, at)?.toISOString().slice(0, 10);
    expect(day("daily")).toBe("2026-11-23");
    expect(day("weekly", ["friday"])).toBe("2026-11-27");
    expect(day("weekly", ["someday"])).toBeUndefined();
    expect(day("monthly", [15])).toBe("2026-12-15");
    expect(day("monthly", [31], new Date("2027-02-10T12:00:00Z"))).toBe("2027-02-28");
    expect(day("manual")).toBeUndefined();
  });

  test("what comes next: a payout on its way, then the schedule, and nothing is promised that is not known", () => {
    const weekly = { interval: "weekly", days: ["monday"] } as const;
    const balance = [{ currency: "eur", available: 5_000n, pending: 100n, instant: null }];
    const base = { payouts: [], schedule: weekly, balance, payoutsEnabled: true };
    expect(nextPayout({ ...base, payouts: [payout({ status: "in_transit" }), payout({ status: "pending", amount: 1n })] }, NOW)).toEqual({ value: "€123.45", note: "Expected at your bank on 24 November 2026, and one more after it." });
    expect(nextPayout(base, NOW)).toEqual({ value: "23 November 2026", note: "Whatever is available by then; today that is €50." });
    expect(nextPayout({ ...base, balance: [{ currency: "eur", available: 0n, pending: 9n, instant: null }] }, NOW)).toEqual({ value: "23 November 2026", note: "Whatever is available by then." });
    expect(nextPayout({ ...base, payoutsEnabled: false }, NOW).value).toBe("On hold");
    expect(nextPayout({ ...base, schedule: { interval: "manual", days: [] } }, NOW).value).toBe("By hand");
    expect(nextPayout({ ...base, balance: [] }, NOW).value).toBe("None yet");
    expect(nextPayout({ ...base, schedule: null }, NOW).value).toBe("Stripe decides");
    expect(nextPayout({ payouts: null, schedule: null, balance: null, payoutsEnabled: true }, NOW).value).toBe("Stripe decides");
  });

  test("states and banks, also those of tomorrow", () => {
    expect(payoutStatus("failed")).toEqual({ label: "Came back", tone: "danger" });
    expect(payoutStatus("on_hold")).toEqual({ label: "On hold", tone: "neutral" });
    expect(bankWords({ name: "STRIPE TEST BANK", last4: "6789" })).toBe("Stripe Test Bank, ending 6789");
    expect(bankWords({ name: "N26", last4: "6789" })).toBe("N26, ending 6789");
    expect(bankWords({ name: null, last4: "6789" })).toBe("Account ending 6789");
    expect(bankWords(null)).toBeNull();
  });
});
