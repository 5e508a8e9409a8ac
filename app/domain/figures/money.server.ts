import { sql } from "~/db.server";
import { bucketsOf, stepsBefore, type Bucket, type Days, type Period } from "./period";

/** Sums in minor units with the store's sign: refunds, disputes and fees are below zero, and net is all of it together. */
export interface MoneySum {
  payments: number;
  gross: bigint;
  tax: bigint;
  /** What went back to buyers, by refund or by dispute. */
  back: bigint;
  fees: bigint;
  net: bigint;
}

export interface MoneyFigures {
  total: MoneySum;
  before: MoneySum;
  /** Step by step, beside the same step of the time before; null: that had fewer. */
  steps: (Bucket & MoneySum & { before: MoneySum | null })[];
}

/** One offer's or country's part. */
export interface MoneyPart extends MoneySum {
  key: string;
  before: MoneySum;
}

interface Row {
  payments: number;
  gross: string;
  tax: string;
  back: string;
  fees: string;
}

const SUMS = "payments, gross::text AS gross, tax::text AS tax, (refunded + disputed)::text AS back, (platform_fee + stripe_fee)::text AS fees";

/** Currencies a store was ever paid in or has members in, lower-case, by name. Walks the indexes from one to the next. */
export async function currenciesOf(storeId: string): Promise<string[]> {
  const { rows } = await sql<{ currency: string }>(
    `SELECT currency FROM (${["daily_figures", "daily_members"].map(currenciesIn).join(" UNION ")}) AS found ORDER BY currency`,
    [storeId],
  );
  return rows.map(({ currency }) => currency);
}

const currenciesIn = (table: string) => `(
  WITH RECURSIVE one AS (
    (SELECT currency FROM ${table} WHERE store_id = $1 ORDER BY currency LIMIT 1)
    UNION ALL
    SELECT (SELECT f.currency FROM ${table} f WHERE f.store_id = $1 AND f.currency > one.currency ORDER BY f.currency LIMIT 1) FROM one WHERE one.currency IS NOT NULL
  ) SELECT currency FROM one WHERE currency IS NOT NULL)`;

/** A store's money in one currency over a period, out of the sums of its days: as many rows as days, however much was sold. */
export async function moneyFigures(storeId: string, currency: string, period: Period): Promise<MoneyFigures> {
  const { rows } = await sql<Row & { day: string }>(
    `SELECT day::text AS day, ${SUMS} FROM daily_figures
      WHERE store_id = $1 AND currency = $2 AND cut = 'all' AND (day BETWEEN $3::date AND $4::date OR day BETWEEN $5::date AND $6::date)`,
    [storeId, currency, period.from, period.to, period.before.from, period.before.to],
  );
  const days = new Map(rows.map((row) => [row.day, sumOf(row)]));
  const sumFor = (span: Days) => add(bucketsOf(span, "day").flatMap(({ key }) => days.get(key) ?? []));
  const former = stepsBefore(period);
  const steps = bucketsOf(period, period.step).map((step, index) => ({ ...step, ...sumFor(step), before: former[index] ? sumFor(former[index]) : null }));
  return { total: add(steps), before: sumFor(period.before), steps };
}

/** The same divided by offer or by country, the largest net first. */
export async function moneyParts(storeId: string, currency: string, period: Period, cut: "offer" | "country"): Promise<MoneyPart[]> {
  const { rows } = await sql<Row & { key: string; now: boolean }>(
    `SELECT key, day >= $3::date AS now, sum(payments)::int AS payments, sum(gross)::text AS gross, sum(tax)::text AS tax, sum(refunded + disputed)::text AS back, sum(platform_fee + stripe_fee)::text AS fees
       FROM daily_figures WHERE store_id = $1 AND currency = $2 AND cut = $7::"FigureCut" AND (day BETWEEN $3::date AND $4::date OR day BETWEEN $5::date AND $6::date) GROUP BY 1, 2`,
    [storeId, currency, period.from, period.to, period.before.from, period.before.to, cut],
  );
  const parts = new Map<string, { now: MoneySum; before: MoneySum }>();
  for (const row of rows) {
    const part = parts.get(row.key) ?? { now: NOTHING, before: NOTHING };
    parts.set(row.key, row.now ? { ...part, now: sumOf(row) } : { ...part, before: sumOf(row) });
  }
  return [...parts].map(([key, part]) => ({ key, ...part.now, before: part.before })).sort((a, b) => compare(b.net, a.net) || compare(b.before.net, a.before.net));
}

/** Titles of offers, archived ones too, by id. */
export async function offerTitles(storeId: string, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: string; title: string }>("SELECT id, title FROM offers WHERE store_id = $1 AND id = ANY($2::text[])", [storeId, [...ids]]);
  return new Map(rows.map(({ id, title }) => [id, title]));
}

/** Whether sums of some days are still to be made. */
export async function stillSumming(storeId: string): Promise<boolean> {
  const { rows } = await sql<{ due: boolean }>("SELECT EXISTS (SELECT 1 FROM days_to_sum WHERE store_id = $1) AS due", [storeId]);
  return rows[0]?.due ?? false;
}

const NOTHING: MoneySum = { payments: 0, gross: 0n, tax: 0n, back: 0n, fees: 0n, net: 0n };

function sumOf({ payments, gross, tax, back, fees }: Row): MoneySum {
  return { payments, gross: BigInt(gross), tax: BigInt(tax), back: BigInt(back), fees: BigInt(fees), net: BigInt(gross) + BigInt(back) + BigInt(fees) };
}

function add(sums: readonly MoneySum[]): MoneySum {
  return sums.reduce(
    (all, one) => ({ payments: all.payments + one.payments, gross: all.gross + one.gross, tax: all.tax + one.tax, back: all.back + one.back, fees: all.fees + one.fees, net: all.net + one.net }),
    NOTHING,
  );
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
