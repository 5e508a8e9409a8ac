import { db } from "~/db.server";
import { revokeOrderAccess } from "~/domain/access/grants.server";
import { markMember } from "~/domain/books/mark-members.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import type { Cause } from "~/domain/transitions.server";
import { cancelAtEnd, cancelNow } from "~/integrations/stripe/subscriptions.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { liveNow } from "~/domain/access/can-open.server";
import { pullLever, type WhichMembership } from "./pull-lever.server";
import type { LeverRefusal } from "./refusals";
import { syncSubscription } from "./sync-subscription.server";

/** As much of a reason as Stripe keeps. */
const LONGEST_REASON = 500;

/**
 * Let the membership end with what is paid; the member keeps access until then. While a renewal is unpaid nothing is paid,
 * so it ends at once. `reason`: in the member's words or picked; empty: none given.
 */
export function cancelAtPeriodEnd({ reason, ...which }: WhichMembership & { reason: string }, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return pullLever(which, cause, async ({ row, state, access }) => {
    if (row.cancelAt) return ok();
    if (!state.canCancel) return fail({ kind: "not_now" });
    const words = reason.trim().slice(0, LONGEST_REASON);
    const done = row.status === "past_due" || (state.state === "paused" && !state.open) ? await cancelNow(access, row.stripeSubscriptionId) : await cancelAtEnd(access, row.stripeSubscriptionId, true, words);
    if (done.ok) await db.subscription.update({ where: { id: row.id }, data: { leaveReason: words || null } });
    return done;
  });
}

/** Take the cancellation back before the end has come. */
export function keepMembership(which: WhichMembership, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return pullLever(which, cause, async ({ row, access }) => {
    if (row.endedAt || (row.cancelAt && row.cancelAt <= now())) return fail({ kind: "not_now" });
    if (!row.cancelAt) return ok();
    const done = await cancelAtEnd(access, row.stripeSubscriptionId, false);
    if (done.ok) await db.subscription.update({ where: { id: row.id }, data: { leaveReason: null } });
    return done;
  });
}

/** Leave the free tier of a membership. `not_found`: the person is in none. */
export async function leaveFreeTier({ userId, offerId }: { userId: string; offerId: string }, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return db.$transaction(async (tx) => {
    const grants = await tx.grant.findMany({ where: { userId, offerId, tierId: { not: null }, order: { amount: 0n, interval: null, offerId }, ...liveNow() }, select: { orderId: true } });
    for (const { orderId } of grants) if (orderId) await revokeOrderAccess(tx, orderId, { kind: "left", reason: "You left this membership." }, cause);
    return grants.length > 0 ? ok() : fail({ kind: "not_found" });
  });
}

/**
 * End every membership of a person at once, for the deletion of their account: no payment may come after it. `try_again`: Stripe
 * could not be told of one of them; those before it have ended, and the same call goes on. One on an account that was
 * disconnected cannot be told, and its creator is the only one who still can end it there; it ends here.
 */
export async function endAllMemberships({ userId }: { userId: string }, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  const rows = await db.subscription.findMany({ where: { userId, status: { in: ["trialing", "active", "past_due", "paused", "unpaid", "incomplete"] } }, include: { account: { select: { ...ACCESS_COLUMNS, status: true } } } });
  for (const row of rows) {
    const ended = row.account.status === "disconnected" ? null : await cancelNow(accessOf(row.account), row.stripeSubscriptionId);
    if (ended && !ended.ok && ended.error.kind !== "access_lost") {
      log.warn({ subscriptionId: row.id, kind: ended.error.kind, stripeRequestId: ended.error.requestId }, "a membership could not be ended for a deletion");
      return fail({ kind: "try_again" });
    }
    if (ended?.ok && (await syncSubscription(row.stripeSubscriptionId, cause)).outcome === "synced") continue;
    await db.$transaction(async (tx) => {
      const [written] = await tx.subscription.updateManyAndReturn({ where: { id: row.id, endedAt: null }, data: { endedAt: now(), version: { increment: 1 } } });
      if (written) await markMember(tx, row, written);
      await revokeOrderAccess(tx, row.orderId, { kind: "left", reason: "You left this membership." }, cause);
    });
  }
  return ok();
}
