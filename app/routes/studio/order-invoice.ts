import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { orderInvoice } from "~/domain/receipts/invoice.server";
import { invoiceResponse } from "../resources/invoice-response.server";

/** The invoice of one of the store's orders. Another store's: 404. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const { store } = await requireStore(request, "orders.read");
  const orderId = params.orderId ?? "";
  return invoiceResponse(await orderInvoice(orderId, { storeId: store.id }), `/studio/orders/${orderId}`, "The buyer can print their own page of this order, which says the same.");
}
