import { Readable } from "node:stream";
import { deflateSync } from "node:zlib";
import { beforeEach, describe, expect, test } from "vitest";
import { readdir } from "node:fs/promises";
import { db } from "~/db.server";
import { env } from "~/env.server";
import { downloadFiles } from "~/domain/downloads/queries.server";
import { storeUpload } from "~/domain/files/store-file.server";
import type { FileStorage } from "~/integrations/storage/storage.server";
import { StorageFullError, storage, useStorage } from "~/integrations/storage/storage.server";
import { action as cover } from "~/routes/studio/offers/cover";
import { action as upload } from "~/routes/studio/offers/files-upload";
import { action as video } from "~/routes/studio/offers/lesson-video";
import { loader as publicFile } from "~/routes/resources/files";
import { aCourse, aDownload, aStore } from "../factories/catalog";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const context = {};
type Action = typeof cover;

function png(width: number, height: number, bytes = 200): Uint8Array<ArrayBuffer> {
  const head = Buffer.alloc(33);
  head.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  head.write("IHDR", 12, "latin1");
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return new Uint8Array(Buffer.concat([head, deflateSync(Buffer.alloc(bytes))]));
}
const mp4 = new Uint8Array(Buffer.concat([Buffer.from("\0\0\0\x20ftypisom\0\0\x02\0", "latin1"), Buffer.alloc(5000, 1)]));

/** What the page's script sends; without `script`, what a plain form sends. */
async function send(action: Action, cookie: string, params: Record<string, string>, files: File[], script = true): Promise<Response> {
  const form = new FormData();
  for (const file of files) form.append("file", file);
  const base = makeRequest("/studio/upload", { cookie });
  const headers = new Headers(base.headers);
  headers.set("Accept", script ? "application/json" : "text/html");
  const request = new Request(base.url, { method: "POST", headers, body: form });
  return answerOf(() => action({ request, params, context }));
}

let owner: { id: string };
let storeId: string;
let cookie: string;
beforeEach(async () => {
  const made = await aStore();
  owner = made.owner;
  storeId = made.store.id;
  cookie = await signedInAs(owner.id);
});

describe("cover", () => {
  test("is kept under a generated key, served for ever, replaced and removed", async () => {
    const { offer } = await aCourse(storeId);
    const params = { offerId: offer.id };
    const answer = await send(cover, cookie, params, [new File([png(1600, 1000)], "../../cover.png", { type: "text/html" })]);
    expect(await answer.json()).toEqual({ ok: true, problems: [] });
    const fileId = (await db.offer.findUniqueOrThrow({ where: { id: offer.id } })).coverFileId!;
    const file = await db.storedFile.findUniqueOrThrow({ where: { id: fileId } });
    expect(file).toMatchObject({ contentType: "image/png", fileName: "cover.png", purpose: "cover" });
    expect(file.storageKey).toMatch(new RegExp(`^${storeId}/cover/[0-9a-f-]{36}$`));

    const served = await answerOf(() => publicFile({ request: makeRequest(`/files/${fileId}`), params: { fileId }, context }));
    expect(served.headers.get("Content-Type")).toBe("image/png");
    expect(served.headers.get("Cache-Control")).toContain("immutable");
    expect(served.headers.get("X-Content-Type-Options")).toBe("nosniff");
    expect(Buffer.from(await served.arrayBuffer()).equals(png(1600, 1000))).toBe(true);
    const again = await answerOf(() => publicFile({ request: makeRequest(`/files/${fileId}`, { headers: { "If-None-Match": served.headers.get("ETag")! } }), params: { fileId }, context }));
    expect(again.status).toBe(304);

    await send(cover, cookie, params, [new File([png(800, 500)], "b.png")]);
    expect(await db.storedFile.count({ where: { id: fileId } })).toBe(0);
    expect(await storage().exists(file.storageKey)).toBe(false);
    await answerOf(() => cover({ request: makeRequest("/x", { form: { intent: "remove" }, cookie }), params, context }));
    expect(await db.offer.findUniqueOrThrow({ where: { id: offer.id } })).toMatchObject({ coverFileId: null });
    expect(await db.storedFile.count({ where: { storeId } })).toBe(0);
  });

  test("what is no picture, too many pixels (row 38), too large or empty is refused in words and leaves nothing", async () => {
    const { offer } = await aCourse(storeId);
    const before = await countFiles();
    const refusals: [File, RegExp][] = [
      [new File(["<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"], "a.svg", { type: "image/svg+xml" }), /not an image we can show/],
      [new File(["<html>"], "a.png", { type: "image/png" }), /not an image we can show/],
      [new File([png(30_000, 30_000)], "flood.png"), /too many pixels/],
      [new File([png(9_000, 10)], "wide.png"), /too many pixels/],
      [new File([png(1600, 1000), Buffer.alloc(8_000_000)], "large.png"), /larger than 8 MB/],
      [new File([], "empty.png"), /is empty/],
    ];
    for (const [file, words] of refusals) {
      const answer = await send(cover, cookie, { offerId: offer.id }, [file]);
      expect(answer.status, file.name).toBe(422);
      expect((await answer.json()).problems.join(), file.name).toMatch(words);
    }
    expect(await db.storedFile.count({ where: { storeId } })).toBe(0);
    expect(await countFiles()).toBe(before);
  });

  test("a plain form is answered with a page that says what happened", async () => {
    const { offer } = await aCourse(storeId);
    const kept = await send(cover, cookie, { offerId: offer.id }, [new File([png(10, 10)], "a.png")], false);
    expect(kept.status).toBe(302);
    expect(kept.headers.get("Location")).toBe(`/studio/offers/${offer.id}`);
    expect(kept.headers.get("Set-Cookie")).toContain("flash=");
    const none = await send(cover, cookie, { offerId: offer.id }, [], false);
    expect(none.status).toBe(302);
  });
});

