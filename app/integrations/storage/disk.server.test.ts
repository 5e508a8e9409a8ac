import { existsSync, readdirSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskStorage } from "./disk.server";
import { StorageFullError } from "./file-storage";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lectern-disk-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const files = () => (existsSync(root) ? readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()) : []);

test("keeps, reads whole and in part, measures and removes", async () => {
  const disk = diskStorage(root);
  expect(await disk.putStream("sto_1/cover/a", Readable.from([Buffer.from("0123"), Buffer.from("456789")]))).toBe(10);
  expect(await disk.exists("sto_1/cover/a")).toBe(true);
  expect(await disk.size("sto_1/cover/a")).toBe(10);
  expect(await text(await disk.getStream("sto_1/cover/a"))).toBe("0123456789");
  expect(await text(await disk.getStream("sto_1/cover/a", { start: 2, end: 4 }))).toBe("234");
  expect(await text(await disk.getStream("sto_1/cover/a", { start: 7 }))).toBe("789");
  await disk.remove("sto_1/cover/a");
  await disk.remove("sto_1/cover/a");
  expect(await disk.size("sto_1/cover/a")).toBeNull();
  await expect(disk.getStream("sto_1/cover/a")).rejects.toMatchObject({ code: "ENOENT" });
});

test("a write that fails in the middle leaves nothing, a full disk says so (row 11)", async () => {
  const disk = diskStorage(root);
  const failing = (error: Error) =>
    Readable.from(
      (async function* () {
        yield Buffer.alloc(100_000);
        throw error;
      })(),
      { objectMode: false },
    );
  await expect(disk.putStream("k", failing(new Error("connection lost")))).rejects.toThrow("connection lost");
  await expect(disk.putStream("k", failing(Object.assign(new Error("no space"), { code: "ENOSPC" })))).rejects.toBeInstanceOf(StorageFullError);
  expect(files()).toEqual([]);
  expect(await disk.exists("k")).toBe(false);
});

test("until a file is whole nobody sees it under its name", async () => {
  const disk = diskStorage(root);
  let seen: boolean | undefined;
  const stream = Readable.from(
    (async function* () {
      yield Buffer.from("first half");
      seen = await disk.exists("k");
      yield Buffer.from("second half");
    })(),
    { objectMode: false },
  );
  await disk.putStream("k", stream);
  expect(seen).toBe(false);
  expect(await disk.exists("k")).toBe(true);
});

test("no key leaves the folder (row 28)", async () => {
  const disk = diskStorage(root);
  for (const key of ["../out", "a/../../out", "/etc/passwd", "a\\b", "a b", "", "a//b"]) {
    await expect(disk.putStream(key, Readable.from(["x"])), key).rejects.toThrow("storage key");
  }
});
