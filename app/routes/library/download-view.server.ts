import type { OpenedBy } from "~/domain/access/can-open.server";
import { ownedDownload, type OwnedEdition } from "~/domain/downloads/owned-download.server";
import { formatDay } from "~/lib/dates";
import { fileSizeText } from "~/lib/file-size";

/** An owned download as its page shows it. */
export async function downloadView(userId: string, offerId: string, by: OpenedBy) {
  const owned = await ownedDownload(userId, offerId, by);
  return {
    files: owned.files.map(({ id, isNew, older, ...newest }) => ({ id, isNew, ...edition(newest), older: older.map(edition) })),
    totalText: fileSizeText(owned.totalSize),
    limited: owned.limited,
    until: by.expiresAt && formatDay(by.expiresAt),
    licenses: owned.licenses.map(({ id, key, disabled, limit, places }) => ({
      id,
      key,
      disabled,
      limit,
      places: places.map((place) => ({ id: place.id, instance: place.instance, since: formatDay(place.createdAt) })),
    })),
    mayClaimKey: owned.mayClaimKey,
    tellMe: owned.tellMe,
  };
}

function edition({ versionId, number, name, contentType, size, note, at, left }: OwnedEdition) {
  return { versionId, number, name, contentType, sizeText: fileSizeText(size), note, date: formatDay(at), dateTime: at.toISOString(), left };
}
