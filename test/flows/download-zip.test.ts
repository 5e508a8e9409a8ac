import { PDFDocument } from "@cantoo/pdf-lib";
import { Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { addDownloadFile } from "~/domain/downloads/edit-files.server";
import { setDownloadOptions } from "~/domain/downloads/options.server";
import { storage, useStorage } from "~/integrations/storage/storage.server";
import * as zipRoute from "~/routes/library/zip";
import { aFile } from "../factories/catalog";
import { aPdf, bought, click, context, counted, NO_OPTIONS, post, prepareDownloads, store, zip } from "../setup/owned-download";
import { unzip } from "../setup/unzip";

prepareDownloads();

describe("the zip of all", () => {
  test("row 28: names are safe, none twice, letters stay; the bytes are right; each file is counted", async () => {
    const it = await bought({ fileName: "../../etc/passwd" });
    for (const [fileName, text] of [["Größe 日本.txt", "zwei"], ["GRÖSSE 日本.txt", "drei"], ["größe 日本.txt", "vier"], ["/root/x.txt", "fünf"], ["con.txt", "sechs"]] as const) {
      await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName, bytes: Buffer.from(text), contentType: "text/plain" })).id });
    }
    await db.offer.update({ where: { id: it.offer.id }, data: { title: "A/B: the “best”\r\nSet-Cookie: x" } });
    const answer = await zip(it);
    expect(answer.headers.get("Content-Disposition")).toMatch(/^attachment; filename="[^"\r\n/\\]+\.zip"/);
    expect(answer.headers.get("Set-Cookie")).toBeNull();
    const unpacked = unzip(Buffer.from(await answer.arrayBuffer()));
    expect(Object.keys(unpacked)).toEqual(["passwd", "Größe 日本.txt", "GRÖSSE 日本.txt", "größe 日本 (2).txt", "x.txt", "con_.txt"]);
    expect(["Größe 日本.txt", "GRÖSSE 日本.txt", "größe 日本 (2).txt", "x.txt", "con_.txt"].map((name) => unpacked[name]?.toString())).toEqual(["zwei", "drei", "vier", "fünf", "sechs"]);
    expect(await counted(it.order.id)).toBe(6);
  });

  test("all or none: with one file used up nothing is sent and nothing counted", async () => {
    const it = await bought();
    await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: "two.txt" })).id });
    await setDownloadOptions(it.key, { ...NO_OPTIONS, limitPerFile: 1 });
    await click(it);
    const answer = await zip(it);
    expect(answer.headers.get("Location")).toBe(`/library/${it.offer.id}/used-up`);
    expect(await counted(it.order.id)).toBe(1);
  });

  test("stamped PDFs are inside too", async () => {
    const it = await bought({ bytes: Buffer.from(await aPdf(2)), fileName: "guide.pdf" });
    await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: "broken.pdf", bytes: Buffer.from("%PDF-1.7 no") })).id });
    await setDownloadOptions(it.key, { ...NO_OPTIONS, stampPdf: true });
    const unpacked = unzip(Buffer.from(await (await zip(it)).arrayBuffer()));
    expect((await PDFDocument.load(unpacked["guide.pdf"]!)).getPageCount()).toBe(2);
    expect(unpacked["guide.pdf"]!.length).toBeGreaterThan((await aPdf(2)).length);
    expect(unpacked["broken.pdf"]!.toString()).toBe("%PDF-1.7 no");
    // What could not be stamped is known to the creator from now on.
    expect(await db.fileVersion.findFirst({ where: { place: { offerId: it.offer.id }, stamp: "unreadable" } })).not.toBeNull();
  });

  test("files are read one after the other, only as far as the reader takes them, and closed when the reader leaves", async () => {
    const it = await bought();
    for (const fileName of ["two.bin", "three.bin"]) await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName })).id });
    let read = 0;
    const streams: Readable[] = [];
    const chunk = Buffer.alloc(64 * 1024);
    const endless = { ...storage(), getStream: async () => {
      const stream = new Readable({ read() { read += chunk.length; this.push(chunk); } });
      streams.push(stream);
      return stream;
    } };
    const before = useStorage(endless);
    const leaving = new AbortController();
    const request = new Request(post(`/library/${it.offer.id}/files.zip`, it.cookie), { signal: leaving.signal });
    const answer = await zipRoute.action({ request, params: { offerId: it.offer.id }, context });
    before();
    const reader = answer.body!.getReader();
    let taken = 0;
    while (taken < 5_000_000) taken += (await reader.read()).value?.length ?? 0;
    expect(read - taken).toBeLessThan(4_000_000);
    expect(streams).toHaveLength(1);
    leaving.abort();
    await expect.poll(() => streams[0]!.destroyed).toBe(true);
    expect(streams).toHaveLength(1);
  });

  test("a file that breaks off breaks the archive off: a part is never taken for the whole", async () => {
    const it = await bought();
    await addDownloadFile(it.key, { fileId: (await aFile(store.id, { fileName: "two.bin" })).id });
    const broken = { ...storage(), getStream: async () => Readable.from((async function* () { yield Buffer.alloc(1000); throw new Error("the disk is gone"); })()) };
    const before = useStorage(broken);
    const answer = await zip(it);
    await expect(answer.arrayBuffer()).rejects.toThrow("the disk is gone");
    before();
  });
});
