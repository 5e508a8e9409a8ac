import { describe, expect, test } from "vitest";
import type { AccountFacts } from "./account-facts";
import { capabilitiesInWords, capabilityName } from "./capabilities";
import { publishGate } from "./publish-gate";
import { summarise } from "./summarise";

const now = new Date("2026-11-21T12:00:00Z");
const facts: AccountFacts = {
  kind: "oauth", status: "connected", livemode: false, country: "DE", chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, syncedAt: now, capabilities: { card_payments: "active" }, requirements: {}, futureRequirements: null, people: [],
};

describe("publishing", () => {
  test("a free offer needs no account", () => {
    expect(publishGate({ amount: 0n, account: null, now })).toEqual({ allowed: true, warnings: [] });
  });
  test("a paid one needs one that is connected", () => {
    expect(publishGate({ amount: 100n, account: null, now })).toEqual({ allowed: false, lines: [], connect: true });
    expect(publishGate({ amount: 100n, account: { ...facts, status: "disconnected" }, now })).toMatchObject({ allowed: false, connect: true });
  });
  test("and that can charge; else Stripe's lines are the reason", () => {
    const gate = publishGate({ amount: 100n, account: { ...facts, chargesEnabled: false, requirements: { past_due: ["individual.dob.day"] } }, now });
    expect(gate).toMatchObject({ allowed: false, connect: false, lines: [{ what: "Your date of birth" }] });
  });
  test("payouts on hold and a date to come warn without blocking", () => {
    expect(publishGate({ amount: 100n, account: { ...facts, payoutsEnabled: false }, now })).toMatchObject({ allowed: true, warnings: [{ what: "Stripe holds back your payouts" }] });
    expect(publishGate({ amount: 100n, account: { ...facts, requirements: { currently_due: ["external_account"] } }, now })).toMatchObject({ allowed: true, warnings: [{ who: "you" }] });
    expect(publishGate({ amount: 100n, account: facts, now })).toEqual({ allowed: true, warnings: [] });
  });
});

test("capabilities have names, also those nobody knows yet; cards come first", () => {
  expect(capabilityName("klarna_payments")).toBe("Klarna");
  expect(capabilityName("brand_new_payments")).toBe("Brand new");
  expect(capabilitiesInWords({ capabilities: { klarna_payments: "active", ideal_payments: "inactive", card_payments: "inactive", zip_payments: "unrequested" } })).toEqual([
    { name: "Card payments", status: "inactive", why: expect.stringContaining("switched it off") }, { name: "Klarna", status: "active", why: null }, { name: "iDEAL", status: "inactive", why: expect.any(String) },
  ]);
});

test("“Ready to sell” is not said over something that is off", () => {
  expect(summarise({ ...facts, capabilities: { card_payments: "active", transfers: "active" } }, [])).toMatchObject({ tone: "success", title: "Ready to sell" });
  const { title, text, tone } = summarise({ ...facts, capabilities: { card_payments: "active", transfers: "active", klarna_payments: "inactive" } }, []);
  expect([tone, title]).toEqual(["calm", "You can sell, but not everything is on"]);
  expect(text).toContain("Off at the moment: Klarna.");
});
