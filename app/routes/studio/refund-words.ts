import type { BadgeTone } from "~/components/ui/badge";
import type { AccessChoice } from "~/domain/access/refund-choice.server";
import type { AccessAfter } from "~/domain/refunds/access-after.server";
import type { AskRefusal } from "~/domain/refunds/ask-refund.server";
import type { PaymentTarget } from "~/domain/refunds/payment-target.server";
import type { RefundForm } from "~/domain/refunds/queries.server";
import { feeShare, REFUND_REASONS } from "~/domain/refunds/refund";
import type { Refund } from "~/generated/prisma/client";
import { formatDay } from "~/lib/dates";
import { formatMoney, type MoneyProblem } from "~/lib/money";
import type { WantedRefund } from "./refund-form.server";

interface StatusWords {
  label: string;
  tone: BadgeTone;
}

/** Where a refund is, for the creator. */
export const REFUND_STATUS_WORDS: Record<string, StatusWords> & { pending: StatusWords } = {
  asked: { label: "Asked for", tone: "info" },
  requires_action: { label: "Waits for the buyer", tone: "info" },
  pending: { label: "On its way", tone: "info" },
  succeeded: { label: "Sent back", tone: "success" },
  failed: { label: "Did not go through", tone: "danger" },
  canceled: { label: "Called off", tone: "neutral" },
};

/** Why it went back, after the fact. */
export const REFUND_REASON_WORDS: Record<string, string> & { other: string } = {
  requested_by_customer: "The buyer asked for it",
  duplicate: "Paid twice",
  fraudulent: "Looked like fraud",
  other: "No reason given",
};

/** Why nothing of a payment can be refunded from here, with what to do. */
export function askRefusalWords(refusal: AskRefusal, currency: string): string {
  switch (refusal.kind) {
    case "not_found":
      return "There is no such payment.";
    case "not_paid":
      return "Nothing has been paid for this, so there is nothing to send back.";
    case "nothing_left":
      return "All of this payment has gone back, or is about to.";
    case "too_much":
      return `No more than ${formatMoney({ amount: refusal.left, currency })} of it can still go back.`;
    case "not_positive":
      return "Enter how much is to go back.";
    case "disputed":
      return "The buyer’s bank has taken this payment back, so Stripe cannot refund it. Answer or accept the dispute in Stripe.";
  }
}

/** What is wrong with a typed amount. */
export function amountProblem(problem: MoneyProblem): string {
  switch (problem) {
    case "too_many_decimals":
      return "This currency has fewer digits after the point.";
    case "whole_units_only":
      return "This currency is refunded in whole units only.";
    case "negative":
      return "Enter an amount above zero.";
    default:
      return "Enter an amount, for example 12.50.";
  }
}

/** The page of an order. */
export function orderAddress(orderId: string): string {
  return `/studio/orders/${orderId}`;
}

/** What a payment was for: the offer, or the renewal of some time. */
export function paymentName({ home, order, invoice }: Pick<PaymentTarget, "home" | "order" | "invoice">): string {
  if (order || !invoice?.periodStart || !invoice.periodEnd) return home.offerTitle;
  return `the renewal of ${home.offerTitle} from ${formatDay(invoice.periodStart)} to ${formatDay(invoice.periodEnd)}`;
}

/** What can become of access; the first is ticked. */
export function accessOptions(membership: boolean): { value: AccessChoice; label: string; description: string }[] {
  return membership
    ? [
        { value: "as_usual", label: "As usual", description: "The membership ends when all of the payment for the present period has gone back; otherwise it goes on." },
        { value: "keep", label: "Let it go on", description: "The membership stays as it is and renews, whatever goes back." },
        { value: "end", label: "End it now", description: "The membership ends at once, also when only a part goes back. Nothing more is charged." },
      ]
    : [
        { value: "as_usual", label: "As usual", description: "Access ends when all of the money has gone back; a part leaves it as it is." },
        { value: "keep", label: "Leave it open", description: "The buyer keeps what they bought, even if all of the money goes back." },
        { value: "end", label: "End it now", description: "Access ends at once, also when only a part goes back." },
      ];
}

/** What became of a refund, for whoever asked for it. */
export function refundOutcome({ status, failure, amount, currency }: Pick<Refund, "status" | "failure" | "amount" | "currency">): { text: string; tone: "success" | "info" | "danger" } {
  const money = formatMoney({ amount, currency });
  switch (status) {
    case "asked":
      return { text: `${money} will go back as soon as Stripe answers. You need not do anything.`, tone: "info" };
    case "failed":
    case "canceled":
      return { text: failure ?? `${money} did not go back. Look at the payment in Stripe.`, tone: "danger" };
    case "requires_action":
      return { text: `${money} goes back as soon as the buyer has told Stripe where to. Stripe asks them.`, tone: "info" };
    default:
      return { text: `${money} is on its way back.`, tone: "success" };
  }
}

export interface RefundPreview {
  title: string;
  button: string;
  facts: { label: string; value: string }[];
}

/** What a refund will do, said before it is done. */
export function refundPreview({ target, left, platformFee }: RefundForm, { asked }: WantedRefund, access: AccessAfter): RefundPreview {
  const money = (amount: bigint) => formatMoney({ amount, currency: target.currency });
  const { home, order, invoice, amountPaid, amountRefunded } = target;
  const method = (order ?? invoice)?.paymentMethodLabel;
  const fee = platformFee && feeShare({ fee: platformFee.fee, feeReturned: platformFee.returned, amountPaid, refundedBefore: amountRefunded, amount: asked.amount });
  return {
    title: `Send ${money(asked.amount)} back to ${home.buyerName ?? home.buyerEmail ?? "the buyer"}?`,
    button: `Send back ${money(asked.amount)}`,
    facts: [
      { label: "Goes back", value: `${money(asked.amount)}${asked.amount >= left ? ", all that is left" : ` of ${money(left)}`}` },
      ...(method ? [{ label: "To", value: method }] : []),
      { label: "Why", value: REFUND_REASONS[asked.reason] },
      { label: "Access", value: accessPreview(access, asked.access, home.interval !== null) },
      ...(fee ? [{ label: "Comes back to you", value: `${money(fee)} of the platform’s fee` }] : []),
      { label: "Stripe", value: "Keeps its own fee of the payment." },
      { label: "Mail", value: home.buyerEmail ? `${home.buyerEmail} is told that the money is on its way.` : "Nobody is told: the buyer’s address is not known any more." },
      ...(asked.note ? [{ label: "Your note", value: asked.note }] : []),
    ],
  };
}

function accessPreview(access: AccessAfter, asked: AccessChoice, membership: boolean): string {
  const own = membership ? membershipPreview(access) : ownPreview(access, asked);
  return access.elsewhere && !access.after ? `${own} The buyer still has it by something else.` : own;
}

function membershipPreview({ before, after }: AccessAfter): string {
  if (!before) return "The membership has ended already.";
  return after ? "The membership goes on." : "The membership ends at once, here and at Stripe.";
}

function ownPreview({ before, after }: AccessAfter, asked: AccessChoice): string {
  if (after) return before ? "Stays open." : "Opens again.";
  if (!before) return "Is closed already, and stays so.";
  return asked === "end" ? "Ends at once." : "Ends with the refund.";
}
