import type { Invoice } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";

/** Why an invoice is unpaid and what comes next, in a line for both sides: "The card has expired. Next try on 8 December 2026." Pure. */
export function memberLine({ failure, actionRequired, nextAttemptAt, status }: Pick<Invoice, "failure" | "actionRequired" | "nextAttemptAt" | "status">): string {
  if (!failure) return "";
  if (status === "draft") return failure;
  if (actionRequired) return failure;
  return `${failure} ${nextAttemptAt ? `Next try on ${formatDay(nextAttemptAt)}.` : "It is not tried again by itself."}`;
}
