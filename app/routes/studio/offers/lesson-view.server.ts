import { playerVideo } from "~/components/player/player-video";
import { quizForStudio } from "~/domain/courses/edit-quiz.server";
import { lessonFiles } from "~/domain/courses/lesson-files.server";
import { lessonVideo } from "~/domain/courses/lesson-video";
import { lessonMediaFiles } from "~/domain/courses/lesson-media.server";
import { lessonForStudio } from "~/domain/courses/queries.server";
import { signMediaUrl } from "~/domain/downloads/signed-link";
import { fileSizeText } from "~/lib/file-size";
import type { ShownMedia } from "./lesson-video-card";
import type { Words } from "./lesson-words";

/** All that the lesson's page in the studio shows of it; null when it is not this store's. */
export async function lessonView(key: { storeId: string; offerId: string }, lessonId: string, viewerId: string) {
  const here = await lessonForStudio(key.storeId, key.offerId, lessonId);
  if (!here) return null;
  const { lesson, moduleTitle } = here;
  const [files, attached, quiz] = await Promise.all([
    lessonMediaFiles(lesson),
    lessonFiles(key.offerId, lesson.id),
    quizForStudio(key.offerId, lesson.id),
  ]);
  const sign = (fileId: string) => signMediaUrl({ fileId, offerId: key.offerId, lessonId: lesson.id, userId: viewerId });
  const named = (fileId: string | null) => {
    const file = fileId === null ? undefined : files.get(fileId);
    return file ? { url: sign(file.id), name: `${file.fileName}, ${fileSizeText(Number(file.byteSize))}` } : null;
  };
  const source = lessonVideo(lesson);
  const uploaded = named(lesson.videoFileId);
  const mediaType = lesson.videoFileId === null ? null : (files.get(lesson.videoFileId)?.contentType ?? null);
  const media: ShownMedia = {
    video: source?.kind === "upload" && !uploaded ? null : playerVideo(source, sign, { mediaType, posterFileId: lesson.posterFileId, captionsFileId: lesson.captionsFileId }),
    name: uploaded?.name ?? lesson.videoUrl ?? "",
    uploaded: uploaded !== null,
    poster: named(lesson.posterFileId),
    captions: named(lesson.captionsFileId),
  };
  const words: Words = { title: lesson.title, body: lesson.bodyHtml, preview: lesson.isPreview ? "on" : "" };
  return {
    id: lesson.id,
    moduleTitle,
    words,
    version: lesson.version,
    media,
    link: lesson.videoUrl ?? "",
    files: attached.map(({ id, name, byteSize, contentType }) => ({ id, name, size: fileSizeText(byteSize), contentType })),
    quiz: quiz && { questions: quiz.questions.length, passPercent: quiz.passPercent, maxAttempts: quiz.maxAttempts, tried: quiz.tried, passed: quiz.passed },
  };
}
