import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction, TypedResponse } from "@remix-run/node";
import { useActionData, useLoaderData } from "@remix-run/react";
import { Breadcrumbs } from "~/components/ui/breadcrumbs";
import { PageHeader } from "~/components/ui/page-header";
import { updateLesson } from "~/domain/courses/edit-lessons.server";
import { lessonVideo } from "~/domain/courses/lesson-video";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { setLessonVideoLink } from "~/domain/courses/set-lesson-video.server";
import { videoLinkProblemText } from "~/domain/courses/video-source";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { fileSizeText } from "~/domain/files/file-name";
import { LessonForm } from "./lesson-form";
import { LessonVideoCard, type ShownVideo } from "./lesson-video-card";
import { lessonSchema } from "./offer-form";
import { found, notFound, redirectWith, requireOffer } from "./own-offer.server";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.words.title ?? "Lesson"} · Lectern` }];

export async function loader({ request, params }: LoaderFunctionArgs) {
  const { key, offer, viewer } = await requireOffer(request, params.offerId);
  const here = await lessonForStudio(key.storeId, key.offerId, params.lessonId ?? "");
  if (!here) throw notFound();
  const { lesson, videoFile, moduleTitle } = here;
  const source = lessonVideo(lesson);
  const video: ShownVideo | null =
    source?.kind === "upload"
      ? videoFile && {
          kind: "file",
          url: signMediaUrl({ fileId: videoFile.id, offerId: offer.id, lessonId: lesson.id, userId: viewer.id }),
          name: `${videoFile.fileName}, ${fileSizeText(Number(videoFile.byteSize))}`,
        }
      : source && (source.kind === "file" ? { kind: "file", url: source.url, name: source.url } : { kind: "embed", url: source.embedUrl, name: source.watchUrl });
  return {
    offer: { id: offer.id, title: offer.title, published: offer.status === "published" },
    moduleTitle,
    id: lesson.id,
    words: { title: lesson.title, body: lesson.bodyHtml, preview: lesson.isPreview ? "on" : "" },
    video,
    link: lesson.videoUrl ?? "",
  };
}

type Refused = { form: "lesson"; result: SubmissionResult } | { form: "link"; message: string; typed: string };

export async function action({ request, params }: ActionFunctionArgs): Promise<Response | TypedResponse<Refused>> {
  const { key } = await requireOffer(request, params.offerId);
  const lessonId = params.lessonId ?? "";
  const page = `/studio/offers/${key.offerId}/lessons/${lessonId}`;
  const formData = await request.formData();
  if (formData.get("intent") === "link") {
    const link = String(formData.get("link") ?? "");
    const set = await setLessonVideoLink(key, { lessonId, link });
    if (set.ok) return redirectWith(page, "Video saved.");
    if (set.error === "not_found") throw notFound();
    return Response.json({ form: "link", message: videoLinkProblemText(set.error), typed: link }, { status: 400 });
  }
  const submission = parseWithZod(formData, { schema: lessonSchema });
  if (submission.status !== "success") return Response.json({ form: "lesson", result: submission.reply() }, { status: 400 });
  const { title, body, preview } = submission.value;
  found(await updateLesson(key, { lessonId, title, bodyHtml: body, isPreview: preview === "on" }));
  return redirectWith(page, "Lesson saved.");
}

/** One lesson: its words, its video, and whether anybody may see it. */
export default function Lesson() {
  const { offer, moduleTitle, id, words, video, link } = useLoaderData<typeof loader>();
  const refused = useActionData<Refused>();
  const curriculum = `/studio/offers/${offer.id}/curriculum`;
  return (
    <div className="max-w-3xl">
      <PageHeader
        title={<span className="break-words">{words.title}</span>}
        description={moduleTitle}
        breadcrumbs={<Breadcrumbs items={[{ label: "Offers", to: "/studio/offers" }, { label: offer.title, to: curriculum }, { label: "Lesson" }]} />}
      />
      <div className="space-y-8">
        <LessonForm key={id} words={words} published={offer.published} back={curriculum} lastResult={refused?.form === "lesson" ? (refused.result as SubmissionResult) : undefined} />
        <LessonVideoCard
          offerId={offer.id}
          lessonId={id}
          video={video}
          link={refused?.form === "link" ? refused.typed : link}
          problem={refused?.form === "link" ? refused.message : undefined}
        />
      </div>
    </div>
  );
}
