import Stripe from "stripe";
import { fail, ok, type Result } from "~/lib/result";

/** What can go wrong at Stripe, in our own terms. */
export type StripeFailureKind =
  /** No answer, a timeout, or Stripe's own 5xx: try again, the effect is unknown. */
  | "unreachable"
  | "rate_limited"
  /** The creator's account may not charge now; its requirements say why. */
  | "account_cannot_charge"
  /** The connection was revoked on Stripe's side, or the account's own key was. */
  | "access_lost"
  /** The account's own restricted key may not do this; `permission` names the right that is missing. */
  | "permission_missing"
  /** The account's own key is kept, but this site cannot read it any more; Stripe was not asked. */
  | "key_unreadable"
  | "not_found"
  /** The platform's own keys or settings are wrong: an operator must act. */
  | "platform_misconfigured"
  /** Another request with the same idempotency key is under way. */
  | "in_progress"
  | "amount_too_small"
  /** The member's bank said no, or wants the member to confirm in person. */
  | "card_declined"
  /** The OAuth code is unknown, expired, used, or of the other mode. */
  | "invalid_grant"
  | "refused";

export interface StripeFailure {
  kind: StripeFailureKind;
  /** Stripe's own words: for logs and the creator's details, never for a buyer. */
  detail: string;
  code: string | null;
  requestId: string | null;
  /** `permission_missing`: Stripe's name of the right, e.g. `rak_charge_read`, if it said. */
  permission?: string | null;
  /** HTTP status; null when no answer came, so that the call may or may not have had its effect. */
  status: number | null;
}

/**
 * Run a call to Stripe; expected failures come back as values, anything that is not Stripe's error throws.
 * `ownKey`: it was made with the account's own key, so a refused key says something of the account and not of the platform.
 */
export async function attempt<T>(call: () => Promise<T>, { ownKey = false }: { ownKey?: boolean } = {}): Promise<Result<T, StripeFailure>> {
  try {
    return ok(await call());
  } catch (error) {
    if (error instanceof Stripe.errors.StripeError) return fail(translate(error, ownKey));
    throw error;
  }
}

/**
 * Stripe's error to our kind. A restricted account is told by its message alone: those errors carry no code.
 * https://docs.stripe.com/api/errors, https://docs.stripe.com/connect/oauth-reference
 */
export function translate(error: InstanceType<typeof Stripe.errors.StripeError>, ownKey = false): StripeFailure {
  const kind = kindOf(error, ownKey);
  return {
    kind, detail: error.message, code: error.code ?? null, requestId: error.requestId ?? null, status: error.statusCode ?? null,
    ...(kind === "permission_missing" ? { permission: PERMISSION.exec(error.message)?.[0] ?? null } : {}),
  };
}

const PERMISSION = /\brak_\w+/;
const MISSING_PERMISSION = /does not have the required permissions?/i;

const CANNOT_CHARGE = /cannot currently make (live )?charges|must set an account or business name|not have the required .*capabilit/i;
const CANNOT_CHARGE_CODES = new Set(["capability_not_active", "account_country_invalid_address", "testmode_charges_only"]);

function kindOf(error: InstanceType<typeof Stripe.errors.StripeError>, ownKey: boolean): StripeFailureKind {
  const { errors } = Stripe;
  const code = error.code ?? "";
  if (error.rawType === "invalid_grant") return "invalid_grant";
  if (error.rawType === "invalid_client") return /not connected to/i.test(error.message) ? "access_lost" : "platform_misconfigured";
  if (error.statusCode === 403 && MISSING_PERMISSION.test(error.message)) return "permission_missing";
  if (code === "account_invalid" || error instanceof errors.StripePermissionError) return "access_lost";
  if (error instanceof errors.StripeConnectionError || (error.statusCode ?? 0) >= 500) return "unreachable";
  if (code === "idempotency_key_in_use") return "in_progress";
  if (error instanceof errors.StripeRateLimitError || error.statusCode === 429) return "rate_limited";
  if (error instanceof errors.StripeAuthenticationError) return ownKey ? "access_lost" : "platform_misconfigured";
  if (CANNOT_CHARGE_CODES.has(code) || CANNOT_CHARGE.test(error.message)) return "account_cannot_charge";
  if (error instanceof errors.StripeCardError) return "card_declined";
  if (code === "amount_too_small") return "amount_too_small";
  if (code === "resource_missing" || error.statusCode === 404) return "not_found";
  return "refused";
}
