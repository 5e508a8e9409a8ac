import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { requireViewer } from "~/auth/guards.server";
import { LessonPage } from "~/components/player/lesson-page";
import { readingFromForm } from "~/components/player/reading";
import { playerVideo } from "~/components/player/player-video";
import { lessonVideo } from "~/domain/courses/lesson-video";
import { neighbours } from "~/domain/courses/progress";
import { saveProgress } from "~/domain/courses/progress.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { courseForStudent, lessonContent, openOffer } from "~/domain/library/owned-offer.server";
import { flash } from "~/lib/flash.server";
import { readingCookie, readingOf } from "./reading.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.lesson.title} · ${data.offer.title}` : "Lesson" }];

/** 404 for who never had the course or for a lesson that is not in it; to the course's page, which says why, for who has it no more. */
async function openLesson(request: Request, offerId = "", lessonId = "") {
  const viewer = await requireViewer(request);
  const opened = await openOffer(viewer.id, offerId);
  if (!opened || opened.offer.kind !== "course") throw new Response("Not found", { status: 404 });
  if (opened.access !== "open") throw redirect(`/library/${offerId}`);
  const course = await courseForStudent(viewer.id, offerId);
  const place = neighbours(course.lessons, lessonId);
  if (place.index < 0) throw new Response("Not found", { status: 404 });
  return { viewer, offer: opened.offer, course, place };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, offer, course, place } = await openLesson(request, params.offerId, params.lessonId);
  const content = await lessonContent(offer.id, params.lessonId ?? "");
  if (!content) throw new Response("Not found", { status: 404 });
  const { id, title, bodyHtml } = content;
  const mark = course.marks[id];
  const video = playerVideo(lessonVideo(content), (fileId) => signMediaUrl({ fileId, offerId: offer.id, lessonId: id, userId: viewer.id }));
  return {
    offer: { id: offer.id, title: offer.title, store: offer.store },
    modules: course.modules,
    doneIds: course.lessons.filter((lesson) => course.marks[lesson.id]?.completed).map((lesson) => lesson.id),
    progress: { done: course.state.done, total: course.state.total },
    lesson: { id, title, bodyHtml, module: content.module.title, number: place.index + 1, completed: mark?.completed ?? false, positionSeconds: mark?.positionSeconds ?? 0 },
    video,
    previous: place.previous && { id: place.previous.id, title: place.previous.title },
    next: place.next && { id: place.next.id, title: place.next.title },
    reading: await readingOf(request),
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { viewer, offer, course, place } = await openLesson(request, params.offerId, params.lessonId);
  const lessonId = params.lessonId ?? "";
  const here = `/library/${offer.id}/lessons/${lessonId}`;
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "reading") {
    const headers = { "Set-Cookie": await readingCookie(readingFromForm(form)) };
    return form.get("inPlace") ? new Response(null, { status: 204, headers }) : redirect(here, { headers });
  }
  if (intent !== "complete" && intent !== "undo") throw new Response("Unknown intent", { status: 400 });

  const saved = await saveProgress({ userId: viewer.id, offerId: offer.id, lessonId, completed: intent === "complete" });
  if (!saved.ok) throw new Response("Not found", { status: 404 });
  if (form.get("inPlace")) return new Response(null, { status: 204 });
  if (intent === "undo") return redirect(here);
  const wasLast = !course.marks[lessonId]?.completed && course.state.done + 1 === course.state.total;
  if (wasLast) return redirect(`/library/${offer.id}`, { headers: await flash(new Headers(), `That was the last one. You have finished ${offer.title}.`) });
  return redirect(place.next ? `/library/${offer.id}/lessons/${place.next.id}` : `/library/${offer.id}`);
}

export default function Lesson() {
  return <LessonPage {...useLoaderData<typeof loader>()} />;
}
