import type { ChartPoint } from "~/components/charts/time-chart";
import type { MoneyFigures, MoneyPart, MoneySum } from "~/domain/figures/money.server";
import type { Period } from "~/domain/figures/period";
import { beforeWords, changeWords, drawn, money, rowWords, stepWords } from "./words";

/** The sums of a period as the page shows them. */
export function moneyTotals({ total, before }: MoneyFigures, currency: string, period: Period) {
  const when = beforeWords(period);
  const told = (pick: (sum: MoneySum) => bigint) => ({ value: money(pick(total), currency), note: changeWords(pick(total), pick(before), money(pick(before), currency), when) });
  // What is taken away reads as what it costs.
  const cost = (pick: (sum: MoneySum) => bigint) => ({ value: money(pick(total), currency), note: `${money(pick(before), currency)} in ${when}` });
  return {
    net: told(({ net }) => net),
    gross: { ...told(({ gross }) => gross), payments: total.payments, tax: total.tax === 0n ? null : money(total.tax, currency) },
    fees: cost(({ fees }) => fees),
    back: cost(({ back }) => back),
  };
}

/** Net money, step by step. */
export function moneyPoints({ steps }: MoneyFigures, currency: string, period: Period): ChartPoint[] {
  return steps.map((step) => ({
    ...stepWords(step, period.step),
    value: drawn(step.net, currency),
    text: money(step.net, currency),
    before: step.before && drawn(step.before.net, currency),
    beforeText: step.before && money(step.before.net, currency),
  }));
}

/** One line of a table of money. */
export interface MoneyRow {
  key: string;
  label: string;
  payments: string;
  gross: string;
  back: string;
  fees: string;
  net: string;
  before: string;
}

/** The table behind the chart, the newest step first. */
export function moneyRows({ steps }: MoneyFigures, currency: string, period: Period): MoneyRow[] {
  return steps.map((step) => ({ ...rowOf(step, currency), key: step.key, label: rowWords(step, period.step), before: step.before ? money(step.before.net, currency) : "–" })).reverse();
}

export function partRows(parts: readonly MoneyPart[], currency: string, label: (key: string) => string): MoneyRow[] {
  return parts.map((part) => ({ ...rowOf(part, currency), key: part.key, label: label(part.key), before: money(part.before.net, currency) }));
}

/** The bars of offers or countries: what they brought in net, those of this period only. */
export function partBars(parts: readonly MoneyPart[], currency: string, label: (key: string) => string) {
  return parts
    .filter((part) => part.payments > 0 || part.net !== 0n)
    .map((part) => ({ key: part.key, label: label(part.key), value: drawn(part.net, currency), text: money(part.net, currency), note: part.payments === 1 ? "1 payment" : `${part.payments} payments` }));
}

function rowOf(sum: MoneySum, currency: string): Omit<MoneyRow, "key" | "label" | "before"> {
  return { payments: String(sum.payments), gross: money(sum.gross, currency), back: money(sum.back, currency), fees: money(sum.fees, currency), net: money(sum.net, currency) };
}
