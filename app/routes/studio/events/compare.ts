import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { askReconciliation } from "~/domain/events/reconcile.server";
import { flash } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";

const HOME = "/studio/events";

export function loader() {
  return redirect(HOME);
}

/** Compare an account of this store with Stripe now. */
export async function action({ request }: ActionFunctionArgs) {
  const { store, viewer } = await requireStore(request, "events.repair");
  const form = await request.formData();
  const asked = await askReconciliation(store.id, String(form.get("account") ?? ""), viewer.id);
  if (!asked.ok && asked.error === "unknown") throw new Response("Not found", { status: 404 });
  const headers = new Headers();
  await flash(headers, asked.ok ? "Stripe is being asked. The result stands here in a moment." : { text: "A comparison is running already.", tone: "info" });
  return redirect(localPath(String(form.get("back") ?? ""), HOME), { headers });
}
