import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PIECE_BYTES } from "~/lib/upload-kinds";
import { storages, type TestStorage } from "../../../test/setup/storages";
import { BrokenPieceError, LostPiecesError, type FileStorage } from "./file-storage";

const MB = 1024 * 1024;

/** Bytes that differ from place to place, so that a shifted or swapped part is seen. */
function pattern(bytes: number, seed = 1): Buffer {
  const all = Buffer.alloc(bytes);
  for (let at = 0; at + 4 <= bytes; at += 4) all.writeUInt32LE(((at + seed) * 2654435761) >>> 0, at);
  return all;
}

function inChunks(bytes: Buffer, size = 64 * 1024, end?: Error): Readable {
  return Readable.from(
    (async function* () {
      for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
      if (end) throw end;
    })(),
    { objectMode: false },
  );
}

// One suite, two storages: a folder, and a bucket of an S3 server on this machine.
describe.each(["disk", "S3"] as const)("%s", { timeout: 120_000 }, (kind) => {
  let place: TestStorage;
  let files: FileStorage;
  beforeAll(async () => {
    place = await storages[kind]();
    files = place.storage;
  });
  afterAll(() => place.stop());

  test("keeps, measures and removes; removing twice is no fault", async () => {
    expect(await files.putStream("sto_1/cover/a", Readable.from([Buffer.from("0123"), Buffer.from("456789")]))).toBe(10);
    expect(await files.exists("sto_1/cover/a")).toBe(true);
    expect(await files.size("sto_1/cover/a")).toBe(10);
    expect(await text(await files.getStream("sto_1/cover/a"))).toBe("0123456789");
    await files.remove("sto_1/cover/a");
    await files.remove("sto_1/cover/a");
    expect(await files.size("sto_1/cover/a")).toBeNull();
    expect(await files.exists("sto_1/cover/a")).toBe(false);
    await expect(files.getStream("sto_1/cover/a")).rejects.toThrow(/no such file|not exist|NoSuchKey|UnknownError/i);
  });

  test("reads ranges: start, middle, end, one byte, up to and beyond the end", async () => {
    await files.putStream("ranges", Readable.from([Buffer.from("0123456789abcdefghij")]));
    const part = async (start: number, end?: number) => text(await files.getStream("ranges", end === undefined ? { start } : { start, end }));
    expect(await part(0, 4)).toBe("01234");
    expect(await part(5, 9)).toBe("56789");
    expect(await part(17)).toBe("hij");
    // s3rver takes an end of 0 for none; Amazon's does not.
    if (kind === "disk") expect(await part(0, 0)).toBe("0");
    expect(await part(19, 19)).toBe("j");
    expect(await part(18, 999)).toBe("ij");
  });

  test("a large file keeps every byte in its place", async () => {
    const bytes = pattern(18 * MB + 7);
    expect(await files.putStream("sto_1/video/large", inChunks(bytes))).toBe(bytes.length);
    expect((await buffer(await files.getStream("sto_1/video/large"))).equals(bytes)).toBe(true);
    const middle = { start: 8 * MB - 3, end: 8 * MB + 4 };
    expect((await buffer(await files.getStream("sto_1/video/large", middle))).equals(bytes.subarray(middle.start, middle.end + 1))).toBe(true);
    await files.remove("sto_1/video/large");
  });

  test("an empty file is a file", async () => {
    expect(await files.putStream("empty", Readable.from([]))).toBe(0);
    expect(await files.size("empty")).toBe(0);
    await files.remove("empty");
  });

  test("row 11: a write that breaks off leaves nothing, small or large", async () => {
    const before = place.files();
    for (const bytes of [pattern(1000), pattern(18 * MB)]) {
      await expect(files.putStream("broken", inChunks(bytes, 64 * 1024, new Error("connection lost")))).rejects.toThrow("connection lost");
    }
    expect(await files.exists("broken")).toBe(false);
    expect(place.files()).toEqual(before);
    expect(place.unfinished()).toEqual([]);
  });

  test("until a file is whole nobody sees it under its name, and what was there before stays", async () => {
    await files.putStream("swapped", Readable.from([Buffer.from("former")]));
    let seen = "";
    const stream = Readable.from(
      (async function* () {
        yield Buffer.from("first half, ");
        seen = await text(await files.getStream("swapped"));
        yield Buffer.from("second half");
      })(),
      { objectMode: false },
    );
    await files.putStream("swapped", stream);
    expect(seen).toBe("former");
    expect(await text(await files.getStream("swapped"))).toBe("first half, second half");
  });

  test("many at once do not get in each other's way", async () => {
    const all = Array.from({ length: 8 }, (_, index) => pattern(300_000 + index, index));
    await Promise.all(all.map((bytes, index) => files.putStream(`many/${index}`, inChunks(bytes, 10_000))));
    const back = await Promise.all(all.map(async (_, index) => buffer(await files.getStream(`many/${index}`))));
    back.forEach((bytes, index) => expect(bytes.equals(all[index]!), String(index)).toBe(true));
  });

  test("row 28: no key leaves its place", async () => {
    for (const key of ["../out", "a/../../out", "/etc/passwd", "a\\b", "a b", "", "a//b", "a\r\nb"]) {
      await expect(files.putStream(key, Readable.from(["x"])), key).rejects.toThrow("storage key");
      await expect(files.getStream(key), key).rejects.toThrow("storage key");
      await expect(files.remove(key), key).rejects.toThrow("storage key");
    }
  });

  describe("in pieces", () => {
    const send = async (key: string, bytes: Buffer, size = PIECE_BYTES, through: () => FileStorage = () => files) => {
      const handle = await files.beginPieces(key);
      const tags: string[] = [];
      for (let number = 0; number * size < bytes.length; number += 1) {
        const piece = bytes.subarray(number * size, (number + 1) * size);
        tags.push(await through().putPiece({ key, handle }, { number, offset: number * size, bytes: piece.length, stream: inChunks(piece) }));
      }
      return { handle, tags };
    };

    test("three pieces become one file, by a process that never saw the first; finishing twice changes nothing", async () => {
      const bytes = pattern(2 * PIECE_BYTES + 77);
      const { handle, tags } = await send("sto_1/video/pieces", bytes, PIECE_BYTES, place.again);
      expect(await files.exists("sto_1/video/pieces")).toBe(false);
      await files.finishPieces({ key: "sto_1/video/pieces", handle }, tags);
      await place.again().finishPieces({ key: "sto_1/video/pieces", handle }, tags);
      expect((await buffer(await files.getStream("sto_1/video/pieces"))).equals(bytes)).toBe(true);
      expect(place.unfinished()).toEqual([]);
    });

    test("a piece that breaks off, ends early or is too long is not taken, and can be sent again", async () => {
      const bytes = pattern(PIECE_BYTES);
      const key = "sto_1/video/broken";
      const handle = await files.beginPieces(key);
      const put = (stream: Readable) => files.putPiece({ key, handle }, { number: 0, offset: 0, bytes: bytes.length, stream });
      await expect(put(inChunks(bytes.subarray(0, 100_000), 10_000, new Error("gone")))).rejects.toBeInstanceOf(BrokenPieceError);
      await expect(put(inChunks(bytes.subarray(0, 100_000)))).rejects.toBeInstanceOf(BrokenPieceError);
      await expect(put(inChunks(Buffer.concat([bytes, Buffer.from("x")])))).rejects.toBeInstanceOf(BrokenPieceError);
      const left = inChunks(bytes);
      left.destroy();
      await expect(put(left)).rejects.toBeInstanceOf(BrokenPieceError);
      const tag = await put(inChunks(bytes));
      await files.finishPieces({ key, handle }, [tag]);
      expect((await buffer(await files.getStream(key))).equals(bytes)).toBe(true);
      await files.remove(key);
    });

    test("given up: nothing is left, and it cannot be gone on with", async () => {
      const key = "sto_1/video/dropped";
      const before = place.files();
      const { handle, tags } = await send(key, pattern(PIECE_BYTES + 5));
      await files.dropPieces({ key, handle });
      await files.dropPieces({ key, handle });
      expect([place.files(), place.unfinished()]).toEqual([before, []]);
      await expect(files.putPiece({ key, handle }, { number: 1, offset: PIECE_BYTES, bytes: 1, stream: Readable.from([Buffer.from("x")]) })).rejects.toBeInstanceOf(LostPiecesError);
      await expect(files.finishPieces({ key, handle }, tags)).rejects.toBeInstanceOf(LostPiecesError);
    });

    test("many files at once, more than there are buffers", async () => {
      const all = Array.from({ length: 30 }, (_, index) => pattern(90_000 + index, index));
      await Promise.all(
        all.map(async (bytes, index) => {
          const { handle, tags } = await send(`many-pieces/${index}`, bytes);
          await files.finishPieces({ key: `many-pieces/${index}`, handle }, tags);
        }),
      );
      for (const [index, bytes] of all.entries()) expect((await buffer(await files.getStream(`many-pieces/${index}`))).equals(bytes), String(index)).toBe(true);
    });
  });
});
