import { formatDay } from "~/lib/dates";

/** The longest time access can be sold for: ten years. */
export const MOST_DAYS = 3650;

/** "30 days", "one day". */
export function daysText(days: number): string {
  return days === 1 ? "one day" : `${days.toLocaleString("en")} days`;
}

/** Whole days that are left until an instant, the begun one counted: "12 days left", "last day". */
export function daysLeftText(until: Date, now: Date): string {
  const left = Math.ceil((until.getTime() - now.getTime()) / 86_400_000);
  return left <= 1 ? "last day" : `${left.toLocaleString("en")} days left`;
}

/** "open until 3 March 2027". */
export function openUntilText(until: Date): string {
  return `open until ${formatDay(until)}`;
}
