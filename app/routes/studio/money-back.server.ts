import { isClosed, phaseOf } from "~/domain/access/dispute-phase";
import { disputesOfOrder, warningsOfOrder } from "~/domain/disputes/queries.server";
import { disputeReason, fraudWords, PHASE_WORDS, waitsForAnswer } from "~/domain/disputes/dispute";
import { dashboardUrl } from "~/domain/merchants/dashboard-url.server";
import { refundsOfOrder } from "~/domain/refunds/queries.server";
import { refundablePayments } from "~/domain/refunds/refundable-payments.server";
import { formatDay, formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { askRefusalWords, REFUND_STATUS_WORDS, REFUND_REASON_WORDS } from "./refund-words";

export type MoneyBackView = Awaited<ReturnType<typeof moneyBackOf>>;

/**
 * All that goes or went back of an order, ready to show: its refunds, disputes and warnings, those of its membership's renewals
 * too, and for who may refund what can still be refunded. The caller has checked that the order is this store's.
 */
export async function moneyBackOf(orderId: string, mayRefund: boolean) {
  const [refunds, disputes, warnings, { payments, refusal }] = await Promise.all([refundsOfOrder(orderId), disputesOfOrder(orderId), warningsOfOrder(orderId), mayRefund ? refundablePayments(orderId) : { payments: [], refusal: null }]);
  const page = `/studio/orders/${orderId}/refund`;
  return {
    refunds: refunds.map((refund) => ({
      id: refund.id,
      amount: formatMoney(refund),
      ...(REFUND_STATUS_WORDS[refund.status] ?? REFUND_STATUS_WORDS.pending),
      ...whyOf(refund),
      when: formatMoment(refund.createdAt),
      failure: refund.failure,
      unsettled: refund.unsettled,
      // Lectern has to send it back, and tries again by itself.
      goesOn: refund.status === "asked",
      fee: refund.applicationFee > 0n ? formatMoney({ amount: refund.applicationFee, currency: refund.currency }) : null,
      access: refund.access === "keep" ? "Access was left open." : refund.access === "end" ? "Access was ended with it." : null,
      // Of a renewal: which time it had paid for.
      of: refund.orderId === null && refund.invoice?.periodStart && refund.invoice.periodEnd ? `the renewal of ${formatDay(refund.invoice.periodStart)} to ${formatDay(refund.invoice.periodEnd)}` : null,
    })),
    disputes: disputes.map((dispute) => {
      const phase = phaseOf(dispute.status);
      const account = dispute.order?.account ?? dispute.invoice?.subscription.account;
      const payment = dispute.order?.stripePaymentIntentId ?? dispute.invoice?.stripePaymentIntentId;
      return {
        id: dispute.id,
        phase,
        ...PHASE_WORDS[phase],
        closed: isClosed(phase),
        amount: formatMoney(dispute),
        reason: disputeReason(dispute.reason),
        opened: formatMoment(dispute.openedAt),
        ended: dispute.closedAt && formatMoment(dispute.closedAt),
        answerBy: dispute.dueBy && waitsForAnswer(dispute.status) ? formatMoment(dispute.dueBy) : null,
        stripeUrl: account && payment ? dashboardUrl(account, `payments/${payment}`) : null,
      };
    }),
    warnings: warnings.map((warning) => ({
      id: warning.id,
      text: fraudWords(warning.fraudType),
      when: formatMoment(warning.createdAt),
      refundTo: warning.actionable ? `${page}?${new URLSearchParams({ reason: "fraudulent", ...(warning.orderId === null && warning.invoiceId ? { invoice: warning.invoiceId } : {}) })}` : null,
    })),
    payments: payments.map(({ invoiceId, left, currency, paidAt }) => ({
      id: invoiceId ?? orderId,
      label: invoiceId ? `Renewal${paidAt ? ` of ${formatDay(paidAt)}` : ""}` : "The payment of this order",
      left: formatMoney({ amount: left, currency }),
      to: invoiceId ? `${page}?invoice=${invoiceId}` : page,
    })),
    refusal: refusal && refusal.kind !== "not_paid" ? askRefusalWords(refusal, "") : null,
  };
}

/** Why something went back, and by whom. What Lectern sends back of itself says why in its note. */
function whyOf({ reason, note, by }: Awaited<ReturnType<typeof refundsOfOrder>>[number]): { reason: string; note: string; by: string } {
  if (by === null && note !== "") return { reason: note, note: "", by: "Lectern" };
  return { reason: REFUND_REASON_WORDS[reason] ?? REFUND_REASON_WORDS.other, note, by: by ?? (reason === "duplicate" ? "Lectern, or Stripe’s Dashboard" : "Stripe’s Dashboard") };
}
