import { randomUUID } from "node:crypto";
import { mkdir, open, rename, rm, stat, truncate, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { codeOf, isFull } from "./disk-errors";
import { BrokenPieceError, checkedKey, LostPiecesError, StorageFullError, type FileStorage } from "./file-storage";

/**
 * Files that come in pieces, on disk: each piece is written at its place in a file of a passing name (the handle), which is
 * flushed and takes its own name when all are there.
 */
export function diskPieces(folder: string, pathOf: (key: string) => string): Pick<FileStorage, "beginPieces" | "putPiece" | "finishPieces" | "dropPieces"> {
  const passing = (handle: string) => join(folder, checkedKey(handle));

  async function opened(handle: string, flags: string): Promise<FileHandle> {
    try {
      return await open(passing(handle), flags);
    } catch (error) {
      throw codeOf(error) === "ENOENT" ? new LostPiecesError(error) : error;
    }
  }

  return {
    async beginPieces() {
      const handle = randomUUID();
      await mkdir(folder, { recursive: true });
      const file = await open(passing(handle), "wx").catch((error: unknown) => {
        throw isFull(error) ? new StorageFullError(error) : error;
      });
      await file.close();
      return handle;
    },
    async putPiece({ handle }, { offset, bytes, stream }) {
      const file = (await opened(handle, "r+")).createWriteStream({ start: offset });
      try {
        await pipeline(stream, file);
      } catch (error) {
        if (isFull(error)) throw new StorageFullError(error);
        throw error === stream.errored || codeOf(error) === "ERR_STREAM_PREMATURE_CLOSE" ? new BrokenPieceError(error) : error;
      }
      if (file.bytesWritten !== bytes) {
        // What was written past its end must not become part of the file.
        if (file.bytesWritten > bytes) await truncate(passing(handle), offset);
        throw new BrokenPieceError();
      }
      return String(bytes);
    },
    async finishPieces({ key, handle }) {
      const target = pathOf(key);
      let file: FileHandle;
      try {
        file = await opened(handle, "r+");
      } catch (error) {
        if (error instanceof LostPiecesError && (await isThere(target))) return;
        throw error;
      }
      await file.sync().finally(() => file.close());
      await mkdir(dirname(target), { recursive: true });
      await rename(passing(handle), target);
    },
    async dropPieces({ handle }) {
      await rm(passing(handle), { force: true });
    },
  };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}
