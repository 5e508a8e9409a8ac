import type Stripe from "stripe";
import { fail, ok, type Result } from "~/lib/result";
import { hasOwnKey, onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";

export interface WholeRefund {
  /** The account the sale was made on. */
  access: AccountAccess;
  /** pi_… */
  paymentIntentId: string;
  /** The order paid back; it stands on the refund. */
  orderId: string;
  /** Minor units the platform kept of the sale; 0n: nothing to give back. */
  applicationFee: bigint;
  /** The idempotency key: with the same one the call can be repeated for 24 hours. */
  key: string;
}

/**
 * Send back all that is left of a payment, with the platform's share of it. What was paid back already counts as done.
 * https://docs.stripe.com/api/refunds/create, https://docs.stripe.com/connect/direct-charges#issue-refunds
 * Expected failures come back as a StripeFailure; a refund that Stripe itself calls failed is `refused`.
 */
export async function refundWhole({ access, paymentIntentId, orderId, applicationFee, key }: WholeRefund): Promise<Result<"sent" | "was_sent", StripeFailure>> {
  const params: Stripe.RefundCreateParams = {
    payment_intent: paymentIntentId,
    reason: "duplicate",
    metadata: { order_id: orderId },
    // Only the platform that kept a fee can give it back.
    ...(applicationFee > 0n && !hasOwnKey(access) ? { refund_application_fee: true } : {}),
  };
  const made = await onAccount(access, (stripe, options) => stripe.refunds.create(params, { ...options, idempotencyKey: key }));
  if (!made.ok) return made.error.code === "charge_already_refunded" ? ok("was_sent") : made;
  const { status, failure_reason: reason } = made.value;
  if (status !== "failed" && status !== "canceled") return ok("sent");
  return fail({ kind: "refused", detail: `The refund did not go through${reason ? ` (${reason.replaceAll("_", " ")})` : ""}.`, code: null, requestId: null, status: 200 });
}
