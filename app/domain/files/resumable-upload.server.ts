import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { db } from "~/db.server";
import type { StoredFile, Upload } from "~/generated/prisma/client";
import { BrokenPieceError, LostPiecesError, storage, StorageFullError } from "~/integrations/storage/storage.server";
import { DAY, later, now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { PIECE_BYTES, UPLOAD_KINDS, isUploadKind, type UploadKind, type UploadRule } from "~/lib/upload-kinds";
import { log } from "~/log.server";
import { cleanFileName } from "./file-name";
import { fileType, HEAD_BYTES } from "./file-type";
import { uploadProblemText, type UploadProblem } from "./upload-limits";

/** An upload that is not finished by then is forgotten, with its bytes. */
export const UPLOAD_LIFE = DAY;
/** So many may be unfinished at once in a store; more is a mistake, or somebody filling the disk. */
export const MAX_UNFINISHED = 200;

/** Who uploads, and into which store. An upload is theirs alone. */
export interface Uploader {
  userId: string;
  storeId: string;
}

export interface UploadRequest {
  id: string;
  kind: UploadKind;
  fileName: string;
  contentType: string;
  /** Bytes of the whole file. */
  byteSize: number;
}

/**
 * Begin a file that comes in pieces. Refused before a byte is sent when it is too large, empty, or there is no room for it.
 * The row comes first: what begins in the storage always has a row that the sweep finds.
 */
export async function beginUpload({ userId, storeId }: Uploader, { id, kind, fileName, contentType, byteSize }: UploadRequest): Promise<Result<Upload, UploadProblem>> {
  const { maxBytes, purpose } = UPLOAD_KINDS[kind];
  if (byteSize === 0) return fail("empty");
  if (byteSize > maxBytes) return fail("too_large");
  if ((await db.upload.count({ where: { storeId, fileId: null, expiresAt: { gt: now() } } })) >= MAX_UNFINISHED) return fail("too_many");
  const room = await storage().room();
  if (room !== null && room < byteSize) return fail("no_room");
  const storageKey = `${storeId}/${purpose}/${randomUUID()}`;
  await db.upload.create({
    data: { id, storeId, userId, purpose: kind, fileName: cleanFileName(fileName), contentType: contentType.slice(0, 200), byteSize: BigInt(byteSize), storageKey, createdAt: now(), expiresAt: later(UPLOAD_LIFE) },
  });
  try {
    const handle = await storage().beginPieces(storageKey);
    return ok(await db.upload.update({ where: { id }, data: { handle } }));
  } catch (error) {
    await db.upload.deleteMany({ where: { id } });
    if (error instanceof StorageFullError) return fail("no_room");
    throw error;
  }
}

/** An upload of this person into this store that can be gone on with; null for everybody else's, and when its time is over. */
export function ownUpload({ userId, storeId }: Uploader, id: string): Promise<Upload | null> {
  return db.upload.findFirst({ where: { id, userId, storeId, expiresAt: { gt: now() } } });
}

/** An upload as it stands now, whoever it belongs to: for those who have asked that already. */
export function uploadById(id: string): Promise<Upload | null> {
  return db.upload.findUnique({ where: { id } });
}

/** Bytes the next piece must have. */
export function nextPieceBytes(upload: Upload): number {
  return Math.min(PIECE_BYTES, Number(upload.byteSize - upload.received));
}

/** "broken": nothing of it was kept, send it again. "lost": begin anew. "moved_on": another request brought this piece. */
export type PieceProblem = "broken" | "lost" | "moved_on" | UploadProblem;

/**
 * Keep the next piece of an upload, whole or not at all. Answers the bytes that are here now. The first piece shows the type,
 * so that nobody sends gigabytes of the wrong thing. A wrong type and a full disk end the upload: what came of it goes.
 */
export async function takePiece(upload: Upload, stream: Readable): Promise<Result<number, PieceProblem>> {
  const { id } = upload;
  const bytes = nextPieceBytes(upload);
  const { accept } = uploadRule(upload);
  const head: Buffer[] = [];
  const watched = upload.received === 0n ? Readable.from(keepingHead(stream, head, HEAD_BYTES[accept]), { objectMode: false }) : stream;
  try {
    const tag = await storage().putPiece({ key: upload.storageKey, handle: upload.handle }, { number: upload.pieces.length, offset: Number(upload.received), bytes, stream: watched });
    if (upload.received === 0n) {
      const type = fileType(Buffer.concat(head).subarray(0, HEAD_BYTES[accept]), accept, upload.contentType);
      if (!type.ok) {
        await dropUpload(upload);
        return type;
      }
    }
    const received = upload.received + BigInt(bytes);
    const { count } = await db.upload.updateMany({ where: { id, received: upload.received }, data: { received, pieces: { push: tag } } });
    return count === 1 ? ok(Number(received)) : fail("moved_on");
  } catch (error) {
    if (error instanceof BrokenPieceError) return fail("broken");
    if (error instanceof LostPiecesError) {
      await db.upload.deleteMany({ where: { id } });
      return fail("lost");
    }
    if (error instanceof StorageFullError) {
      await dropUpload(upload);
      return fail("no_room");
    }
    throw error;
  }
}

/** What goes through, with its beginning put aside. */
async function* keepingHead(stream: Readable, head: Buffer[], wanted: number): AsyncGenerator<Buffer> {
  let kept = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    // Copied: the sender's buffer may be used again.
    if (kept < wanted) head.push(Buffer.from(chunk));
    kept += chunk.length;
    yield chunk;
  }
}

/** What is asked of an upload. */
export function uploadRule({ purpose }: { purpose: string }): UploadRule {
  return UPLOAD_KINDS[isUploadKind(purpose) ? purpose : "download"];
}

/** Forget an upload: its row first, then what came of it. A file it became stays. */
export async function dropUpload(upload: Upload): Promise<void> {
  await db.upload.deleteMany({ where: { id: upload.id } });
  if (upload.fileId !== null || upload.handle === "") return;
  await storage()
    .dropPieces({ key: upload.storageKey, handle: upload.handle })
    .catch((error: unknown) => log.error({ err: error, uploadId: upload.id }, "could not drop the pieces of an upload; its bytes stay behind"));
}

/** Why an upload was refused, in words. */
export function uploadRefusal(problem: UploadProblem, { kind, fileName }: { kind: string; fileName: string }): string {
  const { accept, maxBytes } = uploadRule({ purpose: kind });
  return uploadProblemText(problem, { fileName: cleanFileName(fileName), accept, maxBytes });
}

/** What the page is told of a finished upload. */
export interface UploadedFile {
  id: string;
  name: string;
  size: number;
  contentType: string;
}

export function asUploaded(file: StoredFile): UploadedFile {
  return { id: file.id, name: file.fileName, size: Number(file.byteSize), contentType: file.contentType };
}
