import { db } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { removeFile } from "~/domain/files/remove-file.server";
import type { Cause } from "~/domain/transitions.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { inDownload, isFreeFile, type DownloadKey } from "./edit-files.server";
import { lookAtPdfsSoon } from "./look-at-pdfs.server";

export const MAX_NOTE_LENGTH = 2_000;

/** A note is plain text: trimmed, line ends as "\n", at most 2,000 characters. */
export function cleanNote(typed: string): string {
  return typed.replace(/\r\n?/g, "\n").replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, "").trim().slice(0, MAX_NOTE_LENGTH);
}

/**
 * A newer edition of a file takes its place; owners fetch it from now on and find the older ones beside it. `tell`: every
 * owner gets one mail about it, written in the background. Answers the edition's id.
 */
export async function addVersion(key: DownloadKey, { placeId, fileId, note, tell }: { placeId: string; fileId: string; note: string; tell: boolean }): Promise<Result<string, "not_found">> {
  const added = await inDownload<string, never>(key, async (tx) => {
    const place = await tx.downloadFile.findFirst({ where: { id: placeId, offerId: key.offerId } });
    if (!place || !(await isFreeFile(tx, key, fileId))) return fail("not_found");
    const last = await tx.fileVersion.aggregate({ where: { downloadFileId: placeId }, _max: { number: true } });
    const id = newId("fileVersion");
    await tx.fileVersion.create({
      data: { id, downloadFileId: placeId, fileId, number: (last._max.number ?? 0) + 1, note: cleanNote(note), createdAt: now(), ...(tell ? { toldAt: now(), toldThrough: "" } : {}) },
    });
    await tx.downloadFile.update({ where: { id: placeId }, data: { fileId } });
    await lookAtPdfsSoon(tx, key.offerId);
    if (tell) await enqueue(tx, "tell-owners", { versionId: id });
    return ok(id);
  });
  if (added.ok && tell) wake("tell-owners");
  return added;
}

/** Write or change what owners read about an edition. Mails that are out stay as they are. */
export function setVersionNote(key: DownloadKey, { versionId, note }: { versionId: string; note: string }): Promise<Result<undefined, "not_found">> {
  return inDownload<undefined, never>(key, async (tx) => {
    const { count } = await tx.fileVersion.updateMany({ where: { id: versionId, place: { offerId: key.offerId } }, data: { note: cleanNote(note) } });
    return count === 0 ? fail("not_found") : ok();
  });
}

/** Tell owners by mail about the newest edition of a file, when they were not told of it yet. */
export async function tellOwners(key: DownloadKey, { versionId }: { versionId: string }): Promise<Result<undefined, "not_found" | "told_before" | "not_newest">> {
  const asked = await inDownload<undefined, "told_before" | "not_newest">(key, async (tx) => {
    const version = await tx.fileVersion.findFirst({ where: { id: versionId, place: { offerId: key.offerId } }, include: { place: { select: { fileId: true } } } });
    if (!version) return fail("not_found");
    if (version.toldAt) return fail("told_before");
    if (version.place.fileId !== version.fileId) return fail("not_newest");
    await tx.fileVersion.update({ where: { id: versionId }, data: { toldAt: now(), toldThrough: "" } });
    await enqueue(tx, "tell-owners", { versionId });
    return ok();
  });
  if (asked.ok) wake("tell-owners");
  return asked;
}

/** Delete an older edition: nobody can fetch it any more. The newest stays; remove the file instead. */
export async function removeVersion(key: DownloadKey, { versionId }: { versionId: string }, by: Cause): Promise<Result<undefined, "not_found" | "newest">> {
  const removed = await inDownload<string, "newest">(key, async (tx, offer) => {
    const version = await tx.fileVersion.findFirst({ where: { id: versionId, place: { offerId: key.offerId } }, include: { place: { select: { fileId: true } } } });
    if (!version) return fail("not_found");
    if (version.place.fileId === version.fileId) return fail("newest");
    await tx.fileVersion.delete({ where: { id: versionId } });
    await auditBy(tx, by, { storeId: key.storeId, action: "offer.content-deleted", subjectType: "offer", subjectId: key.offerId, summary: `deleted an older edition of a file of “${offer.title}”` });
    return ok(version.fileId);
  });
  if (!removed.ok) return removed;
  await removeFile(removed.value);
  return ok();
}

/** One edition as the creator sees it. */
export interface StudioVersion {
  id: string;
  number: number;
  name: string;
  /** Bytes. */
  size: number;
  contentType: string;
  note: string;
  createdAt: Date;
  toldAt: Date | null;
  toldCount: number;
  /** Mails are still being written. */
  telling: boolean;
  stamp: string | null;
}

export interface StudioFile {
  /** `dlf_…` */
  id: string;
  /** Newest first; never empty. */
  versions: [StudioVersion, ...StudioVersion[]];
}

/** The files of a download with all their editions, in the buyer's order: three queries whatever their number. */
export async function filesForStudio(offerId: string): Promise<StudioFile[]> {
  const places = await db.downloadFile.findMany({ where: { offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], include: { versions: { orderBy: { number: "desc" } } } });
  const ids = places.flatMap((place) => [place.fileId, ...place.versions.map((version) => version.fileId)]);
  const files = new Map((await db.storedFile.findMany({ where: { id: { in: ids } } })).map((file) => [file.id, file]));
  return places.flatMap((place) => {
    const versions = place.versions.flatMap(({ id, number, fileId, note, createdAt, toldAt, toldThrough, toldCount, stamp }) => {
      const file = files.get(fileId);
      return file ? [{ id, number, name: file.fileName, size: Number(file.byteSize), contentType: file.contentType, note, createdAt, toldAt, toldCount, telling: toldThrough !== null, stamp }] : [];
    });
    const [newest, ...older] = versions;
    return newest ? [{ id: place.id, versions: [newest, ...older] }] : [];
  });
}
