import type Stripe from "stripe";
import { minimumCharge } from "../../engine/currencies";
import type { Engine } from "../../engine/engine";
import { newId } from "../../engine/ids";
import { idOf } from "../../engine/operation";
import type { StoredInvoice, StoredSubscription } from "../../engine/tables";
import { draftInvoice, type NewInvoice } from "../invoice-object";
import { makeIntent } from "../payment-objects";

/**
 * What a customer's balance does to an invoice (https://docs.stripe.com/billing/customer/balance): credit (negative) pays first, a negative total
 * becomes credit, and what is too little to charge waits on the balance for the next invoice.
 * @returns amounts in minor units
 */
export function withBalance(total: number, balance: number, currency: string): { amountDue: number; endingBalance: number } {
  const due = total + balance;
  if (due <= 0) return { amountDue: 0, endingBalance: due };
  // A debt that is too small is carried on, but never one that the invoice itself did not make.
  if (due < minimumCharge(currency) && total !== 0) return { amountDue: 0, endingBalance: due };
  return { amountDue: due, endingBalance: 0 };
}

/** The subscription an invoice belongs to. */
export function subscriptionOf(engine: Engine, account: string, invoice: StoredInvoice): StoredSubscription | undefined {
  return engine.find(account, "subscription", idOf(invoice.parent?.subscription_details?.subscription) ?? "");
}

/**
 * Closes a draft: number, balance, and (when something is left to pay) its PaymentIntent. The intent has no metadata of anybody, as at Stripe.
 * @param intent the one that paid already, where Checkout took the money first
 */
export function finalizeInvoice(engine: Engine, account: string, invoice: StoredInvoice, intent?: string | null): StoredInvoice {
  const now = engine.clock.seconds();
  const found = engine.find(account, "customer", idOf(invoice.customer) ?? "");
  const customer = found && !found.deleted ? found : undefined;
  engine.guard(invoice);
  const starting = customer?.balance ?? 0;
  const { amountDue, endingBalance } = invoice.parent ? withBalance(invoice.total, starting, invoice.currency) : { amountDue: invoice.total, endingBalance: starting };
  const count = Object.values(engine.bucket(account).invoice).filter((row) => row.number !== null).length + 1;
  Object.assign(invoice, {
    status: "open",
    amount_due: amountDue,
    amount_remaining: amountDue,
    starting_balance: starting,
    ending_balance: endingBalance,
    effective_at: now,
    hosted_invoice_url: `${engine.publicBase}/invoices/${invoice.id}`,
    invoice_pdf: `${engine.publicBase}/invoices/${invoice.id}/pdf`,
    number: `${customer?.invoice_prefix ?? invoice.id.slice(3, 11).toUpperCase()}-${String(count).padStart(4, "0")}`,
    status_transitions: { ...invoice.status_transitions, finalized_at: now },
  } satisfies Partial<StoredInvoice>);
  if (customer && endingBalance !== starting) {
    engine.guard(customer);
    customer.balance = endingBalance;
    engine.emit(account, "customer.updated", customer, { previous: { balance: starting } });
  }
  engine.touch();
  engine.emit(account, "invoice.finalized", invoice);
  if (amountDue > 0) expectPayment(engine, account, invoice, intent ?? null);
  return invoice;
}

/** A finished invoice that waits for its payment. */
export function makeInvoice(engine: Engine, account: string, given: NewInvoice, intent?: string | null): StoredInvoice {
  return finalizeInvoice(engine, account, draftInvoice(engine, account, given), intent);
}

