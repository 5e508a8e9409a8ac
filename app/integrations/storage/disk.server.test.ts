import { mkdtemp, rm, utimes, writeFile, mkdir } from "node:fs/promises";
import { existsSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { diskStorage } from "./disk.server";
import { StorageFullError } from "./file-storage";

// What is the disk's alone; the rest is in storage.test.
let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "lectern-disk-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const files = () => readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

/** A stream that ends as a write to a full disk does. */
const full = () =>
  Readable.from(
    (async function* () {
      yield Buffer.alloc(100_000);
      throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    })(),
    { objectMode: false },
  );

test("row 11: a full disk is called by its name, in one go and in pieces", async () => {
  const disk = diskStorage(root);
  await expect(disk.putStream("k", full())).rejects.toBeInstanceOf(StorageFullError);
  expect(files()).toEqual([]);
  const handle = await disk.beginPieces("k");
  await expect(disk.putPiece({ key: "k", handle }, { number: 0, offset: 0, bytes: 200_000, stream: full() })).rejects.toBeInstanceOf(StorageFullError);
  await disk.dropPieces({ key: "k", handle });
  expect(files()).toEqual([]);
  expect(await disk.exists("k")).toBe(false);
});

test("says how much room there is", async () => {
  expect(await diskStorage(join(root, "not-yet-there")).room()).toBeGreaterThan(0);
});

test("what a crash left unfinished is cleared away after a day", async () => {
  const old = join(root, "unfinished", "old");
  const young = join(root, "unfinished", "young");
  await mkdir(join(root, "unfinished"), { recursive: true });
  await Promise.all([writeFile(old, "x"), writeFile(young, "x")]);
  const yesterday = new Date(Date.now() - 25 * 3600_000);
  await utimes(old, yesterday, yesterday);
  await diskStorage(root).putStream("k", Readable.from([Buffer.from("x")]));
  await expect.poll(() => existsSync(old)).toBe(false);
  expect(existsSync(young)).toBe(true);
});
