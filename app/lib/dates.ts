const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "UTC" });
const DAY = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** "21 November 2026 at 14:05 UTC". */
export function formatMoment(at: Date | string): string {
  return `${MOMENT.format(new Date(at))} UTC`;
}

/** "21 November 2026". */
export function formatDay(at: Date | string): string {
  return DAY.format(new Date(at));
}
