import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { buttonStyles } from "~/components/ui/button";
import { PageHeader } from "~/components/ui/page-header";
import { keepAside } from "~/domain/courses/revisions.server";
import { saveLesson } from "~/domain/courses/save-lesson.server";
import { setLessonVideoLink } from "~/domain/courses/set-lesson-video.server";
import { videoLinkProblemText } from "~/domain/courses/video-source";
import { LessonFilesCard } from "./lesson-files-card";
import { LessonForm, type FormStart } from "./lesson-form";
import { LessonQuizCard } from "./lesson-quiz-card";
import { theirsOf } from "./lesson-theirs.server";
import { LessonBesideCard, LessonVideoCard } from "./lesson-video-card";
import { lessonView } from "./lesson-view.server";
import { lessonSchema, type Theirs } from "./lesson-words";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.words.title ?? "Lesson"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key, offer, viewer } = await requireOffer(request, params.offerId, "offers.write");
  const view = await lessonView(key, params.lessonId ?? "", viewer.id);
  if (!view) throw notFound();
  return { offer: { id: offer.id, title: offer.title, published: offer.status === "published" }, viewerId: viewer.id, ...view };
}

type Refused =
  | { form: "lesson"; result: SubmissionResult; theirs?: Theirs }
  | { form: "link"; message: string; typed: string };

/** The forms of this page as they are without JavaScript; with it the words go to `lesson-save`. */
export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Refused>> {
  const { key } = await requireOffer(request, params.offerId, "offers.write");
  const lessonId = params.lessonId ?? "";
  const page = `/studio/offers/${key.offerId}/lessons/${lessonId}`;
  const formData = await request.formData();
  const intent = formData.get("intent");
  if (intent === "link") {
    const link = String(formData.get("link") ?? "");
    const set = await setLessonVideoLink(key, { lessonId, link });
    if (set.ok) return redirectWith(page, "Video saved.");
    if (set.error === "not_found") throw notFound();
    return Response.json({ form: "link", message: videoLinkProblemText(set.error), typed: link }, { status: 400 });
  }
  if (intent === "lesson-theirs") {
    found(await keepAside(key, { lessonId, title: String(formData.get("title") ?? "").slice(0, 120), bodyHtml: String(formData.get("body") ?? "") }));
    return redirectWith(page, "This is the other window’s text. Yours is in the history.");
  }
  const submission = parseWithZod(formData, { schema: lessonSchema });
  if (submission.status !== "success") return Response.json({ form: "lesson", result: submission.reply() }, { status: 400 });
  const { title, body, preview, version } = submission.value;
  const saved = await saveLesson(key, { lessonId, title, bodyHtml: body, isPreview: preview === "on", version: version ?? null, overwrite: intent === "lesson-mine" });
  if (saved.ok) return redirectWith(page, "Lesson saved.");
  if (saved.error === "not_found") throw notFound();
  return Response.json({ form: "lesson", result: submission.reply(), theirs: theirsOf(saved.error) }, { status: 409 });
}

/** One lesson: its words, its video, its files, its questions, and whether anybody may see it. */
export default function LessonPage() {
  const { id } = useLoaderData<typeof loader>();
  // Another lesson is another page: nothing typed in one may turn up in the next.
  return <Lesson key={id} />;
}

function Lesson() {
  const { offer, viewerId, moduleTitle, id, words, version, media, link, files, quiz } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const [start, setStart] = useState<FormStart & { round: number }>({ words, version, unsaved: false, round: 0 });
  const curriculum = `/studio/offers/${offer.id}/curriculum`;
  const lesson = `/studio/offers/${offer.id}/lessons/${id}`;
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={<span className="break-words">{words.title}</span>}
        description={moduleTitle}
        actions={
          <Link to={`${lesson}/history`} className={buttonStyles({ variant: "secondary" })}>
            History
          </Link>
        }
        breadcrumbs={<Breadcrumbs items={[{ label: "Offers", to: "/studio/offers" }, { label: offer.title, to: curriculum }, { label: "Lesson" }]} />}
      />
      <div className="space-y-8">
        <LessonForm
          key={start.round}
          lesson={{ id, address: lesson }}
          viewerId={viewerId}
          start={start}
          onStart={(next) => setStart((former) => ({ ...next, round: former.round + 1 }))}
          published={offer.published}
          lastResult={refused?.form === "lesson" ? (refused.result as SubmissionResult) : undefined}
          theirs={refused?.form === "lesson" ? refused.theirs : undefined}
        />
        <LessonVideoCard
          lesson={lesson}
          title={words.title}
          media={media}
          link={refused?.form === "link" ? refused.typed : link}
          problem={refused?.form === "link" ? refused.message : undefined}
        />
        <LessonBesideCard lesson={lesson} media={media} />
        <LessonFilesCard lesson={lesson} files={files} />
        <LessonQuizCard lesson={lesson} quiz={quiz} />
      </div>
    </div>
  );
}
