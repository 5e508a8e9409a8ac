import { db, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { renamedFile } from "~/domain/files/file-name";
import { removeFile } from "~/domain/files/remove-file.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import type { Cause } from "~/domain/transitions.server";
import type { Offer } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { lookAtPdfsSoon } from "./look-at-pdfs.server";

/** Every command asks whose download it is; another store's, and what is not a download, are simply not there. */
export interface DownloadKey {
  storeId: string;
  offerId: string;
}

/** Change a download of this store with its row locked, so that two windows take turns. */
export async function inDownload<T, E>(key: DownloadKey, change: (tx: Tx, offer: Offer) => Promise<Result<T, E | "not_found">>): Promise<Result<T, E | "not_found">> {
  return db.$transaction(async (tx) => {
    const offer = await lockOffer(tx, key);
    if (!offer || offer.kind !== "download") return fail("not_found");
    return change(tx, offer);
  });
}

/** A stored file of this store with purpose "download" goes to the end of the list, as its own first edition. Answers the id of its place. */
export function addDownloadFile(key: DownloadKey, { fileId }: { fileId: string }): Promise<Result<string, "not_found">> {
  return inDownload<string, never>(key, async (tx) => {
    if (!(await isFreeFile(tx, key, fileId))) return fail("not_found");
    const last = await tx.downloadFile.aggregate({ where: { offerId: key.offerId }, _max: { position: true } });
    const id = newId("downloadFile");
    await tx.downloadFile.create({ data: { id, offerId: key.offerId, fileId, position: (last._max.position ?? -1) + 1 } });
    await tx.fileVersion.create({ data: { id: newId("fileVersion"), downloadFileId: id, fileId, number: 1, createdAt: now() } });
    await lookAtPdfsSoon(tx, key.offerId);
    return ok(id);
  });
}

/** An uploaded download of this store that stands nowhere yet: sending the same upload twice adds it once. */
export async function isFreeFile(tx: Tx, { storeId }: DownloadKey, fileId: string): Promise<boolean> {
  const file = await tx.storedFile.findFirst({ where: { id: fileId, storeId, purpose: "download" }, select: { id: true } });
  return file !== null && (await tx.fileVersion.count({ where: { fileId } })) === 0;
}

/** Another name for buyers to see; the ending stays when none is typed. */
export function renameDownloadFile(key: DownloadKey, { placeId, name }: { placeId: string; name: string }): Promise<Result<undefined, "not_found" | "no_name">> {
  return inDownload<undefined, "no_name">(key, async (tx) => {
    const place = await tx.downloadFile.findFirst({ where: { id: placeId, offerId: key.offerId } });
    const file = place && (await tx.storedFile.findUnique({ where: { id: place.fileId } }));
    if (!file) return fail("not_found");
    const fileName = renamedFile(file.fileName, name);
    if (fileName === null) return fail("no_name");
    await tx.storedFile.update({ where: { id: file.id }, data: { fileName } });
    return ok();
  });
}

/** One step up or down; at the end nothing happens. */
export function moveDownloadFile(key: DownloadKey, { placeId, direction }: { placeId: string; direction: Direction }): Promise<Result<undefined, "not_found">> {
  return inDownload<undefined, never>(key, async (tx) => {
    const places = await placesInOrder(tx, key.offerId);
    if (!places.some((place) => place.id === placeId)) return fail("not_found");
    for (const { id, position } of moveByOne(places, placeId, direction)) await tx.downloadFile.update({ where: { id }, data: { position } });
    return ok();
  });
}

/** A whole new order, as dragging leaves it. Files the list does not name keep their order behind the others. */
export function orderDownloadFiles(key: DownloadKey, { placeIds }: { placeIds: readonly string[] }): Promise<Result<undefined, "not_found">> {
  return inDownload<undefined, never>(key, async (tx) => {
    const places = await placesInOrder(tx, key.offerId);
    const wanted = new Map(placeIds.map((id, index) => [id, index]));
    if (placeIds.some((id) => !places.some((place) => place.id === id))) return fail("not_found");
    const sorted = [...places].sort((a, b) => (wanted.get(a.id) ?? places.length) - (wanted.get(b.id) ?? places.length));
    for (const [position, place] of sorted.entries()) if (place.position !== position) await tx.downloadFile.update({ where: { id: place.id }, data: { position } });
    return ok();
  });
}

function placesInOrder(tx: Tx, offerId: string) {
  return tx.downloadFile.findMany({ where: { offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
}

/**
 * Take a file with all its editions out of the offer and delete it: who bought it can no longer fetch it. The last file of
 * a published download stays, or people would pay for nothing.
 */
export async function removeDownloadFile(key: DownloadKey, { placeId }: { placeId: string }, by: Cause): Promise<Result<undefined, "not_found" | "last_one">> {
  const removed = await inDownload<string[], "last_one">(key, async (tx, offer) => {
    const place = await tx.downloadFile.findFirst({ where: { id: placeId, offerId: key.offerId }, include: { versions: { select: { fileId: true } } } });
    if (!place) return fail("not_found");
    if (offer.status === "published" && (await tx.downloadFile.count({ where: { offerId: key.offerId } })) === 1) return fail("last_one");
    await tx.downloadFile.delete({ where: { id: placeId } });
    await auditBy(tx, by, { storeId: key.storeId, action: "offer.content-deleted", subjectType: "offer", subjectId: key.offerId, summary: `deleted a file of “${offer.title}”` });
    return ok([...new Set([place.fileId, ...place.versions.map((version) => version.fileId)])]);
  });
  if (!removed.ok) return removed;
  for (const fileId of removed.value) await removeFile(fileId);
  return ok();
}
