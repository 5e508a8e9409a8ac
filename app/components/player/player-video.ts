import type { LessonVideo } from "~/domain/courses/lesson-video";

/** What the player shows. */
export type PlayerVideo =
  /** A file the browser plays itself: uploaded (a signed address of ours) or linked. `poster`, `captions` (WebVTT): addresses. */
  | { kind: "file"; src: string; audio: boolean; poster: string | null; captions: string | null }
  /** Another site's player, in a frame. */
  | { kind: "embed"; site: "YouTube" | "Vimeo"; src: string };

/** What goes with a lesson's file. `mediaType`: content type of the uploaded one. */
export interface Beside {
  mediaType?: string | null;
  posterFileId?: string | null;
  captionsFileId?: string | null;
}

const AUDIO_ENDING = /\.(mp3|m4a|aac|oga|ogg|opus|wav|flac)$/i;

/** A lesson's video or audio for the player; `sign` makes the address of a stored file. */
export function playerVideo(video: LessonVideo | null, sign: (fileId: string) => string, { mediaType, posterFileId, captionsFileId }: Beside = {}): PlayerVideo | null {
  const beside = { poster: posterFileId ? sign(posterFileId) : null, captions: captionsFileId ? sign(captionsFileId) : null };
  switch (video?.kind) {
    case undefined:
      return null;
    case "upload":
      return { kind: "file", src: sign(video.fileId), audio: mediaType?.startsWith("audio/") ?? false, ...beside };
    case "file":
      return { kind: "file", src: video.url, audio: AUDIO_ENDING.test(new URL(video.url).pathname), ...beside };
    case "youtube":
      return { kind: "embed", site: "YouTube", src: video.embedUrl };
    case "vimeo":
      return { kind: "embed", site: "Vimeo", src: video.embedUrl };
  }
}
