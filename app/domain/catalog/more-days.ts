import type { OpenedBy } from "~/domain/access/can-open.server";
import type { Offer } from "~/generated/prisma/client";
import { DAY, later } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { daysText } from "./access-days";

/** What somebody who has an offer for some days still can add to them by buying it again. */
export interface MoreDays {
  /** When the days they have end, UTC: those they add begin there. */
  after: Date;
  /** When the added ones end; null: it is sold for good by now. */
  until: Date | null;
}

/**
 * Whether buying an offer again gives somebody who has it open more than they have; null: it does not, because it is open for good, by
 * a membership (which is another thing to buy), or not by days at all. A bundle that is sold for good is bought when its days are over:
 * what it costs then depends on what is open of it then. Pure.
 */
export function moreDays({ kind, accessDays }: Pick<Offer, "kind" | "accessDays">, by: Pick<OpenedBy, "membershipId" | "expiresAt"> | null): MoreDays | null {
  if (!by?.expiresAt || by.membershipId !== null || kind === "membership" || (kind === "bundle" && accessDays === null)) return null;
  return { after: by.expiresAt, until: accessDays === null ? null : later(accessDays * DAY, by.expiresAt) };
}

/** The button that adds them: "Add 30 days", "Keep it for good". */
export function moreDaysLabel(accessDays: number | null): string {
  return accessDays === null ? "Keep it for good" : `Add ${daysText(accessDays)}`;
}

/** What it means, beside the button. */
export function moreDaysText({ until }: MoreDays): string {
  return until ? `They begin when yours end, so it is open until ${formatDay(until)}.` : "It is sold for good now: buy it, and it does not close.";
}
