import type { LessonVideo } from "~/domain/courses/lesson-video";

/** What the player shows. */
export type PlayerVideo =
  /** A file the browser plays itself: uploaded (a signed address of ours) or linked. */
  | { kind: "file"; src: string }
  /** Another site's player, in a frame. */
  | { kind: "embed"; site: "YouTube" | "Vimeo"; src: string };

/** A lesson's video for the player; `sign` makes the address of an uploaded file. */
export function playerVideo(video: LessonVideo | null, sign: (fileId: string) => string): PlayerVideo | null {
  switch (video?.kind) {
    case undefined:
      return null;
    case "upload":
      return { kind: "file", src: sign(video.fileId) };
    case "file":
      return { kind: "file", src: video.url };
    case "youtube":
      return { kind: "embed", site: "YouTube", src: video.embedUrl };
    case "vimeo":
      return { kind: "embed", site: "Vimeo", src: video.embedUrl };
  }
}
