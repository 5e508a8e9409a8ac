import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { lockFolder } from "./db-lock.server";

const folder = await mkdtemp(join(tmpdir(), "lectern-lock-"));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Another process that holds the folder. */
function holder(path: string) {
  const child = spawn(process.execPath, ["--import", "tsx", "-e", `import("./app/db-lock.server.ts").then((lock) => lock.lockFolder(${JSON.stringify(path)})).then(() => { process.send("held"); setInterval(() => {}, 1000); })`], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return { child, held: new Promise<void>((resolve) => child.once("message", () => resolve())) };
}

test("row 40: a second process on the same embedded database is refused and told why; after a kill -9 the next one gets it at once", async () => {
  const { child, held } = holder(folder);
  await held;
  await expect(lockFolder(folder)).rejects.toThrow(/Another Lectern process already uses .* Stop it first/);
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await gone;
  const lock = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow(/Another Lectern process/);
  await lock.release();
  await (await lockFolder(folder)).release();
}, 30_000);

test("of many processes that come at once after a crash exactly one gets it", async () => {
  const crashed = holder(folder);
  await crashed.held;
  const gone = new Promise((resolve) => crashed.child.once("exit", resolve));
  crashed.child.kill("SIGKILL");
  await gone;
  const tries = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(folder)));
  const got = tries.filter((one) => one.status === "fulfilled");
  expect(got).toHaveLength(1);
  await got[0]!.value.release();
}, 30_000);

test("a folder with a long path is locked too", async () => {
  const long = join(folder, "a".repeat(80), "b".repeat(80));
  await mkdir(long, { recursive: true });
  const lock = await lockFolder(long);
  await expect(lockFolder(long)).rejects.toThrow(/Another Lectern process/);
  await lock.release();
});
