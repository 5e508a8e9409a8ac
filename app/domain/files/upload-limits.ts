import { fileSizeText } from "~/lib/file-size";
import type { FileAccept } from "~/lib/upload-kinds";

export { UPLOAD_KINDS, type FileAccept, type FilePurpose, type UploadKind } from "~/lib/upload-kinds";

const MB = 1_000_000;

/**
 * Largest file of a form that is sent at once (a browser without JavaScript), in bytes; the server's body limit must be above
 * the largest. In pieces more is possible: UPLOAD_KINDS.
 */
export const MAX_COVER_BYTES = 8 * MB;
export const MAX_LOGO_BYTES = 2 * MB;
export const MAX_VIDEO_BYTES = 500 * MB;
export const MAX_DOWNLOAD_BYTES = 500 * MB;

/** An image beyond this would cost every visitor's phone more memory than it has. */
export const MAX_IMAGE_SIDE = 8_000;
export const MAX_IMAGE_PIXELS = 40_000_000;

export type UploadProblem = "too_large" | "wrong_type" | "too_many_pixels" | "empty" | "interrupted" | "no_room" | "too_many";

/** A refused upload in words: what is wrong and what to do. */
export function uploadProblemText(problem: UploadProblem, { fileName, accept, maxBytes }: { fileName: string; accept: FileAccept; maxBytes: number }): string {
  switch (problem) {
    case "too_large":
      return `“${fileName}” is larger than ${fileSizeText(maxBytes)}. Make it smaller and try again.`;
    case "wrong_type":
      return `“${fileName}” is not ${WANTED[accept]}`;
    case "too_many_pixels":
      return `“${fileName}” has too many pixels. Use at most ${MAX_IMAGE_SIDE.toLocaleString("en")} on a side and 40 megapixels in all.`;
    case "empty":
      return `“${fileName}” is empty. Choose another file.`;
    case "interrupted":
      return `The upload of “${fileName}” broke off. Check the connection and try again.`;
    case "no_room":
      return "There is no room left for files on this server. Nothing was saved; whoever runs it has to make space first.";
    case "too_many":
      return "Too many uploads are unfinished. Finish or cancel some of them, then try again.";
  }
}

/** What was wanted, as the end of a sentence and one more that says what to do. */
const WANTED: Record<FileAccept, string> = {
  image: "an image we can show. Use a JPEG, PNG or WebP.",
  video: "a video browsers can play. Use MP4 (H.264) or WebM.",
  audio: "a sound file browsers can play. Use MP3, M4A, Ogg, WAV or FLAC.",
  media: "a video or sound file browsers can play. Use MP4 (H.264) or WebM for video; MP3, M4A, Ogg, WAV or FLAC for sound.",
  captions: "a captions file. Use WebVTT (.vtt, a text file that begins with WEBVTT) or SubRip (.srt).",
  any: "a file we can keep. Choose another one.",
};
