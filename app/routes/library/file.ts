import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { editionAt } from "~/domain/downloads/editions.server";
import { handOut } from "~/domain/downloads/hand-out.server";
import { downloadOptions } from "~/domain/downloads/options.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { isStamped } from "~/domain/downloads/stamped-file.server";
import { signStampedUrl } from "~/domain/downloads/stamped-link";
import { cameFromElsewhere, usedUpPage } from "./used-up.server";

/** A click on "Download": counted here, and the short-lived link is made now, so no page ever holds one that has gone stale. */
export async function action({ request, params }: Pick<ActionFunctionArgs, "request" | "params">): Promise<Response> {
  const viewer = await requireViewer(request);
  const offerId = params.offerId ?? "";
  const [edition, options] = await Promise.all([editionAt(offerId, params.downloadFileId ?? "", new URL(request.url).searchParams.get("version")), downloadOptions(offerId)]);
  if (!edition) throw new Response("Not found", { status: 404 });
  const handed = await handOut(viewer.id, offerId, [edition]);
  if (!handed.ok) {
    if (handed.error.kind === "not_found") throw new Response("Not found", { status: 404 });
    return usedUpPage(offerId);
  }
  const link = { fileId: edition.fileId, offerId, orderId: handed.value.orderId, userId: viewer.id };
  return redirect(isStamped(edition, options) ? signStampedUrl(link) : signMediaUrl(link), { headers: { "Cache-Control": "no-store" } });
}

/** The same by an address, from our own pages, a bookmark or a mail; another site cannot use up somebody's downloads. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  if (cameFromElsewhere(request)) return redirect(`/library/${params.offerId ?? ""}`);
  return action({ request, params });
}
