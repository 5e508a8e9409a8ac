import type { LoaderFunctionArgs } from "@remix-run/node";
import { create } from "content-disposition";
import { exportZip } from "~/domain/courses/export-markdown.server";
import { pacedBody, sinkOf } from "~/routes/resources/paced-body.server";
import { notFound, requireOffer } from "./own-offer.server";

/** The course as a zip of Markdown files, made while it is read. */
export async function loader({ request, params, context }: LoaderFunctionArgs): Promise<Response> {
  const { offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "course") throw notFound();
  return new Response(pacedBody(exportZip(offer.id), request.signal, sinkOf(context)), {
    headers: { "Content-Type": "application/zip", "Content-Disposition": create(`${offer.slug}.zip`), "Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff" },
  });
}
