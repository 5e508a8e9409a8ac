import { formatMoney, minimumCharge, type MoneyProblem } from "~/lib/money";

/** "€49", or "Free" for nothing. Minor units in. */
export function priceText(price: { amount: bigint; currency: string }): string {
  return price.amount === 0n ? "Free" : formatMoney(price);
}

/** What is wrong with a typed price, in words that say what to type instead. */
export function moneyProblemText(problem: MoneyProblem, currency: string): string {
  const code = currency.toUpperCase();
  switch (problem) {
    case "not_a_number":
      return "Type the price in figures, for example 49 or 49.50.";
    case "too_many_decimals":
      return `${code} has no smaller coin than this. Use fewer digits after the point.`;
    case "negative":
      return "A price cannot be below zero. Use 0 to give it away.";
    case "too_small":
      return `The smallest amount Stripe charges is ${formatMoney({ amount: minimumCharge(currency), currency })}. Use at least that, or 0 to give it away.`;
    case "too_large":
      return `That is more than one payment can carry. Use at most ${formatMoney({ amount: 99_999_999n, currency })}.`;
    case "whole_units_only":
      return `${code} is charged in whole units. Leave out the digits after the point.`;
  }
}
