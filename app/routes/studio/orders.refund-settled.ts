import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { putRefundAside } from "~/domain/money-back/unsettled.server";
import { flash } from "~/lib/flash.server";

/** A creator who has paid the buyer back in another way puts a refund aside that did not go through. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request, "orders.refund");
  const orderId = params.orderId ?? "";
  const refundId = String((await request.formData()).get("refundId") ?? "");
  if (!(await putRefundAside({ storeId: store.id, orderId, refundId, byUserId: viewer.id }))) throw new Response("Not found", { status: 404 });
  return redirect(`/studio/orders/${orderId}`, { headers: await flash(new Headers(), "The refund is put aside. It needs no look any more.") });
}
