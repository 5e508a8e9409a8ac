import { ZipArchive } from "archiver";
import type { Readable } from "node:stream";

export interface ZipEntry {
  /** As it stands in the archive (zip-names.ts). */
  name: string;
  at: Date;
  /** Called when its turn has come. */
  open(): Promise<Readable>;
}

/** From here on the sizes of an archive do not fit its old form. */
const ZIP64_FROM = 4_000_000_000;

/**
 * An archive of files, made while it is read: one file open at a time, nothing packed (most are already), nothing kept.
 * Whoever destroys the stream closes the file that is being read. A file that cannot be read to its end destroys the stream
 * with that error, so that a part is never taken for the whole.
 */
export function zipOf(entries: readonly ZipEntry[], totalBytes: number): Readable {
  const archive = new ZipArchive({ store: true, forceZip64: totalBytes >= ZIP64_FROM });
  let open: Readable | null = null;
  archive.once("close", () => open?.destroy());
  archive.on("error", (error) => archive.destroy(error));
  void fill();
  return archive;

  async function fill(): Promise<void> {
    try {
      for (const { name, at, open: begin } of entries) {
        if (archive.destroyed) return;
        const source = await begin();
        open = source;
        source.once("error", (error) => archive.destroy(error));
        if (archive.destroyed) return void source.destroy();
        const over = writtenOrClosed(archive);
        archive.append(source, { name, date: at });
        await over;
      }
      if (!archive.destroyed) await archive.finalize();
    } catch (error) {
      archive.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

function writtenOrClosed(archive: ZipArchive): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      archive.off("entry", go).off("close", go);
      resolve();
    };
    archive.once("entry", go).once("close", go);
  });
}
