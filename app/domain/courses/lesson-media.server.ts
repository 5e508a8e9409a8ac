import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { db, type Tx } from "~/db.server";
import { removeFile } from "~/domain/files/remove-file.server";
import { storeUpload } from "~/domain/files/store-file.server";
import { UPLOAD_KINDS } from "~/domain/files/upload-limits";
import type { StoredFile } from "~/generated/prisma/client";
import { storage } from "~/integrations/storage/storage.server";
import { fail, ok, type Result } from "~/lib/result";
import { captionsText, isSubRip, subRipToWebVtt } from "./captions";
import { inCourse, type CourseKey } from "./edit-modules.server";

/** Places of a lesson that hold one file each. */
export type MediaSlot = "video" | "poster" | "captions";

const COLUMN = { video: "videoFileId", poster: "posterFileId", captions: "captionsFileId" } as const;

export function isMediaSlot(value: unknown): value is MediaSlot {
  return typeof value === "string" && Object.hasOwn(COLUMN, value);
}

type Put = { lessonId: string; slot: MediaSlot; fileId: string };

/**
 * A stored file of this store, made for this place, becomes the lesson's video (or audio), poster or captions; the former one is
 * removed. SubRip captions are turned into WebVTT; captions that are neither are refused.
 */
export async function setLessonMedia(key: CourseKey, { lessonId, slot, fileId }: Put): Promise<Result<undefined, "not_found" | "not_captions">> {
  if (slot !== "captions") return replaceMedia(key, lessonId, slot, { [COLUMN[slot]]: fileId, ...(slot === "video" ? { videoUrl: null } : {}) }, fileId);
  const ready = await readyCaptions(key, fileId);
  if (!ready.ok) return ready;
  const set = await replaceMedia(key, lessonId, slot, { captionsFileId: ready.value }, ready.value);
  // The one that was sent, or the one made of it: whichever is not the lesson's.
  if (ready.value !== fileId) await removeFile(set.ok ? fileId : ready.value);
  return set;
}

/** The place is left empty. A video that was a link is gone too. */
export function removeLessonMedia(key: CourseKey, { lessonId, slot }: { lessonId: string; slot: MediaSlot }): Promise<Result<undefined, "not_found">> {
  return replaceMedia(key, lessonId, slot, { [COLUMN[slot]]: null, ...(slot === "video" ? { videoUrl: null } : {}) }, null);
}

type Change = { videoFileId?: string | null; videoUrl?: string | null; posterFileId?: string | null; captionsFileId?: string | null };

/** Change a place and remove the file that stood there, unless it is the same. */
export async function replaceMedia(key: CourseKey, lessonId: string, slot: MediaSlot, change: Change, fileId: string | null): Promise<Result<undefined, "not_found">> {
  const replaced = await inCourse(key, async (tx) => {
    const lesson = await tx.lesson.findFirst({ where: { id: lessonId, offerId: key.offerId, deletedAt: null, module: { deletedAt: null } } });
    if (!lesson || (fileId !== null && !(await fileOfStore(tx, key.storeId, fileId, slot)))) return fail("not_found");
    // Not `version`: that counts the words, and a window in which somebody writes loses nothing by this.
    await tx.lesson.update({ where: { id: lessonId }, data: change });
    return ok(lesson[COLUMN[slot]]);
  });
  if (!replaced.ok) return replaced;
  if (replaced.value !== null && replaced.value !== fileId) await removeFile(replaced.value);
  return ok();
}

/** The files at a lesson's places, by their ids. */
export async function lessonMediaFiles(lesson: { videoFileId: string | null; posterFileId: string | null; captionsFileId: string | null }): Promise<Map<string, StoredFile>> {
  const ids = [lesson.videoFileId, lesson.posterFileId, lesson.captionsFileId].filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  return new Map((await db.storedFile.findMany({ where: { id: { in: ids } } })).map((file) => [file.id, file]));
}

/** A file of this store that was sent for this purpose; null for every other. */
export function fileOfStore(tx: Pick<Tx, "storedFile">, storeId: string, fileId: string, purpose: MediaSlot | "attachment") {
  return tx.storedFile.findFirst({ where: { id: fileId, storeId, purpose } });
}

/** The id of a WebVTT file with these captions: the file itself, or one made of it. */
async function readyCaptions({ storeId }: CourseKey, fileId: string): Promise<Result<string, "not_found" | "not_captions">> {
  const file = await fileOfStore(db, storeId, fileId, "captions");
  if (!file) return fail("not_found");
  const text = Number(file.byteSize) > UPLOAD_KINDS.captions.maxBytes ? "" : captionsText(await buffer(await storage().getStream(file.storageKey)));
  // The whole first word, as browsers want it.
  if (/^\ufeff?WEBVTT(?:[ \t\r\n]|$)/.test(text)) return ok(fileId);
  const vtt = isSubRip(text) ? subRipToWebVtt(text) : null;
  if (vtt === null) return fail("not_captions");
  const made = await storeUpload({
    storeId,
    purpose: "captions",
    fileName: file.fileName.replace(/(\.srt)?$/i, ".vtt"),
    contentType: "text/vtt",
    stream: Readable.from([Buffer.from(vtt)]),
    maxBytes: 2 * UPLOAD_KINDS.captions.maxBytes,
    accept: "captions",
  });
  return made.ok ? ok(made.value.id) : fail("not_captions");
}
