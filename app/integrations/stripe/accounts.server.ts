import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import { stripeClient } from "./client.server";
import { attempt, type StripeFailure } from "./errors.server";

/** An account as we keep it: the last that Stripe told us. */
export interface AccountSnapshot {
  displayName: string | null;
  email: string | null;
  /** Upper-case ISO 3166-1 alpha-2. */
  country: string | null;
  /** Lower-case ISO 4217. */
  defaultCurrency: string | null;
  chargesEnabled: boolean;
  payoutsEnabled: boolean;
  detailsSubmitted: boolean;
  capabilities: Stripe.Account.Capabilities;
  /** Null when Stripe does not show them to the platform. */
  requirements: Stripe.Account.Requirements | null;
  futureRequirements: Stripe.Account.FutureRequirements | null;
}

/** Read an account from Stripe: https://docs.stripe.com/api/accounts/retrieve. `access_lost`: it is no longer connected. */
export async function readAccount(access: AccountAccess): Promise<Result<AccountSnapshot, StripeFailure>> {
  const answer = access.restrictedKey
    ? await onAccount(access, (stripe, options) => stripe.accounts.retrieveCurrent({}, options))
    : await attempt(() => stripeClient().accounts.retrieve(access.stripeAccountId));
  return answer.ok ? ok(snapshot(answer.value)) : answer;
}

function snapshot(account: Stripe.Account): AccountSnapshot {
  return {
    displayName: account.settings?.dashboard?.display_name || account.business_profile?.name || null,
    email: account.email,
    country: account.country ?? null,
    defaultCurrency: account.default_currency ?? null,
    chargesEnabled: account.charges_enabled,
    payoutsEnabled: account.payouts_enabled,
    detailsSubmitted: account.details_submitted,
    capabilities: account.capabilities ?? {},
    requirements: account.requirements ?? null,
    futureRequirements: account.future_requirements ?? null,
  };
}
