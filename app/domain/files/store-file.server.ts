import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { db } from "~/db.server";
import type { StoredFile } from "~/generated/prisma/client";
import { storage, StorageFullError } from "~/integrations/storage/storage.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { cleanFileName } from "./file-name";
import { fileType, HEAD_BYTES } from "./file-type";
import type { FileAccept, FilePurpose, UploadProblem } from "./upload-limits";

export interface Upload {
  storeId: string;
  purpose: FilePurpose;
  /** As the sender calls it; cleaned here, only ever shown. */
  fileName: string;
  /** As the sender says; believed only for files that are always sent as a download. */
  contentType: string;
  stream: Readable;
  maxBytes: number;
  accept: FileAccept;
}

/**
 * Keep an uploaded file: under a generated key, with the type its first bytes show, whole or not at all. The row is
 * written after the file is whole, so a row always has its file. Memory stays flat; nothing is decoded.
 */
export async function storeUpload(upload: Upload): Promise<Result<StoredFile, UploadProblem>> {
  const { storeId, purpose, maxBytes, accept } = upload;
  // The stream is left alive when we stop early: its owner passes over the rest, so that the answer reaches the sender.
  const chunks: AsyncIterator<Buffer> = upload.stream.iterator({ destroyOnReturn: false });
  const id = newId("file");
  const storageKey = `${storeId}/${purpose}/${randomUUID()}`;
  let byteSize: number;
  let contentType: string;
  try {
    const head = await readHead(chunks, HEAD_BYTES[accept]);
    const type = fileType(head, accept, upload.contentType);
    if (!type.ok) return type;
    contentType = type.value;
    byteSize = await storage().putStream(storageKey, Readable.from(limited(head, chunks, maxBytes), { objectMode: false }));
  } catch (error) {
    if (error instanceof TooLargeError) return fail("too_large");
    if (error instanceof StorageFullError) return fail("no_room");
    // The sender went away or broke off in the middle.
    if (upload.stream.errored) return fail("interrupted");
    throw error;
  } finally {
    await chunks.return?.();
  }
  try {
    const data = { id, storeId, purpose, storageKey, fileName: cleanFileName(upload.fileName), contentType, byteSize: BigInt(byteSize), createdAt: now() };
    return ok(await db.storedFile.create({ data }));
  } catch (error) {
    await storage().remove(storageKey);
    throw error;
  }
}

class TooLargeError extends Error {}

/** The beginning of the stream, at least `wanted` bytes unless it is shorter. */
async function readHead(chunks: AsyncIterator<Buffer>, wanted: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  while (length < wanted) {
    const next = await chunks.next();
    if (next.done) break;
    parts.push(next.value);
    length += next.value.length;
  }
  return Buffer.concat(parts);
}

async function* limited(head: Buffer, chunks: AsyncIterator<Buffer>, maxBytes: number): AsyncGenerator<Buffer> {
  let bytes = head.length;
  if (bytes > maxBytes) throw new TooLargeError();
  yield head;
  for (;;) {
    const next = await chunks.next();
    if (next.done) return;
    bytes += next.value.length;
    if (bytes > maxBytes) throw new TooLargeError();
    yield next.value;
  }
}
