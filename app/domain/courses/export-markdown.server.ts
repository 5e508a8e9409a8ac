import { ZipArchive } from "archiver";
import type { Readable } from "node:stream";
import { db } from "~/db.server";
import { courseModules } from "~/domain/catalog/contents.server";
import { cleanFileName } from "~/domain/files/file-name";
import { env } from "~/env.server";
import { log } from "~/log.server";
import { instantField } from "./drip";
import { writeFrontMatter } from "./front-matter";
import { htmlToMarkdown } from "./html-to-markdown";

/** Lessons whose texts are in memory at a time. */
const BATCH = 10;

export interface ExportedFile {
  path: string;
  text: string;
}

/**
 * A course as Markdown files in order: a folder a module, numbered; above each text what `import` reads again. A module
 * without lessons is a file that only names it. Texts are read a few at a time.
 */
export async function* exportedFiles(offerId: string): AsyncGenerator<ExportedFile> {
  const modules = await courseModules(offerId);
  const width = Math.max(2, String(modules.length).length);
  for (const [index, module] of modules.entries()) {
    const folder = numbered(index + 1, width, module.title);
    if (module.lessonCount === 0) yield { path: `${folder}/00 Module.md`, text: writeFrontMatter({ type: "module", module: module.title }) };
    const inside = Math.max(2, String(module.lessonCount).length);
    for (let from = 0; ; from += BATCH) {
      const lessons = await db.lesson.findMany({
        where: { offerId, moduleId: module.id, deletedAt: null },
        orderBy: [{ position: "asc" }, { id: "asc" }],
        skip: from,
        take: BATCH,
        select: { title: true, bodyHtml: true, isPreview: true, dripDays: true, dripAt: true, videoUrl: true },
      });
      for (const [at, lesson] of lessons.entries()) {
        const drip = lesson.dripAt ? `${instantField(lesson.dripAt)}Z` : lesson.dripDays === null ? null : `${lesson.dripDays} days`;
        const head = writeFrontMatter({ title: lesson.title, module: module.title, preview: lesson.isPreview ? "true" : null, drip, video: lesson.videoUrl });
        yield { path: `${folder}/${numbered(from + at + 1, inside, lesson.title)}.md`, text: `${head}\n${htmlToMarkdown(lesson.bodyHtml, env.appUrl)}\n` };
      }
      if (lessons.length < BATCH) break;
    }
  }
}

function numbered(number: number, width: number, title: string): string {
  // A title is no path: its slashes are letters here, and what a file system does not take is left out.
  return `${String(number).padStart(width, "0")} ${cleanFileName(title.replace(/[/\\]/g, "-")).slice(0, 80).trim()}`;
}

/** The files as one zip, written while it is read: nothing of it lies on disk, and no more than a few texts in memory. */
export function exportZip(offerId: string): Readable {
  const zip = new ZipArchive({ zlib: { level: 6 } });
  let written: () => void = () => {};
  zip.on("entry", () => written());
  zip.on("close", () => written());
  const fill = async () => {
    for await (const { path, text } of exportedFiles(offerId)) {
      if (zip.destroyed) return;
      const next = new Promise<void>((resolve) => {
        written = resolve;
      });
      zip.append(text, { name: path });
      await next;
    }
    await zip.finalize();
  };
  fill().catch((error: unknown) => {
    log.error({ err: error, offerId }, "an export broke off");
    zip.destroy(error instanceof Error ? error : new Error("The export broke off"));
  });
  return zip;
}
