import type { LoaderFunctionArgs } from "@remix-run/node";
import { requireViewer } from "~/auth/guards.server";
import { shownCode } from "~/domain/courses/certificate";
import { certificatePdf } from "~/domain/courses/certificate-pdf.server";
import { ownCertificate } from "~/domain/courses/certificate.server";
import { openOffer } from "~/domain/library/owned-offer.server";
import { env } from "~/env.server";

/** One's own certificate as a file. Anybody else's, one that is not issued, and one that counts no more: 404. */
export async function loader({ request, params }: LoaderFunctionArgs): Promise<Response> {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, params.offerId ?? "");
  const own = opened && (await ownCertificate(viewer.id, opened.offer.id));
  if (!opened || own?.state !== "issued") throw new Response("Not found", { status: 404 });
  const bytes = await certificatePdf({ ...own.certificate, accentColor: opened.offer.store.accentColor, verifyAt: `${env.appUrl}/certificates` });
  if (!bytes) throw new Response("Print this certificate from its page.", { status: 404 });
  return new Response(Buffer.from(bytes), {
    headers: { "Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="certificate-${shownCode(own.certificate.code)}.pdf"`, "Content-Length": String(bytes.length), "Cache-Control": "private, no-store" },
  });
}
