import { execFileSync } from "node:child_process";
import { createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";
import pg from "pg";
import { PGlite } from "@electric-sql/pglite";
import { startDemoWorld } from "../../test/setup/demo-world";
import { startPostgres } from "../../test/setup/postgres";
import { signedEvent } from "../../test/setup/signed-event";

// node --import tsx bench/trials/full-disk.ts [embedded|postgres], as root on Linux: the built app on a disk of 400 MB that is
// filled to the last byte while webhooks come in, and then has room again. Says what was answered and what was lost.
const which = process.argv[2] === "postgres" ? "postgres" : "embedded";
const SIZE = "400m";
const SENDERS = 4;

const small = mkdtempSync(join(tmpdir(), "lectern-small-disk-"));
execFileSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE},mode=1777`, "tmpfs", small]);
process.env.TMPDIR = small;
const unmount = () => execFileSync("umount", ["-l", small]);

const postgres = which === "postgres" ? await startPostgres() : null;
const databaseUrl = await postgres?.createDatabase("lectern");
const world = await startDemoWorld({ seed: false, ...(databaseUrl ? { databaseUrl } : {}) });
const folder = world.env.DATA_DIR ?? "";

const acknowledged = new Set<string>();
let answers: Record<string, number> = {};
const load = { on: true };
const count = (word: string) => (answers[word] = (answers[word] ?? 0) + 1);
const senders = Array.from({ length: SENDERS }, async () => {
  while (load.on) {
    const { id, body, headers } = signedEvent();
    try {
      const response = await fetch(`${world.url}/webhooks/stripe/connect`, { method: "POST", body, headers, signal: AbortSignal.timeout(10_000) });
      count(`webhook ${response.status}`);
      if (response.ok) acknowledged.add(id);
    } catch {
      count("webhook: no answer");
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
});
const page = async (path: string) => count(`${path} ${await fetch(`${world.url}${path}`, { signal: AbortSignal.timeout(10_000) }).then(({ status }) => status, () => "no answer")}`);
const alive = () => {
  try {
    process.kill(world.appPid(), 0);
    return true;
  } catch {
    return false;
  }
};

async function phase(name: string, seconds: number, until = () => false): Promise<void> {
  answers = {};
  const from = Date.now();
  while (Date.now() - from < seconds * 1000 && !until()) {
    await page("/sign-in");
    await page("/readyz");
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  console.log(`${name} (${((Date.now() - from) / 1000).toFixed(1)} s, the app ${alive() ? "runs" : "has ended"}): ${Object.entries(answers).sort().map(([word, times]) => `${word} × ${times}`).join(", ")}`);
}

/** To the last byte: what others give back meanwhile is taken too. */
async function fill(file: string): Promise<void> {
  const zeros = Readable.from((function* () { for (;;) yield Buffer.alloc(64 * 1024); })());
  await pipeline(zeros, createWriteStream(file, { flags: "a" })).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOSPC") throw error;
  });
}

async function stored(): Promise<Set<string>> {
  const text = "SELECT id FROM stripe_events";
  if (databaseUrl) {
    const client = new pg.Client({ connectionString: databaseUrl });
    await client.connect();
    const { rows } = await client.query<{ id: string }>(text).finally(() => client.end());
    return new Set(rows.map(({ id }) => id));
  }
  const engine = await PGlite.create({ dataDir: join(folder, "pglite") });
  const { rows } = await engine.query<{ id: string }>(text).finally(() => engine.close());
  return new Set(rows.map(({ id }) => id));
}

try {
  await phase("before", 5);
  const ballast = join(small, "ballast");
  await fill(ballast);
  const filling = setInterval(() => void fill(ballast), 250);
  await phase("full", 20);
  clearInterval(filling);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const before = acknowledged.size;
  await rm(ballast);
  await phase("room again", 60, () => acknowledged.size > before + 20);
  if (acknowledged.size <= before) {
    await world.killApp();
    await world.startApp();
    await phase("started anew", 30, () => acknowledged.size > before + 20);
  }
  load.on = false;
  await Promise.all(senders);
  if (!databaseUrl) await world.killApp();
  const rows = await stored();
  console.log(`${acknowledged.size} events acknowledged, of those lost: ${[...acknowledged].filter((id) => !rows.has(id)).length}`);
} finally {
  load.on = false;
  await world.stop();
  await postgres?.stop();
  unmount();
  rmSync(small, { recursive: true, force: true });
}
process.exit(0);
