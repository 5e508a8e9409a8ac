import { db } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { beginPeriodNow, pauseCollection, resumeCollection } from "~/integrations/stripe/subscriptions.server";
import { DAY, later, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { pullLever, type WhichMembership } from "./pull-lever.server";
import type { LeverRefusal } from "./refusals";

/** Nobody pauses for longer with a date; without one it lasts until they say so. */
export const LONGEST_PAUSE = 366 * DAY;

/**
 * Take no payments until `resumesAt` (UTC), or until the member says so. What was paid stays open to its end. `not_now`: the
 * creator does not offer it, it is a trial, a renewal is open, it is cancelled or has ended, or the date is not in the next year.
 */
export function pauseMembership({ resumesAt, ...which }: WhichMembership & { resumesAt: Date | null }, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return pullLever(which, cause, async ({ row, state, access }) => {
    if (row.pausedAt && row.resumesAt?.getTime() === wholeSeconds(resumesAt)?.getTime()) return ok();
    if (!state.canPause) return fail({ kind: "not_now" });
    if (resumesAt && (resumesAt <= now() || resumesAt > later(LONGEST_PAUSE))) return fail({ kind: "not_now" });
    return pauseCollection(access, row.stripeSubscriptionId, resumesAt);
  });
}

/**
 * Take up a paused membership again. While what was paid lasts, nothing is charged now; after that a new period begins and is
 * charged at once (`resumingCosts` of the state), and a declined card leaves the pause as it was.
 */
export function resumeMembership(which: WhichMembership, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return pullLever(which, cause, async ({ row, state, access }) => {
    if (state.state === "active") return ok();
    if (state.state !== "paused") return fail({ kind: "not_now" });
    const resumed = await resumeCollection(access, row.stripeSubscriptionId);
    if (!resumed.ok || !state.resumingCosts) return resumed;
    // The row's version makes a second click the same charge, and a try after a declined one another.
    const { version } = await db.subscription.findUniqueOrThrow({ where: { id: row.id }, select: { version: true } });
    if (version !== row.version) return ok();
    const charged = await beginPeriodNow(access, row.stripeSubscriptionId, `resume_${row.id}_${row.version}`);
    if (!charged.ok && charged.error.kind === "card_declined" && row.pausedAt) await pauseCollection(access, row.stripeSubscriptionId, null);
    return charged;
  });
}

/** As Stripe keeps it. */
function wholeSeconds(at: Date | null): Date | null {
  return at && new Date(Math.floor(at.getTime() / 1000) * 1000);
}
