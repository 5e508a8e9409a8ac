import type { RefundState } from "~/integrations/stripe/refunds.server";
import type { AccessChoice } from "~/domain/access/refund-choice.server";

/** `asked`: written here, Stripe has not answered yet. The others are Stripe's own words. */
export type RefundStatus = "asked" | RefundState["status"];

/** Why money goes back, in the words of the form. `other` is told to Stripe as no reason at all. */
export const REFUND_REASONS = {
  requested_by_customer: "The buyer asked for it",
  duplicate: "It was paid twice",
  fraudulent: "It looks like fraud",
  other: "Something else",
} as const;

export type RefundReason = keyof typeof REFUND_REASONS;

export function isRefundReason(word: string): word is RefundReason {
  return Object.hasOwn(REFUND_REASONS, word);
}

/** Stripe's reason as ours. */
export function reasonOf(stripeReason: string | null): RefundReason {
  return stripeReason !== null && isRefundReason(stripeReason) ? stripeReason : "other";
}

const RANK: Record<RefundStatus, number> = { asked: 0, requires_action: 1, pending: 2, succeeded: 3, failed: 4, canceled: 4 };

/** Whether a status may follow another: Stripe never leads back, so what says less than we know is an older reading. */
export function mayFollow(from: string, to: RefundStatus): boolean {
  return RANK[to] > (RANK[from as RefundStatus] ?? 0);
}

/** Money of these has left the seller, or is about to. */
export const LIVE: readonly RefundStatus[] = ["asked", "requires_action", "pending", "succeeded"];

/** Money of these has left the seller as far as Stripe is concerned. */
export const MADE: readonly RefundStatus[] = ["requires_action", "pending", "succeeded"];

/** Stripe takes no other decision on it. */
export function isOver(status: string): boolean {
  return status === "succeeded" || status === "failed" || status === "canceled";
}

export interface Refundable {
  /** Minor units. */
  amountPaid: bigint;
  /** As Stripe has told it. */
  amountRefunded: bigint;
  /** Asked for here, and not known at Stripe yet. */
  asked: bigint;
}

/** Minor units that can still go back: refunded never exceeds paid. */
export function leftToRefund({ amountPaid, amountRefunded, asked }: Refundable): bigint {
  const left = amountPaid - amountRefunded - asked;
  return left > 0n ? left : 0n;
}

/**
 * What the platform gives back of its fee with a refund, as Stripe reckons it: in proportion, and with the last of the money
 * all that is left of the fee. Minor units.
 * https://docs.stripe.com/api/refunds/create#create_refund-refund_application_fee
 */
export function feeShare({ fee, feeReturned, amountPaid, refundedBefore, amount }: { fee: bigint; feeReturned: bigint; amountPaid: bigint; refundedBefore: bigint; amount: bigint }): bigint {
  const left = fee - feeReturned;
  if (left <= 0n || amountPaid <= 0n) return 0n;
  if (refundedBefore + amount >= amountPaid) return left;
  const share = (fee * amount * 2n + amountPaid) / (amountPaid * 2n);
  return share < left ? share : left;
}

/** The choice that is ticked first: money that goes back in full takes access with it, a part of it does not. */
export const DEFAULT_ACCESS: AccessChoice = "as_usual";

/** Why a refund did not arrive, for the creator: Stripe's words for it, and what to do. */
export function failureWords(reason: string | null): string {
  return FAILURES[reason ?? ""] ?? FAILURE;
}

const FAILURE = "The buyer’s bank did not take the money back. It is in your Stripe balance again: agree with the buyer on another way to pay it back.";
const FAILURES: Record<string, string> = {
  lost_or_stolen_card: "The buyer’s card was reported lost or stolen, so the money came back to your Stripe balance. Agree with the buyer on another way, for instance a bank transfer.",
  expired_or_canceled_card: "The buyer’s card has expired or was closed, so the money came back to your Stripe balance. Agree with the buyer on another way, for instance a bank transfer.",
  charge_for_pending_refund_disputed: "The buyer disputed the payment with their bank while the refund was on its way. The dispute decides now.",
  insufficient_funds: "There was not enough in your Stripe balance. Add money to it in Stripe, then refund again.",
  declined: "Stripe declined the refund. Refund again in a while, or ask Stripe’s support why.",
  merchant_request: "It was called off at Stripe.",
};
