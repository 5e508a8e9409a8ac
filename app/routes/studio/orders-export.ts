import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { exportOrders } from "~/domain/orders/export.server";
import type { ListedOrder } from "~/domain/orders/list.server";
import type { Cell } from "~/lib/csv";
import { toDecimal } from "~/lib/money";
import { csvResponse } from "./csv-response.server";
import { GIVEN_WORDS, ORDER_WORDS } from "./order-words";
import { readOrdersAsked } from "./orders-asked.server";

const HEADER = [
  "Number", "Order id", "Begun (UTC)", "Paid (UTC)", "State", "Offer", "Kind", "Every", "Buyer", "Address", "Country", "Currency",
  "Asked before tax", "Paid", "Of which tax", "Refunded", "Stripe fee", "Platform fee", "Paid with", "Payment id",
];

/** The orders of the list as it is narrowed, all pages, as a file. */
export async function loader({ request }: LoaderFunctionArgs): Promise<Response> {
  const { viewer, store } = await requireStore(request, "orders.read");
  const { view, filter } = readOrdersAsked(new URL(request.url).searchParams);
  const orders = await exportOrders({ storeId: store.id, actorId: viewer.id }, view, filter);
  return csvResponse("orders", store.slug, HEADER, lines(orders));
}

async function* lines(orders: AsyncGenerator<ListedOrder[]>): AsyncGenerator<Cell[][]> {
  for await (const batch of orders) yield batch.map(line);
}

function line(order: ListedOrder): Cell[] {
  const { currency } = order;
  const amount = (value: bigint | null) => (value === null ? null : toDecimal({ amount: value, currency }));
  const words = order.givenById ? (order.givenEndedAt ? GIVEN_WORDS.ended : GIVEN_WORDS.open) : ORDER_WORDS[order.status];
  const paid = order.paidAt !== null;
  return [
    order.number, order.id, moment(order.createdAt), order.paidAt && moment(order.paidAt), words.label, order.offerTitle, order.offerKind, order.interval, order.buyerName, order.buyerEmail,
    order.buyerCountry, currency.toUpperCase(), amount(order.amount), paid ? amount(order.amountPaid) : null, paid ? amount(order.taxAmount) : null, paid ? amount(order.amountRefunded) : null,
    amount(order.stripeFee), paid ? amount(order.applicationFee) : null, order.paymentMethodLabel, order.stripePaymentIntentId,
  ];
}

/** "2026-11-21 14:05:00": what spreadsheets take for a time. */
function moment(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}
