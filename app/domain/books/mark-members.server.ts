import type { Tx } from "~/db.server";
import type { Invoice, Subscription } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { markDays } from "./mark-day.server";

type Facts = Pick<Subscription, "storeId" | "status" | "priceId" | "trialEndsAt" | "endedAt" | "pausedAt" | "paidUntil" | "pastDueSince">;

/** An invoice of the subscription as it was before (null: not known) and as it is. */
interface Billed {
  row: Pick<Invoice, "status" | "amountPaid" | "paidAt" | "createdAt">;
  former: Pick<Invoice, "status"> | null;
}

/** What brings a change about at the moment we hear of it, and what Stripe gives a date of its own, which may be long before. */
const COUNTED = ["status", "priceId", "pausedAt", "paidUntil", "pastDueSince"] as const;
const DATED = ["trialEndsAt", "endedAt"] as const;

/**
 * Mark the days on which a subscription counts differently now: from the earliest that has changed to today, because who has
 * joined or left on a day is one more or one less on all that follow. Call it in the transaction that writes the row.
 * @param former as it was; null: it is new
 * @param billed its invoices, as they have just been written
 */
export async function markMember(tx: Tx, former: Facts | null, row: Facts, billed: readonly Billed[] = []): Promise<void> {
  const dates = DATED.flatMap((name) => (former && same(former[name], row[name]) ? [] : [row[name], former?.[name]]));
  const payments = billed.flatMap(({ row: { status, amountPaid, paidAt, createdAt }, former: before }) => (status === "paid" && amountPaid > 0n && before?.status !== "paid" ? [paidAt ?? createdAt] : []));
  const moved = !former || COUNTED.some((name) => !same(former[name], row[name]));
  const at = now();
  const past = [...dates, ...payments].flatMap((date) => (date && date <= at ? [date.getTime()] : []));
  if (moved || dates.length + payments.length > 0) await markDays(tx, row.storeId, new Date(Math.min(at.getTime(), ...past)));
}

function same(one: string | Date | null, other: string | Date | null): boolean {
  return one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;
}
