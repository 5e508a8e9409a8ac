import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { QUICK } from "./quick";

/** Buttons that Stripe shows in an embedded checkout only on a registered host name. */
export type Wallet = "apple_pay" | "google_pay" | "link" | "paypal";
const WALLETS: readonly Wallet[] = ["apple_pay", "google_pay", "link", "paypal"];

/** A host name as an account has it registered. */
export interface WalletDomain {
  /** pmd_… */
  id: string;
  host: string;
  /** Off: Stripe shows no wallet there, whatever stands below. */
  enabled: boolean;
  /** What is not active there, with Stripe's own words about it, for details only. */
  inactive: { wallet: Wallet; detail: string | null }[];
}

/**
 * How a host name stands at an account; null: it is not registered. One quick try.
 * https://docs.stripe.com/payments/payment-methods/pmd-registration
 */
export async function readWalletDomain(access: AccountAccess, host: string): Promise<Result<WalletDomain | null, StripeFailure>> {
  const listed = await onAccount(access, (stripe, options) => stripe.paymentMethodDomains.list({ domain_name: host, limit: 1 }, { ...QUICK, ...options }));
  if (!listed.ok) return listed;
  const [domain] = listed.value.data;
  return ok(domain ? view(domain) : null);
}

/**
 * Register a host name for wallets at an account, or bring it back to work: made when it is missing, switched on when it is
 * off, checked again by Stripe when a wallet is inactive. Any number of times.
 * https://docs.stripe.com/payments/payment-methods/pmd-registration?dashboard-or-api=api#register-your-domain-while-using-connect
 */
export async function registerWalletDomain(access: AccountAccess, host: string): Promise<Result<WalletDomain, StripeFailure>> {
  const known = await readWalletDomain(access, host);
  if (!known.ok) return known;
  const domain = known.value;
  if (domain && domain.enabled && domain.inactive.length === 0) return ok(domain);
  const changed = await onAccount(access, (stripe, options) => {
    if (!domain) return stripe.paymentMethodDomains.create({ domain_name: host }, { ...options });
    if (!domain.enabled) return stripe.paymentMethodDomains.update(domain.id, { enabled: true }, { ...options });
    return stripe.paymentMethodDomains.validate(domain.id, {}, { ...options });
  });
  return changed.ok ? ok(view(changed.value)) : changed;
}

function view(domain: Stripe.PaymentMethodDomain): WalletDomain {
  return {
    id: domain.id,
    host: domain.domain_name,
    enabled: domain.enabled,
    inactive: WALLETS.filter((wallet) => domain[wallet].status !== "active").map((wallet) => ({ wallet, detail: domain[wallet].status_details?.error_message ?? null })),
  };
}
