import { sql } from "~/db.server";
import { addDays, bucketsOf, type Bucket, type Period } from "./period";

/** Members at the end of a day, and what happened since the step before. `monthly`: minor units a month before tax. */
export interface MemberSum {
  members: number;
  trials: number;
  monthly: bigint;
  joined: number;
  left: number;
}

export interface MemberFigures {
  now: MemberSum;
  /** What they paid a month when the period began. */
  monthlyAtStart: bigint;
  /** Part that left of all who were members in the period, at its start or by joining, 0 to 1; null: there were none. */
  churn: number | null;
  churnBefore: number | null;
  steps: (Bucket & MemberSum)[];
}

interface Row {
  day: string;
  offer_id: string;
  members: number;
  trials: number;
  monthly: string;
  joined: number;
  left: number;
}

/** How far back a day without a row may be filled from; a store's members are counted every day. */
const LOOK_BACK_DAYS = 400;

/**
 * A store's paying members in one currency over a period; null: it never had any. A day on which nobody counted is as the one
 * before it.
 */
export async function memberFigures(storeId: string, currency: string, period: Period): Promise<MemberFigures | null> {
  const { rows } = await sql<Row>(
    `SELECT day::text AS day, offer_id, members, trials, monthly::text AS monthly, joined, "left" FROM daily_members
      WHERE store_id = $1 AND currency = $2 AND day BETWEEN $3::date AND $4::date ORDER BY day`,
    [storeId, currency, addDays(period.before.from, -LOOK_BACK_DAYS), period.to],
  );
  if (rows.length === 0) return null;
  const days = byDay(rows);
  const at = standing(days, period);
  const flow = (from: string, to: string) => bucketsOf({ from, to }, "day").reduce((sum, { key }) => ({ joined: sum.joined + (days.get(key)?.joined ?? 0), left: sum.left + (days.get(key)?.left ?? 0) }), { joined: 0, left: 0 });
  const sumOf = ({ from, to }: { from: string; to: string }): MemberSum => ({ ...at(to), ...flow(from, to) });
  const churn = ({ from, to }: { from: string; to: string }) => {
    const { joined, left } = flow(from, to);
    const all = at(addDays(from, -1)).members + joined;
    // One who had paused is no paying member and may leave all the same.
    return all === 0 ? null : Math.min(1, left / all);
  };
  return {
    now: sumOf(period),
    monthlyAtStart: at(addDays(period.from, -1)).monthly,
    churn: churn(period),
    churnBefore: churn(period.before),
    steps: bucketsOf(period, period.step).map((bucket) => ({ ...bucket, ...sumOf(bucket) })),
  };
}

interface DaySum {
  /** By offer, because each is counted by itself. */
  offers: Map<string, Row>;
  joined: number;
  left: number;
}

function byDay(rows: readonly Row[]): Map<string, DaySum> {
  const days = new Map<string, DaySum>();
  for (const row of rows) {
    const day = days.get(row.day) ?? { offers: new Map<string, Row>(), joined: 0, left: 0 };
    day.offers.set(row.offer_id, row);
    days.set(row.day, { offers: day.offers, joined: day.joined + row.joined, left: day.left + row.left });
  }
  return days;
}

/** How many there are at the end of a day, filled from the last count of each offer. */
function standing(days: ReadonlyMap<string, DaySum>, { before, to }: Period): (day: string) => Pick<MemberSum, "members" | "trials" | "monthly"> {
  const filled = new Map<string, Pick<MemberSum, "members" | "trials" | "monthly">>();
  const last = new Map<string, Row>();
  for (const { key } of bucketsOf({ from: addDays(before.from, -LOOK_BACK_DAYS), to }, "day")) {
    for (const [offerId, row] of days.get(key)?.offers ?? []) last.set(offerId, row);
    filled.set(key, [...last.values()].reduce((sum, row) => ({ members: sum.members + row.members, trials: sum.trials + row.trials, monthly: sum.monthly + BigInt(row.monthly) }), { members: 0, trials: 0, monthly: 0n }));
  }
  return (day) => filled.get(day) ?? { members: 0, trials: 0, monthly: 0n };
}
