import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ArrowLeft, ArrowRight } from "lucide-react";
import { getViewer } from "~/auth/guards.server";
import { StorefrontShell } from "~/components/layout/storefront-shell";
import { Attachments } from "~/components/player/attachments";
import { LessonVideo } from "~/components/player/lesson-video";
import { playerVideo } from "~/components/player/player-video";
import { buttonStyles } from "~/components/ui/button";
import { Prose } from "~/components/ui/prose";
import { publicOffer } from "~/domain/catalog/public-queries.server";
import { lessonFiles } from "~/domain/courses/lesson-files.server";
import { lessonMediaFiles } from "~/domain/courses/lesson-media.server";
import { lessonVideo } from "~/domain/courses/lesson-video";
import { lessonOf } from "~/domain/courses/queries.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { fileSizeText } from "~/lib/file-size";
import { shellPublicStore, shellViewer } from "./shell-store.server";

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: `${data.lesson.title} · ${data.offer.title}` }, { name: "description", content: `A free lesson of ${data.offer.title} by ${data.store.name}.` }] : [{ title: "Not found" }];

/** A lesson anybody may try. Every other lesson of the course does not exist at this address. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const viewer = await getViewer(request);
  const found = await publicOffer(params.storeSlug ?? "", params.offerSlug ?? "", viewer?.id ?? null);
  const free = found?.offer.previews ?? [];
  const place = free.findIndex((lesson) => lesson.id === params.lessonId);
  const lesson = found && place >= 0 ? await lessonOf(found.offer.id, params.lessonId ?? "") : null;
  if (!found || !lesson) throw new Response("Not found", { status: 404 });
  const { offer, store } = found;
  const next = free[place + 1];
  // A link for anyone plays only what is published; the creator looking at a draft gets one of their own.
  const userId = offer.status === "published" ? null : (viewer?.id ?? null);
  const [media, attached] = await Promise.all([lessonMediaFiles(lesson), lessonFiles(offer.id, lesson.id)]);
  const sign = (fileId: string, as: "inline" | "attachment" = "inline") => signMediaUrl({ fileId, offerId: offer.id, lessonId: lesson.id, userId, as });
  const mediaType = lesson.videoFileId === null ? null : (media.get(lesson.videoFileId)?.contentType ?? null);
  return {
    store: shellPublicStore(store),
    viewer: shellViewer(viewer),
    offer: { title: offer.title, path: `/s/${store.slug}/${offer.slug}`, priceText: offer.priceText, isFree: offer.isFree, lessonCount: offer.lessonCount, accessDays: offer.accessDays },
    lesson: { id: lesson.id, title: lesson.title, bodyHtml: lesson.bodyHtml },
    video: playerVideo(lessonVideo(lesson), sign, { mediaType, posterFileId: lesson.posterFileId, captionsFileId: lesson.captionsFileId }),
    files: attached.map(({ fileId, name, contentType, byteSize }) => ({ name, contentType, sizeText: fileSizeText(byteSize), href: sign(fileId, "attachment") })),
    next: next ? { id: next.id, title: next.title } : null,
  };
}

export default function PreviewLesson() {
  const { store, viewer, offer, lesson, video, files, next } = useLoaderData<typeof loader>();
  return (
    <StorefrontShell store={store} viewer={viewer}>
      <article className="gutter mx-auto max-w-[48rem] pt-2 sm:pt-6">
        <Link to={offer.path} className="-ml-1 inline-flex min-h-11 items-center gap-1.5 rounded-sm px-1 text-sm text-ink-muted hover:text-ink">
          <ArrowLeft aria-hidden="true" className="size-4" />
          {offer.title}
        </Link>
        <p className="mt-6 text-sm text-ink-faint">Free lesson</p>
        <h1 className="mt-1 font-display text-4xl font-medium tracking-[-0.02em]">{lesson.title}</h1>
        {video && (
          <div className="mt-8 max-sm:-mx-[clamp(1.125rem,4vw,2.5rem)]">
            <LessonVideo key={lesson.id} source={video} title={lesson.title} />
          </div>
        )}
        {lesson.bodyHtml && (
          <div className="mt-8">
            <Prose html={lesson.bodyHtml} size="reading" />
          </div>
        )}
        <Attachments files={files} />
        <aside aria-label="Go on" className="mt-16 rounded-xl bg-accent-soft p-6 sm:p-9">
          <p className="font-display text-2xl font-medium tracking-[-0.015em]">That was one of {offer.lessonCount} lessons.</p>
          <p className="mt-2 text-ink-muted">
            {offer.isFree ? "The whole course is free." : `The whole course is ${offer.priceText}, once, and yours ${offer.accessDays === null ? "to keep" : offer.accessDays === 1 ? "for a day" : `for ${offer.accessDays} days`}.`}
          </p>
          <div className="mt-6 flex flex-col gap-3 sm:flex-row">
            <Link to={offer.path} className={buttonStyles({ size: "lg" })}>
              See the whole course
            </Link>
            {next && (
              <Link to={`${offer.path}/preview/${next.id}`} className={buttonStyles({ size: "lg", variant: "secondary" })}>
                <span className="truncate">Next free lesson: {next.title}</span>
                <ArrowRight aria-hidden="true" />
              </Link>
            )}
          </div>
        </aside>
      </article>
    </StorefrontShell>
  );
}
