import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { paymentIntentOf, taxOf } from "./payments.server";
import { PATIENT } from "./quick";

/** An invoice of a subscription as the domain needs it. Amounts in minor units, times UTC. */
export interface InvoiceState {
  id: string;
  subscriptionId: string | null;
  number: string | null;
  /** draft, open, paid, void, uncollectible. */
  status: string;
  billingReason: string;
  amountDue: bigint;
  amountPaid: bigint;
  /** Of its lines, before discounts, taxes that come on top, and credit. */
  subtotal: bigint;
  /** After discounts and taxes, before credit. */
  total: bigint;
  discount: bigint;
  /** What the customer's credit paid of it. */
  creditUsed: bigint;
  taxAmount: bigint;
  currency: string;
  /** What it is for, in Stripe's words; an amount below 0 is given back. */
  lines: { text: string; amount: bigint }[];
  /** How often Stripe's schedule has tried to collect it, and when it tries again; null: not any more. */
  attempts: number;
  nextAttemptAt: Date | null;
  /** Why Stripe could not finish a draft, in its own words. */
  finalizationError: string | null;
  /** What its lines are for: from the first beginning to the last end. */
  periodStart: Date | null;
  periodEnd: Date | null;
  hostedUrl: string | null;
  pdfUrl: string | null;
  createdAt: Date;
  paidAt: Date | null;
  paymentIntentId: string | null;
}

/** How many of the newest invoices of a subscription are read at once. */
const NEWEST = 12;

/** The newest invoices of a subscription, newest first: https://docs.stripe.com/api/invoices/list */
export async function readInvoices(access: AccountAccess, subscriptionId: string): Promise<Result<InvoiceState[], StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.invoices.list({ subscription: subscriptionId, limit: NEWEST, expand: ["data.payments"] }, { ...PATIENT, ...options }));
  return read.ok ? ok(read.value.data.map(invoiceState)) : read;
}

/** One invoice: https://docs.stripe.com/api/invoices/retrieve */
export async function readInvoice(access: AccountAccess, invoiceId: string): Promise<Result<InvoiceState, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.invoices.retrieve(invoiceId, { expand: ["payments"] }, { ...PATIENT, ...options }));
  return read.ok ? ok(invoiceState(read.value)) : read;
}

/**
 * An invoice as one that can be paid: a draft is finished first. Nothing is collected by itself for that.
 * https://docs.stripe.com/api/invoices/finalize
 */
export async function finishedInvoice(access: AccountAccess, invoiceId: string): Promise<Result<InvoiceState, StripeFailure>> {
  const read = await readInvoice(access, invoiceId);
  if (!read.ok || read.value.status !== "draft") return read;
  const finished = await onAccount(access, (stripe, options) => stripe.invoices.finalizeInvoice(invoiceId, { auto_advance: false, expand: ["payments"] }, options));
  if (finished.ok) return ok(invoiceState(finished.value));
  // Somebody else has finished it at this moment.
  const again = finished.error.kind === "refused" ? await readInvoice(access, invoiceId) : finished;
  return again.ok && again.value.status === "draft" ? finished : again;
}

/** The invoice a payment was made for, in `in_…`; null: for none. https://docs.stripe.com/api/invoice-payment/list */
export async function invoiceOfPayment(access: AccountAccess, paymentIntentId: string): Promise<Result<string | null, StripeFailure>> {
  const payment = { type: "payment_intent" as const, payment_intent: paymentIntentId };
  const read = await onAccount(access, (stripe, options) => stripe.invoicePayments.list({ payment, limit: 1 }, { ...PATIENT, ...options }));
  if (!read.ok) return read;
  const invoice = read.value.data[0]?.invoice;
  return ok(typeof invoice === "string" ? invoice : (invoice?.id ?? null));
}

/**
 * Let Stripe try an open invoice again with what the customer has given as payment details since. `paid` also when it was
 * paid already. A refusal of the bank is the failure `card_declined`. https://docs.stripe.com/api/invoices/pay
 */
export async function payInvoice(access: AccountAccess, invoiceId: string): Promise<Result<"paid", StripeFailure>> {
  const paid = await onAccount(access, (stripe, options) => stripe.invoices.pay(invoiceId, {}, options));
  if (paid.ok) return ok("paid");
  if (paid.error.kind !== "refused") return paid;
  const read = await readInvoice(access, invoiceId);
  return read.ok && read.value.status === "paid" ? ok("paid") : paid;
}

/** `in_…`'s subscription, out of an invoice as the API or an event gives it. */
export function subscriptionOfInvoice(invoice: Pick<Stripe.Invoice, "parent">): string | null {
  const subscription = invoice.parent?.subscription_details?.subscription;
  return typeof subscription === "string" ? subscription : (subscription?.id ?? null);
}

function invoiceState(invoice: Stripe.Invoice): InvoiceState {
  const periods = invoice.lines.data.map((line) => line.period);
  return {
    id: invoice.id,
    subscriptionId: subscriptionOfInvoice(invoice),
    number: invoice.number,
    status: invoice.status ?? "draft",
    billingReason: invoice.billing_reason ?? "manual",
    amountDue: BigInt(invoice.amount_due),
    amountPaid: BigInt(invoice.amount_paid),
    subtotal: BigInt(invoice.subtotal),
    total: BigInt(invoice.total),
    discount: (invoice.total_discount_amounts ?? []).reduce((sum, one) => sum + BigInt(one.amount), 0n),
    creditUsed: invoice.total > invoice.amount_due ? BigInt(invoice.total - invoice.amount_due) : 0n,
    taxAmount: taxOf(invoice),
    currency: invoice.currency,
    lines: invoice.lines.data.map(({ description, amount }) => ({ text: description ?? "", amount: BigInt(amount) })),
    attempts: invoice.attempt_count,
    nextAttemptAt: invoice.next_payment_attempt === null ? null : at(invoice.next_payment_attempt),
    finalizationError: invoice.status === "draft" ? (invoice.last_finalization_error?.message ?? null) : null,
    periodStart: periods.length > 0 ? at(Math.min(...periods.map(({ start }) => start))) : null,
    periodEnd: periods.length > 0 ? at(Math.max(...periods.map(({ end }) => end))) : null,
    hostedUrl: invoice.hosted_invoice_url ?? null,
    pdfUrl: invoice.invoice_pdf ?? null,
    createdAt: at(invoice.created),
    paidAt: invoice.status_transitions.paid_at === null ? null : at(invoice.status_transitions.paid_at),
    paymentIntentId: paymentIntentOf(invoice),
  };
}

function at(seconds: number): Date {
  return new Date(seconds * 1000);
}
