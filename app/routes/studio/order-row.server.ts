import type { OrderStatus } from "~/generated/prisma/enums";
import type { latestSales } from "~/domain/orders/queries.server";
import { formatMoney } from "~/lib/money";

export interface OrderRow {
  id: string;
  number: number | null;
  title: string;
  buyer: string;
  status: OrderStatus;
  /** ISO 8601. */
  at: string;
  when: string;
  amount: string;
}

const SHORT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "UTC" });

/** An order as a line of a list. */
export function orderRow(order: Awaited<ReturnType<typeof latestSales>>[number]): OrderRow {
  const at = order.paidAt ?? order.createdAt;
  return {
    id: order.id,
    number: order.number,
    title: order.offerTitle,
    buyer: order.buyerName ?? order.buyerEmail ?? "Not known",
    status: order.status,
    at: at.toISOString(),
    when: SHORT.format(at),
    amount: order.amount === 0n ? "Free" : formatMoney({ amount: order.paidAt ? order.amountPaid : order.amount, currency: order.currency }),
  };
}
