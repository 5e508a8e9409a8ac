import { phaseOf } from "~/domain/access/dispute-phase";
import { disputeReason, PHASE_WORDS, waitsForAnswer } from "~/domain/disputes/dispute";
import { openDisputes } from "~/domain/disputes/queries.server";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import type { OpenDisputeLine } from "./open-disputes";

/** A store's undecided disputes, ready to show, the one that has to be answered first before the others. */
export async function openDisputeLines(storeId: string): Promise<OpenDisputeLine[]> {
  return (await openDisputes(storeId)).map(({ id, status, reason, dueBy, order, ...money }) => ({
    id,
    to: `/studio/orders/${order.id}`,
    title: order.offerTitle,
    buyer: order.buyerName ?? order.buyerEmail ?? "A buyer who has left",
    amount: formatMoney(money),
    reason: disputeReason(reason),
    ...PHASE_WORDS[phaseOf(status)],
    answer: dueBy && waitsForAnswer(status) ? `Answer by ${formatMoment(dueBy)}` : "Answered; the bank decides",
  }));
}
