import { Form } from "@remix-run/react";
import { LessonVideo } from "~/components/player/lesson-video";
import type { PlayerVideo } from "~/components/player/player-video";
import { Card } from "~/components/ui/card";
import { ConfirmButton } from "~/components/ui/confirm-button";
import { Field } from "~/components/ui/field";
import { Input } from "~/components/ui/input";
import { SubmitButton } from "~/components/ui/submit-button";
import { LessonUpload } from "./lesson-upload";

export type ShownMedia = {
  video: PlayerVideo | null;
  /** What the video is called: its file's name and size, or its address. */
  name: string;
  uploaded: boolean;
  poster: { url: string; name: string } | null;
  captions: { name: string; url: string } | null;
};

type Props = { lesson: string; title: string; media: ShownMedia; link: string; problem: string | undefined };

/** A lesson's video or audio: what plays now, and the two ways to another. */
export function LessonVideoCard({ lesson, title, media, link, problem }: Props) {
  const { video } = media;
  const what = video?.kind === "file" && video.audio ? "audio" : "video";
  return (
    <Card title="Video or audio" description="Upload a file, or show one from YouTube, Vimeo or your own server.">
      <div className="space-y-7">
        {video && (
          <div className="space-y-3">
            {/* Another file is another player; a fresh link to the same one is not. */}
            <LessonVideo key={media.name} source={video} title={title} />
            <div className="flex flex-wrap items-center justify-between gap-3">
              <p className="min-w-0 text-sm break-all text-ink-muted">{media.name}</p>
              <RemoveMedia
                lesson={lesson}
                slot="video"
                title={`Remove the ${what}?`}
                description={media.uploaded ? "The uploaded file is deleted. The lesson keeps its text." : "The lesson keeps its text."}
                label={`Remove ${what}`}
              />
            </div>
          </div>
        )}
        <LessonUpload
          lesson={lesson}
          slot="video"
          label={video ? "Replace it by a file" : "Upload a file"}
          accept="video/mp4,video/webm,audio/*,.mp4,.webm,.mp3,.m4a,.ogg,.wav,.flac"
          hint="MP4 or WebM; MP3, M4A, Ogg, WAV or FLAC. Up to 5 GB"
          plainHint="MP4 or WebM; MP3, M4A, Ogg, WAV or FLAC. Up to 500 MB"
        />
        <Form method="post" preventScrollReset className="space-y-4">
          <input type="hidden" name="intent" value="link" />
          <Field
            label={video ? "Or replace it by a link" : "Or paste a link"}
            field={{ name: "link", required: true, key: link, initialValue: link }}
            error={problem}
            description="YouTube, Vimeo, or the https address of a video or sound file."
          >
            <Input inputMode="url" autoComplete="off" autoCapitalize="none" spellCheck={false} placeholder="https://" />
          </Field>
          <SubmitButton variant="secondary">Use this link</SubmitButton>
        </Form>
      </div>
    </Card>
  );
}

/** Poster and captions of a file. Players of other sites bring their own. */
export function LessonBesideCard({ lesson, media }: { lesson: string; media: ShownMedia }) {
  const { video, poster, captions } = media;
  if (video?.kind !== "file" && !poster && !captions) return null;
  return (
    <Card title="Poster and captions" description={video?.kind === "file" ? "What is seen before it plays, and what is said, to read along." : "They are shown with a file, not with a player of another site."}>
      <div className="grid gap-x-8 gap-y-8 sm:grid-cols-2">
        <section aria-labelledby="poster-title" className="min-w-0 space-y-3">
          <h3 id="poster-title" className="text-sm font-medium">
            Poster
          </h3>
          {poster && (
            <>
              <img src={poster.url} alt="The poster as it is now" className="aspect-video w-full rounded-md border border-line bg-sunken object-cover" />
              <div className="flex flex-wrap items-center justify-between gap-x-3">
                <p className="min-w-0 text-sm break-all text-ink-muted">{poster.name}</p>
                <RemoveMedia lesson={lesson} slot="poster" title="Remove the poster?" description="The first picture of the video is shown instead." label="Remove poster" />
              </div>
            </>
          )}
          <LessonUpload lesson={lesson} slot="poster" label={poster ? "Replace the poster" : "Upload a poster"} accept="image/jpeg,image/png,image/webp" hint="JPEG, PNG or WebP, up to 8 MB" plainHint="JPEG, PNG or WebP, up to 8 MB" />
        </section>
        <section aria-labelledby="captions-title" className="min-w-0 space-y-3">
          <h3 id="captions-title" className="text-sm font-medium">
            Captions
          </h3>
          {captions && (
            <div className="flex flex-wrap items-center justify-between gap-x-3">
              <p className="min-w-0 text-sm break-all text-ink-muted">{captions.name}</p>
              <RemoveMedia lesson={lesson} slot="captions" title="Remove the captions?" description="The file is deleted. Who cannot hear it has nothing to read then." label="Remove captions" />
            </div>
          )}
          <LessonUpload lesson={lesson} slot="captions" label={captions ? "Replace the captions" : "Upload captions"} accept=".vtt,.srt,text/vtt" hint="WebVTT or SubRip (.vtt, .srt)" plainHint="WebVTT or SubRip (.vtt, .srt)" />
        </section>
      </div>
    </Card>
  );
}

function RemoveMedia({ lesson, slot, title, description, label }: { lesson: string; slot: string; title: string; description: string; label: string }) {
  return (
    <Form method="post" action={`${lesson}/media`} preventScrollReset>
      <input type="hidden" name="slot" value={slot} />
      <ConfirmButton variant="ghost" size="sm" name="intent" value="remove-media" title={title} description={description} confirmLabel={label}>
        {label}
      </ConfirmButton>
    </Form>
  );
}
