const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });
const SHORT_DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** "21 November 2026 at 14:05 UTC". */
export function formatMoment(at: Date | string): string {
  return `${MOMENT.format(new Date(at))} UTC`;
}

/** "21 November 2026". */
export function formatDay(at: Date | string): string {
  return DAY.format(new Date(at));
}

/** "21 Nov 2026": in lists. */
export function formatShortDay(at: Date | string): string {
  return SHORT_DAY.format(new Date(at));
}
