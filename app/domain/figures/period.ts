import { DAY } from "~/lib/clock";

/** What a creator may pick; `custom` by two days. */
export const SPANS = ["7", "30", "90", "12m", "custom"] as const;
export type Span = (typeof SPANS)[number];

/** From one day to another, both counted: `2026-11-22`, UTC. */
export interface Days {
  from: string;
  to: string;
}

export interface Period extends Days {
  span: Span;
  /** What it is compared with: as many days before it; for twelve months the same ones a year earlier. */
  before: Days;
  step: "day" | "month";
}

export type PeriodProblem = "not_a_day" | "wrong_way" | "too_long";

const LONGEST_DAYS = 5 * 366;
/** Longer than this it is told by month. */
const BY_DAY_DAYS = 92;

/**
 * The period an address asks for; what makes no sense is the last 30 days, with what was wrong. Nothing reaches past today.
 * @param today the present day, UTC
 */
export function readPeriod(query: URLSearchParams, today: string): { period: Period; problem: PeriodProblem | null } {
  const asked = query.get("span");
  const span = SPANS.find((one) => one === asked) ?? "30";
  if (span !== "custom") return { period: span === "12m" ? twelveMonths(today) : lastDays(span, today), problem: null };
  const custom = customPeriod(query.get("from") ?? "", query.get("to") ?? "", today);
  return typeof custom === "string" ? { period: lastDays("30", today), problem: custom } : { period: custom, problem: null };
}

function lastDays(span: "7" | "30" | "90", today: string): Period {
  return { span, ...withBefore({ from: addDays(today, 1 - Number(span)), to: today }), step: "day" };
}

function twelveMonths(today: string): Period {
  const from = `${addMonths(today, -11).slice(0, 7)}-01`;
  return { span: "12m", from, to: today, before: { from: addMonths(from, -12), to: addMonths(today, -12) }, step: "month" };
}

function customPeriod(from: string, to: string, today: string): Period | PeriodProblem {
  if (!isDay(from) || !isDay(to)) return "not_a_day";
  const end = to > today ? today : to;
  if (from > end) return "wrong_way";
  const days = daysBetween({ from, to: end });
  if (days > LONGEST_DAYS) return "too_long";
  return { span: "custom", ...withBefore({ from, to: end }), step: days > BY_DAY_DAYS ? "month" : "day" };
}

function withBefore({ from, to }: Days): Days & { before: Days } {
  const to_ = addDays(from, -1);
  return { from, to, before: { from: addDays(to_, 1 - daysBetween({ from, to })), to: to_ } };
}

/** How many days, both ends counted. */
export function daysBetween({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY) + 1;
}

export interface Bucket extends Days {
  /** `2026-11-22`, or `2026-11` of a month. */
  key: string;
}

/** The steps of a period in their order: days, or months cut where it begins and ends. */
export function bucketsOf({ from, to }: Days, step: Period["step"]): Bucket[] {
  const buckets: Bucket[] = [];
  for (let day = from; day <= to; ) {
    const last = step === "day" ? day : lastOfMonth(day);
    buckets.push({ key: step === "day" ? day : day.slice(0, 7), from: day, to: last < to ? last : to });
    day = addDays(last, 1);
  }
  return buckets;
}

/**
 * What each step of a period is compared with, in their order: for twelve months the same month a year earlier, else as many days so
 * many days before. Together they are the time before.
 */
export function stepsBefore(period: Period): Days[] {
  if (period.span === "12m") return bucketsOf(period.before, period.step);
  const back = -daysBetween(period);
  return bucketsOf(period, period.step).map(({ from, to }) => ({ from: addDays(from, back), to: addDays(to, back) }));
}

/** `2026-11-22` moved by whole days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);
}

/** Moved by months; what the month does not have is its last day. */
function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}
