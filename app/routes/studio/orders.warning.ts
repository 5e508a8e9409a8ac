import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { dismissWarning } from "~/domain/disputes/fraud-warnings.server";
import { flash } from "~/lib/flash.server";

/** A creator who knows the buyer puts a bank's fraud warning aside. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { viewer, store } = await requireStore(request, "orders.refund");
  const orderId = params.orderId ?? "";
  const warningId = String((await request.formData()).get("warningId") ?? "");
  if (!(await dismissWarning({ storeId: store.id, orderId, warningId, byUserId: viewer.id }))) throw new Response("Not found", { status: 404 });
  return redirect(`/studio/orders/${orderId}`, { headers: await flash(new Headers(), "The warning is put aside. You are told if a dispute comes.") });
}
