import { cleanFileName } from "~/domain/files/file-name";
import { MAX_IMPORT_BYTES, MAX_MARKDOWN_BYTES, MAX_MARKDOWN_FILES, type MarkdownFile } from "~/domain/courses/read-markdown.server";
import type { ImportPlan } from "~/domain/courses/import-plan";
import { parseMultipart, type IncomingFile } from "~/lib/multipart.server";

/** More files than anybody's folder of lessons has beside its texts. */
const MAX_PARTS = 3_000;

/** The Markdown files of a multipart form, each within its limit, and those that were left out with the reason. Null: the form broke off. */
export async function readImport(request: Request): Promise<{ files: MarkdownFile[]; leftOut: ImportPlan["leftOut"] } | null> {
  const files: MarkdownFile[] = [];
  const leftOut: ImportPlan["leftOut"] = [];
  let total = 0;
  const refuse = (path: string, why: string) => leftOut.length < 500 && leftOut.push({ path, why });
  const parsed = await parseMultipart(
    request,
    async ({ fileName, stream }) => {
      const path = shownPath(fileName);
      // What a computer puts beside one's own files.
      if (path.split("/").some((part) => part.startsWith(".")) || /(^|\/)(Thumbs\.db|desktop\.ini|__MACOSX)/i.test(fileName) || path === "") return;
      if (!/\.(md|markdown|mdown)$/i.test(path)) return void refuse(path, "It is no Markdown file (.md).");
      if (files.length >= MAX_MARKDOWN_FILES) return void refuse(path, `Only ${MAX_MARKDOWN_FILES} files at a time. Import it with the next ones.`);
      const bytes = await readAtMost(stream, MAX_MARKDOWN_BYTES);
      if (bytes === null) return void refuse(path, "It is larger than 1 MB. Split it.");
      if (total + bytes.length > MAX_IMPORT_BYTES) return void refuse(path, "Only 10 MB of text at a time. Import it with the next ones.");
      const text = asText(bytes);
      if (text === null) return void refuse(path, "It is not text in UTF-8. Save it as plain text and try again.");
      if (text.trim() === "") return void refuse(path, "It is empty.");
      total += bytes.length;
      files.push({ path, text });
    },
    { maxFiles: MAX_PARTS, keepPaths: true },
  );
  return parsed.ok ? { files, leftOut } : null;
}

/** The path as it may be shown and sorted by: folders and name, each without what no file system takes; nothing that leads elsewhere. */
function shownPath(path: string): string {
  return path
    .split(/[/\\]/)
    .filter((part) => part.trim() !== "" && part !== "." && part !== "..")
    .slice(-12)
    .map((part) => (part.startsWith(".") ? part : cleanFileName(part)))
    .join("/");
}

/** The whole stream, or null when it is longer; what is left of it is passed over by the form's reader. */
async function readAtMost(stream: IncomingFile["stream"], limit: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limit) return null;
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks);
}

function asText(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return text.includes("\u0000") ? null : text;
  } catch {
    return null;
  }
}