function expectPayment(engine: Engine, account: string, invoice: StoredInvoice, given: string | null): void {
  const subscription = subscriptionOf(engine, account, invoice);
  const percent = subscription?.application_fee_percent ?? null;
  const intent =
    given ??
    makeIntent(engine, account, {
      amount: invoice.amount_due,
      currency: invoice.currency,
      applicationFeeAmount: percent === null ? null : Math.round((invoice.amount_due * percent) / 100) || null,
      metadata: {},
      description: invoice.billing_reason === "subscription_create" ? "Subscription creation" : "Subscription update",
      receiptEmail: null,
      statementDescriptor: null,
      statementDescriptorSuffix: null,
      setupFutureUsage: subscription ? "off_session" : null,
      customer: idOf(invoice.customer),
      application: idOf(invoice.application),
    }).id;
  engine.save(account, "invoice_payment", {
    id: newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_due,
    created: engine.clock.seconds(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { type: "payment_intent", payment_intent: intent },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  });
}

/** The payment an invoice waits for, or that it had. */
export function paymentOf(engine: Engine, account: string, invoice: StoredInvoice): { payment: Stripe.InvoicePayment; intent: Stripe.PaymentIntent } | null {
  const payment = Object.values(engine.bucket(account).invoice_payment).find((row) => row.invoice === invoice.id);
  const intent = payment && engine.find(account, "payment_intent", idOf(payment.payment.payment_intent) ?? "");
  return payment && intent ? { payment, intent } : null;
}

/** The invoice is paid: by its intent, by the balance, or because there was nothing to pay. */
export function markPaid(engine: Engine, account: string, invoice: StoredInvoice): void {
  const now = engine.clock.seconds();
  engine.guard(invoice);
  const first = invoice.attempt_count === 0 && invoice.amount_due > 0;
  Object.assign(invoice, {
    status: "paid",
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    attempted: true,
    attempt_count: first ? 1 : invoice.attempt_count,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  } satisfies Partial<StoredInvoice>);
  const pays = paymentOf(engine, account, invoice)?.payment;
  if (pays) {
    engine.guard(pays);
    Object.assign(pays, { status: "paid", amount_paid: invoice.amount_due, status_transitions: { canceled_at: null, paid_at: now } } satisfies Partial<Stripe.InvoicePayment>);
  }
  engine.touch();
  engine.emit(account, "invoice.updated", invoice);
  engine.emit(account, "invoice.paid", invoice);
  engine.emit(account, "invoice.payment_succeeded", invoice);
  if (pays) engine.emit(account, "invoice_payment.paid", pays);
}

/** Nobody wants this money any more; the customer's balance that it used comes back. */
export function closeInvoice(engine: Engine, account: string, invoice: StoredInvoice, as: "void" | "uncollectible"): void {
  const now = engine.clock.seconds();
  engine.guard(invoice);
  const transition = as === "void" ? { voided_at: now } : { marked_uncollectible_at: now };
  Object.assign(invoice, {
    status: as,
    auto_advance: false,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, ...transition },
  } satisfies Partial<StoredInvoice>);
  if (as === "void") {
    const waits = paymentOf(engine, account, invoice);
    if (waits && waits.intent.status !== "succeeded") {
      engine.guard(waits.intent);
      engine.guard(waits.payment);
      Object.assign(waits.intent, { status: "canceled", canceled_at: now, cancellation_reason: "void_invoice" } satisfies Partial<Stripe.PaymentIntent>);
      Object.assign(waits.payment, { status: "canceled", status_transitions: { canceled_at: now, paid_at: null } } satisfies Partial<Stripe.InvoicePayment>);
      engine.emit(account, "payment_intent.canceled", waits.intent);
    }
    giveBalanceBack(engine, account, invoice);
  }
  engine.touch();
  engine.emit(account, "invoice.updated", invoice);
  engine.emit(account, as === "void" ? "invoice.voided" : "invoice.marked_uncollectible", invoice);
}

function giveBalanceBack(engine: Engine, account: string, invoice: StoredInvoice): void {
  const customer = engine.find(account, "customer", idOf(invoice.customer) ?? "");
  const used = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (!customer || customer.deleted || used === 0) return;
  engine.guard(customer);
  customer.balance -= used;
  engine.emit(account, "customer.updated", customer, { previous: { balance: customer.balance + used } });
}
