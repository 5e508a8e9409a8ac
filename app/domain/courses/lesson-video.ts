import { videoSource, type VideoSource } from "./video-source";

/** What a lesson plays: a file we keep, or a video elsewhere. */
export type LessonVideo = { kind: "upload"; fileId: string } | VideoSource;

/** The lesson's video; null when it has none. An upload wins over a link. */
export function lessonVideo(lesson: { videoFileId: string | null; videoUrl: string | null }): LessonVideo | null {
  if (lesson.videoFileId !== null) return { kind: "upload", fileId: lesson.videoFileId };
  if (lesson.videoUrl === null) return null;
  const source = videoSource(lesson.videoUrl);
  return source.ok ? source.value : null;
}
