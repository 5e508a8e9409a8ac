import { env } from "~/env.server";
import { fail, ok, type Result } from "~/lib/result";
import { oauthClient } from "./client.server";
import { attempt, type StripeFailure } from "./errors.server";

/** The one address Stripe may send a creator back to; it must be registered with the platform exactly like this. */
export function oauthRedirectUri(): string {
  return `${env.appUrl}/settings/integrations/stripe/callback`;
}

/** What we know of a creator; Stripe fills its form for a new account with it and ignores what it cannot use. */
export interface OAuthPrefill {
  email?: string;
  first_name?: string;
  last_name?: string;
  url?: string;
  /** Upper-case ISO 3166-1 alpha-2. */
  country?: string;
  business_name?: string;
  /** Lower-case ISO 4217. */
  currency?: string;
  street_address?: string;
  city?: string;
  zip?: string;
  product_description?: string;
}

/**
 * Where the creator goes to connect: https://docs.stripe.com/connect/oauth-reference#get-authorize
 * Built here because the SDK's own function drops a port and forces https, and so could not lead to the sandbox.
 */
export function authorizeUrl(state: string, prefill: OAuthPrefill): string {
  const url = new URL(`${env.stripe.connectBase}/oauth/authorize`);
  const query = { response_type: "code", client_id: env.stripe.clientId, scope: "read_write", redirect_uri: oauthRedirectUri(), state };
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  for (const [name, value] of Object.entries(prefill)) if (value) url.searchParams.set(`stripe_user[${name}]`, value);
  return url.toString();
}

export interface ExchangedGrant {
  /** acct_… */
  stripeAccountId: string;
  livemode: boolean;
}

/** Why a code was not taken. `used` also means that Stripe has just revoked the connection the code had made. */
export type GrantProblem = "expired" | "used" | "unknown" | "wrong_mode" | "not_ours";

export interface GrantFailure extends StripeFailure {
  /** Set when `kind` is `invalid_grant`. */
  grant: GrantProblem | null;
}

/**
 * Exchange the code of an approved connection. Never retried: a code that arrives twice makes Stripe revoke the connection,
 * so after `unreachable` nobody knows whether it was taken. The tokens in the answer are deprecated and not kept.
 * https://docs.stripe.com/connect/oauth-reference#post-token
 */
export async function exchangeCode(code: string): Promise<Result<ExchangedGrant, GrantFailure>> {
  const answer = await attempt(() => oauthClient().oauth.token({ grant_type: "authorization_code", code }, { maxNetworkRetries: 0 }));
  if (!answer.ok) return fail({ ...answer.error, grant: answer.error.kind === "invalid_grant" ? grantProblem(answer.error.detail) : null });
  const { stripe_user_id: stripeAccountId, livemode } = answer.value;
  if (!stripeAccountId) return fail({ kind: "refused", detail: "The answer named no account", code: null, status: null, requestId: null, grant: null });
  return ok({ stripeAccountId, livemode: livemode ?? env.stripe.livemode });
}

/** Stripe gives these no code, only words. */
export function grantProblem(detail: string): GrantProblem {
  if (/already been used/i.test(detail)) return "used";
  if (/expired/i.test(detail)) return "expired";
  if (/(live|test)mode|(live|test) keys/i.test(detail)) return "wrong_mode";
  if (/does not belong/i.test(detail)) return "not_ours";
  return "unknown";
}

/**
 * End the platform's connection to an account. One that is ended already is a success.
 * https://docs.stripe.com/connect/oauth-reference#post-deauthorize
 */
export async function deauthorize(stripeAccountId: string): Promise<Result<undefined, StripeFailure>> {
  const answer = await attempt(() => oauthClient().oauth.deauthorize({ client_id: env.stripe.clientId, stripe_user_id: stripeAccountId }));
  return answer.ok || answer.error.kind === "access_lost" ? ok() : answer;
}
