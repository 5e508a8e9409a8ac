import { readFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { median } from "./figure";

const MB = 1024 * 1024;
const EVERY_MS = 50;

/** Resident memory of a process, in bytes. */
export function residentBytes(pid: number): number {
  try {
    return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    // Not Linux.
    return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) * 1024;
  }
}

/** Middle value over a while in which nothing is asked of the process, in MB. */
export async function idleMegabytes(pid: number, seconds = 3): Promise<number> {
  const seen: number[] = [];
  for (let left = (seconds * 1000) / EVERY_MS; left > 0; left -= 1) {
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
    seen.push(residentBytes(pid));
  }
  return median(seen) / MB;
}

/** The highest value while something runs, in MB, with how long it took. */
export async function peakWhile<T>(pid: number, work: () => Promise<T>): Promise<{ result: T; peak: number; seconds: number }> {
  let peak = residentBytes(pid);
  const looking = setInterval(() => (peak = Math.max(peak, residentBytes(pid))), EVERY_MS);
  const from = performance.now();
  try {
    const result = await work();
    return { result, peak: Math.max(peak, residentBytes(pid)) / MB, seconds: (performance.now() - from) / 1000 };
  } finally {
    clearInterval(looking);
  }
}
