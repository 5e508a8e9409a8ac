import type Stripe from "stripe";
import { fail, type Result } from "~/lib/result";
import { keyClient, stripeClient } from "./client.server";
import { attempt, type StripeFailure } from "./errors.server";

/** How a connected account is spoken to: as the platform on its behalf, or with the account's own restricted key. */
export interface AccountAccess {
  /** acct_… */
  stripeAccountId: string;
  /** rk_…; null: the platform's key with the account's id in a header. */
  restrictedKey: string | null;
  /** There is a key of its own, but it cannot be read any more: no call is made at all. */
  unreadable?: boolean;
}

/** What every call answers while the account's own key cannot be read. */
const UNREADABLE: StripeFailure = { kind: "key_unreadable", detail: "The account's own key cannot be read: ENCRYPTION_KEY has changed.", code: null, requestId: null, status: null };

/**
 * One call to Stripe as a connected account. `options` must be part of what the call passes on.
 * A restricted key that was revoked is `access_lost`, one that lacks a right is `permission_missing`, one that we cannot read
 * ourselves is `key_unreadable`.
 * https://docs.stripe.com/connect/authentication, https://docs.stripe.com/keys/restricted-api-keys
 */
export function onAccount<T>(access: AccountAccess, call: (stripe: Stripe, options: Stripe.RequestOptions) => Promise<T>): Promise<Result<T, StripeFailure>> {
  const { stripeAccountId, restrictedKey } = access;
  if (access.unreadable) return Promise.resolve(fail(UNREADABLE));
  if (!restrictedKey) return attempt(() => call(stripeClient(), { stripeAccount: stripeAccountId }));
  return attempt(() => call(keyClient(restrictedKey), {}), { ownKey: true });
}

/** Whether this account has a key of its own, readable or not: then the platform's key is never used for it. */
export function hasOwnKey({ restrictedKey, unreadable }: AccountAccess): boolean {
  return restrictedKey !== null || unreadable === true;
}
