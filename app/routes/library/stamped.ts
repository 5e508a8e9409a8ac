import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { create } from "content-disposition";
import { getViewer } from "~/auth/guards.server";
import { openedByOrder } from "~/domain/downloads/access.server";
import { editionOfFile } from "~/domain/downloads/editions.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { stampedFile, stampFor } from "~/domain/downloads/stamped-file.server";
import { readStampedUrl } from "~/domain/downloads/stamped-link";
import { cleanFileName } from "~/domain/files/file-name";
import { pacedBody, sinkOf } from "~/routes/resources/paced-body.server";

/** A PDF with its buyer's address on each page. Made anew at every use; access is asked anew as well. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const viewer = await getViewer(request);
  const offerId = params.offerId ?? "";
  const claim = readStampedUrl(new URL(request.url), { fileId: params.fileId ?? "", offerId, viewerId: viewer?.id ?? null });
  if (claim === "expired") return refuse(410, "This link has run out. Links to files work for a short while only. Go back to your library and download the file again.");
  const [edition, by] = claim && viewer ? await Promise.all([editionOfFile(offerId, claim.fileId), openedByOrder(viewer.id, offerId, claim.orderId)]) : [null, null];
  if (!claim || !viewer || !edition || !by) return refuse(404, "There is nothing for you at this address. Sign in with the address you bought with, open the item in your library, and start from there.");
  const stamped = await stampedFile(edition, await stampFor(viewer, offerId, claim.orderId));
  if (stamped === "busy") return refuse(503, "Many files are being made ready at this moment. Try again in a minute; it does not count as another download.", { "Retry-After": "60" });
  if (!stamped) {
    const link = { fileId: edition.fileId, offerId, orderId: claim.orderId, userId: viewer.id };
    return redirect(signMediaUrl(link), { headers: { "Cache-Control": "no-store" } });
  }
  const headers = {
    "Content-Type": "application/pdf",
    "Content-Length": String(stamped.size),
    "Content-Disposition": create(cleanFileName(edition.file.fileName)),
    "Accept-Ranges": "none",
    "Cache-Control": "private, no-store, no-transform",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
  };
  if (request.method === "HEAD") return new Response(null, { headers });
  return new Response(pacedBody(await stamped.open(), request.signal, sinkOf(context)), { headers });
}

function refuse(status: number, words: string, more: Record<string, string> = {}): Response {
  return new Response(`${words}\n`, { status, headers: { "Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", ...more } });
}
