import type { Tx } from "~/db.server";
import { DAY, now } from "~/lib/clock";
import { newId } from "~/lib/ids";

/**
 * Say that something of a store's day (UTC) has changed, so that its sums are made anew. A mark is a row of its own, so nobody
 * waits for anybody, and it is seen exactly when the change is.
 */
export async function markDay(tx: Tx, storeId: string, at: Date): Promise<void> {
  await tx.dayToSum.create({ data: { id: newId("dayToSum"), storeId, day: startOfDay(at), markedAt: now() } });
}

/** The same for every day from an instant's to today. */
export async function markDays(tx: Tx, storeId: string, since: Date): Promise<void> {
  const markedAt = now();
  const first = startOfDay(since).getTime();
  const days = Array.from({ length: (startOfDay(markedAt).getTime() - first) / DAY + 1 }, (_, index) => new Date(first + index * DAY));
  await tx.dayToSum.createMany({ data: days.map((day) => ({ id: newId("dayToSum"), storeId, day, markedAt })) });
}

/** First instant of a day, UTC. */
export function startOfDay(at: Date): Date {
  return new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()));
}
