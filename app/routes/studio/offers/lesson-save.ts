import { parseWithZod } from "@conform-to/zod/v4";
import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import type { SaveAnswer } from "~/components/editor/autosaver";
import { keepAside } from "~/domain/courses/revisions.server";
import { saveLesson } from "~/domain/courses/save-lesson.server";
import { now } from "~/lib/clock";
import { theirsOf } from "./lesson-theirs.server";
import { lessonSchema, type Theirs } from "./lesson-words";
import { found, notFound, requireOffer } from "./own-offer.server";

/** The form stands on the lesson's page. */
export function loader({ params }: LoaderFunctionArgs) {
  return redirect(`/studio/offers/${params.offerId}/lessons/${params.lessonId}`);
}

/** Saves while somebody writes: answers the page's script, which stays where it is. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response> {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const lessonId = params.lessonId ?? "";
  const formData = await request.formData();
  const submission = parseWithZod(formData, { schema: lessonSchema });
  if (formData.get("intent") === "aside") {
    // Given up, but not lost: not even a title is asked for.
    found(await keepAside(key, { lessonId, title: String(formData.get("title") ?? "").slice(0, 120), bodyHtml: String(formData.get("body") ?? "") }));
    return say({ kind: "saved", version: 0, savedAt: now().toISOString() }, 200);
  }
  if (submission.status !== "success") return say({ kind: "refused", words: Object.values(submission.error ?? {}).flat().filter(Boolean).join(" ") }, 422);
  const { title, body, preview, version, over } = submission.value;
  const saved = await saveLesson(key, { lessonId, title, bodyHtml: body, isPreview: preview === "on", version: version ?? null, overwrite: over === "mine" });
  if (saved.ok) return say({ kind: "saved", version: saved.value.version, savedAt: saved.value.savedAt.toISOString() }, 200);
  if (saved.error === "not_found") throw notFound();
  return say({ kind: "conflict", theirs: theirsOf(saved.error) }, 409);
}

function say(answer: SaveAnswer<Theirs>, status: number): Response {
  return Response.json(answer, { status });
}
