import { capabilitiesOf, keyTrouble, requirementsOf, type AccountFacts, type CapabilityFacts } from "./account-facts";
import { explainCapability } from "./capabilities";
import { explainDisabled, isRejected } from "./disabled-reasons";
import { announcedFor } from "./explain/announced";

/**
 * How a connection stands:
 * `ready` nothing to do; `soon` all works but Stripe waits for something, or has announced it for a day; `needs_you` something
 * is off and the creator must act; `under_review` something is off and Stripe acts; `final` Stripe has ended it; `disconnected`.
 */
export type ConnectionState = "ready" | "needs_you" | "under_review" | "soon" | "final" | "disconnected";

/** May a sale begin on this account now? Stripe's own word, as last read. */
export function canCharge(account: Pick<AccountFacts, "status" | "chargesEnabled">): boolean {
  return account.status === "connected" && account.chargesEnabled;
}

/**
 * Core capabilities that were requested and are off: without card payments nothing is sold, without transfers nothing is paid
 * out (old accounts have one for both); the others only add ways to pay.
 */
export function coreCapabilitiesOff(account: Pick<AccountFacts, "capabilities">): (CapabilityFacts & { status: "inactive" | "pending" })[] {
  const all = capabilitiesOf(account);
  const core = new Set(["transfers", all.some(({ name }) => name === "card_payments") ? "card_payments" : "legacy_payments"]);
  return all.flatMap(({ status, ...rest }) => (core.has(rest.name) && status !== "active" ? [{ ...rest, status }] : []));
}

/** One of the six states. Total: an account of which Stripe says nothing is `needs_you` until charges and payouts are on. */
export function connectionState(account: AccountFacts): ConnectionState {
  if (account.status === "disconnected") return "disconnected";
  const asked = requirementsOf(account);
  const reason = asked.disabledReason;
  if (isRejected(reason)) return "final";
  if (keyTrouble(account)) return "needs_you";
  const open = asked.currentlyDue.length + asked.pastDue.length + asked.errors.length > 0;
  const capabilities = coreCapabilitiesOff(account);
  const flagsOn = account.chargesEnabled && account.payoutsEnabled;
  if (flagsOn && capabilities.length === 0 && reason === null) {
    if (asked.pastDue.length > 0) return "needs_you";
    return open || announcedFor(account).deadline ? "soon" : "ready";
  }
  if (open || creatorMustAct(reason, asked.pendingVerification.length > 0, capabilities)) return "needs_you";
  const waitsForStripe = asked.pendingVerification.length > 0 || (reason !== null && explainDisabled(reason).who === "stripe") || capabilitiesComing(account);
  return waitsForStripe ? "under_review" : "needs_you";
}

/** Card payments or transfers are on their way, and that is all that is off: Stripe acts, not the creator. */
export function capabilitiesComing(account: AccountFacts): boolean {
  const off = coreCapabilitiesOff(account);
  if (off.length === 0 || off.some((capability) => explainCapability(capability).who !== "stripe")) return false;
  if (account.chargesEnabled && account.payoutsEnabled) return true;
  const transfers = off.some(({ name }) => name === "transfers");
  const cards = off.some(({ name }) => name !== "transfers");
  return account.syncedAt !== null && account.detailsSubmitted && (account.chargesEnabled || cards) && (account.payoutsEnabled || transfers || !account.chargesEnabled);
}

/** The reason of the account or of a core capability is one that waiting does not end, and nothing Stripe checks stands for it. */
function creatorMustAct(reason: string | null, checking: boolean, off: ReturnType<typeof coreCapabilitiesOff>): boolean {
  if (reason !== null) {
    const { who, onlyAlone } = explainDisabled(reason);
    if (who !== "stripe" && !(onlyAlone && checking)) return true;
  }
  return off.some((capability) => {
    const { who, saidByRequirements } = explainCapability(capability);
    return who !== "stripe" && !saidByRequirements;
  });
}
