import { fail, ok, type Result } from "~/lib/result";
import { IMAGE_HEAD_BYTES, imageFacts } from "./sniff";
import { audioType, isPdf, isSubRip, isWebVtt, isZip, MEDIA_HEAD_BYTES, videoType } from "./sniff-media";
import { MAX_IMAGE_PIXELS, MAX_IMAGE_SIDE, UPLOAD_KINDS, type FileAccept, type UploadProblem } from "./upload-limits";

/** How much of the beginning must be at hand to tell the type. Captions are small, and looked at as a whole. */
export const HEAD_BYTES: Record<FileAccept, number> = {
  image: IMAGE_HEAD_BYTES,
  video: MEDIA_HEAD_BYTES,
  audio: MEDIA_HEAD_BYTES,
  media: MEDIA_HEAD_BYTES,
  captions: UPLOAD_KINDS.captions.maxBytes,
  any: MEDIA_HEAD_BYTES,
};

/**
 * The type a file's first bytes show, or why it is not what was wanted. Nothing is decoded and nothing unpacked: pixels are
 * read from the header. What the sender claims counts only for files that are always saved, never shown.
 */
export function fileType(head: Uint8Array, accept: FileAccept, claimed: string): Result<string, UploadProblem> {
  if (head.length === 0) return fail("empty");
  switch (accept) {
    case "image": {
      const image = imageFacts(head);
      if (!image) return fail("wrong_type");
      if (Math.max(image.width, image.height) > MAX_IMAGE_SIDE || image.width * image.height > MAX_IMAGE_PIXELS) return fail("too_many_pixels");
      return ok(image.type);
    }
    case "video":
      return known(videoType(head));
    case "audio":
      return known(audioType(head));
    case "media":
      return known(videoType(head) ?? audioType(head));
    case "captions":
      // SubRip is turned into WebVTT where it is attached (courses/lesson-media).
      return known(isWebVtt(head) ? "text/vtt" : isSubRip(head) ? "application/x-subrip" : null);
    case "any":
      return ok(videoType(head) ?? audioType(head) ?? (isPdf(head) ? "application/pdf" : isZip(head) ? zipType(claimed) : harmlessType(claimed)));
  }
}

function known(type: string | null): Result<string, UploadProblem> {
  return type === null ? fail("wrong_type") : ok(type);
}

/** Books and office files are zips too: their own name is kept. */
function zipType(claimed: string): string {
  const type = harmlessType(claimed);
  return type === "application/epub+zip" || type.startsWith("application/vnd.") ? type : "application/zip";
}

/** A type a browser would run as a page is kept as plain bytes. What can be told from the content is never taken from the sender. */
function harmlessType(claimed: string): string {
  const type = claimed.toLowerCase().split(";")[0]?.trim() ?? "";
  if (!/^(application|audio|font|image|text|video)\/[a-z0-9][a-z0-9.+-]{0,80}$/.test(type)) return "application/octet-stream";
  return /html|xml|svg|javascript|ecmascript|pdf/.test(type) && !type.startsWith("application/vnd.openxmlformats") ? "application/octet-stream" : type;
}
