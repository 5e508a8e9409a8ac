import { Form } from "@remix-run/react";
import { Upload } from "~/components/editor/upload";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { MAX_VIDEO_BYTES } from "~/domain/files/upload-limits";

export type ShownVideo = { kind: "file" | "embed"; url: string; name: string };

type Props = { offerId: string; lessonId: string; video: ShownVideo | null; link: string; problem: string | undefined };

/** The players are other sites': they keep their own origin and may not move this page elsewhere. */
const EMBED_SANDBOX = "allow-scripts allow-same-origin allow-presentation allow-popups";

/** A lesson's video: what plays now, and the two ways to another. */
export function LessonVideoCard({ offerId, lessonId, video, link, problem }: Props) {
  const address = `/studio/offers/${offerId}/lessons/${lessonId}/video`;
  return (
    <Card title="Video" description="Upload a file, or show one from YouTube, Vimeo or your own server.">
      <div className="space-y-7">
        {video && (
          <div className="space-y-3">
            <div className="aspect-video overflow-hidden rounded-md border border-line bg-sunken">
              {video.kind === "embed" ? (
                <iframe src={video.url} title="The lesson’s video" allow="fullscreen; picture-in-picture; encrypted-media" sandbox={EMBED_SANDBOX} loading="lazy" className="size-full" />
              ) : (
                // A lesson has no file of captions yet; its creator looks at their own film here.
                // oxlint-disable-next-line jsx-a11y/media-has-caption
                <video src={video.url} controls preload="metadata" aria-label="The lesson’s video" className="size-full" />
              )}
            </div>
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="min-w-0 text-sm break-all text-ink-muted">{video.name}</p>
              <Form method="post" action={address} preventScrollReset>
                <ConfirmButton
                  variant="ghost"
                  size="sm"
                  name="intent"
                  value="remove"
                  title="Remove the video?"
                  description="An uploaded file is deleted. The lesson keeps its text."
                  confirmLabel="Remove video"
                >
                  Remove video
                </ConfirmButton>
              </Form>
            </div>
          </div>
        )}
        <Upload action={address} label={video ? "Replace it by a file" : "Upload a file"} accept="video/mp4,video/webm" hint="MP4 or WebM, up to 500 MB" maxBytes={MAX_VIDEO_BYTES} />
        <Form method="post" preventScrollReset className="space-y-4">
          <input type="hidden" name="intent" value="link" />
          <Field
            label={video ? "Or replace it by a link" : "Or paste a link"}
            field={{ name: "link", required: true, key: link, initialValue: link }}
            error={problem}
            description="YouTube, Vimeo, or an https address that ends in .mp4 or .webm."
          >
            <Input inputMode="url" autoComplete="off" autoCapitalize="none" spellCheck={false} placeholder="https://" />
          </Field>
          <SubmitButton variant="secondary">Use this link</SubmitButton>
        </Form>
      </div>
    </Card>
  );
}
