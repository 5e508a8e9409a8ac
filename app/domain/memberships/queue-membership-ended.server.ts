import type { EndPhase } from "../../../emails";
import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import type { Subscription } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import type { MemberLetter } from "./member-letter.server";
import { oldestOpen } from "./open-invoice.server";
import { payUrl } from "./pay-link";
import { ABOUT } from "./reminders";

/** What is known of an end. `wished`: the member asked for it. `endReason`: Stripe's own word. */
export interface EndFacts {
  refunded: boolean;
  wished: boolean;
  endReason: string | null;
}

/** How an end is spoken of to the member. Pure. */
export function endPhase({ status }: Pick<Subscription, "status">, { refunded, wished, endReason }: EndFacts): EndPhase {
  if (refunded) return "refunded";
  if (status === "unpaid" || endReason === "payment_failed") return "unpaid";
  return wished ? "cancelled" : "ended";
}

/**
 * Tell the member, once an end, that the membership is over: in the transaction that writes the end. One for want of a payment is noted
 * for the creator's daily summary, by when it was heard of: Stripe's own moment may lie before the last summary. One whose grace ran out
 * has been told that it is closed; that Stripe then gives up is no news, so both are about the same invoice.
 */
export async function queueMembershipEnded(tx: Tx, letter: MemberLetter, facts: EndFacts, cause: Cause): Promise<void> {
  const { row, common, address, manageUrl } = letter;
  const phase = endPhase(row, facts);
  const ended = row.endedAt ?? now();
  await tx.subscription.update({ where: { id: row.id }, data: { lapsedAt: phase === "unpaid" ? now() : null } });
  const open = phase === "unpaid" ? await oldestOpen(tx, row.id) : null;
  // Stripe takes a payment of what it calls unpaid and goes on; of what it has cancelled it would take money for nothing.
  const payable = open && row.status === "unpaid" ? { open: { amount: formatMoney({ amount: open.amountDue, currency: open.currency }), payUrl: payUrl(open.id) } } : {};
  await queueEmail(tx, { kind: "membership-ended", subjectKey: open ? ABOUT.unpaid(row, open) : `${row.id}.${ended.toISOString()}`, ...address, props: { ...common, phase, endedOn: formatDay(ended), ...payable, manageUrl }, link: null, cause });
}
