import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { diskStorage } from "~/integrations/storage/disk.server";
import type { FileStorage } from "~/integrations/storage/file-storage";
import { s3Storage } from "~/integrations/storage/s3.server";
import { startS3 } from "./s3";

export interface TestStorage {
  storage: FileStorage;
  /** A second one on the same place, as after a restart. */
  again(): FileStorage;
  /** Files that have their name, and leftovers that have not. */
  files(): string[];
  unfinished(): string[];
  stop(): Promise<void>;
}

/** Both storages behind one face, each empty: whatever is tested of one is tested of the other. */
export const storages: Record<"disk" | "S3", () => Promise<TestStorage>> = {
  async disk() {
    const root = await mkdtemp(join(tmpdir(), "lectern-disk-"));
    const all = () => (existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }).flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name)] : [])) : []);
    return {
      storage: diskStorage(root),
      again: () => diskStorage(root),
      files: () => all().filter((path) => !path.startsWith(join(root, "unfinished"))).sort(),
      unfinished: () => all().filter((path) => path.startsWith(join(root, "unfinished"))),
      stop: () => rm(root, { recursive: true, force: true }),
    };
  },
  async S3() {
    const s3 = await startS3();
    return { storage: s3Storage(s3.settings), again: () => s3Storage(s3.settings), files: s3.objects, unfinished: s3.parts, stop: s3.stop };
  },
};
