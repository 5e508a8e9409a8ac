import { fileSizeText } from "./file-name";

const MB = 1_000_000;

/** Largest upload of each purpose, in bytes; the server's body limit must be above the largest. */
export const MAX_COVER_BYTES = 8 * MB;
export const MAX_LOGO_BYTES = 2 * MB;
export const MAX_VIDEO_BYTES = 500 * MB;
export const MAX_DOWNLOAD_BYTES = 500 * MB;

/** An image beyond this would cost every visitor's phone more memory than it has. */
export const MAX_IMAGE_SIDE = 8_000;
export const MAX_IMAGE_PIXELS = 40_000_000;

export type FilePurpose = "cover" | "logo" | "video" | "download";
export type FileAccept = "image" | "video" | "any";
export type UploadProblem = "too_large" | "wrong_type" | "too_many_pixels" | "empty" | "interrupted" | "no_room";

/** A refused upload in words: what is wrong and what to do. */
export function uploadProblemText(problem: UploadProblem, { fileName, accept, maxBytes }: { fileName: string; accept: FileAccept; maxBytes: number }): string {
  switch (problem) {
    case "too_large":
      return `“${fileName}” is larger than ${fileSizeText(maxBytes)}. Make it smaller and try again.`;
    case "wrong_type":
      return accept === "image"
        ? `“${fileName}” is not an image we can show. Use a JPEG, PNG or WebP.`
        : `“${fileName}” is not a video browsers can play. Use MP4 (H.264) or WebM.`;
    case "too_many_pixels":
      return `“${fileName}” has too many pixels. Use at most ${MAX_IMAGE_SIDE.toLocaleString("en")} on a side and 40 megapixels in all.`;
    case "empty":
      return `“${fileName}” is empty. Choose another file.`;
    case "interrupted":
      return `The upload of “${fileName}” broke off. Check the connection and try again.`;
    case "no_room":
      return "There is no room left for files on this server. Nothing was saved; whoever runs it has to make space first.";
  }
}
