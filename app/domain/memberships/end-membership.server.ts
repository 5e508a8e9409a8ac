import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { cancelNow } from "~/integrations/stripe/subscriptions.server";
import { log } from "~/log.server";
import { mustEndAtStripe } from "./ended-here.server";
import { syncSubscription } from "./sync-subscription.server";

/**
 * End at Stripe what has ended here: refunded in full, its payment lost to a bank, or a second membership of one person. Any number of
 * calls, one end. A failure is left to the sweep, which finds the row again. What Stripe has taken after the end goes back by a refund of
 * its own (ask-back).
 */
export async function endMembership(subscriptionId: string): Promise<void> {
  const row = await db.subscription.findUnique({ where: { id: subscriptionId }, include: { account: { select: ACCESS_COLUMNS } } });
  if (!row || !(await mustEndAtStripe(db, row))) return;
  const ended = await cancelNow(accessOf(row.account), row.stripeSubscriptionId);
  if (!ended.ok) log.warn({ subscriptionId, kind: ended.error.kind, stripeRequestId: ended.error.requestId }, "a membership could not be ended at Stripe");
  else await syncSubscription(row.stripeSubscriptionId, { cause: "ended here" });
}
