import { DAY, HOUR, setClock } from "~/lib/clock";
import { inSandbox } from "./sandbox-control";

/** The demo's past ends when the seed begins. */
const begun = Date.now();

/** A moment so many days ago at an hour (UTC); never in the future. */
export function daysAgo(days: number, hour = 9, minute = 0): number {
  const midnight = begun - (begun % DAY);
  return Math.min(midnight - days * DAY + hour * HOUR + minute * 60_000, begun - 1000);
}

/** Stand at a moment, here and in the sandbox. */
export async function standAt(moment: number): Promise<void> {
  setClock(() => moment);
  await inSandbox("clock", "set", { to: moment });
}

/** Back to the present. */
export async function comeBack(): Promise<void> {
  setClock(() => Date.now());
  await inSandbox("clock", "reset", {});
}
