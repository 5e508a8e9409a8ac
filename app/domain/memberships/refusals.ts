import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { fail } from "~/lib/result";

/** Why a member's wish was not carried out. Nothing has changed then, unless a kind says otherwise. */
export type LeverRefusal =
  /** No such membership, or another person's. */
  | { kind: "not_found" }
  /** Not in the state it is in now, e.g. pausing a trial; the page is to be read again. */
  | { kind: "not_now" }
  /** This plan cannot be joined (any more), is the present one, or is in another currency. */
  | { kind: "plan_unavailable" }
  /** What is due now is not what the member saw: show the new preview. */
  | { kind: "changed" }
  /** The bank said no. */
  | { kind: "declined" }
  /** The seller's Stripe account is not connected (or its key may not do this): only the seller can mend it. */
  | { kind: "seller_must_act" }
  /** Stripe did not answer; the same click again is safe. */
  | { kind: "try_again" };

/** What the member reads. */
export const REFUSAL_WORDS: Record<LeverRefusal["kind"], string> = {
  not_found: "This membership is not yours, or it does not exist.",
  not_now: "That is not possible as your membership stands now. The page shows what is.",
  plan_unavailable: "You cannot change to this plan. Choose one of those shown.",
  changed: "What is due has changed since you looked. Check the new amount, then confirm.",
  declined: "Your bank did not accept the payment, so nothing has changed. Update your payment details and try again.",
  seller_must_act: "The seller's payments are not set up for this at the moment. Nothing has changed; please write to the seller.",
  try_again: "The payment service did not answer just now. Please press the button again; nothing happens twice.",
};

/** Stripe's failure in a member's terms. */
export function refusalOf(failure: StripeFailure): { ok: false; error: LeverRefusal } {
  switch (failure.kind) {
    case "card_declined":
      return fail({ kind: "declined" });
    case "access_lost":
    case "permission_missing":
    case "key_unreadable":
    case "account_cannot_charge":
    case "platform_misconfigured":
      return fail({ kind: "seller_must_act" });
    case "not_found":
    case "refused":
    case "amount_too_small":
    case "invalid_grant":
      return fail({ kind: "not_now" });
    case "unreachable":
    case "rate_limited":
    case "in_progress":
      return fail({ kind: "try_again" });
  }
}
