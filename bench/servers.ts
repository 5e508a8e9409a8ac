import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoEnvironment } from "../scripts/lib/demo-environment.mjs";
import { freePort, startPostgres, type PostgresServer } from "../test/setup/postgres";

export interface Running {
  url: string;
  sandboxUrl: string;
  env: Record<string, string>;
  databaseUrl: string;
  stop(): Promise<void>;
}

/** The built app beside the sandbox on a Postgres of its own, seeded with the demo: as a person runs it. */
export async function startLectern({ seed }: { seed: boolean }): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-bench-"));
  const postgres: PostgresServer = await startPostgres();
  const databaseUrl = await postgres.createDatabase("lectern");
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const env: Record<string, string> = { ...demoEnvironment({ LOG_LEVEL: "error" }, { port, sandboxPort, dataDir: folder }), DATABASE_URL: databaseUrl };
  const children: ChildProcess[] = [];
  const stop = async () => {
    for (const child of children.reverse()) await end(child);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    children.push(await ready(["--import", "tsx", "test/sandbox/server.ts"], env));
    await finished(["--import", "tsx", "prisma/prepare.ts", ...(seed ? ["--seed"] : [])], env);
    children.push(await ready(["build/start.js"], env));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: `http://127.0.0.1:${port}`, sandboxUrl: env.SANDBOX_URL ?? "", env, databaseUrl, stop };
}

/** A Node process that says "ready" over IPC. */
export function ready(args: string[], env: Record<string, string>): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"], env: { ...process.env, ...env } });
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with code ${code}`)));
  });
}

function finished(args: string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...env } });
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(" ")} ended with code ${code}`))));
  });
}

export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  await gone;
}
