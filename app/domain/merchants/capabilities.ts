import { capabilitiesOf, type AccountFacts, type CapabilityFacts, type CapabilityName, type CapabilityStatus } from "./account-facts";
import { CAPABILITY_NAMES, UNKNOWN_CAPABILITY } from "./words/capabilities";
import { CAPABILITY_REASONS, CAPABILITY_WITHOUT_REASON, type CapabilityReason } from "./words/capability-reasons";

/** The name of a capability; one newer than this build is spelled out from its key. */
export function capabilityName(name: string): string {
  if (Object.hasOwn(CAPABILITY_NAMES, name)) return CAPABILITY_NAMES[name as CapabilityName];
  const words = name.replace(/_payments$/, "").replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : UNKNOWN_CAPABILITY;
}

export interface CapabilityExplanation {
  what: string;
  why: string;
  who: "you" | "stripe" | "nobody";
  /** The account's own open requirements say it already, thing by thing. */
  saidByRequirements: boolean;
}

const WHO = {
  other: "you",
  "paused.inactivity": "you",
  "pending.onboarding": "you",
  "pending.review": "stripe",
  platform_disabled: "nobody",
  platform_paused: "nobody",
  "rejected.inactivity": "nobody",
  "rejected.other": "nobody",
  "rejected.unsupported_business": "nobody",
  "requirements.fields_needed": "you",
} as const satisfies Record<CapabilityReason, CapabilityExplanation["who"]>;

/**
 * Why a capability is not on. Total: without a reason, or with one newer than this build, its status is explained.
 * https://docs.stripe.com/api/capabilities/object#capability_object-requirements-disabled_reason
 */
export function explainCapability({ name, status, reason }: Pick<CapabilityFacts, "name" | "reason"> & { status: "inactive" | "pending" }): CapabilityExplanation {
  const called = capabilityName(name);
  const known = knownReason(reason);
  if (!known) {
    const { what, why } = CAPABILITY_WITHOUT_REASON[status];
    return { what: what({ name: called }), why, who: status === "pending" ? "stripe" : "you", saidByRequirements: true };
  }
  const { what, why } = CAPABILITY_REASONS[known];
  return { what: what({ name: called }), why, who: WHO[known], saidByRequirements: known === "requirements.fields_needed" || known === "pending.onboarding" };
}

function knownReason(reason: string | null): CapabilityReason | null {
  if (reason === null) return null;
  if (Object.hasOwn(CAPABILITY_REASONS, reason)) return reason as CapabilityReason;
  return reason.startsWith("rejected.") ? "rejected.other" : null;
}

export interface CapabilityInWords {
  name: string;
  status: CapabilityStatus;
  /** Why it is not on, one or two sentences; null when it is. */
  why: string | null;
}

/** What an account can do, cards first, then what is on, then by name. */
export function capabilitiesInWords(account: Pick<AccountFacts, "capabilities">): CapabilityInWords[] {
  const order = ({ name, status }: CapabilityFacts) => (name === "card_payments" ? 0 : status === "active" ? 1 : 2);
  return capabilitiesOf(account)
    .sort((a, b) => order(a) - order(b) || capabilityName(a.name).localeCompare(capabilityName(b.name)))
    .map(({ name, status, reason }) => ({ name: capabilityName(name), status, why: status === "active" ? null : explainCapability({ name, status, reason }).why }));
}
