import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoEnvironment } from "../../scripts/lib/demo-environment.mjs";
import { freePort } from "./postgres";

export interface DemoWorld {
  url: string;
  sandboxUrl: string;
  env: Record<string, string>;
  /** The process of the app as it runs now. */
  appPid(): number;
  /** End the app as hard as can be, and start it again on the same data. */
  killApp(): Promise<void>;
  startApp(): Promise<void>;
  stop(): Promise<void>;
}

/** The built app beside the sandbox, seeded with the demo, as `npm start` runs them: own ports, own folder. */
export async function startDemoWorld({ seed = true, databaseUrl, more = {} }: { seed?: boolean; databaseUrl?: string; more?: Record<string, string> } = {}): Promise<DemoWorld> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-demo-"));
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const env: Record<string, string> = { ...demoEnvironment({ LOG_LEVEL: "error" }, { port, sandboxPort, dataDir: folder }), ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}), ...more };
  let sandbox: ChildProcess | undefined;
  let app: ChildProcess | undefined;
  const startApp = async () => {
    app = await ready(["build/start.js"], env);
  };
  const stop = async () => {
    for (const child of [app, sandbox]) if (child) await end(child, "SIGTERM");
    await rm(folder, { recursive: true, force: true });
  };
  try {
    sandbox = await ready(["--import", "tsx", "test/sandbox/server.ts"], env);
    await finished(["--import", "tsx", "prisma/prepare.ts", ...(seed ? ["--seed"] : [])], env);
    await startApp();
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: env.APP_URL ?? "", sandboxUrl: env.SANDBOX_URL ?? "", env, appPid: () => app?.pid ?? 0, startApp, killApp: () => end(app!, "SIGKILL"), stop };
}

/** Make something happen in the sandbox of a running world. */
export async function inWorld<T>(sandboxUrl: string, action: string, input: object = {}): Promise<T> {
  const response = await fetch(`${sandboxUrl}/control/api/${action}`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(input) });
  const answer = (await response.json()) as { ok: true; result: T } | { ok: false; error: string };
  if (!answer.ok) throw new Error(`sandbox ${action}: ${answer.error}`);
  return answer.result;
}

/** A Node process that says it is ready over IPC. */
export function ready(args: string[], env: Record<string, string>): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"], env: { ...process.env, ...env } });
    child.once("message", () => resolve(child));
    child.once("exit", (code) => reject(new Error(`${args.join(" ")} ended with code ${code}`)));
  });
}

/** Runs a Node process to its end; throws if it failed. */
export function finished(args: string[], env: Record<string, string>): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, ...env } });
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(" ")} ended with code ${code}`))));
  });
}

/** End a process and wait until it is gone. */
export async function end(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill(signal);
  await gone;
}
