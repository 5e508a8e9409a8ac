import type { OrderStatus, OutboxStatus } from "~/generated/prisma/enums";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

export type Tone = "neutral" | "success" | "warning" | "danger" | "info";

/** An order's state for the person who bought: a word or two, and one sentence that says what it means for them. `open`: they can open it now. */
export function orderInWords(order: { status: OrderStatus; amount: bigint; amountPaid: bigint; amountRefunded: bigint; currency: string }, open?: boolean): { label: string; tone: Tone; text: string } {
  const refunded = formatMoney({ amount: order.amountRefunded, currency: order.currency });
  switch (order.status) {
    case "paid":
      return order.amount === 0n ? { label: "Free", tone: "success", text: "It is in your library." } : { label: "Paid", tone: "success", text: "The payment has arrived and it is in your library." };
    case "processing":
      return { label: "On its way", tone: "info", text: "Your bank is still moving the money. That can take a few days; it opens by itself as soon as the money is there, and we write to you." };
    case "partially_refunded":
      return { label: "Partly refunded", tone: "neutral", text: `${refunded} went back to you. ${open === false ? "It is no longer in your library." : "It stays in your library."}` };
    case "refunded":
      return { label: "Refunded", tone: "neutral", text: `${refunded} went back to you${open ? ", and it stays in your library" : ", so it is no longer in your library"}. Banks take up to ten days to show it.` };
    case "failed":
      return { label: "Not paid", tone: "danger", text: "The payment did not come through and nothing was charged. You can buy it again." };
    case "quarantined":
      return { label: "Being checked", tone: "warning", text: "What was paid is not what was asked for, so the seller has to look at it first. Write to them if it takes long." };
    case "expired":
    case "pending":
      return { label: "Not finished", tone: "neutral", text: "This checkout was not finished and nothing was charged." };
  }
}

/** Where a mailed receipt is, for the person it was sent to. */
export function receiptInWords(mail: { status: OutboxStatus; toAddress: string; createdAt: Date; sentAt: Date | null }): { label: string; tone: Tone; text: string } {
  const when = formatMoment(mail.sentAt ?? mail.createdAt);
  switch (mail.status) {
    case "pending":
    case "sending":
      return { label: "On its way", tone: "info", text: `To ${mail.toAddress}, within the next minutes.` };
    case "sent":
    case "complained":
      return { label: "Sent", tone: "success", text: `To ${mail.toAddress}, ${when}.` };
    case "delivered":
      return { label: "Delivered", tone: "success", text: `To ${mail.toAddress}, ${when}.` };
    case "bounced":
      return { label: "Came back", tone: "danger", text: `The mailbox ${mail.toAddress} did not take it. Correct your address in the library, then have it sent again.` };
    case "suppressed":
      return { label: "Kept back", tone: "danger", text: `Mail to ${mail.toAddress} came back before, so it was not sent. Correct your address in the library, then have it sent again.` };
    case "failed":
      return { label: "Not sent", tone: "danger", text: `It could not be sent to ${mail.toAddress}. Have it sent again.` };
  }
}
