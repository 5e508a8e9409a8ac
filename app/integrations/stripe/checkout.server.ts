import type Stripe from "stripe";
import { env } from "~/env.server";
import { fail, ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { readSession } from "./payments.server";

/** A buyer waits for these calls, so they give up sooner than the client's own limit. */
const WAIT = { timeout: 10_000, maxNetworkRetries: 1 };

export type CheckoutUiMode = "embedded_page" | "hosted_page";

export interface NewCheckoutSession {
  /** Our row's id: the idempotency key, so that a repeated call answers with the same session. */
  key: string;
  /** The account the sale is made on. */
  access: AccountAccess;
  orderId: string;
  uiMode: CheckoutUiMode;
  title: string;
  /** Minor units. */
  amount: bigint;
  /** Lower-case ISO 4217. */
  currency: string;
  /** Minor units kept by the platform; 0n: none. */
  applicationFee: bigint;
  /** Known for a signed-in buyer: Checkout then shows it and does not ask. */
  buyerEmail: string | null;
  /** Public https address of the cover, or null. */
  imageUrl: string | null;
  expiresAt: Date;
  /** Whether businesses are asked for their tax number, and with it for name and address: the seller writes invoices. */
  collectTaxIds?: boolean;
  /** A membership: what is paid again and again. `amount` and `applicationFee` then say nothing to Stripe. */
  recurring: RecurringPart | null;
}

export interface RecurringPart {
  /** price_… on the same account. */
  stripePriceId: string;
  /** Days before the first payment; 0: it is made now. */
  trialDays: number;
  /** Of every payment, for the platform; 0: none. At most two decimals, as Stripe takes them. */
  applicationFeePercent: number;
}

export interface OpenCheckoutSession {
  stripeSessionId: string;
  /** embedded_page: what Stripe.js needs. */
  clientSecret: string | null;
  /** hosted_page: where the buyer goes. */
  url: string | null;
  expiresAt: Date;
}

/**
 * One Checkout Session as a direct charge on the creator's account: https://docs.stripe.com/api/checkout/sessions/create
 * No list of payment methods is sent, so Stripe offers what the creator has turned on. The order's id stands on the session
 * and on the payment, because Stripe does not copy one's metadata to the other.
 * Expected failures come back as a StripeFailure; with the same `key` and values the call can be repeated for 24 hours.
 */
export async function createCheckoutSession(input: NewCheckoutSession): Promise<Result<OpenCheckoutSession, StripeFailure>> {
  const create = (wanted: NewCheckoutSession, key: string) => onAccount(input.access, (stripe, options) => stripe.checkout.sessions.create(sessionParams(wanted), { ...WAIT, ...options, idempotencyKey: key }));
  const asked = await create(input, input.key);
  // Not every account may ask for tax numbers; a sale does not fail for that. The other values need a key of their own.
  const created = !asked.ok && input.collectTaxIds && asked.error.kind === "refused" && /tax.?id/i.test(asked.error.detail) ? await create({ ...input, collectTaxIds: false }, `${input.key}.plain`) : asked;
  if (!created.ok) return created;
  const { id, client_secret: clientSecret, url, expires_at: expiresAt } = created.value;
  return ok({ stripeSessionId: id, clientSecret, url, expiresAt: new Date(expiresAt * 1000) });
}

function sessionParams(input: NewCheckoutSession): Stripe.Checkout.SessionCreateParams {
  const what = input.recurring ? subscriptionParams(input, input.recurring) : paymentParams(input);
  return { ...commonParams(input), ...what };
}

/** https://docs.stripe.com/payments/subscriptions, https://docs.stripe.com/connect/subscriptions */
function subscriptionParams({ orderId, title }: NewCheckoutSession, { stripePriceId, trialDays, applicationFeePercent }: RecurringPart): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "subscription",
    line_items: [{ quantity: 1, price: stripePriceId }],
    subscription_data: {
      metadata: { order_id: orderId },
      description: title,
      ...(trialDays > 0 ? { trial_period_days: trialDays } : {}),
      ...(applicationFeePercent > 0 ? { application_fee_percent: applicationFeePercent } : {}),
    },
  };
}

function paymentParams(input: NewCheckoutSession): Stripe.Checkout.SessionCreateParams {
  return {
    mode: "payment",
    line_items: [
      {
        quantity: 1,
        price_data: {
          currency: input.currency,
          // Eight digits at most (lib/money), so the number is exact.
          unit_amount: Number(input.amount),
          product_data: { name: input.title, ...(input.imageUrl ? { images: [input.imageUrl] } : {}) },
        },
      },
    ],
    payment_intent_data: {
      metadata: { order_id: input.orderId },
      description: input.title,
      ...(input.applicationFee > 0n ? { application_fee_amount: Number(input.applicationFee) } : {}),
    },
  };
}

function commonParams(input: NewCheckoutSession): Stripe.Checkout.SessionCreateParams {
  const metadata = { order_id: input.orderId };
  const back = `${env.appUrl}/checkout/${input.orderId}`;
  const done = `${back}/return?session_id={CHECKOUT_SESSION_ID}`;
  return {
    ui_mode: input.uiMode,
    ...(input.uiMode === "embedded_page" ? { return_url: done } : { success_url: done, cancel_url: back }),
    client_reference_id: input.orderId,
    metadata,
    ...(input.buyerEmail ? { customer_email: input.buyerEmail } : {}),
    billing_address_collection: "auto",
    // https://docs.stripe.com/payments/checkout/tax-id-collection: Checkout asks for name and address of the business with it.
    ...(input.collectTaxIds ? { tax_id_collection: { enabled: true } } : {}),
    locale: "auto",
    expires_at: Math.floor(input.expiresAt.getTime() / 1000),
  };
}

export interface SessionAddress {
  /** cs_… */
  stripeSessionId: string;
  access: AccountAccess;
}

/**
 * Close an open session so that it can no longer be paid: https://docs.stripe.com/api/checkout/sessions/expire
 * Stripe refuses to expire what is not open, so a refusal is looked into: `complete` means that the buyer was faster.
 */
export async function expireCheckoutSession({ stripeSessionId, access }: SessionAddress): Promise<Result<"expired" | "complete", StripeFailure>> {
  const expired = await onAccount(access, (stripe, options) => stripe.checkout.sessions.expire(stripeSessionId, {}, { ...WAIT, ...options }));
  if (expired.ok) return ok("expired");
  if (expired.error.kind !== "refused") return expired;
  const session = await readSession(access, stripeSessionId);
  if (!session.ok) return session;
  if (session.value.status === "complete") return ok("complete");
  return session.value.status === "expired" ? ok("expired") : fail(expired.error);
}
