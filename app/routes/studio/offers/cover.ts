import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { setCover } from "~/domain/catalog/set-cover.server";
import { MAX_COVER_BYTES } from "~/domain/files/upload-limits";
import { found, redirectWith, requireOffer } from "./own-offer.server";
import { receiveUpload } from "./receive-upload.server";

/** The form stands on another page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}`);
}

/** Upload or remove an offer's cover. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const page = `/studio/offers/${key.offerId}`;
  if (!request.headers.get("Content-Type")?.startsWith("multipart/")) {
    if ((await request.formData()).get("intent") !== "remove") throw new Response("Unknown intent", { status: 400 });
    found(await setCover({ ...key, fileId: null }));
    return redirectWith(page, "Cover removed.");
  }
  return receiveUpload(request, {
    storeId: key.storeId,
    purpose: "cover",
    accept: "image",
    maxBytes: MAX_COVER_BYTES,
    page,
    said: "Cover saved.",
    keep: async (fileId) => {
      found(await setCover({ ...key, fileId }));
    },
  });
}
