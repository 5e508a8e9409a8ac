import type { DisabledReason } from "./account-facts";

export interface DisabledExplanation {
  what: string;
  why: string;
  who: "you" | "stripe" | "nobody";
  /** Said only if no requirement of its own explains it. */
  onlyAlone?: boolean;
}

const REJECTED = "The decision is Stripe's, and Lectern cannot change it. Stripe's support can tell you more.";

/**
 * Why Stripe has switched an account off. `listed` and `under_review` are Stripe's to end; `rejected.*` is final.
 * https://docs.stripe.com/api/accounts/object#account_object-requirements-disabled_reason
 */
export const DISABLED_REASONS = {
  "action_required.requested_capabilities": {
    what: "Switch on a way to take payments", why: "Your Stripe account has not asked for card payments yet, or has to finish asking for them.", who: "you",
  },
  listed: { what: "Stripe is comparing your account with official lists", why: "A name on it resembles one on a list of persons or companies Stripe may not pay. Most of these are cleared as namesakes.", who: "stripe" },
  other: { what: "Stripe has paused this account", why: "Stripe gives no reason to the platforms it is connected to. Your own Dashboard or Stripe's support says more.", who: "you" },
  platform_paused: { what: "The operator of this site has paused this account", why: "It was paused with the site's own Stripe platform, not by Stripe. Write to the people who run this site.", who: "nobody" },
  "rejected.fraud": { what: "Stripe has closed this account because it suspects fraud", why: REJECTED, who: "nobody" },
  "rejected.incomplete_verification": { what: "Stripe has closed this account because verification was never finished", why: `${REJECTED} You may open a new account and connect that.`, who: "nobody" },
  "rejected.listed": { what: "Stripe has closed this account because of an official list it must follow", why: REJECTED, who: "nobody" },
  "rejected.other": { what: "Stripe has closed this account", why: REJECTED, who: "nobody" },
  "rejected.platform_fraud": { what: "This account was closed after the site's operator reported fraud", why: `Write to the people who run this site. ${REJECTED}`, who: "nobody" },
  "rejected.platform_other": { what: "This account was closed at the wish of the site's operator", why: `Write to the people who run this site. ${REJECTED}`, who: "nobody" },
  "rejected.platform_terms_of_service": { what: "This account was closed because the site's operator reported a breach of terms", why: `Write to the people who run this site. ${REJECTED}`, who: "nobody" },
  "rejected.terms_of_service": { what: "Stripe has closed this account because of its terms of service", why: REJECTED, who: "nobody" },
  "requirements.past_due": { what: "Stripe waits for information whose date has passed", why: "Stripe does not show us which; your own Dashboard does.", who: "you", onlyAlone: true },
  "requirements.pending_verification": { what: "Stripe is checking what you handed in", why: "It usually takes minutes, sometimes a few days.", who: "stripe", onlyAlone: true },
  under_review: { what: "Stripe is reviewing this account", why: "Somebody at Stripe is looking at it. Nothing is needed from you unless Stripe writes to you.", who: "stripe" },
} as const satisfies Record<DisabledReason, DisabledExplanation>;

/** Total: a reason newer than this build is explained as a pause without a reason. */
export function explainDisabled(reason: string): DisabledExplanation {
  if (Object.hasOwn(DISABLED_REASONS, reason)) return DISABLED_REASONS[reason as DisabledReason];
  return reason.startsWith("rejected.") ? DISABLED_REASONS["rejected.other"] : DISABLED_REASONS.other;
}
