import type Stripe from "stripe";
import { accountByStripeId } from "~/domain/merchants/queries.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { forgetMoney } from "~/domain/payouts/money-overview.server";
import { tellOfFailedPayout, type PayoutNews } from "~/domain/payouts/payout-failed.server";
import { payoutState } from "~/integrations/stripe/balance.server";
import { RetryLater, type EventHandler, type StoredEvent } from "../event";
import { notNow } from "../not-now.server";

/**
 * Money on its way from Stripe to a creator's bank. `payout.paid` only means that it should be there by now: a bank can still
 * send it back. A failure often comes with a demand for new bank details, so the account is read again.
 */
export const handler: EventHandler = {
  types: ["payout.created", "payout.updated", "payout.paid", "payout.failed", "payout.canceled"],
  handle: async (event) => {
    if (!event.stripeAccountId) return { status: "ignored", note: "The platform's own payout." };
    const account = await accountByStripeId(event.stripeAccountId);
    if (!account) return { status: "ignored", note: "No store here is connected to this account." };
    if (account.livemode !== event.livemode) return { status: "ignored", note: "An event of Stripe's other mode." };
    forgetMoney(event.stripeAccountId);
    if (event.type !== "payout.failed" && event.object.status !== "failed") return { status: "processed", note: "The payments page shows it." };
    const cause = { cause: event.type, causeId: event.id };
    const read = await syncAccount(event.stripeAccountId, cause);
    if (read.outcome === "failed") throw await notNow(event, read.failure, "The account");
    const known = read.outcome === "stored" ? read.account : account;
    const news = await tellOfFailedPayout(known, payoutState(payoutOf(event)), cause);
    if (news === "unreachable") throw new RetryLater("The payout could not be read from Stripe.");
    return { status: "processed", note: NOTES[news] };
  },
};

/** Signed by Stripe and of this type, so the object is a payout. */
function payoutOf(event: StoredEvent): Stripe.Payout {
  return event.object as unknown as Stripe.Payout;
}

const NOTES: Record<Exclude<PayoutNews, "unreachable">, string> = {
  told: "The creator is told that the payout came back.",
  told_before: "The creator has been told of this payout before.",
  did_not_fail: "Stripe says that this payout did not fail.",
  old: "Too long ago to be news; the payments page shows it.",
};
