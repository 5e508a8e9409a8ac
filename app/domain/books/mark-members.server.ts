import type { Tx } from "~/db.server";
import type { Subscription } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { markDay, startOfDay } from "./mark-day.server";

type Facts = Pick<Subscription, "storeId" | "status" | "priceId" | "createdAt" | "trialEndsAt" | "endedAt" | "pausedAt" | "paidUntil" | "cancelAt" | "pastDueSince">;

const COUNTED = ["status", "priceId", "trialEndsAt", "endedAt", "pausedAt", "paidUntil", "cancelAt", "pastDueSince"] as const;

/**
 * Mark the days on which a subscription counts differently now. Call it in the transaction that writes the row.
 * @param former as it was; null: it is new
 */
export async function markMember(tx: Tx, former: Facts | null, row: Facts): Promise<void> {
  if (former && COUNTED.every((name) => same(former[name], row[name]))) return;
  const at = now();
  const days = [at, row.createdAt, row.trialEndsAt, row.endedAt, former?.trialEndsAt, former?.endedAt].flatMap((day) => (day && day <= at ? [startOfDay(day).getTime()] : []));
  for (const day of new Set(days)) await markDay(tx, row.storeId, new Date(day));
}

function same(one: string | Date | null, other: string | Date | null): boolean {
  return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}
