import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { StripeApiError, type StripeErrorBody } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { StoredInvoice, StoredSubscription } from "../../engine/tables";
import { methodOf, type TestMethod, unattended } from "../cards";
import { askForAuthentication, declineAttempt, succeedAttempt } from "../payments";
import { markPaid, paymentOf, subscriptionOf } from "./finalize";

/** How an attempt to collect an invoice ended; `error` is what the API answers when somebody asked for it. */
export type Collected = { status: "paid" } | { status: "failed"; error: StripeApiError };

export interface Attempt {
  /** Instead of the customer's own default. */
  paymentMethod?: Stripe.PaymentMethod;
  /** Its holder is there: an authentication succeeds and the card that fails later still pays. */
  attended?: boolean;
  /** By the schedule: what counts as an attempt. */
  automatic?: boolean;
}

/** The method a subscription's invoices are taken from: its own, else the customer's default (docs.stripe.com, payment method priority). */
export function methodFor(engine: Engine, account: string, subscription: StoredSubscription): Stripe.PaymentMethod | undefined {
  const customer = engine.find(account, "customer", idOf(subscription.customer) ?? "");
  const general = customer && !customer.deleted ? idOf(customer.invoice_settings.default_payment_method) : null;
  return engine.find(account, "payment_method", idOf(subscription.default_payment_method) ?? general ?? "");
}

/**
 * Tries to collect an open invoice once. Tells of the attempt, not of what it means for the subscription: see `afterPaid` and `afterFailure`.
 */
export function collect(engine: Engine, account: string, invoice: StoredInvoice, attempt: Attempt = {}): Collected {
  if (invoice.amount_due === 0) {
    markPaid(engine, account, invoice);
    return { status: "paid" };
  }
  const subscription = subscriptionOf(engine, account, invoice);
  const saved = attempt.paymentMethod ?? (subscription && methodFor(engine, account, subscription));
  const known = saved && methodOf(saved);
  const waiting = paymentOf(engine, account, invoice);
  if (!saved || !known || !waiting) return { status: "failed", error: noMethod() };
  const { intent } = waiting;
  engine.guard(intent);
  const method = toCharge(engine, account, invoice, known, attempt.attended ?? false);
  const payer = { email: saved.billing_details.email, name: saved.billing_details.name };
  switch (method.outcome) {
    case "declined":
      declineAttempt(engine, account, intent, method, payer, saved);
      return { status: "failed", error: declined(method, intent) };
    case "requires_authentication":
      askForAuthentication(engine, account, intent, method, payer, saved);
      return { status: "failed", error: asksForHolder(intent) };
    case "success":
    case "delayed":
      succeedAttempt(engine, account, intent, method, payer, attempt.attended ?? false, saved);
      if (attempt.automatic && invoice.attempt_count > 0) {
        engine.guard(invoice);
        invoice.attempt_count += 1;
      }
      markPaid(engine, account, invoice);
      return { status: "paid" };
  }
}

/** The card as it answers this time: told to fail, left alone, or with its holder beside it. */
function toCharge(engine: Engine, account: string, invoice: StoredInvoice, known: TestMethod, attended: boolean): TestMethod {
  const subscription = subscriptionOf(engine, account, invoice);
  const record = subscription && engine.state.subscriptions[subscription.id];
  const refused: TestMethod = { ...known, outcome: "declined", decline: { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." } };
  if (record?.failNext) {
    engine.guard(record);
    record.failNext -= 1;
    return refused;
  }
  if (record?.renewals === "fail" && !attended) return refused;
  if (!attended) return unattended(known);
  return known.outcome === "requires_authentication" ? { ...known, outcome: "success" } : known;
}

function declined(method: TestMethod, intent: Stripe.PaymentIntent): StripeApiError {
  const decline = method.decline ?? { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." };
  const body: StripeErrorBody = {
    type: "card_error",
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll("_", "-")}`,
    payment_intent: { ...intent },
  };
  return new StripeApiError(402, body);
}

function asksForHolder(intent: Stripe.PaymentIntent): StripeApiError {
  return new StripeApiError(402, {
    type: "card_error",
    code: "invoice_payment_intent_requires_action",
    message: "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with this invoice.",
    payment_intent: { ...intent },
  });
}

function noMethod(): StripeApiError {
  return new StripeApiError(400, {
    type: "invalid_request_error",
    code: "resource_missing",
    message:
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
  });
}

/** Notes a failed attempt on the invoice and says so. Asking by hand does not count against the retries. */
export function noteFailure(engine: Engine, account: string, invoice: StoredInvoice, automatic: boolean): void {
  engine.guard(invoice);
  invoice.attempted = true;
  if (automatic || invoice.attempt_count === 0) invoice.attempt_count += 1;
  engine.touch();
}

/** What Stripe sends about an attempt that failed, once the invoice shows its next one. */
export function announceFailure(engine: Engine, account: string, invoice: StoredInvoice): void {
  engine.emit(account, "invoice.updated", invoice);
  engine.emit(account, "invoice.payment_failed", invoice);
  if (paymentOf(engine, account, invoice)?.intent.status === "requires_action") engine.emit(account, "invoice.payment_action_required", invoice);
}

/** A subscription changes its state, and says from which. */
export function setStatus(engine: Engine, account: string, subscription: StoredSubscription, status: Stripe.Subscription.Status): void {
  const before = subscription.status;
  if (before === status) return;
  engine.guard(subscription);
  subscription.status = status;
  engine.touch();
  engine.emit(account, "customer.subscription.updated", subscription, { previous: { status: before } });
}
