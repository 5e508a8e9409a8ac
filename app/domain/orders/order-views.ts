import type { OrderStatus } from "~/generated/prisma/enums";

/**
 * How a creator looks at orders. `sales`: all that brought, brings or brought back money, and what was taken for nothing; checkouts
 * left unpaid and what was given by hand stand apart. `all` is what a search looks through.
 */
export const ORDER_VIEWS = {
  sales: ["paid", "partially_refunded", "refunded", "processing", "quarantined"],
  waiting: ["processing"],
  refunded: ["partially_refunded", "refunded"],
  disputes: ["paid", "partially_refunded", "refunded"],
  attention: ["quarantined"],
  given: ["paid"],
  unfinished: ["pending", "failed", "expired"],
  all: ["pending", "processing", "paid", "failed", "expired", "partially_refunded", "refunded", "quarantined"],
} as const satisfies Record<string, readonly OrderStatus[]>;

export type OrderView = keyof typeof ORDER_VIEWS;

/** A view's name out of an address; anything unknown is `otherwise`. */
export function orderView(text: string | null, otherwise: OrderView = "sales"): OrderView {
  return text !== null && Object.hasOwn(ORDER_VIEWS, text) ? (text as OrderView) : otherwise;
}
