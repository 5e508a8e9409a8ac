import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { addVersion } from "~/domain/downloads/versions.server";
import { MAX_DOWNLOAD_BYTES } from "~/domain/files/upload-limits";
import { found, notFound, requireOffer } from "./own-offer.server";
import { receiveUpload } from "./receive-upload.server";

/** The form stands on another page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/files`);
}

/** Files of a download, up to ten in one form; with `?place=` one file, the newer version of what stands there. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key, offer } = await requireOffer(request, params.offerId, "offers.write");
  if (offer.kind !== "download") throw notFound();
  const placeId = new URL(request.url).searchParams.get("place");
  return receiveUpload(request, {
    storeId: key.storeId,
    purpose: "download",
    accept: "any",
    maxBytes: MAX_DOWNLOAD_BYTES,
    maxFiles: placeId === null ? 10 : 1,
    page: `/studio/offers/${key.offerId}/files`,
    said: placeId === null ? "Uploaded." : "The new version is in.",
    keep: async (fileId) => {
      found(placeId === null ? await addDownloadFile(key, { fileId }) : await addVersion(key, { placeId, fileId, note: "", tell: false }));
    },
  });
}
