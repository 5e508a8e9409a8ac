import { fork } from "node:child_process";
import PgBoss from "pg-boss";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { demoEnvironment } from "../scripts/lib/demo-environment.mjs";
import { end, finished, inWorld, ready } from "../test/setup/demo-world";
import { freePort, startPostgres } from "../test/setup/postgres";
import { figure, median, type Figure } from "./figure";

const ROUNDS = 3;
const SESSIONS = 150;
const JOBS = 300;

/**
 * Paid sessions fulfilled a second (Stripe asked, order, grant and receipt written) against pg-boss on the same Postgres
 * fetching and completing empty jobs one by one. In turns, medians.
 */
export async function fulfilment(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-fulfilment-"));
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase("lectern");
  const boss = new PgBoss({ connectionString: await postgres.createDatabase("boss"), schedule: false, supervise: false });
  const sandboxPort = await freePort();
  const env: Record<string, string> = { ...demoEnvironment({ LOG_LEVEL: "error" }, { port: await freePort(), sandboxPort, dataDir: folder }), DATABASE_URL: databaseUrl, STORM_SESSIONS: String(SESSIONS) };
  const sandbox = await ready(["--import", "tsx", "test/sandbox/server.ts"], env);
  try {
    await inWorld(env.SANDBOX_URL ?? "", "webhooks.configure", { mode: "drop" });
    await finished(["--import", "tsx", "prisma/prepare.ts"], env);
    await boss.start();
    await boss.createQueue("empty");
    const seen: { ours: number[]; baseline: number[] } = { ours: [], baseline: [] };
    for (let round = 0; round < ROUNDS; round += 1) {
      await finished(["--import", "tsx", "bench/storm-sellers.ts"], env);
      seen.ours.push(await fulfil(env));
      seen.baseline.push(await emptyJobs(boss));
    }
    return [figure("fulfilment", "sessions/s (baseline: empty jobs)", median(seen.ours), median(seen.baseline))];
  } finally {
    await boss.stop({ graceful: false });
    await end(sandbox);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function fulfil(env: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork("bench/fulfil-all.ts", { execArgv: ["--import", "tsx"], env: { ...process.env, ...env } });
    child.once("message", (perSecond) => resolve(Number(perSecond)));
    child.once("exit", (code) => reject(new Error(`ended with code ${code}`)));
  });
}

async function emptyJobs(boss: PgBoss): Promise<number> {
  for (let job = 0; job < JOBS; job += 1) await boss.send("empty", {});
  const from = performance.now();
  for (let job = 0; job < JOBS; job += 1) {
    const [fetched] = await boss.fetch("empty");
    if (fetched) await boss.complete("empty", fetched.id);
  }
  return JOBS / ((performance.now() - from) / 1000);
}
