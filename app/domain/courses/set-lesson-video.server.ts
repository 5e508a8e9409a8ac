import { removeFile } from "~/domain/files/remove-file.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { inCourse, type CourseKey } from "./edit-modules.server";
import { videoSource, type VideoLinkProblem } from "./video-source";

/** A stored file of this store with purpose "video" becomes the lesson's video; the former one is removed. */
export function setLessonVideoFile(key: CourseKey, { lessonId, fileId }: { lessonId: string; fileId: string }): Promise<Result<undefined, "not_found">> {
  return replaceVideo(key, lessonId, { videoFileId: fileId, videoUrl: null });
}

/** A video elsewhere becomes the lesson's video; kept as it was pasted, read again by `lessonVideo`. */
export async function setLessonVideoLink(key: CourseKey, { lessonId, link }: { lessonId: string; link: string }): Promise<Result<undefined, "not_found" | VideoLinkProblem>> {
  const source = videoSource(link);
  if (!source.ok) return source;
  const videoUrl = source.value.kind === "file" ? source.value.url : link.trim();
  return replaceVideo(key, lessonId, { videoFileId: null, videoUrl });
}

/** The lesson is left without a video. */
export function removeLessonVideo(key: CourseKey, { lessonId }: { lessonId: string }): Promise<Result<undefined, "not_found">> {
  return replaceVideo(key, lessonId, { videoFileId: null, videoUrl: null });
}

async function replaceVideo(key: CourseKey, lessonId: string, video: { videoFileId: string | null; videoUrl: string | null }): Promise<Result<undefined, "not_found">> {
  const replaced = await inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } }, select: { videoFileId: true } });
    if (!lesson) return fail("not_found");
    if (video.videoFileId !== null) {
      const file = await tx.storedFile.findFirst({ where: { id: video.videoFileId, storeId: key.storeId, purpose: "video" }, select: { id: true } });
      if (!file) return fail("not_found");
    }
    await tx.lesson.update({ where: { id: lessonId }, data: { ...video, updatedAt: now() } });
    return ok(lesson.videoFileId);
  });
  if (!replaced.ok) return replaced;
  if (replaced.value !== null && replaced.value !== video.videoFileId) await removeFile(replaced.value);
  return ok();
}
