import { daysBetween, type Bucket, type Period } from "~/domain/figures/period";
import { countryName } from "~/lib/country-name";
import { formatMoney, toDecimal } from "~/lib/money";

const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });
const TABLE_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const LONG_DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const SHORT_MONTH = new Intl.DateTimeFormat("en-GB", { month: "short", year: "2-digit", timeZone: "UTC" });
const LONG_MONTH = new Intl.DateTimeFormat("en-GB", { month: "long", year: "numeric", timeZone: "UTC" });
const WHOLE_PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 0 });
const PERCENT = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** "24 October 2026 to 22 November 2026". */
export function periodWords({ from, to }: { from: string; to: string }): string {
  return from === to ? LONG_DAY.format(new Date(from)) : `${LONG_DAY.format(new Date(from))} to ${LONG_DAY.format(new Date(to))}`;
}

/** What a period is compared with, after "in": "the 30 days before". */
export function beforeWords(period: Period): string {
  if (period.span === "12m") return "the same months a year earlier";
  const days = daysBetween(period);
  return days === 1 ? "the day before" : `the ${days} days before`;
}

/** A step as a line of a table: "22 Nov 2026", "November 2026". */
export function rowWords({ key, from }: Bucket, step: Period["step"]): string {
  return step === "day" ? TABLE_DAY.format(new Date(from)) : LONG_MONTH.format(new Date(key));
}

/** A step for the axis and at length. */
export function stepWords({ key, from }: Bucket, step: Period["step"]): { label: string; long: string } {
  const at = new Date(from);
  return step === "day" ? { label: SHORT_DAY.format(at), long: LONG_DAY.format(at) } : { label: SHORT_MONTH.format(new Date(key)), long: LONG_MONTH.format(new Date(key)) };
}

/** "+12% on the 30 days before"; without a percentage where that says nothing: "€1,100 in the 30 days before". */
export function changeWords(now: bigint, before: bigint, text: string, when: string): string {
  const change = changeOf(now, before);
  if (change === null) return `${text} in ${when}`;
  return change === "same" ? `The same as in ${when}` : `${change} on ${when}`;
}

/** "+12%", "−3.4%", "same"; null: no percentage would say anything, from nothing, below it, or more than ten times as much. */
export function changeOf(now: bigint, before: bigint): string | null {
  const [to, from] = [Number(now), Number(before)];
  const change = (to - from) / from;
  if (from <= 0 || to < 0 || change > 9.99) return null;
  if (Math.abs(change) < 0.0005) return "same";
  return `${change > 0 ? "+" : "−"}${(Math.abs(change) < 0.1 ? PERCENT : WHOLE_PERCENT).format(Math.abs(change))}`;
}

/** "4.2%"; null: a dash. */
export function percentWords(part: number | null): string {
  return part === null ? "–" : PERCENT.format(part);
}

/** "Portugal"; a payment without a country has none. */
export function countryWords(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? countryName(code) : "Country not known";
}

export function money(amount: bigint, currency: string): string {
  return formatMoney({ amount, currency });
}

/** Whole units, for drawing only. */
export function drawn(amount: bigint, currency: string): number {
  return Number(toDecimal({ amount, currency }));
}
