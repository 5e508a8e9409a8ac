import type Stripe from "stripe";
import { fail, ok, type Result } from "~/lib/result";
import { onAccount } from "./account-call.server";
import type { StripeFailure } from "./errors.server";

type Probe = (stripe: Stripe, options: Stripe.RequestOptions) => Promise<unknown>;

/** An id that no object has: a key that may write is told that there is no such object, one that may not is told that. */
const NOBODY = "lectern_permission_check";
const ONE = { limit: 1 } as const;
/** A person waits for all of them together. */
const WAIT = { timeout: 10_000, maxNetworkRetries: 1 };

/**
 * Every right Lectern needs of a restricted key, with a call that shows whether it is there and changes nothing.
 * https://docs.stripe.com/keys/restricted-api-keys
 */
const PROBES = {
  account_read: (stripe, options) => stripe.accounts.retrieveCurrent({}, options),
  checkout_session_write: (stripe, options) => stripe.checkout.sessions.expire(`cs_${NOBODY}`, {}, options),
  payment_intent_read: (stripe, options) => stripe.paymentIntents.list(ONE, options),
  charge_read: (stripe, options) => stripe.charges.list(ONE, options),
  refund_write: (stripe, options) => stripe.refunds.create({ charge: `ch_${NOBODY}` }, options),
  balance_transaction_read: (stripe, options) => stripe.balanceTransactions.list(ONE, options),
  balance_read: (stripe, options) => stripe.balance.retrieve({}, options),
  payout_read: (stripe, options) => stripe.payouts.list(ONE, options),
  subscription_read: (stripe, options) => stripe.subscriptions.list(ONE, options),
  event_read: (stripe, options) => stripe.events.list(ONE, options),
  webhook_write: (stripe, options) => stripe.webhookEndpoints.update(`we_${NOBODY}`, { disabled: false }, options),
  payment_method_configuration_read: (stripe, options) => stripe.paymentMethodConfigurations.list(ONE, options),
  payment_method_domain_write: (stripe, options) => stripe.paymentMethodDomains.update(`pmd_${NOBODY}`, { enabled: true }, options),
} as const satisfies Record<string, Probe>;

/**
 * What selling memberships wants beside it: a recurring price, the member's changes, their invoices and payment details. A key
 * without them sells everything that is paid once.
 */
const MEMBERSHIP_PROBES = {
  product_write: (stripe, options) => stripe.products.update(`prod_${NOBODY}`, { active: true }, options),
  price_write: (stripe, options) => stripe.prices.update(`price_${NOBODY}`, { active: true }, options),
  subscription_write: (stripe, options) => stripe.subscriptions.update(`sub_${NOBODY}`, { cancel_at_period_end: false }, options),
  invoice_write: (stripe, options) => stripe.invoices.pay(`in_${NOBODY}`, {}, options),
  customer_write: (stripe, options) => stripe.customers.update(`cus_${NOBODY}`, { metadata: {} }, options),
  customer_portal_write: (stripe, options) => stripe.billingPortal.sessions.create({ customer: `cus_${NOBODY}` }, options),
} as const satisfies Record<string, Probe>;

export type SalePermission = keyof typeof PROBES;
export type MembershipPermission = keyof typeof MEMBERSHIP_PROBES;
export type KeyPermission = SalePermission | MembershipPermission;
const SALES = Object.keys(PROBES) as SalePermission[];
const MEMBERSHIPS = Object.keys(MEMBERSHIP_PROBES) as MembershipPermission[];

export interface MissingPermission {
  name: KeyPermission;
  /** Stripe's own name of it (`rak_…`), if it said. */
  stripeName: string | null;
}

/**
 * Try every right a key must have to be used at all, or those that only memberships want; nothing at Stripe is changed by it.
 * Answers with those that are missing.
 * `access_lost`: Stripe does not know the key, or it was revoked. Anything else that is no clear answer is that failure.
 */
export async function probeKey(restrictedKey: string, wanted: "sales" | "memberships" = "sales"): Promise<Result<MissingPermission[], StripeFailure>> {
  const tried = await Promise.all((wanted === "sales" ? SALES : MEMBERSHIPS).map((name) => tryOne(restrictedKey, name)));
  const failed = tried.find((one) => !one.ok);
  if (failed && !failed.ok) return failed;
  return ok(tried.flatMap((one) => (one.ok && one.value ? [one.value] : [])));
}

async function tryOne(restrictedKey: string, name: KeyPermission): Promise<Result<MissingPermission | null, StripeFailure>> {
  const probe: Probe = { ...PROBES, ...MEMBERSHIP_PROBES }[name];
  const answer = await onAccount({ stripeAccountId: "", restrictedKey }, (stripe, options) => probe(stripe, { ...WAIT, ...options }));
  if (answer.ok) return ok(null);
  const { kind, permission = null } = answer.error;
  if (kind === "permission_missing") return ok({ name, stripeName: permission });
  // The object is not there, as it should be: the right is.
  return kind === "not_found" || kind === "refused" ? ok(null) : fail(answer.error);
}

/** Whose key it is: `acct_…`. https://docs.stripe.com/api/accounts/retrieve */
export async function accountOfKey(restrictedKey: string): Promise<Result<string, StripeFailure>> {
  const answer = await onAccount({ stripeAccountId: "", restrictedKey }, (stripe, options) => stripe.accounts.retrieveCurrent({}, { ...WAIT, ...options }));
  return answer.ok ? ok(answer.value.id) : answer;
}
