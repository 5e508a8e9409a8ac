import type { AccountFacts } from "../account-facts";

/** The moment these tests stand at. */
export const now = new Date("2026-11-21T12:00:00Z");

/** An account in Germany on which everything is on, but for what is said. */
export function accountFacts(over: Partial<AccountFacts> = {}): AccountFacts {
  return {
    kind: "oauth", status: "connected", livemode: false, country: "DE", chargesEnabled: true, payoutsEnabled: true, detailsSubmitted: true, syncedAt: now,
    capabilities: { card_payments: "active", transfers: "active" }, requirements: {}, futureRequirements: null, people: [], ...over,
  };
}
