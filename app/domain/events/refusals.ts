import { now } from "~/lib/clock";

/** A webhook that was turned away, e.g. because its signature did not fit our secret. */
export interface Refusal {
  problem: string;
  at: Date;
}

/** The newest of each endpoint. In this process only: it is a hint for the connection doctor, and anyone can cause one. */
const newest = new Map<string, Refusal>();

export function noteRefusal(endpoint: string, problem: string): void {
  newest.set(endpoint, { problem, at: now() });
}

/** The newest refusal of an endpoint since this process began; null: none. */
export function lastRefusal(endpoint: string): Refusal | null {
  return newest.get(endpoint) ?? null;
}
