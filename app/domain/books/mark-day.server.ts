import type { Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";

/**
 * Say that something of a store's day (UTC) has changed, so that its sums are made anew. A mark is a row of its own, so nobody
 * waits for anybody, and it is seen exactly when the change is.
 */
export async function markDay(tx: Tx, storeId: string, at: Date): Promise<void> {
  await tx.dayToSum.create({ data: { id: newId("dayToSum"), storeId, day: startOfDay(at), markedAt: now() } });
}

/** First instant of a day, UTC. */
export function startOfDay(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
}
