import { db, type Tx } from "~/db.server";
import { storage } from "~/integrations/storage/storage.server";
import { log } from "~/log.server";

/**
 * Remove a stored file if nothing refers to it any more: its row first, then the bytes. Files are shared (a duplicated course
 * has the videos of the first), so everybody who stops using one just calls this, after the commit that stopped. A crash in
 * between leaves a file too many and never one too few. Answers whether it was removed.
 */
export async function removeFile(fileId: string): Promise<boolean> {
  const file = await db.$transaction(async (tx) => {
    const [found] = await tx.$queryRaw<{ storageKey: string; purpose: string }[]>`SELECT storage_key AS "storageKey", purpose FROM stored_files WHERE id = ${fileId} FOR UPDATE`;
    if (!found || (await isUsed(tx, fileId, found.purpose))) return null;
    await tx.storedFile.deleteMany({ where: { id: fileId } });
    return found;
  });
  if (!file) return false;
  await storage()
    .remove(file.storageKey)
    .catch((error: unknown) => log.error({ err: error, fileId }, "could not remove a file; its bytes stay behind"));
  return true;
}

/** Whatever names a file; only its own store can. A lesson in the bin still does: it can come back. */
async function isUsed(tx: Tx, fileId: string, purpose: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ used: boolean }[]>`
    WITH file AS (SELECT id, store_id FROM stored_files WHERE id = ${fileId}),
         own AS (SELECT o.id, o.cover_file_id FROM offers o JOIN file f ON f.store_id = o.store_id)
    SELECT EXISTS (SELECT 1 FROM own WHERE cover_file_id = ${fileId})
        OR EXISTS (SELECT 1 FROM stores s JOIN file f ON f.store_id = s.id WHERE s.logo_file_id = ${fileId})
        OR EXISTS (SELECT 1 FROM lessons WHERE offer_id IN (SELECT id FROM own)
                                           AND (video_file_id = ${fileId} OR poster_file_id = ${fileId} OR captions_file_id = ${fileId}))
        OR EXISTS (SELECT 1 FROM lesson_files WHERE file_id = ${fileId})
        OR EXISTS (SELECT 1 FROM download_files WHERE file_id = ${fileId})
        OR EXISTS (SELECT 1 FROM file_versions WHERE file_id = ${fileId}) AS used`;
  return (row?.used ?? true) || (purpose === "image" && (await isInText(tx, fileId)));
}

/** An image stands in texts by its address: those of lessons and their former versions, of offers and of posts. */
async function isInText(tx: Tx, fileId: string): Promise<boolean> {
  const like = `%${fileId.replace(/[%_\\]/g, "\\$&")}%`;
  const [row] = await tx.$queryRaw<{ used: boolean }[]>`
    WITH own AS (SELECT o.id, o.description_html FROM offers o JOIN stored_files f ON f.store_id = o.store_id WHERE f.id = ${fileId})
    SELECT EXISTS (SELECT 1 FROM own WHERE description_html LIKE ${like})
        OR EXISTS (SELECT 1 FROM lessons WHERE offer_id IN (SELECT id FROM own) AND body_html LIKE ${like})
        OR EXISTS (SELECT 1 FROM lesson_revisions r JOIN lessons l ON l.id = r.lesson_id WHERE l.offer_id IN (SELECT id FROM own) AND r.body_html LIKE ${like})
        OR EXISTS (SELECT 1 FROM posts WHERE offer_id IN (SELECT id FROM own) AND body_html LIKE ${like}) AS used`;
  return row?.used ?? true;
}
