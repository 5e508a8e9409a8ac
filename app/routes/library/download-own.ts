import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { canOpen } from "~/domain/access/can-open.server";
import { freePlace } from "~/domain/downloads/license-list.server";
import { claimLicense } from "~/domain/downloads/licenses.server";
import { setTellMe } from "~/domain/downloads/owned-download.server";
import { flash, type FlashMessage } from "~/lib/flash.server";

/** The forms stand on the download's own page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/library/${params.offerId ?? ""}`);
}

/** What an owner changes about a download: their key, the places it is active in, mails about new versions. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const viewer = await requireViewer(request);
  const offerId = params.offerId ?? "";
  if (!(await canOpen(viewer.id, offerId))) throw new Response("Not found", { status: 404 });
  const form = await request.formData();
  switch (form.get("intent")) {
    case "claim-key":
      if (!(await claimLicense(viewer.id, offerId, { cause: "its owner asked", causeId: viewer.id })).ok) throw new Response("Not found", { status: 404 });
      return said(offerId, "Here is your licence key.");
    case "free-place":
      if (!(await freePlace({ userId: viewer.id }, { offerId, activationId: String(form.get("activationId") ?? "") })).ok) throw new Response("Not found", { status: 404 });
      return said(offerId, "That place is free again.");
    case "tell-me": {
      const on = form.get("on") === "yes";
      await setTellMe(viewer.id, offerId, on);
      return said(offerId, on ? "You get a mail when there is a new version." : "No more mails about new versions from this seller.");
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

async function said(offerId: string, message: string | { text: string; tone?: FlashMessage["tone"] }): Promise<Response> {
  return redirect(`/library/${offerId}`, { headers: await flash(new Headers(), message) });
}
