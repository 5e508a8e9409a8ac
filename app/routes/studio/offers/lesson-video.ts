import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { removeLessonVideo, setLessonVideoFile } from "~/domain/courses/set-lesson-video.server";
import { MAX_VIDEO_BYTES } from "~/domain/files/upload-limits";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { receiveUpload } from "./receive-upload.server";

/** The form stands on another page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/lessons/${params.lessonId}`);
}

/** Upload or remove a lesson's video. A link is typed on the lesson's page. */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key } = await requireOffer(request, params.offerId);
  const lessonId = params.lessonId ?? "";
  // Asked before anything is read: no stranger's upload touches the disk.
  if (!(await lessonForStudio(key.storeId, key.offerId, lessonId))) throw notFound();
  const page = `/studio/offers/${key.offerId}/lessons/${lessonId}`;
  if (!request.headers.get("Content-Type")?.startsWith("multipart/")) {
    if ((await request.formData()).get("intent") !== "remove") throw new Response("Unknown intent", { status: 400 });
    found(await removeLessonVideo(key, { lessonId }));
    return redirectWith(page, "Video removed.");
  }
  return receiveUpload(request, {
    storeId: key.storeId,
    purpose: "video",
    accept: "video",
    maxBytes: MAX_VIDEO_BYTES,
    page,
    said: "Video saved.",
    keep: async (fileId) => {
      found(await setLessonVideoFile(key, { lessonId, fileId }));
    },
  });
}
