import type { DisabledReason } from "./account-facts";
import { DISABLED_WORDS } from "./words/disabled";

export interface DisabledExplanation {
  what: string;
  why: string;
  who: "you" | "stripe" | "nobody";
  /** Said only if no requirement of its own explains it. */
  onlyAlone: boolean;
}

/** Who can end it: `listed` and `under_review` are Stripe's to end, `rejected.*` is final. */
const WHO = {
  "action_required.requested_capabilities": "you",
  listed: "stripe",
  other: "you",
  platform_paused: "nobody",
  "rejected.fraud": "nobody",
  "rejected.incomplete_verification": "nobody",
  "rejected.listed": "nobody",
  "rejected.other": "nobody",
  "rejected.platform_fraud": "nobody",
  "rejected.platform_other": "nobody",
  "rejected.platform_terms_of_service": "nobody",
  "rejected.terms_of_service": "nobody",
  "requirements.past_due": "you",
  "requirements.pending_verification": "stripe",
  under_review: "stripe",
} as const satisfies Record<DisabledReason, DisabledExplanation["who"]>;

/**
 * Why Stripe has switched an account off. Total: a reason newer than this build is explained as a pause without a reason.
 * https://docs.stripe.com/api/accounts/object#account_object-requirements-disabled_reason
 */
export function explainDisabled(reason: string): DisabledExplanation {
  const known: DisabledReason = isKnown(reason) ? reason : isRejected(reason) ? "rejected.other" : "other";
  return { ...DISABLED_WORDS[known], who: WHO[known], onlyAlone: known.startsWith("requirements.") };
}

/** Stripe has closed the account for good. */
export function isRejected(reason: string | null): boolean {
  return reason?.startsWith("rejected.") ?? false;
}

function isKnown(reason: string): reason is DisabledReason {
  return Object.hasOwn(DISABLED_WORDS, reason);
}
