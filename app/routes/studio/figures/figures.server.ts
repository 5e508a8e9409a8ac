import { startOfDay } from "~/domain/books/mark-day.server";
import { sumNewestDays } from "~/domain/books/sum-days.server";
import { currenciesOf } from "~/domain/figures/money.server";
import { readPeriod, type Period, type PeriodProblem } from "~/domain/figures/period";
import { now } from "~/lib/clock";
import { log } from "~/log.server";

/** What an address of the figures asks for. */
export interface FiguresAsked {
  period: Period;
  problem: PeriodProblem | null;
  /** All the store was paid in; the one shown is one of them, or the store's own while there are none. */
  currencies: string[];
  currency: string;
  /** Older days are still to be summed, or none can be at the moment. */
  summing: boolean;
}

/** Read the address and bring the newest days up to date, where that can be: a database that takes no writing still shows what it has. */
export async function readFiguresAsked(store: { id: string; currency: string }, query: URLSearchParams): Promise<FiguresAsked> {
  const summing = await sumNewestDays(store.id).catch((error: unknown) => {
    log.error({ err: error, storeId: store.id }, "the newest days could not be summed");
    return true;
  });
  const currencies = await currenciesOf(store.id);
  const asked = query.get("currency")?.toLowerCase();
  const currency = currencies.find((one) => one === asked) ?? (currencies.includes(store.currency) ? store.currency : (currencies[0] ?? store.currency));
  return { ...readPeriod(query, today()), currencies, currency, summing };
}

/** `2026-11-22`, UTC. */
export function today(): string {
  return startOfDay(now()).toISOString().slice(0, 10);
}
