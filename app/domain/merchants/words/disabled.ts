import type { DisabledReason } from "../account-facts";

const REJECTED = "The decision is Stripe's, and Lectern cannot change it. Stripe's support can tell you more.";
const OPERATOR = "Write to the people who run this site; Stripe acted on their word.";

/**
 * Why Stripe has switched a whole account off.
 * https://docs.stripe.com/api/accounts/object#account_object-requirements-disabled_reason
 */
export const DISABLED_WORDS = {
  "action_required.requested_capabilities": { what: "Switch on a way to take payments", why: "Your Stripe account has not asked for card payments yet, or has to finish asking for them." },
  listed: { what: "Stripe is comparing your account with official lists", why: "A name on it resembles one on a list of persons or companies Stripe may not pay. Most of these are cleared as namesakes." },
  other: { what: "Stripe has paused this account", why: "Stripe gives no reason to the sites it is connected to. Your own Dashboard or Stripe's support says more." },
  platform_paused: { what: "The operator of this site has paused this account", why: "It was paused with the site's own Stripe platform, not by Stripe. Write to the people who run this site." },
  "rejected.fraud": { what: "Stripe has closed this account because it suspects fraud", why: `If you have done nothing of the kind, say so to Stripe's support. ${REJECTED}` },
  "rejected.incomplete_verification": { what: "Stripe has closed this account because verification was never finished", why: `You may open a new account and connect that. ${REJECTED}` },
  "rejected.listed": { what: "Stripe has closed this account because of an official list it must follow", why: `The law forbids Stripe to pay anybody on such a list; namesakes can prove who they are. ${REJECTED}` },
  "rejected.other": { what: "Stripe has closed this account", why: `It gives no reason to the sites it is connected to. ${REJECTED}` },
  "rejected.platform_fraud": { what: "This account was closed after the site's operator reported fraud", why: `If you have done nothing of the kind, tell the operator. ${OPERATOR}` },
  "rejected.platform_other": { what: "This account was closed at the wish of the site's operator", why: `The reason is known to the operator alone. ${OPERATOR}` },
  "rejected.platform_terms_of_service": { what: "This account was closed because the site's operator reported a breach of terms", why: `The operator can tell you which of the terms it was. ${OPERATOR}` },
  "rejected.terms_of_service": { what: "Stripe has closed this account because of its terms of service", why: `By these terms it does not work for what you sell, or how. ${REJECTED}` },
  "requirements.past_due": { what: "Stripe waits for information whose date has passed", why: "Stripe does not show us which; your own Dashboard does." },
  "requirements.pending_verification": { what: "Stripe is checking what you handed in", why: "It usually takes minutes, sometimes a few days." },
  under_review: { what: "Stripe is reviewing this account", why: "Somebody at Stripe is looking at it. Nothing is needed from you unless Stripe writes to you." },
} as const satisfies Record<DisabledReason, { what: string; why: string }>;
