import { db } from "~/db.server";
import type { StoredFile } from "~/generated/prisma/client";
import type { Edition } from "./hand-out.server";

/** An edition with its bytes' whereabouts. */
export interface StoredEdition extends Edition {
  file: StoredFile;
  versionId: string;
  number: number;
  stamp: string | null;
  at: Date;
}

/** An edition at a place of an offer, the newest when none is named; null when it is not of that place and offer. */
export async function editionAt(offerId: string, placeId: string, versionId: string | null): Promise<StoredEdition | null> {
  const place = await db.downloadFile.findFirst({ where: { id: placeId, offerId }, select: { fileId: true } });
  return place && first(await stored({ downloadFileId: placeId, ...(versionId === null ? { fileId: place.fileId } : { id: versionId }) }));
}

/** A stored file as an edition of an offer, when it is (still) one. */
export async function editionOfFile(offerId: string, fileId: string): Promise<StoredEdition | null> {
  return first(await stored({ fileId, place: { offerId } }));
}

/** The newest edition of every file of an offer, in the buyer's order. Three queries. */
export async function newestEditions(offerId: string): Promise<StoredEdition[]> {
  const places = await db.downloadFile.findMany({ where: { offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], select: { id: true, fileId: true } });
  const editions = await stored({ place: { offerId }, fileId: { in: places.map((place) => place.fileId) } });
  return places.flatMap((place) => editions.find((edition) => edition.placeId === place.id && edition.fileId === place.fileId) ?? []);
}

async function stored(where: NonNullable<Parameters<typeof db.fileVersion.findMany>[0]>["where"]): Promise<StoredEdition[]> {
  const versions = await db.fileVersion.findMany({ where: where ?? {} });
  const files = new Map((await db.storedFile.findMany({ where: { id: { in: versions.map((version) => version.fileId) } } })).map((file) => [file.id, file]));
  return versions.flatMap(({ id, downloadFileId, fileId, number, stamp, createdAt }) => {
    const file = files.get(fileId);
    return file ? [{ placeId: downloadFileId, fileId, file, versionId: id, number, stamp, at: createdAt }] : [];
  });
}

function first(editions: StoredEdition[]): StoredEdition | null {
  return editions[0] ?? null;
}

/** Keep what was found out about a file while it was handed out. */
export async function noteStamp(versionId: string, stamp: string): Promise<void> {
  await db.fileVersion.updateMany({ where: { id: versionId }, data: { stamp } });
}

/** The title of an offer, for the name of its archive. */
export async function downloadTitle(offerId: string): Promise<string> {
  return (await db.offer.findUniqueOrThrow({ where: { id: offerId }, select: { title: true } })).title;
}
