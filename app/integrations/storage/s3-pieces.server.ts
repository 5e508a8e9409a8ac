import type { Readable } from "node:stream";
import { PIECE_BYTES } from "~/lib/upload-kinds";
import { BrokenPieceError, checkedKey, LostPiecesError, type FileStorage } from "./file-storage";
import type { S3 } from "./s3-client.server";

/**
 * Files that come in pieces, in a bucket: a multipart upload, each piece a part. A piece is gathered before it is sent on, so
 * that one that breaks off leaves nothing and one that the bucket refuses for a moment is sent again by the SDK.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpuoverview.html
 */
export function s3Pieces(Bucket: string, s3: () => Promise<S3>): Pick<FileStorage, "beginPieces" | "putPiece" | "finishPieces" | "dropPieces"> {
  return {
    async beginPieces(key) {
      const { sdk, client } = await s3();
      const { UploadId } = await client.send(new sdk.CreateMultipartUploadCommand({ Bucket, Key: checkedKey(key) }));
      if (!UploadId) throw new Error("S3 began an upload without an id");
      return UploadId;
    },
    async putPiece({ key, handle }, { number, bytes, stream }) {
      const { sdk, client } = await s3();
      return withBuffer(async (whole) => {
        const Body = await gather(stream, whole.subarray(0, bytes));
        try {
          const { ETag } = await client.send(new sdk.UploadPartCommand({ Bucket, Key: checkedKey(key), UploadId: handle, PartNumber: number + 1, ContentLength: bytes, Body }));
          return ETag ?? "";
        } catch (error) {
          throw error instanceof sdk.S3ServiceException && error.name === "NoSuchUpload" ? new LostPiecesError(error) : error;
        }
      });
    },
    async finishPieces({ key, handle }, tags) {
      const { sdk, client } = await s3();
      const Parts = tags.map((ETag, index) => ({ ETag, PartNumber: index + 1 }));
      try {
        await client.send(new sdk.CompleteMultipartUploadCommand({ Bucket, Key: checkedKey(key), UploadId: handle, MultipartUpload: { Parts } }));
      } catch (error) {
        if (!(error instanceof sdk.S3ServiceException)) throw error;
        // Finished before, and the answer was lost: then the file is there.
        const found = await client.send(new sdk.HeadObjectCommand({ Bucket, Key: checkedKey(key) })).catch(() => null);
        if (found) return;
        throw error.name === "NoSuchUpload" ? new LostPiecesError(error) : error;
      }
    },
    async dropPieces({ key, handle }) {
      const { sdk, client } = await s3();
      try {
        await client.send(new sdk.AbortMultipartUploadCommand({ Bucket, Key: checkedKey(key), UploadId: handle }));
      } catch (error) {
        if (!(error instanceof sdk.S3ServiceException) || error.$metadata.httpStatusCode !== 404) throw error;
      }
    },
  };
}

/** At most this many pieces are gathered at once; others wait, and their senders with them: an end to what uploads may cost. */
const BUFFERS = 24;
/** Kept for the next piece; what more was needed goes back. */
const KEPT = 2;
const free: Buffer[] = [];
const waiting: ((buffer: Buffer) => void)[] = [];
let out = 0;

async function withBuffer<T>(work: (buffer: Buffer) => Promise<T>): Promise<T> {
  const buffer = await lend();
  try {
    return await work(buffer);
  } finally {
    const next = waiting.shift();
    if (next) next(buffer);
    else {
      out -= 1;
      if (free.length < KEPT) free.push(buffer);
    }
  }
}

async function lend(): Promise<Buffer> {
  // Whoever waits gets the buffer of somebody who is done; `out` stays.
  if (out >= BUFFERS) return new Promise((resolve) => waiting.push(resolve));
  out += 1;
  return free.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
}

async function gather(stream: Readable, whole: Buffer): Promise<Buffer> {
  let at = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (at + chunk.length > whole.length) throw new BrokenPieceError();
      at += chunk.copy(whole, at);
    }
  } catch (error) {
    throw error instanceof BrokenPieceError ? error : new BrokenPieceError(error);
  }
  if (at !== whole.length) throw new BrokenPieceError();
  return whole;
}
