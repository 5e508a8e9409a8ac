import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import type { MediaClaim } from "~/domain/downloads/signed-link";
import type { StoredFile } from "~/generated/prisma/client";

export interface Media {
  file: Pick<StoredFile, "id" | "storageKey" | "fileName" | "contentType"> & { byteSize: number };
  /** A video plays in the page; a download is saved. */
  shownAs: "inline" | "attachment";
}

/**
 * The file behind a media link whose signature was good, asked anew at every use: the file must still be where the link
 * says, and the person must still have access (or own the store). A link for anyone opens only the video of a free preview
 * lesson of a published offer. Null: refused, without a reason that would tell a stranger anything.
 */
export async function openMedia(claim: MediaClaim): Promise<Media | null> {
  const [stored, place] = await Promise.all([db.storedFile.findUnique({ where: { id: claim.fileId } }), claim.lessonId ? lessonVideo(claim) : downloadFile(claim)]);
  if (!stored || !place) return null;
  const allowed = claim.userId === null ? place.freePreview : place.ownerId === claim.userId || (await canOpen(claim.userId, claim.offerId));
  if (!allowed) return null;
  const { id, storageKey, fileName, contentType, byteSize } = stored;
  return { file: { id, storageKey, fileName, contentType, byteSize: Number(byteSize) }, shownAs: claim.lessonId ? "inline" : "attachment" };
}

interface Place {
  ownerId: string;
  freePreview: boolean;
}

const OFFER = { select: { status: true, store: { select: { ownerId: true } } } } as const;

async function lessonVideo(claim: MediaClaim): Promise<Place | null> {
  const lesson = await db.lesson.findFirst({
    where: { id: claim.lessonId ?? "", offerId: claim.offerId, videoFileId: claim.fileId, deletedAt: null, module: { deletedAt: null } },
    select: { isPreview: true, offer: OFFER },
  });
  return lesson && { ownerId: lesson.offer.store.ownerId, freePreview: lesson.isPreview && lesson.offer.status === "published" };
}

async function downloadFile(claim: MediaClaim): Promise<Place | null> {
  const place = await db.downloadFile.findFirst({ where: { offerId: claim.offerId, fileId: claim.fileId }, select: { offer: OFFER } });
  return place && { ownerId: place.offer.store.ownerId, freePreview: false };
}

/** The stored file at a place of a download offer; null when the place is not of that offer. */
export async function fileAtPlace(offerId: string, downloadFileId: string): Promise<string | null> {
  const place = await db.downloadFile.findFirst({ where: { id: downloadFileId, offerId }, select: { fileId: true } });
  return place?.fileId ?? null;
}
