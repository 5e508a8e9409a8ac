/** Every reason Stripe knows for a capability that is off. The type in the package is open, so a test compares the two lists. */
export type CapabilityReason =
  | "other" | "paused.inactivity" | "pending.onboarding" | "pending.review" | "platform_disabled" | "platform_paused"
  | "rejected.inactivity" | "rejected.other" | "rejected.unsupported_business" | "requirements.fields_needed";

export interface CapabilityReasonWords {
  /** @param name as in `CAPABILITY_NAMES`; may be singular or plural */
  what: (given: { name: string }) => string;
  why: string;
}

/** https://docs.stripe.com/api/capabilities/object#capability_object-requirements-disabled_reason */
export const CAPABILITY_REASONS = {
  other: { what: ({ name }) => `${name}: switched off by Stripe`, why: "Stripe gives no reason to the sites it is connected to. Your own Dashboard or Stripe's support says more." },
  "paused.inactivity": { what: ({ name }) => `${name}: paused by Stripe because it has not been used`, why: "Ask for it again among the payment methods of your Dashboard; it is usually back in minutes." },
  "pending.onboarding": { what: ({ name }) => `${name}: waits for the rest of your Stripe form`, why: "Stripe switches it on once you have come to the end of its form." },
  "pending.review": { what: ({ name }) => `${name}: Stripe is looking at it`, why: "It usually takes minutes, sometimes a few days. Nothing is needed from you." },
  platform_disabled: { what: ({ name }) => `${name}: switched off by the operator of this site`, why: "It was switched off with the site's own Stripe platform. Write to the people who run this site." },
  platform_paused: { what: ({ name }) => `${name}: paused by the operator of this site`, why: "It was paused with the site's own Stripe platform, for now. The people who run this site can tell you why and how long." },
  "rejected.inactivity": { what: ({ name }) => `${name}: ended by Stripe because it was not used`, why: "It was off for so long that Stripe has taken it away. Stripe's support can tell you whether it may come back." },
  "rejected.other": { what: ({ name }) => `${name}: refused by Stripe for this account`, why: "The decision is Stripe's, and Lectern cannot change it. Stripe's support can tell you more." },
  "rejected.unsupported_business": { what: ({ name }) => `${name}: not open to your kind of business`, why: "By its terms Stripe does not offer it for what you sell. If that is a mistake, Stripe's support can look again." },
  "requirements.fields_needed": { what: ({ name }) => `${name}: Stripe needs more from you first`, why: "Your Dashboard lists what is missing; Stripe switches it on once that is there." },
} as const satisfies Record<CapabilityReason, CapabilityReasonWords>;

/** It is off or not yet on, and Stripe has not said why. */
export const CAPABILITY_WITHOUT_REASON = {
  inactive: { what: ({ name }: { name: string }) => `${name}: off`, why: "Stripe has switched it off, or you have. Your Dashboard says which." },
  pending: { what: ({ name }: { name: string }) => `Stripe is still switching on: ${name}`, why: "Stripe is looking at it. It usually takes minutes, sometimes a few days." },
};

export const capabilityConsequence = {
  cards: "Buyers may be unable to pay by card.",
  transfers: "Payouts to your bank may be on hold.",
};
