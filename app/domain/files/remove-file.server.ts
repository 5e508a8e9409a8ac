import { db } from "~/db.server";
import { storage } from "~/integrations/storage/storage.server";
import { log } from "~/log.server";

/**
 * Forget a stored file: its row first, then the bytes. Call it after the commit that stopped using it, so that a crash in
 * between leaves a file too many and never one too few.
 */
export async function removeFile(fileId: string): Promise<void> {
  const file = await db.storedFile.findUnique({ where: { id: fileId } });
  if (!file) return;
  await db.storedFile.deleteMany({ where: { id: fileId } });
  await storage()
    .remove(file.storageKey)
    .catch((error: unknown) => log.error({ err: error, fileId }, "could not remove a file; its bytes stay behind"));
}
