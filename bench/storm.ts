import { fork, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { demoEnvironment } from "../scripts/lib/demo-environment.mjs";
import { startSandboxServer } from "../test/sandbox/server";
import { end, finished, ready } from "../test/setup/demo-world";
import { freePort, startPostgres } from "../test/setup/postgres";
import { Courier } from "./courier";
import { figure, type Figure } from "./figure";

/** `STORM_SESSIONS=500 npm run bench -- storm` for a small one. */
const SESSIONS = Number(process.env.STORM_SESSIONS ?? 10_000);
/** An hour passes in a moment: so long after the last sale the accounts are compared with Stripe's own list. */
const SETTLE_MS = 65_000;
const GIVE_UP_MS = 40 * 60_000;

interface Verdict {
  orders: number;
  paid: number;
  paidWithoutAccess: number;
  accessWithoutPayment: number;
  grantsTooMany: number;
  receiptsMissing: number;
  receiptsTooMany: number;
  deadLetters: number;
  eventsOpen: number;
}

/**
 * 10,000 paid sessions; their events are duplicated, shuffled, delayed, and 5 % of them lost; two app processes on one
 * Postgres, each killed with -9 once while it works; mail is down for a while. At the end everybody who paid is in, nobody
 * else is, and each has exactly one receipt. Every figure is a count of what must be 0 beside the number of sessions.
 */
export async function storm(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "lectern-storm-"));
  const postgres = await startPostgres();
  const databaseUrl = await postgres.createDatabase("lectern");
  const ports = [await freePort(), await freePort()];
  const sandboxPort = await freePort();
  const sandbox = await startSandboxServer({ port: sandboxPort, host: "127.0.0.1", publicBase: `http://localhost:${sandboxPort}`, delivery: "manual" });
  const envOf = (port: number): Record<string, string> => ({
    ...demoEnvironment({ LOG_LEVEL: "silent", APP_URL: `http://localhost:${ports[0]}` }, { port, sandboxPort, dataDir: folder }),
    DATABASE_URL: databaseUrl,
    STORM_SESSIONS: String(SESSIONS),
    // The sandbox has no such limit; with Resend's own a storm of mails would last for hours.
    RESEND_RATE_PER_SECOND: "1000",
  });
  await finished(["--import", "tsx", "prisma/prepare.ts"], envOf(ports[0]!));
  const apps = await Promise.all(ports.map((port) => ready(["build/start.js"], envOf(port))));
  const courier = new Courier(ports.map((port) => `http://localhost:${port}`));
  // The sandbox's own sender stays silent; every event goes through the courier.
  sandbox.sandbox.engine.webhooks.enqueueStripe = (_owner, event) => {
    if (event.account) courier.take(event);
    return 1;
  };
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const began = performance.now();
  const seconds = () => Math.round((performance.now() - began) / 1000);
  const say = (text: string) => console.error(`  ${seconds()} s: ${text}`);
  const kill = async (which: 0 | 1) => {
    await end(apps[which]!, "SIGKILL");
    say(`app ${which + 1} killed with -9`);
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    apps[which] = await ready(["build/start.js"], envOf(ports[which]!));
    say(`app ${which + 1} is back`);
  };
  try {
    await sell(envOf(ports[0]!), {
      0.2: async () => void (sandbox.sandbox.control.faults.add({ service: "resend", operation: "*", effect: "error_500", times: 1_000_000 }), say("mail is down")),
      0.3: () => kill(0),
      0.5: async () => void (sandbox.sandbox.control.faults.clear({}), say("mail is up")),
      0.7: () => kill(1),
    }, say);
    say(`${SESSIONS} sessions are paid`);
    const sold = performance.now();
    await until(() => Promise.resolve(courier.idle), "the last webhook");
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    await database.query("UPDATE connected_accounts SET events_read_to = connected_at, connected_at = connected_at - interval '1 hour'");
    await database.query("UPDATE connected_accounts SET events_read_to = events_read_to - interval '61 minutes'");
    say("an hour has passed for the comparison with Stripe's list");
    await until(async () => (await open(database)).length === 0, "orders, events and mails to come to rest", async () => say(`still open: ${(await open(database)).join(", ")}`));
    const verdict = await judge(database, sandbox.sandbox.control.mail.list({}));
    say(`at rest; ${JSON.stringify(courier.seen)}, slowest message settled ${Math.round((performance.now() - sold) / 1000)} s after the last sale`);
    say(JSON.stringify(verdict));
    const wrong = (name: string, count: number) => figure(`storm: ${name} (baseline: sessions)`, "of them", count, SESSIONS);
    return [
      wrong("paid without access", verdict.paidWithoutAccess + (SESSIONS - verdict.paid)),
      wrong("access without payment", verdict.accessWithoutPayment + verdict.grantsTooMany),
      wrong("receipts missing", verdict.receiptsMissing),
      wrong("receipts too many", verdict.receiptsTooMany),
      wrong("dead letters", verdict.deadLetters),
    ];
  } finally {
    courier.stop();
    await database.end();
    await Promise.all(apps.map((app) => end(app)));
    await sandbox.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs the buyers, and at given shares of the way something else beside them. */
async function sell(env: Record<string, string>, on: Record<number, () => Promise<void>>, say: (text: string) => void): Promise<void> {
  const due = Object.entries(on).map(([share, run]) => ({ at: Math.floor(Number(share) * SESSIONS), run }));
  const beside: Promise<void>[] = [];
  const child: ChildProcess = fork("bench/storm-sellers.ts", { execArgv: ["--import", "tsx"], env: { ...process.env, ...env } });
  let paid = 0;
  child.on("message", (message) => {
    if (typeof message !== "object" || message === null || !("paid" in message)) return;
    paid += 1;
    if (paid % Math.ceil(SESSIONS / 10) === 0) say(`${paid} paid`);
    while (due[0] && paid >= due[0].at) beside.push(due.shift()!.run());
  });
  const code = await new Promise<number | null>((resolve) => child.once("exit", resolve));
  if (code !== 0) throw new Error(`the buyers ended with code ${code}`);
  await Promise.all(beside);
}

/** What is not at rest, counted by state: orders without a verdict, events and mails on their way. */
async function open(database: pg.Client): Promise<string[]> {
  const { rows } = await database.query<{ what: string; count: number }>(
    `SELECT 'orders ' || status AS what, count(*)::int AS count FROM orders WHERE status IN ('pending', 'processing') GROUP BY status
     UNION ALL SELECT 'events ' || status, count(*)::int FROM stripe_events WHERE status IN ('received', 'processing', 'failed') GROUP BY status
     UNION ALL SELECT 'mails ' || kind || ' ' || status, count(*)::int FROM outbox_emails WHERE status IN ('pending', 'sending') GROUP BY kind, status`,
  );
  return rows.map(({ what, count }) => `${count} ${what}`);
}

async function judge(database: pg.Client, mails: readonly { to: string[] | string; subject: string }[]): Promise<Verdict> {
  const count = async (text: string) => Number((await database.query<{ count: string }>(text)).rows[0]?.count);
  const receipts = new Map<string, number>();
  for (const mail of mails) {
    if (!/receipt/i.test(mail.subject)) continue;
    for (const to of [mail.to].flat()) receipts.set(to, (receipts.get(to) ?? 0) + 1);
  }
  const buyers = (await database.query<{ email: string }>("SELECT buyer_email AS email FROM orders WHERE status = 'paid'")).rows;
  return {
    orders: await count("SELECT count(*) FROM orders"),
    paid: await count("SELECT count(*) FROM orders WHERE status = 'paid'"),
    paidWithoutAccess: await count("SELECT count(*) FROM orders o WHERE o.status = 'paid' AND NOT EXISTS (SELECT 1 FROM grants g WHERE g.order_id = o.id AND g.revoked_at IS NULL)"),
    accessWithoutPayment: await count("SELECT count(*) FROM grants g LEFT JOIN orders o ON o.id = g.order_id WHERE g.revoked_at IS NULL AND o.status IS DISTINCT FROM 'paid'"),
    grantsTooMany: await count("SELECT count(*) FROM (SELECT user_id, offer_id FROM grants WHERE revoked_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1) AS doubles"),
    receiptsMissing: buyers.filter(({ email }) => !receipts.has(email)).length,
    receiptsTooMany: [...receipts.values()].reduce((sum, number) => sum + number - 1, 0),
    deadLetters: await count("SELECT count(*) FROM stripe_events WHERE status = 'dead'"),
    eventsOpen: await count("SELECT count(*) FROM stripe_events WHERE status IN ('received', 'processing', 'failed')"),
  };
}

async function until(done: () => Promise<boolean>, what: string, progress?: () => Promise<void>): Promise<void> {
  const from = Date.now();
  for (let round = 1; !(await done()); round += 1) {
    if (Date.now() - from > GIVE_UP_MS) throw new Error(`waited too long for ${what}`);
    if (progress && round % 30 === 0) await progress();
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}
