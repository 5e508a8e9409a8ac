import { PLATFORM_ACCOUNT } from "../engine/constants";
import type { Engine } from "../engine/engine";
import { StripeApiError } from "../engine/errors";
import { grants } from "./permissions";

/** Who calls: the platform, or an account with a key of its own. */
export interface Caller {
  key: string;
  /** The account the key belongs to. */
  account: string;
  /** Whether the key itself may do what needs this permission (`rak_…`). */
  may(permission: string): boolean;
}

/** An account's own secret key starts like this and goes on with its id: predictable, so that a test can try it. */
const OWN_SECRET_KEY = "sk_test_sandbox_";

/** The secret key an account's holder could copy from the Dashboard. It may do everything, which is why the app should refuse it. */
export function ownSecretKey(account: string): string {
  return `${OWN_SECRET_KEY}${account}`;
}

/** The account's publishable key, for Stripe.js on its own behalf (`pk_test_sandbox_acct_…`). */
export function ownPublishableKey(account: string): string {
  return `pk_test_sandbox_${account}`;
}

/** Checks the secret key, as a bearer token or as the user of basic auth. @throws {StripeApiError} 401 */
export function authenticate(engine: Engine, request: Request): Caller {
  const key = keyOf(request.headers.get("authorization"));
  if (!key) {
    throw refuse(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    );
  }
  if (key === engine.keys.secretKey) return { key, account: PLATFORM_ACCOUNT, may: () => true };
  if (key.startsWith("pk_")) {
    throw refuse(
      "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
      "secret_key_required",
    );
  }
  const restricted = Object.hasOwn(engine.state.apiKeys, key) ? engine.state.apiKeys[key] : undefined;
  if (restricted) {
    if (restricted.revokedAt !== null) throw refuse(`Expired API Key provided: ${mask(key)}`, "api_key_expired");
    return { key, account: restricted.account, may: (permission) => grants(restricted.permissions, restricted.missing, permission) };
  }
  const owner = key.startsWith(OWN_SECRET_KEY) ? engine.account(key.slice(OWN_SECRET_KEY.length)) : undefined;
  if (owner && owner.kind !== "platform") return { key, account: owner.account.id, may: () => true };
  throw refuse(`Invalid API Key provided: ${mask(key)}`);
}

export function keyOf(header: string | null): string | null {
  const [scheme = "", value = ""] = (header ?? "").split(" ");
  if (scheme.toLowerCase() === "bearer") return value || null;
  if (scheme.toLowerCase() === "basic") return Buffer.from(value, "base64").toString("utf8").split(":")[0] || null;
  return null;
}

/** Stripe shows the start and the last four characters of a wrong key. */
export function mask(key: string): string {
  return key.length <= 12 ? "*".repeat(key.length) : `${key.slice(0, 8)}${"*".repeat(key.length - 12)}${key.slice(-4)}`;
}

/** STRIPE.md C: what a call for an account we have no (or no longer) access to answers. */
export function noAccess(key: string, account: string): StripeApiError {
  const shown = `${key.slice(0, 8)}***${key.slice(-4)}`;
  return new StripeApiError(
    403,
    {
      type: "invalid_request_error",
      code: "account_invalid",
      message: `The provided key '${shown}' does not have access to account '${account}' (or that account does not exist). Application access may have been revoked.`,
    },
    false,
  );
}

/** A restricted key that may not do this (https://docs.stripe.com/keys/restricted-api-keys): no code, only the sentence names the permission. */
export function missingPermission(caller: Caller, permission: string): StripeApiError {
  return new StripeApiError(
    403,
    {
      type: "invalid_request_error",
      message: `The provided key '${mask(caller.key)}' does not have the required permissions for this endpoint on account '${caller.account}'. Having the '${permission}' permission would allow this request to continue.`,
    },
    false,
  );
}

function refuse(message: string, code?: string): StripeApiError {
  return new StripeApiError(
    401,
    {
      type: "invalid_request_error",
      message,
      ...(code ? { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll("_", "-")}` } : {}),
    },
    false,
  );
}
