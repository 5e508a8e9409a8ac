import { fail, type Result } from "~/lib/result";
import type { CourseKey } from "./edit-modules.server";
import { removeLessonMedia, replaceMedia } from "./lesson-media.server";
import { videoSource, type VideoLinkProblem } from "./video-source";

/** A video elsewhere becomes the lesson's video; kept as it was pasted, read again by `lessonVideo`. */
export async function setLessonVideoLink(key: CourseKey, { lessonId, link }: { lessonId: string; link: string }): Promise<Result<undefined, "not_found" | VideoLinkProblem>> {
  const source = videoSource(link);
  if (!source.ok) return fail(source.error);
  const videoUrl = source.value.kind === "file" ? source.value.url : link.trim();
  return replaceMedia(key, lessonId, "video", { videoFileId: null, videoUrl }, null);
}

/** The lesson is left without a video. */
export function removeLessonVideo(key: CourseKey, { lessonId }: { lessonId: string }): Promise<Result<undefined, "not_found">> {
  return removeLessonMedia(key, { lessonId, slot: "video" });
}
