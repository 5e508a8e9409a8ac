import type { Tx } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import type { Subscription } from "~/generated/prisma/client";
import { memberLetter } from "./member-letter.server";
import { queueMembershipEnded } from "./queue-membership-ended.server";
import { isNewFailure, queuePaymentFailed } from "./queue-payment-failed.server";
import { queuePlanChanged } from "./queue-plan-changed.server";
import { queueReminders } from "./queue-reminders.server";
import { isNewPayment, queueRenewalReceipt } from "./queue-renewal-receipt.server";
import type { InvoiceChange } from "./store-invoices.server";

/** One writing of a membership: what stood before (null: it has just begun), what stands now, which invoices moved, and which of them were paid too late. */
export interface MemberNews {
  before: Subscription | null;
  after: Subscription;
  invoices: readonly InvoiceChange[];
  late: readonly InvoiceChange[];
  refunded: boolean;
  endReason: string | null;
}

/**
 * Queue every mail that one writing of a membership makes due, in its transaction. What is told is what changed between two
 * writings under the row's lock, never what an event said: so it is told once, in whatever order and number the events come.
 */
export async function tellMember(tx: Tx, { before, after, invoices, late, refunded, endReason }: MemberNews, cause: Cause): Promise<void> {
  // What was paid too late goes back, and the member is told of that instead.
  const payments = invoices.filter((invoice) => isNewPayment(invoice) && !late.includes(invoice));
  const failures = invoices.filter(isNewFailure);
  const ended = before !== null && !before.endedAt && after.endedAt !== null;
  const changed = before !== null && before.priceId !== after.priceId && !after.endedAt;
  const letter = await memberLetter(tx, after.id);
  if (!letter) return;
  for (const payment of payments) await queueRenewalReceipt(tx, letter, payment, cause);
  if (changed) await queuePlanChanged(tx, letter, before, invoices, cause);
  if (ended) return queueMembershipEnded(tx, letter, { refunded, endReason, wished: isWished(before, after, cause) }, cause);
  if (after.endedAt) return;
  for (const failure of failures) await queuePaymentFailed(tx, letter, failure, cause);
  await queueReminders(tx, letter, cause);
}

/** The member cancelled: it ends on the day that was set, or it is the member who ends it now. */
function isWished(before: Subscription, after: Subscription, { cause }: Cause): boolean {
  return before.cancelAt !== null || after.cancelAt !== null || cause === "member";
}
