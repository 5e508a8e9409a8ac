import type { BadgeTone } from "~/components/ui/badge";
import type { ListedOrder } from "~/domain/orders/list.server";
import { formatShortDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { GIVEN_WORDS, ORDER_WORDS } from "./order-words";

export interface OrderRow {
  id: string;
  number: number | null;
  title: string;
  buyer: string;
  state: { label: string; tone: BadgeTone };
  /** ISO 8601. */
  at: string;
  when: string;
  amount: string;
}

type Listed = Pick<ListedOrder, "id" | "number" | "status" | "offerTitle" | "buyerName" | "buyerEmail" | "amount" | "amountPaid" | "currency" | "createdAt" | "paidAt"> & Partial<Pick<ListedOrder, "givenById" | "givenEndedAt">>;

/** An order as a line of a list. */
export function orderRow(order: Listed): OrderRow {
  const at = order.paidAt ?? order.createdAt;
  const words = order.givenById ? (order.givenEndedAt ? GIVEN_WORDS.ended : GIVEN_WORDS.open) : ORDER_WORDS[order.status];
  return {
    id: order.id,
    number: order.number,
    title: order.offerTitle,
    buyer: order.buyerName ?? order.buyerEmail ?? "Not known",
    state: { label: words.label, tone: words.tone },
    at: at.toISOString(),
    when: formatShortDay(at),
    amount: order.givenById ? "–" : order.amount === 0n ? "Free" : formatMoney({ amount: order.paidAt ? order.amountPaid : order.amount, currency: order.currency }),
  };
}
