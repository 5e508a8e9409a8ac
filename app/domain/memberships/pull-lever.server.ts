import type { Cause } from "~/domain/transitions.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { now } from "~/lib/clock";
import { ok, type Result } from "~/lib/result";
import { ownSubscription, type OwnSubscription } from "./own-subscription.server";
import { refusalOf, type LeverRefusal } from "./refusals";
import { membershipState, type MembershipState } from "./state";
import { syncSubscription } from "./sync-subscription.server";

export interface WhichMembership {
  userId: string;
  subscriptionId: string;
}

export interface Lever {
  row: OwnSubscription;
  state: MembershipState;
  access: AccountAccess;
}

/**
 * Carry out a member's wish: find their own subscription, let `pull` judge its state and ask Stripe, then bring our side to
 * what Stripe says. `pull` answers `ok` without a call when things already are as wished. Stripe's refusal is also a reason to
 * read it again: the page may have been old.
 */
export async function pullLever(which: WhichMembership, cause: Cause, pull: (lever: Lever) => Promise<Result<unknown, LeverRefusal | StripeFailure>>): Promise<Result<undefined, LeverRefusal>> {
  const found = await ownSubscription(which);
  if (!found.ok) return found;
  const { row, access } = found.value;
  const pulled = await pull({ row, access, state: membershipState(row, now()) });
  // What was done stands, also when it cannot be read at once: its event comes, and the sweep.
  await syncSubscription(row.stripeSubscriptionId, cause);
  if (pulled.ok) return ok();
  return "detail" in pulled.error ? refusalOf(pulled.error) : { ok: false, error: pulled.error };
}
