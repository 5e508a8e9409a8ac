/** When a lesson opens for those who have the course. */
export type Drip = { kind: "now" } | { kind: "days"; days: number } | { kind: "date"; at: Date };

/** The two columns a lesson keeps it in; never both set. */
export interface DripColumns {
  /** Days after enrolment. */
  dripDays: number | null;
  /** UTC instant. */
  dripAt: Date | null;
}

export const MAX_DRIP_DAYS = 3_650;

export function dripOf({ dripDays, dripAt }: DripColumns): Drip {
  if (dripAt !== null) return { kind: "date", at: dripAt };
  return dripDays === null ? { kind: "now" } : { kind: "days", days: dripDays };
}

export function dripColumns(drip: Drip): DripColumns {
  return { dripDays: drip.kind === "days" ? drip.days : null, dripAt: drip.kind === "date" ? drip.at : null };
}

export type DripProblem = "days" | "date";

/** A drip as typed: `opens` now, days or date; days as a whole number; the date as "2026-12-24T09:30" or "2026-12-24", read as UTC. */
export function readDrip(opens: string, days: string, date: string): { ok: true; value: Drip } | { ok: false; error: DripProblem } {
  if (opens === "days") {
    const number = /^\d{1,4}$/.test(days.trim()) ? Number(days) : 0;
    return number >= 1 && number <= MAX_DRIP_DAYS ? { ok: true, value: { kind: "days", days: number } } : { ok: false, error: "days" };
  }
  if (opens === "date") {
    const at = readInstant(date.trim());
    return at ? { ok: true, value: { kind: "date", at } } : { ok: false, error: "date" };
  }
  return { ok: true, value: { kind: "now" } };
}

export function dripProblemText(problem: DripProblem): string {
  return problem === "days" ? `Type a whole number of days from 1 to ${MAX_DRIP_DAYS.toLocaleString("en")}.` : "Choose a date and a time, for example 24 December 2026, 09:30.";
}

/** An instant written in UTC, to the minute, with or without its Z; null for what is no such date (30 February among them). */
export function readInstant(text: string): Date | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::00(?:\.000)?)?Z?)?$/.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute] = match.slice(1).map((part) => Number(part ?? 0)) as [number, number, number, number, number];
  const at = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const same = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day && at.getUTCHours() === hour && at.getUTCMinutes() === minute;
  return same && year >= 2000 && year < 2200 ? at : null;
}

/** "2026-12-24T09:30": what a date field wants, in UTC. */
export function instantField(at: Date): string {
  return at.toISOString().slice(0, 16);
}
