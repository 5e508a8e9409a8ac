import { fail, ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";

const WAIT = { timeout: 10_000, maxNetworkRetries: 1 };

/** What Stripe says on an account whose portal was never set up; the error has no code. */
const NOT_SET_UP = /no configuration provided|default configuration has not been created|configuration/i;

/**
 * Stripe's own page for new payment details, on the creator's account: https://docs.stripe.com/customer-management/portal-deep-links
 * `not_set_up`: the creator has never saved the portal's settings.
 */
export async function paymentDetailsPortal(access: AccountAccess, customerId: string, returnUrl: string): Promise<Result<string, StripeFailure | { kind: "not_set_up" }>> {
  const made = await onAccount(access, (stripe, options) =>
    stripe.billingPortal.sessions.create({ customer: customerId, return_url: returnUrl, flow_data: { type: "payment_method_update", after_completion: { type: "redirect", redirect: { return_url: returnUrl } } } }, { ...WAIT, ...options }),
  );
  if (made.ok) return ok(made.value.url);
  return made.error.kind === "refused" && NOT_SET_UP.test(made.error.detail) ? fail({ kind: "not_set_up" }) : made;
}

export interface SetupPage {
  customerId: string;
  /** Lower-case ISO 4217: which ways to pay are offered depends on it. */
  currency: string;
  /** Our own id of the subscription, so that a page cannot be used for another. */
  subscriptionId: string;
  successUrl: string;
  cancelUrl: string;
}

/** A Checkout page that takes new payment details and no money: https://docs.stripe.com/payments/checkout/subscriptions/update-payment-details */
export async function setupPage(access: AccountAccess, { customerId, currency, subscriptionId, successUrl, cancelUrl }: SetupPage): Promise<Result<string, StripeFailure>> {
  const made = await onAccount(access, (stripe, options) =>
    stripe.checkout.sessions.create(
      { mode: "setup", ui_mode: "hosted_page", customer: customerId, currency, success_url: successUrl, cancel_url: cancelUrl, metadata: { subscription_id: subscriptionId } },
      { ...WAIT, ...options },
    ),
  );
  if (!made.ok) return made;
  return made.value.url ? ok(made.value.url) : fail({ kind: "refused", detail: "No address for the page", code: null, requestId: null, status: null });
}

/** What came of a setup page. `paymentMethodId` null: it was not finished. */
export interface SetupOutcome {
  customerId: string | null;
  subscriptionId: string | null;
  paymentMethodId: string | null;
}

/** https://docs.stripe.com/api/checkout/sessions/retrieve */
export async function readSetup(access: AccountAccess, sessionId: string): Promise<Result<SetupOutcome, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.checkout.sessions.retrieve(sessionId, { expand: ["setup_intent"] }, { ...WAIT, ...options }));
  if (!read.ok) return read;
  const { customer, metadata, mode, status, setup_intent: intent } = read.value;
  const method = typeof intent === "object" ? intent?.payment_method : null;
  return ok({
    customerId: typeof customer === "string" ? customer : (customer?.id ?? null),
    subscriptionId: metadata?.subscription_id ?? null,
    paymentMethodId: mode === "setup" && status === "complete" ? (typeof method === "string" ? method : (method?.id ?? null)) : null,
  });
}

/** pm_… the customer has chosen for everything, e.g. in the portal; null: none. https://docs.stripe.com/api/customers/retrieve */
export async function customersPaymentMethod(access: AccountAccess, customerId: string): Promise<Result<string | null, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.customers.retrieve(customerId, {}, { ...WAIT, ...options }));
  if (!read.ok) return read;
  const method = read.value.deleted ? null : read.value.invoice_settings.default_payment_method;
  return ok(typeof method === "string" ? method : (method?.id ?? null));
}

/** Make it the customer's choice for everything: https://docs.stripe.com/api/customers/update */
export async function setCustomersPaymentMethod(access: AccountAccess, customerId: string, paymentMethodId: string): Promise<Result<undefined, StripeFailure>> {
  const changed = await onAccount(access, (stripe, options) => stripe.customers.update(customerId, { invoice_settings: { default_payment_method: paymentMethodId } }, { ...WAIT, ...options }));
  return changed.ok ? ok() : changed;
}
