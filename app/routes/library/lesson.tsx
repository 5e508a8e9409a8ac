import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { LessonPage, type LessonAnswer } from "~/components/player/lesson-page";
import { LockedLesson } from "~/components/player/locked-lesson";
import { playerVideo } from "~/components/player/player-video";
import { readingFromForm } from "~/components/player/reading";
import { lessonVideo } from "~/domain/courses/lesson-video";
import { NOTE_LIMIT, noteOf, saveNote } from "~/domain/courses/notes.server";
import { saveProgress } from "~/domain/courses/progress.server";
import { placeInCourse, type StandingLesson } from "~/domain/courses/standing.server";
import { quizForStudent, takeQuiz } from "~/domain/courses/take-quiz.server";
import { lockText } from "~/domain/courses/unlock";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { fileSizeText } from "~/domain/files/file-name";
import { courseList, lessonContent, lockFor, positionIn } from "~/domain/library/course-view.server";
import { formatMoment } from "~/lib/dates";
import { flash } from "~/lib/flash.server";
import { requireCourse } from "./enrolment.server";
import { answersFrom, attemptFrom } from "./quiz-form";
import { readingCookie, readingOf } from "./reading.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data ? `${data.lesson.title} · ${data.offer.title}` : "Lesson" }];

async function openLesson(request: Request, offerId = "", lessonId = "") {
  const { viewer, offer, enrolment } = await requireCourse(request, offerId);
  const place = await placeInCourse(viewer.id, offer.id, lessonId);
  if (!place) throw new Response("Not found", { status: 404 });
  return { viewer, offer, enrolment, place, lock: lockFor(enrolment, place.here, place) };
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { viewer, offer, enrolment, place, lock } = await openLesson(request, params.offerId, params.lessonId);
  const { id, title, number, done } = place.here;
  const modules = await courseList(enrolment, place, [place.here.moduleId, new URL(request.url).searchParams.get("module")]);
  const beside = (lesson: StandingLesson | null) => {
    // Once this one is done, it holds back nothing.
    const shut = lesson && lockFor(enrolment, lesson, { firstUndone: place.firstUndone === number ? number + 1 : place.firstUndone });
    return lesson && { id: lesson.id, title: lesson.title, lock: shut && lockText(shut) };
  };
  const page = {
    viewerId: viewer.id,
    offer: { id: offer.id, title: offer.title, store: offer.store },
    modules,
    progress: { done: place.done, total: place.total },
    lesson: { id, title, number, done, moduleId: place.here.moduleId, module: modules.find((module) => module.id === place.here.moduleId)?.title ?? "" },
    previous: beside(place.previous),
    next: beside(place.next),
    reading: await readingOf(request),
  };
  if (lock) {
    const opens = lock.kind === "drip" ? { kind: "drip" as const, text: formatMoment(lock.opensAt), at: lock.opensAt.toISOString() } : { kind: "order" as const };
    return { view: "locked" as const, ...page, opens };
  }
  const content = await lessonContent(offer.id, id);
  if (!content) throw new Response("Not found", { status: 404 });
  const sign = (fileId: string, as: "inline" | "attachment" = "inline") => {
    const link = { fileId, offerId: offer.id, lessonId: id, userId: viewer.id, as };
    return signMediaUrl(link);
  };
  const { mediaType, posterFileId, captionsFileId } = content;
  return {
    view: "lesson" as const,
    ...page,
    bodyHtml: content.bodyHtml,
    positionSeconds: await positionIn(viewer.id, id),
    video: playerVideo(lessonVideo(content), sign, { mediaType, posterFileId, captionsFileId }),
    attachments: content.attachments.map(({ fileId, name, contentType, size }) => ({ name, contentType, sizeText: fileSizeText(size), href: sign(fileId, "attachment") })),
    quiz: await quizForStudent(viewer.id, id),
    note: await noteOf(viewer.id, id),
    noteLimit: NOTE_LIMIT,
    finishPath: enrolment.rules.certificate ? `/library/${offer.id}/certificate` : `/library/${offer.id}`,
  };
}

export async function action({ request, params }: ActionFunctionArgs) {
  const { viewer, offer, enrolment, place, lock } = await openLesson(request, params.offerId, params.lessonId);
  const subject = { userId: viewer.id, offerId: offer.id, lessonId: place.here.id };
  const here = `/library/${offer.id}/lessons/${place.here.id}`;
  const form = await request.formData();
  const intent = form.get("intent");
  if (intent === "reading") {
    const headers = { "Set-Cookie": await readingCookie(readingFromForm(form)) };
    return form.get("inPlace") ? new Response(null, { status: 204, headers }) : redirect(here, { headers });
  }
  if (lock) throw new Response("This lesson is not open yet.", { status: 403 });
  switch (intent) {
    case "complete":
    case "undo": {
      const saved = await saveProgress({ ...subject, completed: intent === "complete" });
      if (!saved.ok && saved.error === "no_such_lesson") throw new Response("Not found", { status: 404 });
      if (!saved.ok) return redirect(`${here}#quiz`);
      if (intent === "undo") return redirect(here);
      const wasLast = !place.here.done && place.done + 1 === place.total;
      if (!wasLast) return redirect(place.next ? `/library/${offer.id}/lessons/${place.next.id}` : `/library/${offer.id}`);
      const headers = await flash(new Headers(), `That was the last one. You have finished ${offer.title}.`);
      return redirect(enrolment.rules.certificate ? `/library/${offer.id}/certificate` : `/library/${offer.id}`, { headers });
    }
    case "note": {
      const saved = await saveNote({ ...subject, text: String(form.get("note") ?? "") });
      if (!saved.ok && saved.error === "no_such_lesson") throw new Response("Not found", { status: 404 });
      if (!saved.ok) return refused({ noteTooLong: String(form.get("note") ?? "") });
      return redirect(`${here}#note`);
    }
    case "quiz": {
      const answers = answersFrom(form);
      const taken = await takeQuiz({ ...subject, answers, attempt: attemptFrom(form) });
      if (!taken.ok && taken.error.kind === "no_quiz") throw new Response("Not found", { status: 404 });
      if (!taken.ok && taken.error.kind === "unanswered") return refused({ unanswered: taken.error.questionIds, answers });
      return redirect(`${here}#quiz`);
    }
    default:
      throw new Response("Unknown intent", { status: 400 });
  }
}

function refused(answer: LessonAnswer): Response {
  return Response.json(answer, { status: 422 });
}

export default function Lesson() {
  const page = useLoaderData<typeof loader>();
  const answer = useActionData<LessonAnswer>();
  return page.view === "locked" ? <LockedLesson {...page} /> : <LessonPage {...page} answer={answer} />;
}
