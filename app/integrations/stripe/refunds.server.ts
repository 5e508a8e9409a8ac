import type Stripe from "stripe";
import { fail, ok, type Result } from "~/lib/result";
import { hasOwnKey, onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { PATIENT } from "./quick";

/** A refund as the domain needs it. Amounts in minor units, times UTC. */
export interface RefundState {
  /** re_… */
  id: string;
  /** The row it was asked for with, from its metadata; null: it was made in the Dashboard, or without a row. */
  rowId: string | null;
  amount: bigint;
  currency: string;
  /** pending | requires_action | succeeded | failed | canceled; a word of Stripe's we do not know counts as pending. */
  status: "pending" | "requires_action" | "succeeded" | "failed" | "canceled";
  /** Stripe's word (duplicate, fraudulent, requested_by_customer …); null: none was given. */
  reason: string | null;
  failureReason: string | null;
  /** It was made by us together with the platform's share of it. */
  feeReturned: boolean;
  createdAt: Date;
}

export interface NewRefund {
  /** The account the payment was made on. */
  access: AccountAccess;
  /** pi_… */
  paymentIntentId: string;
  /** Minor units; left out: all that is left of the payment. */
  amount?: bigint;
  /** Stripe's words only; left out: none. */
  reason?: "duplicate" | "fraudulent" | "requested_by_customer";
  /** The order paid back, of a renewal the one it was joined by; it stands on the refund. */
  orderId: string;
  /** Our row, which stands on the refund too, so that it is known again whatever becomes of the answer. */
  rowId?: string;
  /** Minor units the platform kept of the sale; 0n: nothing to give back. */
  applicationFee: bigint;
  /** The idempotency key: with the same one the call can be repeated for 24 hours. */
  key: string;
}

/** Marks on the refund that the platform's share went back with it. */
const FEE_RETURNED = "fee_returned";

/**
 * Send money back, with the platform's share in proportion.
 * https://docs.stripe.com/api/refunds/create, https://docs.stripe.com/connect/direct-charges#issue-refunds
 * Expected failures come back as a StripeFailure; the answer may itself be a refund that Stripe calls failed.
 */
export async function createRefund({ access, paymentIntentId, amount, reason, orderId, rowId, applicationFee, key }: NewRefund): Promise<Result<RefundState, StripeFailure>> {
  // Only the platform that kept a fee can give it back.
  const withFee = applicationFee > 0n && !hasOwnKey(access);
  const params: Stripe.RefundCreateParams = {
    payment_intent: paymentIntentId,
    ...(amount === undefined ? {} : { amount: Number(amount) }),
    ...(reason ? { reason } : {}),
    metadata: { order_id: orderId, ...(rowId ? { refund_id: rowId } : {}), ...(withFee ? { [FEE_RETURNED]: "yes" } : {}) },
    ...(withFee ? { refund_application_fee: true } : {}),
  };
  const made = await onAccount(access, (stripe, options) => stripe.refunds.create(params, { ...options, idempotencyKey: key }));
  return made.ok ? ok(refundState(made.value)) : made;
}

/** Every refund of a payment, oldest first: https://docs.stripe.com/api/refunds/list */
export async function listRefunds(access: AccountAccess, paymentIntentId: string): Promise<Result<RefundState[], StripeFailure>> {
  const found: RefundState[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await onAccount(access, (stripe, options) => stripe.refunds.list({ payment_intent: paymentIntentId, limit: 100, ...(after ? { starting_after: after } : {}) }, { ...PATIENT, ...options }));
    if (!page.ok) return page;
    found.push(...page.value.data.map(refundState));
    after = page.value.data.at(-1)?.id;
    if (!page.value.has_more || !after) return ok(found.reverse());
  }
}

/**
 * Send back all that is left of a second payment. What was paid back already counts as done; a refund that Stripe itself
 * calls failed is `refused`.
 */
export async function refundWhole(refund: Omit<NewRefund, "amount" | "reason" | "rowId">): Promise<Result<"sent" | "was_sent", StripeFailure>> {
  const made = await createRefund({ ...refund, reason: "duplicate" });
  if (!made.ok) return made.error.code === "charge_already_refunded" ? ok("was_sent") : made;
  const { status, failureReason } = made.value;
  if (status !== "failed" && status !== "canceled") return ok("sent");
  return fail({ kind: "refused", detail: `The refund did not go through${failureReason ? ` (${failureReason.replaceAll("_", " ")})` : ""}.`, code: null, requestId: null, status: 200 });
}

function refundState(refund: Stripe.Refund): RefundState {
  return {
    id: refund.id,
    rowId: refund.metadata?.refund_id ?? null,
    amount: BigInt(refund.amount),
    currency: refund.currency,
    status: STATUSES.has(refund.status ?? "") ? (refund.status as RefundState["status"]) : "pending",
    reason: refund.reason,
    failureReason: refund.failure_reason ?? null,
    feeReturned: refund.metadata?.[FEE_RETURNED] === "yes",
    createdAt: new Date(refund.created * 1000),
  };
}

const STATUSES: ReadonlySet<string> = new Set<RefundState["status"]>(["pending", "requires_action", "succeeded", "failed", "canceled"]);