describe("files and videos", () => {
  test("many files in one form, in order, under names that are safe (row 28)", async () => {
    const { offer, file } = await aDownload(storeId, { status: "draft" });
    const files = [new File(["one"], "..\\..\\one.txt", { type: "text/plain" }), new File(["<script>"], 'tw"o\r\nX-Evil: 1.html', { type: "text/html" })];
    expect(await (await send(upload, cookie, { offerId: offer.id }, files)).json()).toEqual({ ok: true, problems: [] });
    const shown = await downloadFiles(offer.id);
    expect(shown.map((one) => [one.name, one.contentType, one.size])).toEqual([
      [file.fileName, "application/pdf", Number(file.byteSize)],
      ["one.txt", "text/plain", 3],
      ["tw_oX-Evil_ 1.html", "application/octet-stream", 8],
    ]);
  });

  test("a video must be one", async () => {
    const { offer, lessons } = await aCourse(storeId);
    const params = { offerId: offer.id, lessonId: lessons[0]!.id };
    const refused = await send(video, cookie, params, [new File(["<html>"], "a.mp4", { type: "video/mp4" })]);
    expect((await refused.json()).problems.join()).toMatch(/not a video/);
    await send(video, cookie, params, [new File([mp4], "a.mov", { type: "text/html" })]);
    const lesson = await db.lesson.findUniqueOrThrow({ where: { id: params.lessonId } });
    expect(await db.storedFile.findUniqueOrThrow({ where: { id: lesson.videoFileId! } })).toMatchObject({ contentType: "video/mp4", byteSize: BigInt(mp4.length) });
  });

  test("another creator's offer takes no bytes at all (row 29)", async () => {
    const { store } = await aStore();
    const theirs = await aDownload(store.id);
    const course = await aCourse(store.id);
    const mine = await aCourse(storeId);
    const before = await countFiles();
    const file = () => new File([mp4], "a.mp4");
    expect((await send(upload, cookie, { offerId: theirs.offer.id }, [file()])).status).toBe(404);
    expect((await send(cover, cookie, { offerId: theirs.offer.id }, [new File([png(1, 1)], "a.png")])).status).toBe(404);
    expect((await send(video, cookie, { offerId: course.offer.id, lessonId: course.lessons[0]!.id }, [file()])).status).toBe(404);
    expect((await send(video, cookie, { offerId: mine.offer.id, lessonId: course.lessons[0]!.id }, [file()])).status).toBe(404);
    expect((await send(upload, cookie, { offerId: mine.offer.id }, [file()])).status).toBe(404);
    expect(await countFiles()).toBe(before);
  });

  test("what is sold is never served as a public file", async () => {
    const { file } = await aDownload(storeId);
    const answer = await answerOf(() => publicFile({ request: makeRequest(`/files/${file.id}`), params: { fileId: file.id }, context }));
    expect(answer.status).toBe(404);
  });
});

describe("when storage fails", () => {
  test("no room: said so, nothing kept (row 11)", async () => {
    const { offer } = await aDownload(storeId, { status: "draft" });
    const restore = useStorage({ ...storage(), putStream: () => Promise.reject(new StorageFullError("ENOSPC")) } as FileStorage);
    const answer = await send(upload, cookie, { offerId: offer.id }, [new File(["one"], "one.txt")]).finally(restore);
    expect((await answer.json()).problems.join()).toMatch(/no room left/);
    expect(await downloadFiles(offer.id)).toHaveLength(1);
  });

  test("the sender goes away in the middle: no row, no bytes", async () => {
    const before = await countFiles();
    const stream = new Readable({ read() {} });
    stream.push(Buffer.alloc(1000));
    const storing = storeUpload({ storeId, purpose: "download", fileName: "a", contentType: "", stream, maxBytes: 1e6, accept: "any" });
    setTimeout(() => stream.destroy(new Error("aborted")), 20);
    expect(await storing).toEqual({ ok: false, error: "interrupted" });
    expect(await db.storedFile.count({ where: { storeId } })).toBe(0);
    expect(await countFiles()).toBe(before);
  });

  test("the database refuses the row: the bytes go again", async () => {
    const before = await countFiles();
    const storing = storeUpload({ storeId: "sto_nobody", purpose: "download", fileName: "a", contentType: "", stream: Readable.from([Buffer.from("x")]), maxBytes: 10, accept: "any" });
    await expect(storing).rejects.toThrow(/store|foreign|constraint/i);
    expect(await countFiles()).toBe(before);
  });
});

async function countFiles(): Promise<number> {
  const entries = await readdir(`${env.dataDir}/files`, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).length;
}
