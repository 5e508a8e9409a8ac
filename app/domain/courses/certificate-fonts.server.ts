import fontkit from "@pdf-lib/fontkit";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { inflateSync } from "node:zlib";

export type Face = "400-normal" | "400-italic" | "600-normal";

/** The parts Literata comes in, in the order in which a letter is looked for. */
const PARTS = ["latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext"] as const;
export type Part = (typeof PARTS)[number];

const files = createRequire(import.meta.url);
const read = new Map<string, Promise<Buffer>>();

/** A part of the book face as a TrueType file: what a PDF can hold. */
export function fontFile(part: Part, face: Face): Promise<Buffer> {
  const name = `@fontsource/literata/files/literata-${part}-${face}.woff`;
  const known = read.get(name) ?? readFile(files.resolve(name)).then(unpackWoff);
  read.set(name, known);
  return known;
}

let coverage: Promise<Map<number, Part>> | null = null;

/** Which part can write each character. Read once a process. */
function covered(): Promise<Map<number, Part>> {
  coverage ??= (async () => {
    const found = new Map<number, Part>();
    for (const part of PARTS) {
      for (const point of fontkit.create(await fontFile(part, "400-normal")).characterSet) if (!found.has(point)) found.set(point, part);
    }
    return found;
  })();
  return coverage;
}

/** A text in stretches of one font each; null when it holds a letter none of them can write. */
export async function stretches(text: string): Promise<{ part: Part; text: string }[] | null> {
  const parts = await covered();
  const runs: { part: Part; text: string }[] = [];
  for (const letter of text.normalize("NFC")) {
    const part = parts.get(letter.codePointAt(0) ?? 0);
    if (!part) return null;
    const last = runs.at(-1);
    // White space needs no other font.
    if (last && (last.part === part || (letter === " " && last.part !== "vietnamese"))) last.text += letter;
    else runs.push({ part, text: letter });
  }
  return runs;
}

/** A WOFF file (tables deflated one by one) as the TrueType file it was made of. */
function unpackWoff(woff: Buffer): Buffer {
  const count = woff.readUInt16BE(12);
  const steps = Math.floor(Math.log2(count));
  const head = Buffer.alloc(12 + 16 * count);
  head.writeUInt32BE(woff.readUInt32BE(4), 0);
  head.writeUInt16BE(count, 4);
  head.writeUInt16BE(16 * 2 ** steps, 6);
  head.writeUInt16BE(steps, 8);
  head.writeUInt16BE(16 * (count - 2 ** steps), 10);
  const chunks = [head];
  let offset = head.length;
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + 20 * index;
    const [from, packed, length] = [woff.readUInt32BE(entry + 4), woff.readUInt32BE(entry + 8), woff.readUInt32BE(entry + 12)];
    const bytes = woff.subarray(from, from + packed);
    const table = packed < length ? inflateSync(bytes) : bytes;
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    woff.copy(head, 12 + 16 * index, entry, entry + 4);
    head.writeUInt32BE(woff.readUInt32BE(entry + 16), 16 + 16 * index);
    head.writeUInt32BE(offset, 20 + 16 * index);
    head.writeUInt32BE(length, 24 + 16 * index);
    chunks.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(chunks);
}
