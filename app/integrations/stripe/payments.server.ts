import type Stripe from "stripe";
import type { Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";

/** A Checkout Session with its payment, as the domain needs it. Amounts in minor units. */
export interface SessionState {
  id: string;
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  orderId: string | null;
  amountSubtotal: bigint | null;
  amountTotal: bigint;
  taxAmount: bigint;
  currency: string;
  livemode: boolean;
  buyer: { email: string | null; name: string | null };
  payment: PaymentState | null;
}

export interface PaymentState {
  id: string;
  status: string;
  failed: boolean;
  applicationFee: bigint;
  chargeId: string | null;
  amountRefunded: bigint;
  /** Stripe's own fee, once the balance transaction exists. */
  stripeFee: bigint | null;
  /** E.g. "Visa •••• 4242". */
  methodLabel: string | null;
  statementDescriptor: string | null;
}

/**
 * One session of a connected account with everything about its payment, in one call.
 * https://docs.stripe.com/api/checkout/sessions/retrieve, https://docs.stripe.com/connect/direct-charges
 */
export async function readSession(access: AccountAccess, sessionId: string): Promise<Result<SessionState, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.checkout.sessions.retrieve(sessionId, { expand: ["payment_intent.latest_charge.balance_transaction"] }, options));
  return read.ok ? { ok: true, value: stateOf(read.value) } : read;
}

function stateOf(session: Stripe.Checkout.Session): SessionState {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  return {
    id: session.id,
    status: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
    paymentStatus: session.payment_status === "paid" ? "paid" : session.payment_status === "no_payment_required" ? "no_payment_required" : "unpaid",
    orderId: session.client_reference_id ?? session.metadata?.order_id ?? null,
    amountSubtotal: session.amount_subtotal === null ? null : BigInt(session.amount_subtotal),
    amountTotal: BigInt(session.amount_total ?? 0),
    taxAmount: BigInt(session.total_details?.amount_tax ?? 0),
    currency: session.currency ?? "",
    livemode: session.livemode,
    buyer: { email: session.customer_details?.email ?? session.customer_email ?? null, name: session.customer_details?.name ?? null },
    payment: intent ? paymentOf(intent) : null,
  };
}

function paymentOf(intent: Stripe.PaymentIntent): PaymentState {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const balance = charge && typeof charge.balance_transaction === "object" ? charge.balance_transaction : null;
  const fee = balance?.fee_details.filter((part) => part.type === "stripe_fee").reduce((sum, part) => sum + BigInt(part.amount), 0n);
  return {
    id: intent.id,
    status: intent.status,
    failed: intent.status === "canceled" || intent.status === "requires_payment_method",
    applicationFee: BigInt(intent.application_fee_amount ?? 0),
    chargeId: charge?.id ?? null,
    amountRefunded: BigInt(charge?.amount_refunded ?? 0),
    stripeFee: fee ?? null,
    methodLabel: charge ? methodLabel(charge.payment_method_details) : null,
    statementDescriptor: charge?.calculated_statement_descriptor ?? null,
  };
}

const BRANDS: Record<string, string> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover", diners: "Diners Club", jcb: "JCB", unionpay: "UnionPay" };
const METHODS: Record<string, string> = { paypal: "PayPal", link: "Link", sepa_debit: "SEPA Direct Debit", us_bank_account: "Bank account", klarna: "Klarna", ideal: "iDEAL", bancontact: "Bancontact" };

function methodLabel(details: Stripe.Charge["payment_method_details"]): string | null {
  if (!details) return null;
  if (details.card) return `${BRANDS[details.card.brand ?? ""] ?? "Card"} •••• ${details.card.last4 ?? "????"}`;
  return METHODS[details.type] ?? details.type.replaceAll("_", " ");
}
