import { decimalsOf } from "../../engine/currencies";

/** Minor units as people write money: 4900, "eur" is €49.00. */
export function money(amount: number | null | undefined, currency: string | null | undefined): string {
  const code = currency ?? "usd";
  const decimals = decimalsOf(code);
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency: code.toUpperCase(),
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  }).format((amount ?? 0) / 10 ** decimals);
}

/** "12.50" in a field to minor units. @returns null when it is not an amount */
export function minorUnits(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const match = /^(\d{1,9})(?:[.,](\d+))?$/.exec(text.trim());
  if (!match || (match[2]?.length ?? 0) > decimals) return null;
  return Number(`${match[1] ?? "0"}${(match[2] ?? "").padEnd(decimals, "0")}`);
}

/** Minor units as a person would type them: 1250, "eur" is 12.50. */
export function majorUnits(amount: number, currency: string): string {
  const decimals = decimalsOf(currency);
  return (amount / 10 ** decimals).toFixed(decimals);
}

/** A moment in UTC: "3 Mar 2026, 14:05". Seconds since 1970 (Stripe), milliseconds with `ms`, or ISO text. */
export function moment(value: number | string | null | undefined, unit: "s" | "ms" = "s"): string {
  if (value === null || value === undefined) return "-";
  const date = new Date(typeof value === "string" || unit === "ms" ? value : value * 1000);
  return Number.isNaN(date.getTime()) ? "-" : FORMAT.format(date);
}

const FORMAT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });

/** "requires_action" is "requires action". */
export function plain(code: string | null | undefined): string {
  return (code ?? "-").replaceAll("_", " ");
}

/** The newest first, and no more than a page can show quickly. */
export function latest<T>(rows: readonly T[], count = 50): T[] {
  return rows.slice(-count).reverse();
}
