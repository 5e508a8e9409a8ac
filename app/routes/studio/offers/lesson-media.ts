import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { Direction } from "~/domain/catalog/positions";
import { addLessonFile, MAX_LESSON_FILES, moveLessonFile, removeLessonFile, renameLessonFile } from "~/domain/courses/lesson-files.server";
import { isMediaSlot, removeLessonMedia, setLessonMedia, type MediaSlot } from "~/domain/courses/lesson-media.server";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

/** The forms stand on the lesson's page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/lessons/${params.lessonId}`);
}

/** What goes with a lesson's text: a stored file takes its place (`attach`, from the page's script), or is taken away, named, moved. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const lessonId = params.lessonId ?? "";
  if (!(await lessonForStudio(key.storeId, key.offerId, lessonId))) throw notFound();
  const page = `/studio/offers/${key.offerId}/lessons/${lessonId}`;
  const form = await request.formData();
  const slot = form.get("slot");
  const placeId = String(form.get("placeId") ?? "");
  switch (form.get("intent")) {
    case "attach":
      return attach(key, lessonId, slot, String(form.get("fileId") ?? ""));
    case "remove-media":
      if (!isMediaSlot(slot)) throw unknown();
      found(await removeLessonMedia(key, { lessonId, slot }));
      return redirectWith(page, REMOVED[slot]);
    case "remove-file":
      found(await removeLessonFile(key, { lessonId, placeId }));
      return redirectWith(`${page}#files`, "File removed.");
    case "move-file": {
      const direction: Direction = form.get("direction") === "up" ? "up" : "down";
      found(await moveLessonFile(key, { lessonId, placeId, direction }));
      return redirect(`${page}?moved=${placeId}&direction=${direction}#files`);
    }
    case "rename-file": {
      const renamed = await renameLessonFile(key, { lessonId, placeId, name: String(form.get("name") ?? "") });
      if (!renamed.ok && renamed.error === "not_found") throw notFound();
      return redirectWith(`${page}#files`, renamed.ok ? "Renamed." : { text: "Give the file a name.", tone: "danger" });
    }
    default:
      throw unknown();
  }
}

const REMOVED: Record<MediaSlot, string> = { video: "Video removed.", poster: "Poster removed.", captions: "Captions removed." };

async function attach(key: { storeId: string; offerId: string }, lessonId: string, slot: unknown, fileId: string): Promise<Response> {
  if (slot === "attachment") {
    const added = await addLessonFile(key, { lessonId, fileId });
    if (added.ok) return Response.json({ ok: true, problems: [] });
    if (added.error === "not_found") throw notFound();
    return Response.json({ ok: false, problems: [`A lesson can have up to ${MAX_LESSON_FILES} files. Put more into one zip, or into a lesson of their own.`] }, { status: 422 });
  }
  if (!isMediaSlot(slot)) throw unknown();
  const set = await setLessonMedia(key, { lessonId, slot, fileId });
  if (set.ok) return Response.json({ ok: true, problems: [] });
  if (set.error === "not_found") throw notFound();
  return Response.json({ ok: false, problems: [NOT_CAPTIONS] }, { status: 422 });
}

const NOT_CAPTIONS = "This is not a captions file. Use WebVTT (.vtt) or SubRip (.srt).";

function unknown(): Response {
  return new Response("Unknown intent", { status: 400 });
}
