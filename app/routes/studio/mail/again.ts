import { redirect, type ActionFunctionArgs } from "@remix-run/node";
import { requireStore } from "~/auth/guards.server";
import { mailOfStore } from "~/domain/receipts/mail-of-store.server";
import { resendFromStudio } from "~/domain/receipts/resend-from-studio.server";
import { flash } from "~/lib/flash.server";
import { localPath } from "~/lib/urls";
import { KEPT_BACK } from "./kept-back";

/** "Send again", beside a mail on an order or a customer. A mail of another store: 404. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const { viewer, store } = await requireStore(request, "mail.resend");
  const mail = await mailOfStore(store.id, params.emailId ?? "");
  if (!mail) throw new Response("Not found", { status: 404 });
  const back = localPath(String((await request.formData()).get("back") ?? ""), mail.orderId ? `/studio/orders/${mail.orderId}` : "/studio/orders");
  const sent = await resendFromStudio(mail, { storeId: store.id, actorId: viewer.id });
  const message = sent.ok ? { text: `It is on its way to ${sent.value.to}.`, tone: "success" as const } : { text: WHY_NOT[sent.error], tone: "danger" as const };
  return redirect(back, { headers: await flash(new Headers(), message) });
}

const WHY_NOT = {
  kept_back: KEPT_BACK,
  too_many: "This was sent several times today. Try again tomorrow.",
  not_possible: "This cannot be sent again.",
};
