import type { BillingInterval } from "~/generated/prisma/enums";
import { formatMoney } from "~/lib/money";

interface PriceFacts {
  amount: bigint;
  currency: string;
  interval: BillingInterval | null;
  trialDays?: number;
}

/** "€9 a month", "€90 a year", "Free". */
export function recurringText({ amount, currency, interval }: PriceFacts): string {
  if (amount === 0n) return "Free";
  const money = formatMoney({ amount, currency });
  return interval ? `${money} a ${interval}` : money;
}

/** Each price of a tier in words, the trial said once: "€9 a month", "€90 a year, 14 days free". */
export function tierPriceTexts(prices: readonly PriceFacts[]): string[] {
  return prices.map((price, index) => {
    const days = price.trialDays ?? 0;
    return days > 0 && index === prices.length - 1 ? `${recurringText(price)}, ${days} days free` : recurringText(price);
  });
}

/** What a year saves against twelve months, in whole percent; null when it saves nothing or there is no month to compare with. */
export function yearlySaving(month: bigint | null, year: bigint | null): number | null {
  if (month === null || year === null || month === 0n) return null;
  const percent = Number(((month * 12n - year) * 100n) / (month * 12n));
  return percent > 0 ? percent : null;
}
