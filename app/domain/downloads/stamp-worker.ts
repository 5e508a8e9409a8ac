import type * as PdfLib from "@cantoo/pdf-lib";
import type { parentPort as ParentPort } from "node:worker_threads";

export interface StampJob {
  id: number;
  bytes: ArrayBuffer;
  line: string;
  maxPages: number;
}

export type StampAnswer = { id: number } & ({ tail: ArrayBuffer } | { problem: "encrypted" | "too_many_pages" | "unreadable" });

/**
 * What runs in the thread that opens PDFs. Its text is handed to the thread (stamp-pdf.server.ts), so it uses nothing but
 * its parameters: no imports, no names of this file.
 *
 * The stamp is an incremental update (ISO 32000-1, 7.5.6): the file as it was, and behind it a tail that gives each page a
 * small further piece of content. So the bytes of the original are never copied, and signatures in it stay whole.
 */
export function stampWorker(lib: typeof PdfLib, port: NonNullable<typeof ParentPort>): void {
  const { PDFDocument, PDFName, PDFDict, PDFArray, PDFRef, StandardFonts, EncryptedPDFError } = lib;
  port.on("message", (job: StampJob) => {
    void stamp(job)
      .catch((error: unknown): StampAnswer => ({ id: job.id, problem: error instanceof EncryptedPDFError ? "encrypted" : "unreadable" }))
      .then((answer) => port.postMessage(answer, "tail" in answer ? [answer.tail] : []));
  });

  async function stamp({ id, bytes, line, maxPages }: StampJob): Promise<StampAnswer> {
    const streams = endsInStream(bytes);
    const document = await PDFDocument.load(bytes, { updateMetadata: false });
    const pages = document.getPages();
    if (pages.length === 0) return { id, problem: "unreadable" };
    if (pages.length > maxPages) return { id, problem: "too_many_pages" };
    const snapshot = document.takeSnapshot();
    const { context } = document;
    const font = await document.embedFont(StandardFonts.Helvetica);
    const fontName = PDFName.of("LecternStamp");
    const text = font.encodeText(line).toString();
    // Whatever the page does to its own state stays between the two; pages of one shape share them.
    const before = context.register(context.stream("q\n"));
    const after = new Map<string, PdfLib.PDFRef>();
    for (const page of pages) {
      const content = drawing(page, text, font);
      let ref = after.get(content);
      if (!ref) {
        ref = context.register(context.flateStream(content));
        after.set(content, ref);
      }
      // Everything new on the page's own dictionary: what pages share (resources, contents) is not touched.
      const inherited = page.node.Resources();
      const resources = inherited ? inherited.clone(context) : context.obj({});
      const fonts = inherited?.lookupMaybe(PDFName.of("Font"), PDFDict)?.clone(context) ?? context.obj({});
      fonts.set(fontName, font.ref);
      resources.set(PDFName.of("Font"), fonts);
      const own = page.node.get(PDFName.of("Contents"));
      const resolved = own instanceof PDFRef ? context.lookup(own) : own;
      const contents = resolved instanceof PDFArray ? resolved.asArray() : own ? [own] : [];
      page.node.set(PDFName.of("Resources"), resources);
      page.node.set(PDFName.of("Contents"), context.obj([before, ...contents, ref]));
      snapshot.markRefForSave(page.ref);
    }
    const tail = await document.saveIncremental(snapshot, { useObjectStreams: streams });
    return { id, tail: tail.buffer.byteLength === tail.byteLength ? tail.buffer : tail.slice().buffer };
  }

  /** Grey, small, at the foot of the page as it is seen: within the crop box, whichever way the page is turned. */
  function drawing(page: PdfLib.PDFPage, text: string, font: PdfLib.PDFFont): string {
    const { x, y, width, height } = page.getCropBox();
    const turned = (((page.getRotation().angle % 360) + 360) % 360) as number;
    const seen = turned % 180 === 0 ? { width, height } : { width: height, height: width };
    const full = widthOf(text, font);
    const size = Math.min(7, (7 * Math.max(seen.width - 24, 1)) / full);
    const left = Math.max((seen.width - (full * size) / 7) / 2, 4);
    const foot = Math.min(11, seen.height / 10);
    const place: Record<number, number[]> = {
      0: [1, 0, 0, 1, x + left, y + foot],
      90: [0, 1, -1, 0, x + width - foot, y + left],
      180: [-1, 0, 0, -1, x + width - left, y + height - foot],
      270: [0, -1, 1, 0, x + foot, y + height - left],
    };
    const matrix = (place[turned] ?? place[0] ?? []).map((value) => value.toFixed(2)).join(" ");
    return `\nQ\nq 0.45 g BT /LecternStamp ${size.toFixed(2)} Tf ${matrix} Tm ${text} Tj ET Q\n`;
  }

  function widthOf(encoded: string, font: PdfLib.PDFFont): number {
    const bytes = encoded.slice(1, -1).match(/../g) ?? [];
    return Math.max(font.widthOfTextAtSize(bytes.map((byte) => String.fromCharCode(parseInt(byte, 16))).join("").replace(/[^\x20-\x7e\xa0-\xff]/g, "e"), 7), 1);
  }

  /** Whether the newest cross-reference is a stream (the update must be of the same kind). Throws where it is neither. */
  function endsInStream(bytes: ArrayBuffer): boolean {
    const end = Buffer.from(bytes, Math.max(0, bytes.byteLength - 2048)).toString("latin1");
    const at = Number(/startxref\s+(\d+)\s+%%EOF\s*$/.exec(end.slice(end.lastIndexOf("startxref")))?.[1] ?? NaN);
    if (!Number.isInteger(at) || at >= bytes.byteLength) throw new Error("no cross-reference");
    const head = Buffer.from(bytes, at, Math.min(40, bytes.byteLength - at)).toString("latin1");
    if (/^\s*xref\b/.test(head)) return false;
    if (/^\s*\d+\s+\d+\s+obj\b/.test(head)) return true;
    throw new Error("the cross-reference is not where it should be");
  }
}
