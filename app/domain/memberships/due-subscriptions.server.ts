import { db, sql } from "~/db.server";
import { DAY, HOUR, later, now } from "~/lib/clock";

/**
 * Subscriptions whose events seem lost, `sub_…`: the period, the trial or the pause is over and nothing was heard for an
 * hour; a renewal is unpaid (every hour, so that a late payment opens again); all others once a day. Who is listed is not
 * listed again for as long.
 */
export async function dueSubscriptions(limit = 20): Promise<string[]> {
  const at = now();
  const { rows } = await sql<{ id: string }>(
    `UPDATE subscriptions SET synced_at = $1
      WHERE id IN (
        SELECT id FROM subscriptions
         WHERE (status IN ('trialing', 'active', 'paused') AND synced_at < $2 AND (current_period_end < $1 OR resumes_at < $1 OR synced_at < $3))
            OR (status IN ('past_due', 'unpaid') AND synced_at < $2)
         ORDER BY synced_at LIMIT ${limit} FOR UPDATE SKIP LOCKED)
      RETURNING stripe_subscription_id AS id`,
    [at, later(-HOUR, at), later(-DAY, at)],
  );
  return rows.map((row) => row.id);
}

/** Our ids of memberships that have ended here while Stripe would still take payments. What Stripe calls unpaid is found at its hourly reading. */
export async function membershipsToEnd(limit = 20): Promise<string[]> {
  const rows = await db.subscription.findMany({
    where: { endedAt: { not: null }, status: { in: ["trialing", "active", "past_due", "paused", "incomplete"] }, account: { status: "connected" } },
    orderBy: { syncedAt: "asc" },
    take: limit,
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
