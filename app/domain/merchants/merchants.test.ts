import { describe, expect, test } from "vitest";
import type { AccountFacts } from "./account-facts";
import { canCharge } from "./account-state";
import { capabilitiesInWords, capabilityName } from "./capabilities";
import { publishGate } from "./publish-gate";
import { selectAccount, type Selectable } from "./select-account";

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

describe("which account a sale is made on", () => {
  const one = (over: Partial<Selectable> & { id: string }) => ({ status: "connected" as const, chargesEnabled: true, isPrimary: false, defaultCurrency: "eur", connectedAt: now, ...over });
  const later = new Date(now.getTime() + 1000);
  test("the primary one, if it can charge", () => {
    expect(selectAccount([one({ id: "b" }), one({ id: "a", isPrimary: true, connectedAt: later })], "usd")).toMatchObject({ account: { id: "a" }, reason: "primary" });
  });
  test("else a backup in the currency, else the oldest", () => {
    const off = one({ id: "a", isPrimary: true, chargesEnabled: false });
    expect(selectAccount([off, one({ id: "b" }), one({ id: "c", defaultCurrency: "usd", connectedAt: later })], "usd")).toMatchObject({ account: { id: "c" }, reason: "backup_same_currency" });
    expect(selectAccount([off, one({ id: "c", connectedAt: later }), one({ id: "b" })], "usd")).toMatchObject({ account: { id: "b" }, reason: "backup" });
  });
  test("none that cannot", () => {
    expect(selectAccount([], "eur")).toBeNull();
    expect(selectAccount([one({ id: "a", chargesEnabled: false }), one({ id: "b", status: "disconnected" })], "eur")).toBeNull();
    expect(canCharge({ status: "disconnected", chargesEnabled: true })).toBe(false);
  });
});

test("capabilities have names, also those nobody knows yet; cards come first", () => {
  expect(capabilityName("klarna_payments")).toBe("Klarna");
  expect(capabilityName("brand_new_payments")).toBe("Brand new");
  expect(capabilitiesInWords({ capabilities: { klarna_payments: "active", ideal_payments: "inactive", card_payments: "inactive", zip_payments: "unrequested" } })).toEqual([
    { name: "Card payments", status: "inactive" }, { name: "Klarna", status: "active" }, { name: "iDEAL", status: "inactive" },
  ]);
});
