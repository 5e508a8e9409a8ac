import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DAY, now } from "~/lib/clock";
import { codeOf, isFull } from "./disk-errors";
import { diskPieces } from "./disk-pieces.server";
import { checkedKey, StorageFullError, type FileStorage } from "./file-storage";

/** Files in a folder of this machine. A file is written beside the others under a passing name and takes its own when it is whole. */
export function diskStorage(root: string): FileStorage {
  const temporary = join(root, "unfinished");
  const pathOf = (key: string) => join(root, checkedKey(key));
  let swept: Promise<void> | undefined;

  return {
    ...diskPieces(temporary, pathOf),
    async putStream(key, stream) {
      const target = pathOf(key);
      const passing = join(temporary, randomUUID());
      await mkdir(temporary, { recursive: true });
      swept ??= removeUnfinished(temporary);
      try {
        await mkdir(dirname(target), { recursive: true });
        const file = createWriteStream(passing, { flags: "wx", flush: true });
        await pipeline(stream, file);
        await rename(passing, target);
        return file.bytesWritten;
      } catch (error) {
        await rm(passing, { force: true });
        throw isFull(error) ? new StorageFullError(error) : error;
      }
    },
    async getStream(key, range): Promise<Readable> {
      // Opened first, so that a missing file is an error here and not in the middle of an answer.
      const handle = await open(pathOf(key), "r");
      return handle.createReadStream(range);
    },
    async size(key) {
      try {
        const found = await stat(pathOf(key));
        return found.isFile() ? found.size : null;
      } catch (error) {
        if (codeOf(error) === "ENOENT") return null;
        throw error;
      }
    },
    async exists(key) {
      return (await this.size(key)) !== null;
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
    async room() {
      await mkdir(root, { recursive: true });
      const { bavail, bsize } = await statfs(root);
      return bavail * bsize;
    },
  };
}

/** What a crash in the middle of an upload left behind; a day is longer than any upload lasts. */
async function removeUnfinished(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null);
    if (found && now().getTime() - found.mtimeMs > DAY) await rm(path, { force: true });
  }
}
