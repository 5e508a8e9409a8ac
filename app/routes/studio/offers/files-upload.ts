import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { MAX_DOWNLOAD_BYTES } from "~/domain/files/upload-limits";
import { found, notFound, requireOffer } from "./own-offer.server";
import { receiveUpload } from "./receive-upload.server";

/** The form stands on another page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/files`);
}

/** Files of a download, up to ten in one form. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key, offer } = await requireOffer(request, params.offerId);
  if (offer.kind !== "download") throw notFound();
  return receiveUpload(request, {
    storeId: key.storeId,
    purpose: "download",
    accept: "any",
    maxBytes: MAX_DOWNLOAD_BYTES,
    maxFiles: 10,
    page: `/studio/offers/${key.offerId}/files`,
    said: "Uploaded.",
    keep: async (fileId) => {
      found(await addDownloadFile(key, { fileId }));
    },
  });
}
