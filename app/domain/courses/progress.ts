import { DAY } from "~/lib/clock";

/** Anything longer is not a video but a mistake. */
const LONGEST = 48 * 3600;
/** How long what was noted offline may have waited. */
const OLDEST = 90 * DAY;

/** Whole seconds out of what a player sent, or null. */
export function readPosition(value: unknown): number | null {
  const seconds = typeof value === "string" && value.trim() !== "" ? Number(value) : Number.NaN;
  return Number.isFinite(seconds) && seconds >= 0 && seconds <= LONGEST ? Math.floor(seconds) : null;
}

/**
 * When something happened that a browser noted, as our instant. `at` and `sent` are the browser's own clock, in milliseconds
 * since the epoch: when it happened and when it was sent. Only the time between the two counts, so that a clock that is wrong
 * by an hour neither hides its own news nor overwrites another device's. Without `sent`, `at` is taken as it is. Never later
 * than now; what cannot be read is now.
 */
export function instantOf({ at, sent }: { at: unknown; sent: unknown }, now: Date): Date {
  const [then, leaving] = [milliseconds(at), milliseconds(sent)];
  if (then === null) return now;
  const age = (leaving ?? now.getTime()) - then;
  return new Date(now.getTime() - Math.min(OLDEST, Math.max(0, age)));
}

function milliseconds(value: unknown): number | null {
  return typeof value === "string" && /^\d{1,15}$/.test(value) ? Number(value) : null;
}
