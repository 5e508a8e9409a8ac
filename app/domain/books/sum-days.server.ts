import { db, sql, type Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { startOfDay } from "./mark-day.server";
import { sumMembers } from "./sum-members.server";

/** Days summed in one transaction. */
const BATCH = 31;

/** Stores of which a day is marked, or whose members of today nobody has counted yet: for the sweep. */
export async function storesToSum(limit = 50): Promise<string[]> {
  const marked = await sql<{ id: string }>(`SELECT s.id FROM stores s WHERE EXISTS (SELECT 1 FROM days_to_sum d WHERE d.store_id = s.id) LIMIT ${limit}`);
  return [...new Set([...marked.rows.map(({ id }) => id), ...(await storesToCount(limit))])];
}

/** Make the sums of every marked day of a store anew. Any number of calls come to the same; where somebody else is at it, it is theirs to end. */
export async function sumDays(storeId: string): Promise<void> {
  while ((await sumOnce(storeId)) === "more");
}

/**
 * Make the sums of the newest marked days anew, a month of them at most, and today's members where nobody has counted them.
 * True: older days are still marked.
 */
export async function sumNewestDays(storeId: string): Promise<boolean> {
  return (await sumOnce(storeId)) !== "done";
}

/** A month of a large store takes a second, on a busy machine more. */
const LONGEST_MS = 60_000;

async function sumOnce(storeId: string): Promise<"done" | "more" | "busy"> {
  const [due] = (await sql<{ marked: boolean; counted: boolean }>(`SELECT ${MARKED} AS marked, ${COUNTED} AS counted`, [storeId, today()])).rows;
  if (!due?.marked && due?.counted) return "done";
  return db.$transaction((tx) => sumSome(tx, storeId), { timeout: LONGEST_MS });
}

const MARKED = "EXISTS (SELECT 1 FROM days_to_sum WHERE store_id = $1)";
/** Nobody pays it month by month, or today's row is there. */
const COUNTED = "(NOT EXISTS (SELECT 1 FROM subscriptions WHERE store_id = $1 AND ended_at IS NULL) OR EXISTS (SELECT 1 FROM daily_members WHERE store_id = $1 AND day = $2::date))";

async function sumSome(tx: Tx, storeId: string): Promise<"done" | "more" | "busy"> {
  // One at a time, so that an older sum never overwrites a newer one; nobody waits, least of all a page.
  const [turn] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(hashtextextended(${`books ${storeId}`}, 0)) AS mine`;
  if (!turn?.mine) return "busy";
  const marked = await tx.$queryRaw<{ day: string }[]>`SELECT DISTINCT day::text AS day FROM days_to_sum WHERE store_id = ${storeId} ORDER BY 1 DESC LIMIT ${BATCH + 1}`;
  const days = marked.slice(0, BATCH).map(({ day }) => day);
  // What is marked after this line is summed again, what was marked before is visible to the sums below.
  await tx.$executeRaw`DELETE FROM days_to_sum WHERE store_id = ${storeId} AND day = ANY(${days}::text[]::date[])`;
  await sumMovements(tx, storeId, days);
  await sumCheckouts(tx, storeId, days);
  await sumMembers(tx, storeId, [...new Set([...(await daysToCount(tx, storeId)), ...days])], now());
  return marked.length > BATCH ? "more" : "done";
}

/**
 * Days of which the members are to be counted though nothing is marked: today, and from the last count on, because that day went
 * on after it (a grace may have run out), a month at most.
 */
async function daysToCount(tx: Tx, storeId: string): Promise<string[]> {
  const days = await tx.$queryRaw<{ day: string }[]>`
    SELECT (${today()}::date - n)::text AS day
      FROM generate_series(0, (SELECT least(${BATCH}::int, greatest(0, ${today()}::date - max(day))) FROM daily_members WHERE store_id = ${storeId})) AS n`;
  return days.map(({ day }) => day);
}

async function sumMovements(tx: Tx, storeId: string, days: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM daily_figures WHERE store_id = ${storeId} AND day = ANY(${days}::text[]::date[])`;
  await tx.$executeRaw`
    INSERT INTO daily_figures (store_id, currency, cut, day, key, payments, gross, tax, refunded, disputed, platform_fee, stripe_fee)
    SELECT ${storeId}, m.currency, (CASE grouping(m.offer_id, m.country) WHEN 3 THEN 'all' WHEN 1 THEN 'offer' ELSE 'country' END)::"FigureCut", d.day::date, coalesce(m.offer_id, m.country, ''),
           count(*) FILTER (WHERE m.kind = 'payment'), coalesce(sum(m.gross) FILTER (WHERE m.kind = 'payment'), 0), sum(m.tax), coalesce(sum(m.gross) FILTER (WHERE m.kind = 'refund'), 0),
           coalesce(sum(m.gross) FILTER (WHERE m.kind IN ('dispute', 'dispute_reversed')), 0), sum(m.platform_fee), sum(m.stripe_fee)
      FROM unnest(${days}::text[]) AS d (day)
     CROSS JOIN LATERAL (
             -- OFFSET 0: each day is read from the index by itself, whatever the planner thinks of how many there are.
             SELECT * FROM money_movements WHERE store_id = ${storeId} AND at >= d.day::timestamp AT TIME ZONE 'UTC' AND at < (d.day::date + 1)::timestamp AT TIME ZONE 'UTC' OFFSET 0
           ) m
     GROUP BY GROUPING SETS ((d.day, m.currency), (d.day, m.currency, m.offer_id), (d.day, m.currency, m.country))`;
}

async function sumCheckouts(tx: Tx, storeId: string, days: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM daily_checkouts WHERE store_id = ${storeId} AND day = ANY(${days}::text[]::date[])`;
  await tx.$executeRaw`
    INSERT INTO daily_checkouts (store_id, day, offer_id, begun, completed)
    SELECT ${storeId}, d.day::date, o.offer_id, count(*), count(o.paid_at)
      FROM unnest(${days}::text[]) AS d (day)
     CROSS JOIN LATERAL (
             SELECT offer_id, paid_at FROM orders
              WHERE store_id = ${storeId} AND created_at >= d.day::timestamp AT TIME ZONE 'UTC' AND created_at < (d.day::date + 1)::timestamp AT TIME ZONE 'UTC' AND connected_account_id IS NOT NULL OFFSET 0
           ) o
     GROUP BY d.day, o.offer_id`;
}

let allCountedOn = "";

/** Members are counted once a day even where nothing happens; when all are, nobody asks again until the next day. */
async function storesToCount(limit: number): Promise<string[]> {
  const day = today();
  if (allCountedOn === day) return [];
  const { rows } = await sql<{ id: string }>(
    `SELECT s.id FROM stores s WHERE EXISTS (SELECT 1 FROM subscriptions b WHERE b.store_id = s.id AND b.ended_at IS NULL)
        AND NOT EXISTS (SELECT 1 FROM daily_members m WHERE m.store_id = s.id AND m.day = $1::date) LIMIT ${limit}`,
    [day],
  );
  if (rows.length === 0) allCountedOn = day;
  return rows.map(({ id }) => id);
}

function today(): string {
  return startOfDay(now()).toISOString().slice(0, 10);
}
