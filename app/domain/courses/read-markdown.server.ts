import { db } from "~/db.server";
import { env } from "~/env.server";
import { sanitiseHtml } from "~/lib/html.server";
import { readInstant, readDrip, type DripColumns, dripColumns } from "./drip";
import { readFrontMatter } from "./front-matter";
import { arrange, pathParts, shortTitle, titleOfName, type ImportPlan, type ReadFile } from "./import-plan";
import { lessonHtml } from "./markdown-html";
import { MarkdownReader } from "./markdown-tokens.server";
import { videoSource } from "./video-source";

/** Limits of one import. */
export const MAX_MARKDOWN_FILES = 300;
export const MAX_MARKDOWN_BYTES = 1_000_000;
export const MAX_IMPORT_BYTES = 10_000_000;
/** So that a pile of files each just within the limit does not keep the machine busy, in milliseconds. */
const MAX_READING = 30_000;

export interface MarkdownFile {
  /** As sent: with folders where the browser told them. */
  path: string;
  text: string;
}

const KNOWN_KEYS = new Set(["title", "preview", "drip", "video", "module", "type"]);
const OWN_IMAGE = /\/files\/(fil_[0-9a-z]{26})$/;

/**
 * What some Markdown files would become. Nothing is written. A file that cannot be read is named with the reason and does
 * not keep the others from being read.
 */
export async function readMarkdown(storeId: string, files: MarkdownFile[], leftOut: ImportPlan["leftOut"] = []): Promise<ImportPlan> {
  const own = await ownImages(storeId, files);
  const missing = [...leftOut];
  const read: ReadFile[] = [];
  const reader = new MarkdownReader();
  const until = performance.now() + MAX_READING;
  try {
    for (const file of files) {
      if (performance.now() > until) {
        missing.push({ path: file.path, why: "The files before it took too long to read. Import it by itself." });
        continue;
      }
      const one = await readOne(file, reader, own);
      if (typeof one === "string") missing.push({ path: file.path, why: one });
      else read.push(one);
    }
  } finally {
    await reader.close();
  }
  return { modules: arrange(read), leftOut: missing };
}

/** The file as a lesson, or why not. */
async function readOne({ path, text }: MarkdownFile, reader: MarkdownReader, own: Set<string>): Promise<ReadFile | string> {
  const parts = pathParts(path);
  const { values, body } = readFrontMatter(text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n"));
  const moduleTitle = values.module ? shortTitle(values.module) || null : null;
  if (values.type === "module") return { path, parts, moduleTitle, lesson: null };
  const tokens = await reader.tokens(body);
  if (!tokens.ok) return tokens.error === "nested" ? "Its lists or quotes are nested too deeply." : "It takes too long to read. Split it, or look for a very long line.";
  const { html, heading, notes } = lessonHtml(tokens.value, (href) => imageSrc(href, own));
  const known = readKnown(values);
  const named = shortTitle(values.title ?? "");
  const title = named || shortTitle(heading ?? "") || titleOfName(parts.at(-1) ?? "");
  // A heading that says something else than the title belongs to the text.
  const kept = named !== "" && heading !== null && shortTitle(heading) !== named ? `<h2>${escaped(heading)}</h2>` : "";
  return {
    path,
    parts,
    moduleTitle,
    lesson: { path, title, bodyHtml: sanitiseHtml(kept + html), isPreview: /^(true|yes|on|1)$/i.test(values.preview ?? ""), ...known.drip, videoUrl: known.videoUrl, notes: [...notes, ...known.notes] },
  };
}

function readKnown(values: Record<string, string>): { drip: Pick<DripColumns, "dripDays"> & { dripAt: string | null }; videoUrl: string | null; notes: string[] } {
  const notes: string[] = [];
  const { drip: typed = "", video = "" } = values;
  const days = /^(\d{1,4})( days?)?$/.exec(typed)?.[1];
  const drip = typed === "" ? readDrip("now", "", "") : days ? readDrip("days", days, "") : readInstant(typed) ? readDrip("date", "", typed) : null;
  if (!drip?.ok) notes.push(`“drip: ${typed.slice(0, 40)}” was not understood, so the lesson opens at once. Write “drip: 7 days” or “drip: 2026-12-24T09:30Z”.`);
  const source = video === "" ? null : videoSource(video);
  if (source && !source.ok) notes.push("The address after “video:” is no video we can show, so it was left out.");
  const unknown = Object.keys(values).filter((key) => !KNOWN_KEYS.has(key));
  if (unknown.length > 0) notes.push(`Not used: ${unknown.slice(0, 6).join(", ")}.`);
  const { dripDays, dripAt } = dripColumns(drip?.ok ? drip.value : { kind: "now" });
  return { drip: { dripDays, dripAt: dripAt?.toISOString() ?? null }, videoUrl: source?.ok ? (source.value.kind === "file" ? source.value.url : source.value.watchUrl) : null, notes };
}

/** Where an image is shown from; null: it cannot come along. */
function imageSrc(href: string, own: Set<string>): string | null {
  const id = OWN_IMAGE.exec(href)?.[1];
  if (id && (href === `/files/${id}` || href === `${env.appUrl}/files/${id}`)) return own.has(id) ? `/files/${id}` : null;
  return /^https:\/\/[^/]/i.test(href) ? href : null;
}

/** Images of this store that the texts name: an export of a course names its own. */
async function ownImages(storeId: string, files: MarkdownFile[]): Promise<Set<string>> {
  const ids = new Set(files.flatMap(({ text }) => [...text.matchAll(/\/files\/(fil_[0-9a-z]{26})/g)].flatMap((match) => match[1] ?? [])));
  if (ids.size === 0) return ids;
  const rows = await db.storedFile.findMany({ where: { id: { in: [...ids].slice(0, 5_000) }, storeId, purpose: "image" }, select: { id: true } });
  return new Set(rows.map(({ id }) => id));
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}
