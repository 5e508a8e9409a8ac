import { memberFigures } from "~/domain/figures/members.server";
import { moneyFigures } from "~/domain/figures/money.server";
import { membersView } from "./members-view.server";
import { moneyPoints, moneyRows, moneyTotals } from "./money-view.server";
import { readFiguresAsked } from "./figures.server";

/** The last 30 days in the store's main currency, for the studio's front page. */
export async function latelyView(store: { id: string; currency: string }) {
  const { period, currency, currencies, summing } = await readFiguresAsked(store, new URLSearchParams());
  const [figures, members] = await Promise.all([moneyFigures(store.id, currency, period), memberFigures(store.id, currency, period)]);
  return {
    currency,
    summing,
    others: currencies.filter((one) => one !== currency).map((one) => one.toUpperCase()),
    any: currencies.length > 0,
    totals: moneyTotals(figures, currency, period),
    points: moneyPoints(figures, currency, period),
    rows: moneyRows(figures, currency, period),
    members: members && membersView(members, currency, period).members,
  };
}

export type LatelyView = Awaited<ReturnType<typeof latelyView>>;
