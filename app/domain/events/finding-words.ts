import { formatMoney } from "~/lib/money";
import type { FindingDetail, FindingKind } from "./finding";

export interface FindingWords {
  title: string;
  what: string;
  todo: string;
}

/** A finding for the person who has to do something about it: what was seen, and what brings it right. Pure. */
export function findingWords(kind: FindingKind, detail: FindingDetail): FindingWords {
  const order = detail.order ? `Order ${detail.order}` : "An order";
  const offer = detail.offer ? ` (${detail.offer})` : "";
  const amount = amountOf(detail);
  switch (kind) {
    case "paid_no_access":
      return {
        title: "Paid, but nothing is open",
        what: `${order}${offer} was paid${amount && ` with ${amount}`}, but its buyer has no access by it. Giving it was tried before and did not last.`,
        todo: "Open the order and give the access by hand, or send the money back.",
      };
    case "refunded_still_inside":
      return {
        title: "Refunded, but still open",
        what: `${order}${offer} was paid back in full, and its buyer still has what it gave. Taking it back was tried before and did not last.`,
        todo: "Open the order and end the access, or put this aside if they may keep it.",
      };
    case "lost_still_inside":
      return {
        title: "Dispute lost, but still open",
        what: `${order}${offer} was disputed and the bank gave the money back to the buyer, who still has what it gave. Taking it back was tried before and did not last.`,
        todo: "Open the order and end the access, or put this aside if they may keep it.",
      };
    case "two_payments":
      return detail.paymentIntentId
        ? {
            title: "Paid twice",
            what: `${order}${offer} was paid a second time${amount && `: ${amount}`} by another checkout of the same purchase.`,
            todo: "Look at the second payment in Stripe and send it back. This closes by itself afterwards.",
          }
        : {
            title: "Two payments for one thing",
            what: `${order}${offer} pays for what the same person already has by order ${detail.firstOrder ?? "before it"}.`,
            todo: detail.membership ? "Ask the member which one to keep, and end the other." : "Send one of the two back from its order, or put this aside if both are meant.",
          };
    case "access_unpaid":
      return {
        title: "Open, but not paid",
        what: `${order}${offer} gives access, and Stripe knows of no payment for it${detail.membership ? " any more" : ""}.`,
        todo: "Open the order and end the access, or put this aside if it is meant to be open.",
      };
    case "payment_unknown":
      return {
        title: "A payment without an order",
        what: `Stripe took ${amount || "a payment"} with Lectern’s mark on it, but there is no such order here: perhaps it was made after the backup this site was brought back from, or by another site that sells on the same account.`,
        todo: "Look at the payment in Stripe. Give its buyer access by hand, or send the money back; then put this aside.",
      };
  }
}

export const OUTCOME_WORDS: Readonly<Record<string, string>> = { repaired: "Brought right by Lectern", gone: "Right again", dismissed: "Put aside" };

function amountOf({ amount, currency }: FindingDetail): string {
  return amount && currency && /^\d+$/.test(amount) ? formatMoney({ amount: BigInt(amount), currency }) : "";
}
