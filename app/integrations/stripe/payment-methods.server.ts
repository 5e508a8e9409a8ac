import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { hasOwnKey, onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { QUICK } from "./quick";

/** A way to pay, as an account has it set. */
export interface PaymentMethodSetting {
  /** Stripe's name, e.g. `card`, `apple_pay`, `sepa_debit`. */
  name: string;
  /** Switched on by the creator, or by Stripe's default. */
  on: boolean;
  /** On, and Stripe lets the account offer it. */
  available: boolean;
}

/**
 * The ways to pay that the account's checkout offers when a session names none: which of them one buyer sees still depends on
 * their country, currency and device. Direct charges through the platform use the account's child configuration, an account
 * with its own key its own one. Empty: Stripe shows none.
 * https://docs.stripe.com/connect/payment-method-configurations
 */
export async function readPaymentMethods(access: AccountAccess): Promise<Result<PaymentMethodSetting[], StripeFailure>> {
  const listed = await onAccount(access, (stripe, options) => stripe.paymentMethodConfigurations.list({ limit: 100 }, { ...QUICK, ...options }));
  if (!listed.ok) return listed;
  const usable = listed.value.data.filter((configuration) => configuration.active && configuration.is_default);
  const child = usable.find((configuration) => configuration.application !== null);
  const own = usable.find((configuration) => configuration.application === null);
  const used = !hasOwnKey(access) ? (child ?? own) : (own ?? child);
  return ok(used ? settingsOf(used) : []);
}

/** Every method is a property with `available` and `display_preference`; new ones need no change here. */
function settingsOf(configuration: Stripe.PaymentMethodConfiguration): PaymentMethodSetting[] {
  return Object.entries(configuration).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value !== "object" || value === null || !("display_preference" in value) || !("available" in value)) return [];
    const preference = value.display_preference;
    const on = typeof preference === "object" && preference !== null && "value" in preference && preference.value === "on";
    return [{ name, on, available: on && value.available === true }];
  });
}
