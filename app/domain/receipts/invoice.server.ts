import { db } from "~/db.server";
import type { OrderStatus } from "~/generated/prisma/enums";
import { formatDay } from "~/lib/dates";
import { invoicePdf } from "./invoice-pdf.server";
import { orderPaper } from "./order-paper.server";

/** Orders that money was taken for, wherever it is now. */
const INVOICED: ReadonlySet<OrderStatus> = new Set<OrderStatus>(["paid", "partially_refunded", "refunded"]);

/** Whether an order has an invoice: something was paid, and it has its number. */
export function hasInvoice(order: { status: OrderStatus; number: number | null; amountPaid: bigint }): boolean {
  return INVOICED.has(order.status) && order.number !== null && order.amountPaid > 0n;
}

/** `pdf`: ours. `stripe`: the address of Stripe's own, which a membership's payments have. `unprintable`: a letter no font has. */
export type OrderInvoice = { kind: "pdf"; fileName: string; bytes: Uint8Array } | { kind: "stripe"; url: string } | { kind: "unprintable" };

/**
 * The invoice of an order as a file; null: there is no such order or nothing was paid. Whose order it is: `userId` the buyer, `storeId`
 * the seller.
 */
export async function orderInvoice(orderId: string, whose: { userId: string } | { storeId: string }): Promise<OrderInvoice | null> {
  const order = await db.order.findFirst({ where: { id: orderId, ...whose } });
  if (!order || !hasInvoice(order)) return null;
  if (order.interval) {
    const first = await db.invoice.findFirst({ where: { subscription: { orderId }, status: "paid", pdfUrl: { not: null } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }], select: { pdfUrl: true } });
    if (first?.pdfUrl) return { kind: "stripe", url: first.pdfUrl };
  }
  const store = await db.store.findUniqueOrThrow({ where: { id: order.storeId } });
  const paper = await orderPaper(order, store);
  const bytes = await invoicePdf({
    ...paper,
    number: String(order.number),
    issuedAt: order.paidAt ?? order.createdAt,
    day: formatDay(order.paidAt ?? order.createdAt),
    accentColor: store.accentColor,
    storeName: store.name,
    ...(order.paymentMethodLabel ? { method: order.paymentMethodLabel } : {}),
  });
  return bytes ? { kind: "pdf", fileName: `invoice-${order.number}.pdf`, bytes } : { kind: "unprintable" };
}
