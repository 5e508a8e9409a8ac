import { DAY, later, now } from "~/lib/clock";

/** Times a list can be narrowed to; days are UTC. */
export const PERIODS = [
  { value: "7", label: "Last 7 days" },
  { value: "30", label: "Last 30 days" },
  { value: "90", label: "Last 90 days" },
  { value: "month", label: "This month" },
  { value: "last-month", label: "Last month" },
  { value: "year", label: "This year" },
  { value: "last-year", label: "Last year" },
] as const;

export interface Period {
  /** In. */
  from: Date | null;
  /** Not in any more. */
  to: Date | null;
}

/** The instants of a period's name, UTC; without ends for a name that is none. */
export function periodNamed(name: string | null, at: Date = now()): Period {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  const first = (y: number, m: number) => new Date(Date.UTC(y, m, 1));
  switch (name) {
    case "7":
    case "30":
    case "90":
      return { from: later(-(Number(name) - 1) * DAY, new Date(Date.UTC(year, month, at.getUTCDate()))), to: null };
    case "month":
      return { from: first(year, month), to: null };
    case "last-month":
      return { from: first(year, month - 1), to: first(year, month) };
    case "year":
      return { from: first(year, 0), to: null };
    case "last-year":
      return { from: first(year - 1, 0), to: first(year, 0) };
    default:
      return { from: null, to: null };
  }
}

/** A day as a date input writes it ("2026-11-21"), as its first instant UTC; null for anything else. */
export function dayTyped(text: string | null): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text ?? "")) return null;
  const day = new Date(`${text}T00:00:00Z`);
  // "2026-02-31" becomes another day.
  return Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== text ? null : day;
}
