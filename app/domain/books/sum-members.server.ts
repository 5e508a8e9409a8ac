import type { Tx } from "~/db.server";

/** Where a membership has no settings of its own, as in memberships/state. */
const GRACE_DAYS = 7;

/**
 * Count a store's paying members at the end of each of these days (`2026-11-22`, UTC), of the present day at `at`. A member
 * is one from the first payment on until the membership has ended, but not while it is paused, nor after the grace of a failed
 * renewal. Who never paid neither joins nor leaves. Monthly revenue is the price they pay without tax, a year's price by twelve.
 * State and price are those of the day: out of the subscription's transitions.
 */
export async function sumMembers(tx: Tx, storeId: string, days: readonly string[], at: Date): Promise<void> {
  const [any] = await tx.$queryRaw<unknown[]>`SELECT 1 FROM subscriptions WHERE store_id = ${storeId} LIMIT 1`;
  if (!any) return;
  const past = days.some((day) => day < at.toISOString().slice(0, 10));
  await tx.$executeRaw`DELETE FROM daily_members WHERE store_id = ${storeId} AND day = ANY(${days}::text[]::date[])`;
  await tx.$executeRaw`
    WITH d AS MATERIALIZED (
      SELECT day::date AS day, day::timestamp AT TIME ZONE 'UTC' AS since, least((day::date + 1)::timestamp AT TIME ZONE 'UTC' - interval '1 millisecond', ${at}::timestamptz) AS until
        FROM unnest(${days}::text[]) AS day
    ), b AS MATERIALIZED (
      SELECT r.id, r.offer_id, r.price_id, r.created_at, r.trial_ends_at, r.ended_at, coalesce(o.grace_days, ${GRACE_DAYS}::int) AS grace_days,
             -- The first payment; null: there was none. A trial is an order of 0, and then the first invoice that was paid.
             CASE WHEN r.trial_ends_at IS NULL OR (SELECT amount_paid FROM orders WHERE id = r.order_id) > 0 THEN r.created_at
                  ELSE (SELECT greatest(r.created_at, min(coalesce(i.paid_at, i.created_at))) FROM invoices i WHERE i.subscription_id = r.id AND i.status = 'paid' AND i.amount_paid > 0 HAVING count(*) > 0)
             END AS began,
             -- Of today alone nobody needs to look up how those stand who simply pay.
             ${past} OR NOT (r.status = 'active' AND r.paused_at IS NULL AND r.paid_until IS NULL) AS looked_up
        FROM subscriptions r LEFT JOIN membership_options o ON o.offer_id = r.offer_id
       WHERE r.store_id = ${storeId}
    ), t AS MATERIALIZED (
      SELECT b.id AS of, b.grace_days, t.* FROM b
       -- OFFSET 0: each subscription's from the index by itself, among all there are.
       CROSS JOIN LATERAL (SELECT id AS nth, from_state, to_state, at FROM transitions WHERE subject_type = 'subscription' AND subject_id = b.id OFFSET 0) t
       WHERE b.looked_up
    ), stood AS MATERIALIZED (
      SELECT of, to_state AS state, at AS since, lead(at, 1, 'infinity') OVER (PARTITION BY of ORDER BY at, nth) AS till,
             -- Grace counts from the invoice that failed, as in memberships/state.
             CASE to_state WHEN 'grace' THEN coalesce((SELECT max(i.created_at) FROM invoices i WHERE i.subscription_id = of AND i.failed_at IS NOT NULL AND i.created_at <= at), at) + make_interval(days => grace_days) END AS grace_ends
        FROM t WHERE to_state NOT LIKE 'pri\\_%'
    ), priced AS MATERIALIZED (
      SELECT of, from_state AS price_id, lag(at, 1, '-infinity') OVER (PARTITION BY of ORDER BY at, nth) AS since, at AS till FROM t WHERE from_state LIKE 'pri\\_%'
    )
    INSERT INTO daily_members (store_id, currency, day, offer_id, members, trials, monthly, joined, "left")
    SELECT ${storeId}, p.currency, s.day, s.offer_id,
           count(*) FILTER (WHERE s.pays), count(*) FILTER (WHERE s.tries),
           coalesce(round(sum(CASE p.interval WHEN 'year' THEN p.amount / 12.0 ELSE p.amount END) FILTER (WHERE s.pays)), 0)::bigint,
           count(*) FILTER (WHERE s.joined), count(*) FILTER (WHERE s."left")
      FROM (
        SELECT b.offer_id, d.day, coalesce(priced.price_id, b.price_id) AS price_id,
               b.began <= d.until AND coalesce(b.ended_at > d.until, true)
                 AND CASE coalesce(stood.state, 'active')
                       WHEN 'active' THEN true
                       WHEN 'ending' THEN true
                       WHEN 'grace' THEN stood.grace_ends > d.until
                       -- Its end was heard of later.
                       WHEN 'trial' THEN b.trial_ends_at <= d.until
                       ELSE false
                     END AS pays,
               b.trial_ends_at > d.until AND coalesce(b.began > d.until, true) AND coalesce(b.ended_at > d.until, true) AS tries,
               -- A second one of the same person has ended as it began.
               b.began BETWEEN d.since AND d.until AND coalesce(b.ended_at > b.began, true) AS joined,
               b.ended_at BETWEEN d.since AND d.until AND b.ended_at > b.began AS "left"
          FROM d
          JOIN b ON b.created_at <= d.until AND coalesce(b.ended_at >= d.since, true)
          LEFT JOIN stood ON stood.of = b.id AND d.until >= stood.since AND d.until < stood.till
          LEFT JOIN priced ON priced.of = b.id AND d.until >= priced.since AND d.until < priced.till
      ) s JOIN prices p ON p.id = s.price_id
     GROUP BY p.currency, s.day, s.offer_id`;
}
