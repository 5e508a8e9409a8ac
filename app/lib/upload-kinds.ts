const MB = 1_000_000;
const GB = 1_000_000_000;

/**
 * What may be uploaded in pieces. `purpose` is what the stored file is for (audio stands where a video may stand), `accept`
 * what its content must be, `maxBytes` the largest.
 */
export const UPLOAD_KINDS = {
  video: { purpose: "video", accept: "media", maxBytes: 5 * GB },
  audio: { purpose: "video", accept: "audio", maxBytes: 5 * GB },
  download: { purpose: "download", accept: "any", maxBytes: 5 * GB },
  attachment: { purpose: "attachment", accept: "any", maxBytes: 500 * MB },
  image: { purpose: "image", accept: "image", maxBytes: 8 * MB },
  poster: { purpose: "poster", accept: "image", maxBytes: 8 * MB },
  captions: { purpose: "captions", accept: "captions", maxBytes: 1 * MB },
} as const satisfies Record<string, UploadRule>;

export interface UploadRule {
  purpose: FilePurpose;
  accept: FileAccept;
  maxBytes: number;
}

export type UploadKind = keyof typeof UPLOAD_KINDS;
/** What a stored file is for. Covers, logos and images are public; everything else goes out through signed links only. */
export type FilePurpose = "cover" | "logo" | "video" | "poster" | "captions" | "attachment" | "image" | "download";
/** What a file's content must be. "media": video or audio. */
export type FileAccept = "image" | "video" | "audio" | "media" | "captions" | "any";

/** A file comes in pieces of this size (the last is what is left): large enough for S3's parts, small enough to send again. */
export const PIECE_BYTES = 8 * 1024 * 1024;

export function isUploadKind(value: unknown): value is UploadKind {
  return typeof value === "string" && Object.hasOwn(UPLOAD_KINDS, value);
}
