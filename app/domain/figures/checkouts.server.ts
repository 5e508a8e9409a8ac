import { sql } from "~/db.server";
import type { Period } from "./period";

/** Checkouts begun in a period, and how many of those have come to a purchase by now. */
export interface CheckoutSum {
  begun: number;
  completed: number;
}

export interface CheckoutPart extends CheckoutSum {
  offerId: string;
  before: CheckoutSum;
}

export interface CheckoutFigures {
  total: CheckoutSum;
  before: CheckoutSum;
  /** The most begun first. */
  offers: CheckoutPart[];
}

/** How many who began to pay did pay, by offer, over a period and the time before it. Free offers and what was given by hand have no checkout. */
export async function checkoutFigures(storeId: string, period: Period): Promise<CheckoutFigures> {
  const { rows } = await sql<{ offer_id: string; begun: number; completed: number; former_begun: number; former_completed: number }>(
    `SELECT offer_id, coalesce(sum(begun) FILTER (WHERE day >= $2::date), 0)::int AS begun, coalesce(sum(completed) FILTER (WHERE day >= $2::date), 0)::int AS completed,
            coalesce(sum(begun) FILTER (WHERE day < $2::date), 0)::int AS former_begun, coalesce(sum(completed) FILTER (WHERE day < $2::date), 0)::int AS former_completed
       FROM daily_checkouts WHERE store_id = $1 AND (day BETWEEN $2::date AND $3::date OR day BETWEEN $4::date AND $5::date) GROUP BY offer_id`,
    [storeId, period.from, period.to, period.before.from, period.before.to],
  );
  const offers = rows
    .map((row) => ({ offerId: row.offer_id, begun: row.begun, completed: row.completed, before: { begun: row.former_begun, completed: row.former_completed } }))
    .sort((a, b) => b.begun - a.begun || b.before.begun - a.before.begun);
  return { total: add(offers), before: add(offers.map(({ before }) => before)), offers };
}

function add(sums: readonly CheckoutSum[]): CheckoutSum {
  return sums.reduce((all, one) => ({ begun: all.begun + one.begun, completed: all.completed + one.completed }), { begun: 0, completed: 0 });
}

/** Part of the begun that was completed, 0 to 1; null: none was begun. */
export function rateOf({ begun, completed }: CheckoutSum): number | null {
  return begun === 0 ? null : completed / begun;
}
