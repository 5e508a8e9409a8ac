import { execFileSync, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { freePort } from "../test/setup/postgres";
import { figure, type Figure } from "./figure";

const root = fileURLToPath(new URL("../", import.meta.url));

/** `npm start` in a fresh clone with an empty npm cache, and once more in the same place. */
export async function secondStart(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-clone-"));
  try {
    execFileSync("git", ["clone", "--quiet", root, join(folder, "lectern")]);
    const first = await startOnce(folder);
    const second = await startOnce(folder);
    return [figure("second-start", "s", second, first)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function startOnce(folder: string): Promise<number> {
  const port = await freePort();
  const begun = Date.now();
  // A stranger's environment: nothing but a path, a home and an empty cache.
  const child = spawn("npm", ["start"], {
    cwd: join(folder, "lectern"),
    env: { PATH: process.env.PATH ?? "", HOME: folder, PORT: String(port), npm_config_cache: join(folder, "cache") } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  await new Promise<void>((resolve, reject) => {
    let output = "";
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString();
      if (/Ready in/.test(output)) resolve();
    });
    child.once("exit", (code) => reject(new Error(`npm start ended with code ${code}:\n${output}`)));
  });
  const seconds = (Date.now() - begun) / 1000;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  process.kill(-child.pid!, "SIGINT");
  await gone;
  return seconds;
}
