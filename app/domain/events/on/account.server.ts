import { accountByStripeId } from "~/domain/merchants/queries.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import type { EventHandler, Outcome, StoredEvent } from "../event";
import { notNow } from "../not-now.server";

/**
 * Something about a connected account has changed, or the connection itself. Whatever the event says, the account is read
 * again: a late `deauthorized` must not end a connection that was made anew since.
 * Only the event's own `account` names it; in `account.application.*` the object is the platform's application.
 */
export const handler: EventHandler = {
  types: ["account.updated", "account.application.authorized", "account.application.deauthorized", "capability.updated"],
  handle: async (event) => {
    if (!event.stripeAccountId) return { status: "ignored", note: "The platform's own account." };
    const account = await accountByStripeId(event.stripeAccountId);
    if (!account) return { status: "ignored", note: "No store here is connected to this account." };
    if (account.livemode !== event.livemode) return { status: "ignored", note: `A ${event.livemode ? "live" : "test"} event of an account that is connected in ${account.livemode ? "live" : "test"} mode.` };
    return readAgain(event, event.stripeAccountId);
  },
};

async function readAgain(event: StoredEvent, stripeAccountId: string): Promise<Outcome> {
  const result = await syncAccount(stripeAccountId, { cause: event.type, causeId: event.id });
  switch (result.outcome) {
    case "stored":
      return { status: "processed", note: event.type === "account.application.deauthorized" ? "The account is connected again since; it was read anew." : "The account was read from Stripe." };
    case "disconnected":
      return { status: "processed", note: "Stripe has ended the connection." };
    case "unknown":
      return { status: "ignored", note: "No store here is connected to this account any more." };
    case "failed":
      throw await notNow(event, result.failure, "The account");
  }
}
