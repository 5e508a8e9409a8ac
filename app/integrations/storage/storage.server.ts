import { join } from "node:path";
import { env } from "~/env.server";
import { diskStorage } from "./disk.server";
import type { FileStorage } from "./file-storage";
import { s3Storage } from "./s3.server";

export { BrokenPieceError, LostPiecesError, StorageFullError, type ByteRange, type FileStorage, type Unfinished } from "./file-storage";

let opened: FileStorage | undefined;

/** The storage of this installation: an S3 bucket when S3_BUCKET is set, else `files/` in the data folder. */
export function storage(): FileStorage {
  opened ??= env.s3 ? s3Storage(env.s3) : diskStorage(join(env.dataDir, "files"));
  return opened;
}

/** Another storage in its place (tests). Returns a function that puts the former one back. */
export function useStorage(next: FileStorage): () => void {
  const former = opened;
  opened = next;
  return () => {
    opened = former;
  };
}
