import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { inCurrencyOfSale, stripeFeeOf } from "./fees.server";
import { PATIENT } from "./quick";

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
  /** What the buyer gave for the invoice. */
  billing: BillingDetails;
  payment: PaymentState | null;
  /** sub_… of a membership; null for what is paid once. */
  subscriptionId: string | null;
  /** in_… of its first invoice. */
  invoiceId: string | null;
}

/** As given at the checkout: for invoices, and for where sales come from. */
export interface BillingDetails {
  business: string | null;
  /** Lines, without the country; [] when none was asked for. */
  addressLines: string[];
  /** E.g. "PT123456789 (eu_vat)". */
  taxIds: string[];
  /** Upper-case ISO 3166-1 alpha-2: of the address, else of the card; null: not known. */
  country: string | null;
}

export interface PaymentState {
  id: string;
  status: string;
  failed: boolean;
  /** The bank wants the payer to confirm it in person. */
  actionRequired: boolean;
  /** Stripe's codes for why the last try failed, e.g. `card_declined` and `insufficient_funds`. */
  refusal: { code: string | null; declineCode: string | null } | null;
  applicationFee: bigint;
  chargeId: string | null;
  amountRefunded: bigint;
  /** All that Stripe took, once the balance transaction exists. */
  stripeFee: bigint | null;
  /** E.g. "Visa •••• 4242". */
  methodLabel: string | null;
  statementDescriptor: string | null;
}

/**
 * One session of a connected account with everything about its payment: in one call for what is paid once; of a membership
 * the first invoice says what was paid, and its payment is asked for beside it.
 * https://docs.stripe.com/api/checkout/sessions/retrieve, https://docs.stripe.com/connect/direct-charges
 */
export async function readSession(access: AccountAccess, sessionId: string): Promise<Result<SessionState, StripeFailure>> {
  const expand = ["payment_intent.latest_charge.balance_transaction", "invoice.payments", "subscription.default_payment_method"];
  const read = await onAccount(access, (stripe, options) => stripe.checkout.sessions.retrieve(sessionId, { expand }, { ...PATIENT, ...options }));
  if (!read.ok) return read;
  const state = stateOf(read.value);
  const { invoice } = read.value;
  if (!state.subscriptionId || typeof invoice !== "object" || !invoice) return ok(state);
  const intent = paymentIntentOf(invoice);
  const payment = intent ? await readPayment(access, intent) : null;
  if (payment && !payment.ok) return payment;
  return ok({
    ...state,
    amountSubtotal: BigInt(invoice.subtotal),
    amountTotal: BigInt(invoice.total),
    taxAmount: taxOf(invoice),
    currency: invoice.currency,
    payment: payment?.value ?? null,
  });
}

/** One payment with its charge and Stripe's fee: https://docs.stripe.com/api/payment_intents/retrieve */
export async function readPayment(access: AccountAccess, paymentIntentId: string): Promise<Result<PaymentState, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.paymentIntents.retrieve(paymentIntentId, { expand: ["latest_charge.balance_transaction"] }, { ...PATIENT, ...options }));
  return read.ok ? ok(paymentOf(read.value)) : read;
}

/** pi_… of the payment of an invoice: the one that was made, else the one that is open. Null: nothing was to be paid. */
export function paymentIntentOf(invoice: Stripe.Invoice): string | null {
  const payments = invoice.payments?.data ?? [];
  const payment = (payments.find((one) => one.status === "paid") ?? payments.find((one) => one.is_default) ?? payments[0])?.payment.payment_intent;
  return typeof payment === "string" ? payment : (payment?.id ?? null);
}

/** Minor units of tax on an invoice. */
export function taxOf(invoice: Stripe.Invoice): bigint {
  return (invoice.total_taxes ?? []).reduce((sum, tax) => sum + BigInt(tax.amount), 0n);
}

function stateOf(session: Stripe.Checkout.Session): SessionState {
  const intent = typeof session.payment_intent === "object" ? session.payment_intent : null;
  return {
    invoiceId: typeof session.invoice === "string" ? session.invoice : (session.invoice?.id ?? null),
    subscriptionId: typeof session.subscription === "string" ? session.subscription : (session.subscription?.id ?? null),
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
    billing: billingOf(session.customer_details, intent),
    payment: intent ? paymentOf(intent) : null,
  };
}

function billingOf(details: Stripe.Checkout.Session.CustomerDetails | null, intent: Stripe.PaymentIntent | null): BillingDetails {
  const address = details?.address ?? null;
  const charge = intent && typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const city = [address?.postal_code, address?.city].filter(Boolean).join(" ");
  return {
    business: details?.business_name ?? null,
    // A postal code alone is what a card form asks for: it is no address.
    addressLines: address?.line1 ? [address.line1, address.line2 ?? "", city, address.state ?? ""].filter(Boolean) : [],
    taxIds: (details?.tax_ids ?? []).flatMap(({ type, value }) => (value ? [`${value} (${type})`] : [])),
    country: address?.country ?? charge?.billing_details.address?.country ?? charge?.payment_method_details?.card?.country ?? null,
  };
}

function paymentOf(intent: Stripe.PaymentIntent): PaymentState {
  const charge = typeof intent.latest_charge === "object" ? intent.latest_charge : null;
  const balance = charge && typeof charge.balance_transaction === "object" ? charge.balance_transaction : null;
  return {
    id: intent.id,
    status: intent.status,
    failed: intent.status === "canceled" || intent.status === "requires_payment_method",
    actionRequired: intent.status === "requires_action",
    refusal: intent.last_payment_error ? { code: intent.last_payment_error.code ?? null, declineCode: intent.last_payment_error.decline_code ?? null } : null,
    applicationFee: BigInt(intent.application_fee_amount ?? 0),
    chargeId: charge?.id ?? null,
    amountRefunded: BigInt(charge?.amount_refunded ?? 0),
    stripeFee: charge && balance ? inCurrencyOfSale(stripeFeeOf(balance), balance, charge) : null,
    methodLabel: charge ? methodLabel(charge.payment_method_details) : null,
    statementDescriptor: charge?.calculated_statement_descriptor ?? null,
  };
}

const BRANDS: Record<string, string> = { visa: "Visa", mastercard: "Mastercard", amex: "American Express", discover: "Discover", diners: "Diners Club", jcb: "JCB", unionpay: "UnionPay" };
const METHODS: Record<string, string> = { paypal: "PayPal", link: "Link", sepa_debit: "SEPA Direct Debit", us_bank_account: "Bank account", klarna: "Klarna", ideal: "iDEAL", bancontact: "Bancontact" };

/** "Visa •••• 4242" of a charge's details or of a stored payment method; null for none. */
export function methodLabel(details: Pick<Stripe.Charge.PaymentMethodDetails, "type"> & { card?: { brand?: string | null; last4?: string | null } | null } | null): string | null {
  if (!details) return null;
  if (details.card) return `${BRANDS[details.card.brand ?? ""] ?? "Card"} •••• ${details.card.last4 ?? "????"}`;
  return METHODS[details.type] ?? details.type.replaceAll("_", " ");
}
