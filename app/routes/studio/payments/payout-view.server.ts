import { FAILURE_BUTTON, payoutFailure } from "~/domain/payouts/payout-failures";
import { partOf, sumLines, type PayoutContents, type PayoutLine } from "~/domain/payouts/payout-contents.server";
import { bankWords, payoutStatus } from "~/domain/payouts/payout-words";
import type { PayoutState } from "~/integrations/stripe/balance.server";
import { formatDay, formatShortDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { atStripe } from "./payments-view.server";

/** A payout as its page shows it. */
export function payoutView(accountId: string, payout: PayoutState) {
  const failed = payout.status === "failed";
  const { what, next, place } = payoutFailure(payout.failureCode);
  return {
    id: payout.id,
    amount: formatMoney(payout),
    status: payoutStatus(payout.status),
    when: `${payout.status === "paid" || failed ? "Due" : "Expected"} at your bank on ${formatDay(payout.arrivesAt)}`,
    made: formatDay(payout.createdAt),
    to: bankWords(payout.bank),
    how: payout.automatic ? "By Stripe, on your schedule" : payout.instant ? "Instant, asked for by hand" : "Asked for by hand",
    failure: failed ? { what, next, action: { label: FAILURE_BUTTON[place], url: atStripe(accountId, place) } } : null,
  };
}

/** What the payout is made of, in sums; null for a later page or when there are more lines than one page holds. */
export function sumsView({ lines, next }: PayoutContents, payout: PayoutState, first: boolean) {
  if (!first || next) return null;
  const { payments, back, other, stripeFee, platformFee, net } = sumLines(lines);
  const money = (amount: bigint) => formatMoney({ amount, currency: payout.currency });
  const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);
  return {
    rows: [
      { label: "Payments", note: counted(payments.count, "payment", "payments"), amount: money(payments.amount) },
      ...(back.count > 0 ? [{ label: "Refunds and disputes", note: counted(back.count, "line", "lines"), amount: money(back.amount) }] : []),
      { label: "Stripe’s fees", note: "", amount: money(stripeFee) },
      ...(platformFee !== 0n ? [{ label: "Fee of this site", note: "", amount: money(platformFee) }] : []),
      ...(other.count > 0 ? [{ label: "Everything else", note: counted(other.count, "line", "lines"), amount: money(other.amount) }] : []),
    ],
    total: money(net),
    // A failed one has come back, so its lines still add up to what was sent.
    adds: net === payout.amount,
    // Some lines are of sales made elsewhere on the same account.
    foreign: lines.filter(({ sale }) => sale === null).length,
  };
}

/** One line: what it was, of which sale, and what it did to the balance. */
export function lineView(line: PayoutLine) {
  const { currency, sale } = line;
  const fee = line.stripeFee + line.platformFee;
  return {
    id: line.id,
    kind: kindWords(line),
    when: formatShortDay(line.at),
    sale: sale && { orderId: sale.orderId, title: sale.title },
    note: sale ? [sale.renewal && kindWords(line) === "Payment" ? "Renewal" : kindWords(line), sale.number === null ? null : `Order ${sale.number}`, sale.buyer].filter((part) => part !== null).join(" · ") : foreignWords(line),
    amount: formatMoney({ amount: line.amount, currency }),
    fee: fee === 0n ? "–" : formatMoney({ amount: -fee, currency }),
    net: formatMoney({ amount: line.net, currency }),
  };
}

export type PayoutLineView = ReturnType<typeof lineView>;

const KINDS: Record<string, string> = {
  charge: "Payment", payment: "Payment", refund: "Refund", payment_refund: "Refund", refund_failure: "Refund that came back", payment_failure_refund: "Payment that failed later", charge_failure: "Payment that failed later",
  dispute: "Dispute", dispute_reversal: "Dispute won", fee: "Stripe’s fee", stripe_fee: "Stripe’s fee", network_cost: "Card network’s fee", tax: "Tax on Stripe’s fees", payout: "Earlier payout", payout_failure: "Payout that came back", payout_reversal: "Payout taken back",
  topup: "Money you added", transfer: "Transfer", platform_earning: "Fee you earned", contribution: "Stripe Climate", risk_reserved_funds: "Held by Stripe", adjustment: "Correction by Stripe", other_adjustment: "Correction by Stripe",
};

/** Of a word Stripe has added since: its own, readable. */
export function kindWords({ category, type }: Pick<PayoutLine, "category" | "type">): string {
  return KINDS[category] ?? KINDS[type] ?? category.replaceAll("_", " ");
}

function foreignWords(line: PayoutLine): string {
  const own = line.description?.trim();
  if (partOf(line) === "other") return own || "Not a sale";
  return own ? `${own}. Not sold through this store` : "Not sold through this store";
}
