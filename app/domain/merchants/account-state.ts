import { capabilitiesOf, requirementsOf, type AccountFacts } from "./account-facts";

/**
 * How a connection stands:
 * `ready` nothing to do; `soon` all works but Stripe waits for something; `needs_you` something is off and the creator
 * must act; `under_review` something is off and Stripe acts; `final` Stripe has ended it; `disconnected`.
 */
export type ConnectionState = "ready" | "needs_you" | "under_review" | "soon" | "final" | "disconnected";

/** Without these two nothing is sold and nothing is paid out; the others only add ways to pay. */
const CORE_CAPABILITIES = new Set(["card_payments", "transfers"]);

/** May a sale begin on this account now? Stripe's own word, as last read. */
export function canCharge(account: Pick<AccountFacts, "status" | "chargesEnabled">): boolean {
  return account.status === "connected" && account.chargesEnabled;
}

/** Core capabilities that were requested and are off. */
export function coreCapabilitiesOff(account: Pick<AccountFacts, "capabilities">): { name: string; status: "inactive" | "pending" }[] {
  return capabilitiesOf(account).flatMap(({ name, status }) =>
    CORE_CAPABILITIES.has(name) && (status === "inactive" || status === "pending") ? [{ name, status }] : [],
  );
}

/** One of the six states. Total: an account of which Stripe says nothing is `needs_you` until charges and payouts are on. */
export function connectionState(account: AccountFacts): ConnectionState {
  if (account.status === "disconnected") return "disconnected";
  const asked = requirementsOf(account);
  const reason = asked.disabledReason;
  if (reason?.startsWith("rejected.")) return "final";
  const open = asked.currentlyDue.length + asked.pastDue.length + asked.errors.length > 0;
  const capabilities = coreCapabilitiesOff(account);
  const allOn = account.chargesEnabled && account.payoutsEnabled && capabilities.length === 0;
  if (allOn) {
    if (asked.pastDue.length > 0) return "needs_you";
    return open ? "soon" : "ready";
  }
  if (open) return "needs_you";
  const waitsForStripe =
    asked.pendingVerification.length > 0 ||
    reason === "under_review" || reason === "listed" || reason === "requirements.pending_verification" ||
    (account.chargesEnabled && account.payoutsEnabled && capabilities.every(({ status }) => status === "pending"));
  return waitsForStripe ? "under_review" : "needs_you";
}
