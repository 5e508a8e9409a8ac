import { db } from "~/db.server";
import { allThatOpen, type OpenedBy } from "~/domain/access/can-open.server";
import type { StoredFile } from "~/generated/prisma/client";
import { canUnseal, unseal } from "~/lib/secret-box.server";
import { allowedFetches } from "./hand-out.server";
import { livingActivations, type Activation } from "./license-list.server";
import { standingsById } from "./license-standing.server";
import { downloadOptions } from "./options.server";

/** An edition of a file as its owner sees it. */
export interface OwnedEdition {
  /** `dfv_…` */
  versionId: string;
  number: number;
  name: string;
  contentType: string;
  /** Bytes. */
  size: number;
  note: string;
  /** When it was put in. */
  at: Date;
  /** Fetches left; null: as many as one likes. */
  left: number | null;
}

export interface OwnedFile extends OwnedEdition {
  /** `dlf_…` */
  id: string;
  /** The person has fetched an older edition, and not this one. */
  isNew: boolean;
  /** Newest first. */
  older: OwnedEdition[];
}

export interface OwnedLicense {
  id: string;
  /** Null when it cannot be read any more (the server's ENCRYPTION_KEY has changed). */
  key: string | null;
  disabled: boolean;
  limit: number | null;
  /** The first hundred places. */
  places: Activation[];
}

export interface OwnedDownload {
  files: OwnedFile[];
  /** Of the newest editions, in bytes. */
  totalSize: number;
  limited: boolean;
  orderNumber: number | null;
  licenses: OwnedLicense[];
  /** There are keys here, and this person has none yet and may ask for one. */
  mayClaimKey: boolean;
  /** Mails about new versions are on. */
  tellMe: boolean;
}

/** All that the page of an owned download shows. The same number of queries whatever the number of files and editions. */
export async function ownedDownload(userId: string, offerId: string, by: OpenedBy): Promise<OwnedDownload> {
  const [places, options, allowed, preference, order, licenses] = await Promise.all([
    db.downloadFile.findMany({ where: { offerId }, orderBy: [{ position: "asc" }, { id: "asc" }], include: { versions: { orderBy: { number: "desc" } } } }),
    downloadOptions(offerId),
    allThatOpen(userId, offerId).then((ways) => allowedFetches(userId, offerId, ways)),
    db.mailPreference.findFirst({ where: { userId, store: { offers: { some: { id: offerId } } } }, select: { updates: true } }),
    by.orderId === null ? null : db.order.findUnique({ where: { id: by.orderId }, select: { number: true } }),
    licensesOf(userId, offerId),
  ]);
  const stored = new Map((await db.storedFile.findMany({ where: { id: { in: places.flatMap((place) => place.versions.map((version) => version.fileId)) } } })).map((file) => [file.id, file]));
  const files = places.flatMap((place): OwnedFile[] => {
    const editions = place.versions.flatMap((version) => {
      const file = stored.get(version.fileId);
      return file ? [{ ...shown(version, file), used: allowed.used({ placeId: place.id, fileId: file.id }), left: allowed.left({ placeId: place.id, fileId: file.id }), isNewest: version.fileId === place.fileId }] : [];
    });
    const owned = editions.map(({ used: _used, isNewest: _newest, ...edition }): OwnedEdition => edition);
    const at = editions.findIndex((edition) => edition.isNewest);
    const newest = owned[at];
    if (!newest) return [];
    const isNew = editions[at]?.used === 0 && editions.some((edition, index) => index !== at && edition.used > 0);
    return [{ id: place.id, ...newest, isNew, older: owned.filter((_, index) => index !== at) }];
  });
  return {
    files,
    totalSize: files.reduce((sum, file) => sum + file.size, 0),
    limited: allowed.limited,
    orderNumber: order?.number ?? null,
    licenses,
    mayClaimKey: options.licenseKeys && by.orderId !== null && licenses.length === 0,
    tellMe: preference?.updates ?? true,
  };
}

function shown(version: { id: string; number: number; note: string; createdAt: Date }, file: StoredFile) {
  return { versionId: version.id, number: version.number, note: version.note, at: version.createdAt, name: file.fileName, contentType: file.contentType, size: Number(file.byteSize) };
}

/** The keys a person has for an offer that are as good as what they were given with. */
async function licensesOf(userId: string, offerId: string): Promise<OwnedLicense[]> {
  const rows = await db.license.findMany({ where: { userId, offerId }, orderBy: { createdAt: "asc" } });
  if (rows.length === 0) return [];
  const [standings, places] = await Promise.all([standingsById(rows.map((row) => row.id)), livingActivations(rows.map((row) => row.id))]);
  return rows.flatMap(({ id, keySealed }) => {
    const standing = standings.get(id);
    if (!standing?.open) return [];
    return [{ id, key: canUnseal(keySealed) ? unseal(keySealed) : null, disabled: standing.disabled, limit: standing.limit, places: places.get(id) ?? [] }];
  });
}

/** Switch the mails about new versions of the store behind an offer on or off for a person. */
export async function setTellMe(userId: string, offerId: string, on: boolean): Promise<void> {
  const { storeId } = await db.offer.findUniqueOrThrow({ where: { id: offerId }, select: { storeId: true } });
  await db.mailPreference.upsert({ where: { userId_storeId: { userId, storeId } }, create: { userId, storeId, updates: on }, update: { updates: on } });
}
