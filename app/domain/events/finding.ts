/** In what Stripe, orders and access can disagree. */
export const FINDING_KINDS = ["paid_no_access", "refunded_still_inside", "lost_still_inside", "two_payments", "access_unpaid", "payment_unknown"] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export function isFindingKind(text: string): text is FindingKind {
  return (FINDING_KINDS as readonly string[]).includes(text);
}

/** What was seen, for the words of a finding. Every field is optional: rows outlive versions. Amounts in minor units as text. */
export interface FindingDetail {
  /** "#1042", or the id's end for an order without a number. */
  order?: string;
  offer?: string;
  amount?: string;
  currency?: string;
  /** The order that was paid first. */
  firstOrderId?: string;
  firstOrder?: string;
  /** pi_… and cs_… at Stripe. */
  paymentIntentId?: string;
  sessionId?: string;
  stripeAccountId?: string;
  membership?: boolean;
}

/** Something in which Stripe, orders and access do not agree, as a check has just seen it. */
export interface Discrepancy {
  kind: FindingKind;
  /** Our id of the order, or Stripe's of the payment: one open finding a kind and subject. */
  subjectId: string;
  orderId: string | null;
  detail: FindingDetail;
  /** What brings it right by the same functions that events call; left out: a person decides. */
  mend?: () => Promise<unknown>;
}
