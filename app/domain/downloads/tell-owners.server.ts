import { db, Prisma, type Db, type Tx } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { nextOf, sizeOf, WRITE_AT_ONCE, writeBatch, type Audience } from "~/domain/mail/audience.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { stopUrl } from "~/domain/mail/stop-link";
import { storeFace } from "~/domain/mail/store-face";
import { fileSizeText } from "~/domain/files/file-name";
import { env } from "~/env.server";
import { enqueue } from "~/jobs/queue.server";
import { now } from "~/lib/clock";

/** Who has an offer by a live grant of its own: bought, free, through a bundle. */
function owners(offerId: string, storeId: string): Audience {
  const alive = Prisma.sql(liveGrant("g", "?").split("?"), now().toISOString());
  return { offerId, storeId, what: "updates", fits: Prisma.sql`EXISTS (SELECT 1 FROM grants g WHERE g.user_id = u.id AND g.offer_id = ${offerId} AND ${alive})` };
}

/** How many people a mail about an update would reach now. */
export function ownersToTell(offerId: string, storeId: string, client: Db = db): Promise<number> {
  return sizeOf(owners(offerId, storeId), client);
}

/**
 * Write the next mails about an edition, at most 200, in the transaction that notes how far it came, and enqueue the rest as
 * a job of its own: 50,000 owners hold up nobody. Any number of processes may call this; one that dies is gone on from by
 * the sweep. One mail a person and edition, whatever happens.
 * @returns how many were written
 */
export function tellOwnersOf(versionId: string): Promise<number> {
  return writeBatch("tell-owners", (tx) => tellBatch(tx, versionId));
}

async function tellBatch(tx: Tx, versionId: string): Promise<number> {
  // Another process at work on it goes on by itself.
  const locked = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM file_versions WHERE id = ${versionId} AND told_through IS NOT NULL FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return 0;
  const version = await tx.fileVersion.findUniqueOrThrow({ where: { id: versionId }, include: { place: { include: { offer: { include: { store: true } } } } } });
  const { offer } = version.place;
  const file = await tx.storedFile.findUnique({ where: { id: version.fileId } });
  const next = file ? await nextOf(tx, owners(offer.id, offer.storeId), version.toldThrough ?? "") : [];
  const props = {
    store: storeFace(offer.store),
    offerTitle: offer.title,
    fileName: file?.fileName ?? "",
    version: version.number,
    size: fileSizeText(Number(file?.byteSize ?? 0)),
    note: version.note,
    url: `${env.appUrl}/library/${offer.id}`,
  };
  let created = 0;
  for (const { id, email } of next) {
    const queued = await queueEmail(tx, { kind: "download-updated", subjectKey: `${versionId}.${id}`, to: email, storeId: offer.storeId, props: { ...props, stopUrl: stopUrl({ userId: id, storeId: offer.storeId, what: "updates" }) }, link: null, stop: { userId: id, storeId: offer.storeId, what: "updates" }, cause: { cause: "a new version", causeId: versionId } });
    if (queued.created) created += 1;
  }
  const more = next.length === WRITE_AT_ONCE;
  await tx.fileVersion.update({ where: { id: versionId }, data: { toldThrough: more ? (next.at(-1)?.id ?? null) : null, toldCount: { increment: created } } });
  if (more) await enqueue(tx, "tell-owners", { versionId });
  return created;
}

/** Editions whose telling stopped half-way (a crash, a lost job): the sweep goes on with them. */
export async function versionsToTell(): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`SELECT id FROM file_versions WHERE told_through IS NOT NULL ORDER BY told_at LIMIT 20`;
  return rows.map((row) => row.id);
}
