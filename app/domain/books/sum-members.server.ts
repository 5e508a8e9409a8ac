import type { Tx } from "~/db.server";

/** Where a membership has no settings of its own, as in memberships/state. */
const GRACE_DAYS = 7;

/**
 * Count a store's paying members at the end of each of these days (`2026-11-22`, UTC), of the present day at `at`. A member
 * is one from the first payment on (the end of a trial, else the joining) until the membership has ended; today also none who
 * has paused, or whose grace or paid time is over. Monthly revenue is the price they pay without tax, a year's price by twelve;
 * of a past day the price they had then.
 */
export async function sumMembers(tx: Tx, storeId: string, days: readonly string[], at: Date): Promise<void> {
  const [any] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM subscriptions WHERE store_id = ${storeId} LIMIT 1`;
  if (!any) return;
  await tx.$executeRaw`DELETE FROM daily_members WHERE store_id = ${storeId} AND day = ANY(${days}::text[]::date[])`;
  await tx.$executeRaw`
    INSERT INTO daily_members (store_id, currency, day, offer_id, members, trials, monthly, joined, "left")
    SELECT ${storeId}, p.currency, s.day, s.offer_id,
           count(*) FILTER (WHERE s.pays), count(*) FILTER (WHERE s.tries),
           coalesce(round(sum(CASE p.interval WHEN 'year' THEN p.amount / 12.0 ELSE p.amount END) FILTER (WHERE s.pays)), 0)::bigint,
           count(*) FILTER (WHERE s.joined), count(*) FILTER (WHERE s."left")
      FROM (
        SELECT b.offer_id, d.day, coalesce(former.price_id, b.price_id) AS price_id,
               b.began <= d.until AND NOT b.over AND (b.ended_at IS NULL OR b.ended_at > d.until) AND (d.until < ${at}::timestamptz OR b.stands) AS pays,
               b.began > d.until AND (b.ended_at IS NULL OR b.ended_at > d.until) AS tries,
               b.began >= d.since AND b.began <= d.until AND NOT b.over AS joined,
               b.ended_at >= d.since AND b.ended_at <= d.until AND NOT b.over AS "left"
          FROM (
            SELECT day::date AS day, day::timestamp AT TIME ZONE 'UTC' AS since, least((day::date + 1)::timestamp AT TIME ZONE 'UTC' - interval '1 millisecond', ${at}::timestamptz) AS until
              FROM unnest(${days}::text[]) AS day
          ) d
          JOIN (
            SELECT r.*, coalesce(r.trial_ends_at, r.created_at) AS began,
                   -- A second one of the same person, or one that was never paid for.
                   coalesce(r.ended_at <= coalesce(r.trial_ends_at, r.created_at), false) AS over,
                   r.paused_at IS NULL AND r.paid_until IS NULL AND coalesce(r.cancel_at > ${at}::timestamptz, true)
                     AND (r.status = 'active' OR (r.status = 'past_due' AND coalesce(r.past_due_since, ${at}::timestamptz) + make_interval(days => coalesce(o.grace_days, ${GRACE_DAYS}::int)) > ${at}::timestamptz)) AS stands
              FROM subscriptions r LEFT JOIN membership_options o ON o.offer_id = r.offer_id
             WHERE r.store_id = ${storeId}
          ) b ON b.created_at <= d.until AND (b.ended_at IS NULL OR b.ended_at >= d.since)
          LEFT JOIN LATERAL (
            SELECT t.from_state AS price_id FROM transitions t
             WHERE d.until < ${at}::timestamptz AND t.subject_type = 'subscription' AND t.subject_id = b.id AND t.from_state LIKE 'pri\\_%' AND t.at > d.until
             ORDER BY t.at LIMIT 1
          ) former ON true
      ) s JOIN prices p ON p.id = s.price_id
     GROUP BY p.currency, s.day, s.offer_id`;
}
