import { describe, expect, test } from "vitest";
import { explainRequirements } from "./explain-requirements";
import { moneyAtRisk } from "./money-at-risk";

const NOW = new Date("2026-05-01T12:00:00Z");
const DEADLINE = Date.parse("2026-05-12T12:00:00Z") / 1000;
const well = {
  kind: "oauth", status: "connected", livemode: false, country: "DE", chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, syncedAt: NOW,
  capabilities: { card_payments: "active", transfers: "active" }, requirements: {}, futureRequirements: null, people: [], renewals: [],
} as const;
const RENEWALS = [{ currency: "eur", amount: "84000", count: 12, nextAt: "2026-05-09T08:00:00Z" }, { currency: "jpy", amount: "12000", count: 1, nextAt: "2026-05-20T08:00:00Z" }];
const SALES = [{ currency: "eur", amount: 124_000n }];
type Facts = Parameters<typeof moneyAtRisk>[0]["account"];

function risk(overrides: Partial<Facts>, sales = SALES) {
  const account: Facts = { ...well, ...overrides };
  return moneyAtRisk({ account, lines: explainRequirements(account, NOW), sales });
}

describe("money at risk", () => {
  test("nothing while all is well, disconnected, or never read", () => {
    expect(risk({ renewals: RENEWALS })).toEqual([]);
    expect(risk({ status: "disconnected", chargesEnabled: false, renewals: RENEWALS })).toEqual([]);
    expect(risk({ syncedAt: null, chargesEnabled: false, renewals: RENEWALS })).toEqual([]);
  });
  test("a day on which sales stop, with the renewals, a currency each", () => {
    expect(risk({ requirements: { currently_due: ["individual.verification.document"], current_deadline: DEADLINE }, renewals: RENEWALS })).toEqual([
      "On 12 May 2026 sales stop if it is still open; renewals of €840 and ¥12,000 are affected.",
      "In the last 30 days this account took €1,240.",
    ]);
    expect(risk({ requirements: { currently_due: ["individual.verification.document"], current_deadline: DEADLINE } }, [])).toEqual(["On 12 May 2026 sales stop if it is still open."]);
  });
  test("only payouts hang on the bank account", () => {
    expect(risk({ requirements: { currently_due: ["external_account"], current_deadline: DEADLINE }, renewals: RENEWALS }, [])).toEqual(["On 12 May 2026 payouts to your bank stop if it is still open."]);
  });
  test("sales are off", () => {
    expect(risk({ chargesEnabled: false, payoutsEnabled: false, requirements: { past_due: ["individual.verification.document"], disabled_reason: "requirements.past_due" }, renewals: RENEWALS })).toEqual([
      "Renewals of €840 and ¥12,000 are affected, the first on 9 May 2026.",
      "In the last 30 days this account took €1,240.",
    ]);
  });
  test("payouts are off: what was taken lately waits", () => {
    expect(risk({ payoutsEnabled: false })).toEqual(["In the last 30 days this account took €1,240."]);
  });
  test("no date and nothing off: nothing is at stake yet", () => {
    expect(risk({ requirements: { currently_due: ["individual.verification.document"] } })).toEqual([]);
  });
  test("whatever the column holds", () => {
    for (const renewals of [null, "x", [null, 1, { currency: "eur" }, { currency: "EURO", amount: "1" }, { currency: "eur", amount: "-1" }, { currency: "eur", amount: "0" }], {}]) {
      expect(risk({ chargesEnabled: false, renewals }, [])).toEqual([]);
    }
  });
});
