import type { ServerBuild } from "@remix-run/node";
import type { Server } from "node:http";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { sweepUploads } from "~/domain/files/finish-upload.server";
import { MAX_UNFINISHED, UPLOAD_LIFE } from "~/domain/files/resumable-upload.server";
import { StorageFullError, storage, useStorage } from "~/integrations/storage/storage.server";
import { later, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { PIECE_BYTES } from "~/lib/upload-kinds";
import * as runtime from "~/runtime.server";
import { createApp } from "../../server/app";
import { aStore } from "../factories/catalog";
import { mp3Of, mp4Of, pngOf } from "../factories/media";
import { makePerson } from "../factories/people";
import { signedInAs } from "../setup/request";
import { storages, type TestStorage } from "../setup/storages";
import { foreignOrigin, metadata, tusClient } from "../setup/tus";

// The real server in front, over HTTP; nothing of this reaches Remix.
const build = { entry: { module: {} }, routes: {}, assets: {}, future: {} } as unknown as ServerBuild;
let place: TestStorage;
let server: Server;
let tus: ReturnType<typeof tusClient>;
let cookie: string;
let storeId: string;

const start = async () => {
  server = createApp({ runtime, build, clientFolder: null, middlewares: null }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  tus = tusClient(server);
};
const stop = () => {
  server.closeAllConnections();
  return new Promise((done) => server.close(done));
};

// The same on both storages.
describe.each(["disk", "S3"] as const)("on %s", (kind) => {
  let restore: () => void;
  beforeAll(async () => {
    place = await storages[kind]();
    restore = useStorage(place.storage);
    await start();
  });
  afterAll(async () => {
    await stop();
    restore();
    await place.stop();
  });
  beforeEach(async () => {
    const made = await aStore();
    storeId = made.store.id;
    cookie = await signedInAs(made.owner.id);
  });

  const files = async () => [...place.files(), ...place.unfinished()];
  const bytesOf = async (fileId: string) => {
    const file = await db.storedFile.findUniqueOrThrow({ where: { id: fileId } });
    return buffer(await storage().getStream(file.storageKey));
  };

  describe("a file in pieces", () => {
    test("row 28: arrives whole, under a name of ours, with the type of its content", async () => {
      const film = mp4Of(2 * PIECE_BYTES + 12_345);
      film.writeUInt32BE(0xdecafbad, PIECE_BYTES + 7);
      const answer = await tus.upload(cookie, "video", "../../throwing\r\nX-Evil: 1.mp4", film, "text/html");
      expect(answer.status).toBe(200);
      const told = JSON.parse(answer.text) as { id: string };
      expect(told).toEqual({ id: expect.stringMatching(/^fil_/), name: "throwingX-Evil_ 1.mp4", size: film.length, contentType: "video/mp4" });
      const file = await db.storedFile.findUniqueOrThrow({ where: { id: told.id } });
      expect(file).toMatchObject({ storeId, purpose: "video", byteSize: BigInt(film.length) });
      expect(file.storageKey).toMatch(new RegExp(`^${storeId}/video/[0-9a-f-]{36}$`));
      expect((await bytesOf(told.id)).equals(film)).toBe(true);
      expect(place.unfinished()).toEqual([]);
    });

    test("until it is whole there is no file and no row", async () => {
      const film = mp4Of(PIECE_BYTES + 100);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      await tus.patch(cookie, headers.location!, 0, film.subarray(0, PIECE_BYTES));
      expect(await db.storedFile.count({ where: { storeId } })).toBe(0);
      expect(place.files().some((path) => path.includes(storeId))).toBe(false);
      expect((await tus.send({ method: "GET", path: headers.location!, cookie })).status).toBe(409);
    });

    test("goes on after a break, and after a restart of the server, where the last whole piece ended", async () => {
      const film = mp4Of(2 * PIECE_BYTES);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      const path = headers.location!;
      expect((await tus.patch(cookie, path, 0, film.subarray(0, PIECE_BYTES))).headers["upload-offset"]).toBe(String(PIECE_BYTES));
      await expect(tus.patch(cookie, path, PIECE_BYTES, film.subarray(PIECE_BYTES, 2 * PIECE_BYTES), { breakAfter: 100_000 })).rejects.toThrow(/on purpose|hang up|reset/);
      await stop();
      // A new process knows nothing but the rows.
      const former = useStorage(place.again());
      await start();
      const head = await tus.send({ method: "HEAD", path, cookie });
      expect([head.status, head.headers["upload-offset"], head.headers["upload-length"]]).toEqual([200, String(PIECE_BYTES), String(film.length)]);
      await tus.patch(cookie, path, PIECE_BYTES, film.subarray(PIECE_BYTES, 2 * PIECE_BYTES));
      const last = await tus.patch(cookie, path, 2 * PIECE_BYTES, film.subarray(2 * PIECE_BYTES));
      expect((await bytesOf((JSON.parse(last.text) as { id: string }).id)).equals(film)).toBe(true);
      former();
    });

    test("the answer to the last piece may be lost: the address tells the same file again, and only one was made", async () => {
      const answer = await tus.upload(cookie, "audio", "hum.mp3", mp3Of());
      const told: unknown = JSON.parse(answer.text);
      const { id } = await db.upload.findFirstOrThrow({ where: { storeId } });
      const again = await tus.send({ method: "GET", path: `/uploads/${id}`, cookie });
      expect(JSON.parse(again.text)).toEqual(told);
      expect((await tus.send({ method: "HEAD", path: `/uploads/${id}`, cookie })).headers["upload-offset"]).toBe(String(mp3Of().length));
      expect(await db.storedFile.count({ where: { storeId } })).toBe(1);
    });

    test("died between the last byte and the row: asking again finishes it", async () => {
      const bytes = mp3Of();
      const { headers } = await tus.begin(cookie, "audio", "hum.mp3", bytes.length);
      const row = await db.upload.findFirstOrThrow({ where: { storeId } });
      const unfinished = { key: row.storageKey, handle: row.handle };
      const tag = await storage().putPiece(unfinished, { number: 0, offset: 0, bytes: bytes.length, stream: Readable.from([bytes]) });
      await db.upload.update({ where: { id: row.id }, data: { received: BigInt(bytes.length), pieces: [tag] } });
      await storage().finishPieces(unfinished, [tag]);
      const told = await tus.send({ method: "GET", path: headers.location!, cookie });
      expect(JSON.parse(told.text)).toMatchObject({ name: "hum.mp3", contentType: "audio/mpeg", size: bytes.length });
    });

    test("the same piece twice at once counts once", async () => {
      const film = mp4Of(PIECE_BYTES);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      const piece = () => tus.patch(cookie, headers.location!, 0, film.subarray(0, PIECE_BYTES)).then((answer) => answer.status);
      const statuses = await Promise.all([piece(), piece()]);
      expect(statuses).toContain(204);
      const last = await tus.patch(cookie, headers.location!, PIECE_BYTES, film.subarray(PIECE_BYTES));
      expect((await bytesOf((JSON.parse(last.text) as { id: string }).id)).equals(film)).toBe(true);
    });
  });

  describe("refused in words", () => {
    test("row 26: what is too large or empty, before a byte is sent; a piece of another length", async () => {
      expect(await tus.begin(cookie, "video", "long.mp4", 5_000_000_001)).toMatchObject({ status: 413, text: expect.stringMatching(/larger than 5 GB/) });
      expect(await tus.begin(cookie, "captions", "en.vtt", 1_000_001)).toMatchObject({ status: 413, text: expect.stringMatching(/larger than 1 MB/) });
      expect(await tus.begin(cookie, "attachment", "all.zip", 500_000_001)).toMatchObject({ status: 413 });
      expect(await tus.begin(cookie, "image", "a.png", 8_000_001)).toMatchObject({ status: 413 });
      expect(await tus.begin(cookie, "video", "none.mp4", 0)).toMatchObject({ status: 422, text: expect.stringMatching(/is empty/) });
      expect((await tus.begin(cookie, "invoice", "a", 5)).status).toBe(400);
      expect((await tus.begin(cookie, "toString", "a", 5)).status).toBe(400);
      expect(await db.upload.count({ where: { storeId } })).toBe(0);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", 100);
      expect((await tus.patch(cookie, headers.location!, 0, Buffer.alloc(101))).status).toBe(413);
      expect((await tus.patch(cookie, headers.location!, 0, Buffer.alloc(99))).status).toBe(413);
      expect((await tus.patch(cookie, headers.location!, 50, Buffer.alloc(50))).status).toBe(409);
      expect((await tus.patch(cookie, headers.location!, 0, Buffer.alloc(100), { headers: { "content-type": "text/plain" } })).status).toBe(400);
      expect(await db.upload.findFirstOrThrow({ where: { storeId } })).toMatchObject({ received: 0n });
    });

    test("row 26: a body at the beginning, and malformed headers, are refused", async () => {
      const body = Buffer.alloc(50);
      expect((await tus.begin(cookie, "video", "a.mp4", 50, "", { "content-length": "50" }).catch(() => ({ status: 400 }))).status).toBe(400);
      expect((await tus.send({ method: "POST", path: "/uploads", cookie, headers: { "upload-length": "-5", "upload-metadata": metadata({ purpose: "video" }), "content-length": "0" } })).status).toBe(400);
      expect((await tus.send({ method: "POST", path: "/uploads", cookie, headers: { "upload-length": "5", "upload-metadata": "purpose !!!", "content-length": "0" } })).status).toBe(400);
      expect((await tus.send({ method: "PATCH", path: "/uploads/upl_x/../y", cookie, body })).status).toBe(404);
      expect(await db.upload.count({ where: { storeId } })).toBe(0);
    });

    test.each([
      ["video", "a.mp4", Buffer.from("<html><script>alert(1)</script>"), /not a video or sound file/],
      ["audio", "a.mp3", mp4Of(100), /not a sound file/],
      ["image", "a.png", Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>"), /not an image/],
      ["captions", "a.vtt", Buffer.from("Put your hands on the clay, and wait."), /not a captions file/],
      ["captions", "b.vtt", Buffer.from("WEBVTT\n\xff\xfe", "latin1"), /not a captions file/],
    ] as const)("%s %s with the wrong content is removed and said so", async (kind, name, bytes, words) => {
      const before = await files();
      expect(await tus.upload(cookie, kind, name, bytes)).toMatchObject({ status: 422, text: expect.stringMatching(words) });
      expect(await db.storedFile.count({ where: { storeId } })).toBe(0);
      expect(await db.upload.count({ where: { storeId } })).toBe(0);
      expect(await files()).toEqual(before);
    });

    test("row 38: a flood of pixels is refused by its header, a bomb of a zip is kept as it is and never unpacked", async () => {
      for (const kind of ["image", "poster"] as const) {
        expect(await tus.upload(cookie, kind, "flood.png", pngOf(60_000, 60_000))).toMatchObject({ status: 422, text: expect.stringMatching(/too many pixels/) });
      }
      const bomb = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), Buffer.alloc(40), Buffer.from("42".repeat(500))]);
      const kept = JSON.parse((await tus.upload(cookie, "download", "42.zip", bomb, "text/html")).text) as { id: string; size: number; contentType: string };
      expect(kept).toMatchObject({ size: bomb.length, contentType: "application/zip" });
      expect((await bytesOf(kept.id)).equals(bomb)).toBe(true);
    });

    test("a first piece that shows the wrong type ends it there", async () => {
      const bytes = Buffer.alloc(PIECE_BYTES + 10, "x");
      const { headers } = await tus.begin(cookie, "video", "long.mp4", bytes.length);
      expect((await tus.patch(cookie, headers.location!, 0, bytes.subarray(0, PIECE_BYTES))).status).toBe(422);
      expect((await tus.send({ method: "HEAD", path: headers.location!, cookie })).status).toBe(404);
    });

    test("row 11: no room, at the beginning or in the middle: said so, and what came is gone", async () => {
      const before = await files();
      const none = useStorage({ ...storage(), room: async () => 1000 });
      expect(await tus.begin(cookie, "video", "a.mp4", 1001)).toMatchObject({ status: 507, text: expect.stringMatching(/no room left/) });
      none();
      const film = mp4Of(PIECE_BYTES);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      await tus.patch(cookie, headers.location!, 0, film.subarray(0, PIECE_BYTES));
      const full = useStorage({ ...storage(), putPiece: () => Promise.reject(new StorageFullError("ENOSPC")) });
      expect(await tus.patch(cookie, headers.location!, PIECE_BYTES, film.subarray(PIECE_BYTES))).toMatchObject({ status: 507, text: expect.stringMatching(/no room left/) });
      full();
      expect(await files()).toEqual(before);
      expect(await db.upload.count({ where: { storeId } })).toBe(0);
    });

    test("too many unfinished ones", async () => {
      const { userId } = { userId: (await db.store.findUniqueOrThrow({ where: { id: storeId } })).ownerId };
      await db.upload.createMany({ data: Array.from({ length: MAX_UNFINISHED }, () => ({ id: newId("upload"), storeId, userId, purpose: "video", fileName: "a", byteSize: 5n, storageKey: newId("file"), createdAt: now(), expiresAt: later(UPLOAD_LIFE) })) });
      expect(await tus.begin(cookie, "video", "a.mp4", 5)).toMatchObject({ status: 429, text: expect.stringMatching(/unfinished/) });
    });
  });

  describe("who may", () => {
    test("row 29: another creator's upload is not there, for any verb; nobody's neither", async () => {
      const film = mp4Of(100);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      const path = headers.location!;
      const theirs = await signedInAs((await aStore()).owner.id);
      for (const method of ["HEAD", "GET", "DELETE", "PATCH"]) {
        const body = method === "PATCH" ? { body: film, headers: { "upload-offset": "0", "content-type": "application/offset+octet-stream" } } : {};
        expect((await tus.send({ method, path, cookie: theirs, ...body })).status, method).toBe(404);
        expect((await tus.send({ method, path, ...body })).status, method).toBe(401);
      }
      expect((await tus.begin("", "video", "a.mp4", 5)).status).toBe(401);
      expect((await tus.begin(await signedInAs((await makePerson()).id), "video", "a.mp4", 5)).status).toBe(403);
      expect((await tus.patch(cookie, path, 0, film)).status).toBe(200);
    });

    test("row 31: from another site nothing is begun, sent or given up", async () => {
      const film = mp4Of(100);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      expect((await tus.begin(cookie, "video", "b.mp4", 5, "", foreignOrigin)).status).toBe(403);
      expect((await tus.patch(cookie, headers.location!, 0, film, { headers: foreignOrigin })).status).toBe(403);
      expect((await tus.send({ method: "DELETE", path: headers.location!, cookie, headers: foreignOrigin })).status).toBe(403);
      const head = await tus.send({ method: "HEAD", path: headers.location!, cookie, headers: foreignOrigin });
      expect(head.headers["access-control-allow-origin"]).toBeUndefined();
    });
  });

  describe("given up", () => {
    test("cancelled: row and bytes are gone", async () => {
      const before = await files();
      const film = mp4Of(PIECE_BYTES);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      await tus.patch(cookie, headers.location!, 0, film.subarray(0, PIECE_BYTES));
      expect((await tus.send({ method: "DELETE", path: headers.location!, cookie })).status).toBe(204);
      expect((await tus.send({ method: "HEAD", path: headers.location!, cookie })).status).toBe(404);
      expect(await files()).toEqual(before);
    });

    test("after a day: it cannot be gone on with, and the sweep takes its bytes, and a stored file no page took, and no other", async () => {
      const film = mp4Of(PIECE_BYTES);
      const { headers } = await tus.begin(cookie, "video", "a.mp4", film.length);
      await tus.patch(cookie, headers.location!, 0, film.subarray(0, PIECE_BYTES));
      const left = JSON.parse((await tus.upload(cookie, "download", "left.pdf", Buffer.from("%PDF-1.7 left"))).text) as { id: string };
      const used = JSON.parse((await tus.upload(cookie, "download", "used.pdf", Buffer.from("%PDF-1.7 used"))).text) as { id: string };
      const offer = await db.offer.create({ data: { id: newId("offer"), storeId, kind: "download", status: "draft", slug: "d", title: "D", highlights: [], createdAt: now(), updatedAt: now() } });
      await db.downloadFile.create({ data: { id: newId("downloadFile"), offerId: offer.id, fileId: used.id, position: 0 } });
      await sweepUploads();
      expect(await db.storedFile.count({ where: { id: { in: [left.id, used.id] } } })).toBe(2);
      const at = now().getTime();
      const putBack = setClock(() => at + UPLOAD_LIFE + 1000);
      try {
        expect((await tus.send({ method: "HEAD", path: headers.location!, cookie })).status).toBe(404);
        await sweepUploads();
      } finally {
        putBack();
      }
      expect(await db.upload.count({ where: { storeId } })).toBe(0);
      expect((await db.storedFile.findMany({ where: { storeId } })).map((file) => file.id)).toEqual([used.id]);
      expect(place.files().filter((path) => path.includes(storeId))).toHaveLength(1);
      expect(place.unfinished()).toEqual([]);
    });
  });
});
