import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { canOpen } from "~/domain/access/can-open.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { fileAtPlace } from "~/domain/library/media.server";

/** A click on "Download": the short-lived link is made now, so no page ever holds one that has gone stale. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const viewer = await requireViewer(request);
  const offerId = params.offerId ?? "";
  const [allowed, fileId] = await Promise.all([canOpen(viewer.id, offerId), fileAtPlace(offerId, params.downloadFileId ?? "")]);
  if (!allowed || !fileId) throw new Response("Not found", { status: 404 });
  return redirect(signMediaUrl({ fileId, offerId, userId: viewer.id }), { headers: { "Cache-Control": "no-store" } });
}
