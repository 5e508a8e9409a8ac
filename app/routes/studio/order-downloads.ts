import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { allowMore, EXTRA_FETCHES } from "~/domain/downloads/hand-out.server";
import { flash } from "~/lib/flash.server";

/** The form stands on the order's page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/orders/${params.orderId ?? ""}`);
}

/** Allow one order more downloads of an offer's files. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const { store, viewer } = await requireStore(request, "access.change");
  const orderId = params.orderId ?? "";
  const form = await request.formData();
  const allowed = await allowMore({ storeId: store.id, orderId, offerId: String(form.get("offerId") ?? "") }, { cause: "creator", causeId: viewer.id });
  if (!allowed.ok) throw new Response("Not found", { status: 404 });
  return redirect(`/studio/orders/${orderId}`, { headers: await flash(new Headers(), `${EXTRA_FETCHES} more downloads of each file are allowed.`) });
}
