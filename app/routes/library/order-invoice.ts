import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { orderInvoice } from "~/domain/receipts/invoice.server";
import { invoiceResponse } from "../resources/invoice-response.server";

/** The invoice of one's own order. Anybody else's, and one that nothing was paid for: 404. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const viewer = await requireViewer(request);
  const orderId = params.orderId ?? "";
  return invoiceResponse(await orderInvoice(orderId, { userId: viewer.id }), `/library/orders/${orderId}`, "Print this page instead: it says the same.");
}
