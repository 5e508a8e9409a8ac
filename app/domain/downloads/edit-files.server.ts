import { db, type Tx } from "~/db.server";
import { renamedFile } from "~/domain/files/file-name";
import { removeFile } from "~/domain/files/remove-file.server";
import { lockOffer } from "~/domain/catalog/lock-offer.server";
import { moveByOne, type Direction } from "~/domain/catalog/positions";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";

/** Every command asks whose download it is; another store's, and what is not a download, are simply not there. */
export interface DownloadKey {
  storeId: string;
  offerId: string;
}

async function inDownload<T, E>(key: DownloadKey, change: (tx: Tx) => Promise<Result<T, E | "not_found">>): Promise<Result<T, E | "not_found">> {
  return db.$transaction(async (tx) => {
    const offer = await lockOffer(tx, key);
    if (!offer || offer.kind !== "download") return fail("not_found");
    return change(tx);
  });
}

/** A stored file of this store with purpose "download" goes to the end of the list. Answers the id of its place. */
export function addDownloadFile(key: DownloadKey, { fileId }: { fileId: string }): Promise<Result<string, "not_found">> {
  return inDownload<string, never>(key, async (tx) => {
    const file = await tx.storedFile.findFirst({ where: { id: fileId, storeId: key.storeId, purpose: "download" }, select: { id: true } });
    if (!file) return fail("not_found");
    const last = await tx.downloadFile.aggregate({ where: { offerId: key.offerId }, _max: { position: true } });
    const id = newId("downloadFile");
    await tx.downloadFile.create({ data: { id, offerId: key.offerId, fileId, position: (last._max.position ?? -1) + 1 } });
    return ok(id);
  });
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
    const places = await tx.downloadFile.findMany({ where: { offerId: key.offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, position: true } });
    if (!places.some((place) => place.id === placeId)) return fail("not_found");
    for (const { id, position } of moveByOne(places, placeId, direction)) await tx.downloadFile.update({ where: { id }, data: { position } });
    return ok();
  });
}

/**
 * Take a file out of the offer and delete it: who bought it can no longer fetch it. The last file of a published download
 * stays, or people would pay for nothing.
 */
export async function removeDownloadFile(key: DownloadKey, { placeId }: { placeId: string }): Promise<Result<undefined, "not_found" | "last_one">> {
  const removed = await db.$transaction(async (tx): Promise<Result<string, "not_found" | "last_one">> => {
    const offer = await lockOffer(tx, key);
    if (!offer || offer.kind !== "download") return fail("not_found");
    const place = await tx.downloadFile.findFirst({ where: { id: placeId, offerId: key.offerId } });
    if (!place) return fail("not_found");
    if (offer.status === "published" && (await tx.downloadFile.count({ where: { offerId: key.offerId } })) === 1) return fail("last_one");
    await tx.downloadFile.delete({ where: { id: placeId } });
    return ok(place.fileId);
  });
  if (!removed.ok) return removed;
  await removeFile(removed.value);
  return ok();
}
