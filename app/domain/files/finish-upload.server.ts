import { buffer } from "node:stream/consumers";
import { db } from "~/db.server";
import type { StoredFile, Upload } from "~/generated/prisma/client";
import { storage } from "~/integrations/storage/storage.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { fileType, HEAD_BYTES } from "./file-type";
import { removeFile } from "./remove-file.server";
import { dropUpload, uploadRule } from "./resumable-upload.server";
import type { UploadProblem } from "./upload-limits";

/**
 * The last byte is here: the file appears under its own name, its type is read from its content, and only then it gets a row.
 * What is not what it should be is removed again. Asked twice (the answer was lost, the process died in between), the
 * outcome is the same.
 */
export async function finishUpload(upload: Upload): Promise<Result<StoredFile, UploadProblem | "unfinished">> {
  const { storageKey: key, handle } = upload;
  if (upload.received < upload.byteSize) return fail("unfinished");
  const former = await storedUnder(key);
  if (former) return ok(former);
  await storage().finishPieces({ key, handle }, upload.pieces);

  const { accept, purpose } = uploadRule(upload);
  const head = await buffer(await storage().getStream(key, { start: 0, end: Math.min(Number(upload.byteSize), HEAD_BYTES[accept]) - 1 }));
  const type = fileType(head, accept, upload.contentType);
  if (!type.ok) {
    await dropUpload(upload);
    await storage().remove(key);
    return type;
  }
  const id = newId("file");
  const { storeId, fileName, byteSize } = upload;
  try {
    const [file] = await db.$transaction([
      db.storedFile.create({ data: { id, storeId, purpose, storageKey: key, fileName, contentType: type.value, byteSize, createdAt: now() } }),
      db.upload.update({ where: { id: upload.id }, data: { fileId: id } }),
    ]);
    return ok(file);
  } catch (error) {
    // Somebody else finished it in the same moment: the key is unique.
    const theirs = await storedUnder(key);
    if (theirs) return ok(theirs);
    throw error;
  }
}

/**
 * Uploads whose time is over: unfinished ones go with their bytes, finished ones with the file if no page took it. The row
 * goes last, so that what cannot be removed now is tried again.
 */
export async function sweepUploads(): Promise<void> {
  let after = "";
  for (;;) {
    const over = await db.upload.findMany({ where: { expiresAt: { lte: now() }, id: { gt: after } }, orderBy: { id: "asc" }, take: 100 });
    const last = over.at(-1);
    if (!last) return;
    after = last.id;
    for (const upload of over) {
      try {
        await clearAway(upload);
      } catch (error) {
        log.error({ err: error, uploadId: upload.id }, "could not clear away an upload whose time is over");
      }
    }
  }
}

async function clearAway({ id, fileId, storageKey: key, handle }: Upload): Promise<void> {
  if (fileId) await removeFile(fileId);
  else {
    if (handle !== "") await storage().dropPieces({ key, handle });
    // Finished, but never entered: the process died in between.
    await storage().remove(key);
  }
  await db.upload.deleteMany({ where: { id } });
}

function storedUnder(storageKey: string): Promise<StoredFile | null> {
  return db.storedFile.findUnique({ where: { storageKey } });
}
