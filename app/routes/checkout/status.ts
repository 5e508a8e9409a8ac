import type { LoaderFunctionArgs } from "@remix-run/node";
import { getViewer } from "~/auth/guards.server";
import { buyerOrder } from "~/domain/checkout/buyer-order.server";
import { isFreeOrder } from "~/domain/checkout/purchase-view.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { readBuyerKey } from "./buyer-cookie.server";

/** What the waiting page asks for now and then: the order's state after asking Stripe. 404 for everybody but the buyer. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const order = await buyerOrder(params.orderId ?? "", { viewer: await getViewer(request), buyerKey: await readBuyerKey(request) });
  if (!order) throw new Response("Not found", { status: 404 });
  const waits = !isFreeOrder(order) && (order.status === "pending" || order.status === "processing");
  const asked = waits ? await completePurchase(order.id, { cause: "return page" }) : null;
  const status = asked?.ok ? asked.value.status : order.status;
  return Response.json({ status }, { headers: { "Cache-Control": "no-store" } });
}
