import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { lessonLock } from "~/domain/courses/unlock.server";
import { openedByOrder } from "~/domain/downloads/access.server";
import type { MediaClaim } from "~/domain/downloads/signed-link";
import { makesOffer } from "~/domain/team/makers.server";
import type { StoredFile } from "~/generated/prisma/client";

export interface Media {
  file: Pick<StoredFile, "id" | "storageKey" | "fileName" | "contentType" | "createdAt"> & { byteSize: number };
  /** What may play or show in the page; everything else is saved whatever the link says. */
  shownAs: "inline" | "attachment";
}

/**
 * The file behind a media link whose signature was good, asked anew at every use: the file must still be where the link
 * says, the person must still have access (or own the store), and the lesson be open to them; a link made for an order dies
 * with that order's right. A link for anyone opens only what belongs to a free preview lesson of a published offer. Null:
 * refused, without a reason that would tell a stranger anything.
 */
export async function openMedia(claim: MediaClaim): Promise<Media | null> {
  const [stored, place] = await Promise.all([db.storedFile.findUnique({ where: { id: claim.fileId } }), claim.lessonId ? inLesson(claim, claim.lessonId) : inDownload(claim)]);
  if (!stored || !place || !(await isAllowed(claim, place))) return null;
  const { id, storageKey, contentType, createdAt, byteSize } = stored;
  const fileName = place.name ?? stored.fileName;
  return { file: { id, storageKey, fileName, contentType, createdAt, byteSize: Number(byteSize) }, shownAs: claim.as };
}

interface Place {
  ownerId: string;
  published: boolean;
  preview: boolean;
  /** What the file is called there; null: by its own name. */
  name: string | null;
}

async function isAllowed({ userId, offerId, lessonId, orderId }: MediaClaim, { ownerId, published, preview }: Place): Promise<boolean> {
  if (preview && published) return true;
  if (userId === null) return false;
  if (ownerId === userId) return true;
  return (await mayAsBuyer({ userId, offerId, lessonId, orderId, preview })) || makesOffer(userId, offerId);
}

async function mayAsBuyer({ userId, offerId, lessonId, orderId, preview }: { userId: string; offerId: string; lessonId: string | null; orderId: string | null; preview: boolean }): Promise<boolean> {
  if (orderId !== null && !(await openedByOrder(userId, offerId, orderId))) return false;
  if (lessonId === null || preview) return canOpen(userId, offerId);
  return (await lessonLock(userId, offerId, lessonId)) === null;
}

const OFFER = { select: { status: true, store: { select: { ownerId: true } } } } as const;

/** A lesson's video or sound, its poster, its captions, or a file that goes with it; not of a lesson in the bin. */
async function inLesson({ fileId, offerId }: MediaClaim, id: string): Promise<Place | null> {
  const lesson = await db.lesson.findFirst({
    where: {
      id,
      offerId,
      deletedAt: null,
      module: { deletedAt: null },
      OR: [{ videoFileId: fileId }, { posterFileId: fileId }, { captionsFileId: fileId }, { files: { some: { fileId } } }],
    },
    select: { isPreview: true, offer: OFFER, files: { where: { fileId }, select: { name: true } } },
  });
  return lesson && { ownerId: lesson.offer.store.ownerId, published: lesson.offer.status === "published", preview: lesson.isPreview, name: lesson.files[0]?.name ?? null };
}

/** A file of a download, in its newest or a former version. */
async function inDownload({ fileId, offerId }: MediaClaim): Promise<Place | null> {
  const place = await db.downloadFile.findFirst({ where: { offerId, OR: [{ fileId }, { versions: { some: { fileId } } }] }, select: { offer: OFFER } });
  return place && { ownerId: place.offer.store.ownerId, published: place.offer.status === "published", preview: false, name: null };
}
