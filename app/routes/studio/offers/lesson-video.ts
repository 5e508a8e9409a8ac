import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { addLessonFile } from "~/domain/courses/lesson-files.server";
import { setLessonMedia } from "~/domain/courses/lesson-media.server";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { removeLessonVideo } from "~/domain/courses/set-lesson-video.server";
import { MAX_DOWNLOAD_BYTES, MAX_VIDEO_BYTES, UPLOAD_KINDS, type FileAccept, type FilePurpose } from "~/domain/files/upload-limits";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";
import { receiveUpload } from "./receive-upload.server";

/** The form stands on another page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/lessons/${params.lessonId}`);
}

type Plan = { purpose: Extract<FilePurpose, "video" | "poster" | "captions" | "attachment">; accept: FileAccept; maxBytes: number; said: string; maxFiles?: number };

/** What may be sent in one form, by the address's `for`. */
const PLANS: Readonly<Record<string, Plan>> = {
  video: { purpose: "video", accept: "media", maxBytes: MAX_VIDEO_BYTES, said: "Video saved." },
  poster: { purpose: "poster", accept: "image", maxBytes: UPLOAD_KINDS.poster.maxBytes, said: "Poster saved." },
  captions: { purpose: "captions", accept: "captions", maxBytes: UPLOAD_KINDS.captions.maxBytes, said: "Captions saved." },
  attachment: { purpose: "attachment", accept: "any", maxBytes: MAX_DOWNLOAD_BYTES, said: "File added.", maxFiles: 10 },
};

/**
 * Upload a lesson's video, poster, captions or files as one form, which is the way without JavaScript; or remove the video. With
 * JavaScript files come in pieces and `lesson-media` puts them here.
 */
export async function action({ request, params }: ActionFunctionArgs) {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const lessonId = params.lessonId ?? "";
  // Asked before anything is read: no stranger's upload touches the disk.
  if (!(await lessonForStudio(key.storeId, key.offerId, lessonId))) throw notFound();
  const page = `/studio/offers/${key.offerId}/lessons/${lessonId}`;
  if (!request.headers.get("Content-Type")?.startsWith("multipart/")) {
    if ((await request.formData()).get("intent") !== "remove") throw new Response("Unknown intent", { status: 400 });
    found(await removeLessonVideo(key, { lessonId }));
    return redirectWith(page, "Video removed.");
  }
  const wanted = new URL(request.url).searchParams.get("for") ?? "video";
  const plan = Object.hasOwn(PLANS, wanted) ? PLANS[wanted] : undefined;
  if (!plan) throw new Response("Unknown purpose", { status: 400 });
  const { purpose } = plan;
  return receiveUpload(request, {
    ...plan,
    storeId: key.storeId,
    page,
    keep: async (fileId) => {
      const kept = purpose === "attachment" ? await addLessonFile(key, { lessonId, fileId }) : await setLessonMedia(key, { lessonId, slot: purpose, fileId });
      // Its content was looked at on the way in; what is left is a lesson that has gone or is full.
      if (!kept.ok) throw notFound();
    },
  });
}
