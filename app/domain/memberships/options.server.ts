import { db } from "~/db.server";
import { DEFAULT_OPTIONS } from "./state";

/** The creator's rules for a membership; those of a new one where none were set. */
export async function membershipOptions(offerId: string): Promise<{ graceDays: number; pauseAllowed: boolean }> {
  const set = await db.membershipOptions.findUnique({ where: { offerId }, select: { graceDays: true, pauseAllowed: true } });
  return set ?? { ...DEFAULT_OPTIONS };
}
