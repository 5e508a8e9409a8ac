import type { Engine } from "../engine/engine";
import { StripeApiError } from "../engine/errors";

/** Checks the secret key, as a bearer token or as the user of basic auth. @throws {StripeApiError} 401 */
export function authenticate(engine: Engine, request: Request): void {
  const key = keyOf(request.headers.get("authorization"));
  if (!key) {
    throw refuse(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    );
  }
  if (key === engine.keys.secretKey) return;
  if (key.startsWith("pk_")) {
    throw refuse(
      "This API call cannot be made with a publishable API key. Please use a secret API key. You can find a list of your API keys at https://dashboard.stripe.com/account/apikeys.",
      "secret_key_required",
    );
  }
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
export function noAccess(engine: Engine, account: string): StripeApiError {
  const shown = `${engine.keys.secretKey.slice(0, 8)}***${engine.keys.secretKey.slice(-4)}`;
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

function refuse(message: string, code?: string): StripeApiError {
  return new StripeApiError(401, { type: "invalid_request_error", message, ...(code ? { code } : {}) }, false);
}
