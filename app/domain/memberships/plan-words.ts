import type { BillingInterval } from "~/generated/prisma/enums";
import { formatDay } from "~/lib/dates";
import { formatMoney, type Money } from "~/lib/money";
import { recurringText } from "./price-words";

/** "Studio, monthly": a plan by its tier and rhythm; a free tier by its name alone. */
export function planText(tierTitle: string, interval: BillingInterval | null): string {
  if (!interval) return tierTitle;
  return `${tierTitle}, ${interval === "month" ? "monthly" : "yearly"}`;
}

/** "€0 today, then €9 a month from 5 December 2026"; without a trial "€9 a month". `from`: the first payment, UTC. */
export function termsText(price: Money & { interval: BillingInterval }, from: Date | null): string {
  const rate = recurringText(price);
  return from ? `${formatMoney({ amount: 0n, currency: price.currency })} today, then ${rate} from ${formatDay(from)}` : rate;
}
