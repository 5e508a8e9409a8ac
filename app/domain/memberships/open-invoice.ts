import type { Invoice } from "~/generated/prisma/client";

/** How many of the newest invoices are looked through for those that are asked for. */
export const NEWEST = 24;

/**
 * Of the newest invoices of a membership, in any order: those that are to be paid, the oldest first. What is older than one that was paid is
 * not asked for any more, though Stripe leaves it open: the newest decides, and the old one would open nothing. Pure.
 */
export function askedFor<T extends Pick<Invoice, "status" | "amountDue" | "createdAt">>(invoices: readonly T[]): T[] {
  const paid = Math.max(-Infinity, ...invoices.filter(({ status }) => status === "paid").map(({ createdAt }) => createdAt.getTime()));
  return invoices
    .filter(({ status, amountDue, createdAt }) => (status === "open" || status === "uncollectible") && amountDue > 0n && createdAt.getTime() >= paid)
    .sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
}

/**
 * What is to be paid so that a membership is in order, first what comes first. Of one that Stripe gave up on (`unpaid`) that is one payment,
 * of its newest invoice: whichever we know is the way to it (payable-invoice), also where none is open and Stripe keeps a draft. Pure.
 */
export function toBePaid<T extends Pick<Invoice, "status" | "amountDue" | "createdAt">>(status: string, invoices: readonly T[]): T[] {
  const asked = askedFor(invoices);
  if (status !== "unpaid") return status === "past_due" ? asked : [];
  const [known] = invoices.filter(({ amountDue }) => amountDue > 0n).sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime());
  const newest = asked.at(-1) ?? known;
  return newest ? [newest] : [];
}
