import { deflateSync } from "node:zlib";
import { PDFDocument, PDFName, PDFRawStream, StandardFonts, decodePDFRawStream, degrees } from "@cantoo/pdf-lib";
import { beforeAll, describe, expect, test } from "vitest";
import { stampLine } from "~/domain/downloads/stamp";
import { stampTail } from "~/domain/downloads/stamp-pdf.server";
import { aFile, aStore } from "../factories/catalog";

const LINE = "Maya Lindt · maya@post.example · Order 7 · Fern & Kiln";
let storeId: string;
beforeAll(async () => {
  storeId = (await aStore()).store.id;
});

async function stamped(bytes: Uint8Array, line = LINE) {
  const file = await aFile(storeId, { bytes: Buffer.from(bytes) });
  const tail = await stampTail(file, line);
  return tail.ok ? { ok: true as const, whole: Buffer.concat([bytes, tail.value]) } : tail;
}

async function aPdf(pages = 3, { useObjectStreams = true, turned = 0 }: { useObjectStreams?: boolean; turned?: number } = {}): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.TimesRoman);
  for (let number = 1; number <= pages; number += 1) {
    const page = document.addPage([420, 595]);
    page.setRotation(degrees(turned));
    page.drawText(`Page ${number}`, { x: 40, y: 500, size: 20, font });
  }
  return document.save({ useObjectStreams });
}

/** The text that stands on each page, as a reader would find it in its content. */
async function textsOf(bytes: Uint8Array): Promise<string[]> {
  const document = await PDFDocument.load(bytes);
  return document.getPages().map((page) => {
    const contents = page.node.Contents();
    const streams = contents && "asArray" in contents ? contents.asArray().map((ref) => document.context.lookup(ref)) : [contents];
    const drawn = streams.map((stream) => (stream instanceof PDFRawStream ? Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1") : "")).join("\n");
    return [...drawn.matchAll(/<([0-9A-F]+)> Tj/g)].map(([, hex]) => Buffer.from(hex ?? "", "hex").toString("latin1")).join("|");
  });
}

describe("a stamp", () => {
  test("stands at the foot of each page, behind an original that is not touched", async () => {
    for (const useObjectStreams of [true, false]) {
      const bytes = await aPdf(3, { useObjectStreams });
      const result = await stamped(bytes);
      if (!result.ok) throw new Error(result.error);
      expect(result.whole.subarray(0, bytes.length).equals(bytes)).toBe(true);
      expect(await textsOf(result.whole)).toEqual([1, 2, 3].map((number) => `Page ${number}|${LINE}`));
      // What the pages used before is still there.
      const page = (await PDFDocument.load(result.whole)).getPage(0);
      expect(page.node.Resources()?.lookup(PDFName.of("Font"))?.toString()).toMatch(/Times.*LecternStamp/s);
    }
  });

  test("a stamped PDF can be stamped again, and turned pages keep it on the sheet", async () => {
    for (const turned of [90, 180, 270]) {
      const once = await stamped(await aPdf(1, { turned }));
      if (!once.ok) throw new Error(once.error);
      const twice = await stamped(once.whole, "Another · other@post.example");
      if (!twice.ok) throw new Error(twice.error);
      expect(await textsOf(twice.whole)).toEqual([`Page 1|${LINE}|Another · other@post.example`]);
    }
  });

  test("a name that plain letters cannot write is left out; the address stays; a line is one line", () => {
    const line = { name: "日本 太郎", email: "taro@post.example", orderNumber: 12, storeName: "Übung\n& Größe" };
    expect(stampLine(line)).toBe("taro@post.example · Order 12 · Übung & Größe");
    expect(stampLine({ ...line, name: "x".repeat(500) })).toHaveLength(160);
    expect(stampLine({ ...line, orderNumber: null, name: "Maya" })).toBe("Maya · taro@post.example · Übung & Größe");
  });
});

describe("row 38: what cannot be stamped is said to be so, and the server goes on", () => {
  test("no PDF at all, a broken one, an empty one", async () => {
    const whole = Buffer.from(await aPdf());
    for (const bytes of [Buffer.from("%PDF-1.7 nothing"), whole.subarray(0, whole.length - 60), Buffer.concat([Buffer.from("junk"), whole]), Buffer.alloc(0)]) {
      expect(await stamped(bytes)).toEqual({ ok: false, error: "unreadable" });
    }
  });

  test("one with a password", async () => {
    const document = await PDFDocument.create();
    document.addPage();
    document.encrypt({ userPassword: "", ownerPassword: "kiln", permissions: { modifying: false } });
    expect(await stamped(await document.save())).toEqual({ ok: false, error: "encrypted" });
  });

  test("one that is too large is not even read", async () => {
    expect(await stampTail({ id: "fil_x", storageKey: "not/there", byteSize: 50_000_001n }, LINE)).toEqual({ ok: false, error: "too_large" });
  });

  test("one with too many pages", async () => {
    expect(await stamped(await aPdf(3_001))).toEqual({ ok: false, error: "too_many_pages" });
  });

  test("a page tree that goes on for ever and a stream that unpacks to gigabytes take only their thread down", async () => {
    const cases: [string, Buffer][] = [
      ["pages within pages", bomb([...Array.from({ length: 12 }, (_, level) => `<</Type/Pages/Count 10/Kids[${`${level + 3} 0 R `.repeat(30)}]>>`), "<</Type/Page/MediaBox[0 0 9 9]>>"])],
      ["an object stream", gigabytes()],
    ];
    const before = process.memoryUsage.rss();
    for (const [name, bytes] of cases) {
      const result = await stamped(bytes);
      expect(result, name).toEqual({ ok: false, error: expect.stringMatching(/too_heavy|unreadable/) });
    }
    // The next one is served as if nothing had been.
    expect((await stamped(await aPdf())).ok).toBe(true);
    expect(process.memoryUsage.rss() - before).toBeLessThan(1_500_000_000);
  }, 90_000);
});

/** A PDF of these objects; the second is the root of its pages. */
function bomb(objects: string[]): Buffer {
  return written(["<</Type/Catalog/Pages 2 0 R>>", ...objects].map((object) => Buffer.from(object)));
}

function written(objects: Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.7\n")];
  const offsets: number[] = [];
  let at = parts[0]!.length;
  for (const [index, object] of objects.entries()) {
    offsets.push(at);
    const part = Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), object, Buffer.from("\nendobj\n")]);
    parts.push(part);
    at += part.length;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  parts.push(Buffer.from(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<</Size ${objects.length + 1}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function gigabytes(): Buffer {
  // Packed twice: two gigabytes of spaces in a few kilobytes.
  const inner = deflateSync(Buffer.alloc(256_000_000, 0x20), { level: 9 });
  const packed = deflateSync(inner, { level: 9 });
  const stream = (data: Buffer, dict: string) => Buffer.concat([Buffer.from(`<<${dict}/Length ${data.length}>>\nstream\n`), data, Buffer.from("\nendstream")]);
  const objects = Array.from({ length: 40 }, () => stream(packed, "/Type/ObjStm/N 1/First 10/Filter[/FlateDecode/FlateDecode]"));
  return written([Buffer.from("<</Type/Catalog/Pages 2 0 R>>"), Buffer.from("<</Type/Pages/Count 0/Kids[]>>"), ...objects]);
}
