/**
 * All that the HTTP server in server/ and the scripts need of the app, handed out through the built entry, so that there is
 * one copy of the database connection and the queue in a process.
 */
import { currentConnection, openDatabase, sql, adoptConnection } from "./db.server";
import { env } from "./env.server";
import { stripeClockSkew } from "./integrations/stripe/clock-skew.server";
import { closeQueue, openQueue, queueState, startWorkers, type QueueName } from "./jobs/queue.server";
import { jobHandlers } from "./jobs/handlers.server";
import { log } from "./log.server";

export { env, EnvironmentError } from "./env.server";
export { loggablePath } from "./lib/loggable-path";
export { log } from "./log.server";
export { receiveStripeEvent } from "./domain/events/receive.server";
export { receiveOwnEvent } from "./domain/events/receive-own.server";
export { receiveMailEvent } from "./domain/mail/receive-mail-event.server";
export * as uploads from "./uploads.server";

/** Open the database and the queue and begin to work. Throws when the database cannot be opened or lacks migrations. */
export async function boot(): Promise<void> {
  adoptConnection(await openDatabase(env));
  await assertMigrated();
  await openQueue();
  await startWorkers(jobHandlers);
}

/** Let running jobs end and close everything. */
export async function shutdown(): Promise<void> {
  await closeQueue();
  await currentConnection().close();
}

export interface Readiness {
  ready: boolean;
  database: "ok" | "unreachable";
  queue: "ok" | "behind" | "unknown";
  waiting: { name: string; waiting: number; oldestSeconds: number }[];
  /** Database clock minus ours, in seconds. */
  clockSkewSeconds: number | null;
  /** Stripe's clock minus ours, as its newest answer told; null: none yet. At 300 its webhooks are refused. */
  stripeClockSkewSeconds: number | null;
}

const BEHIND_AFTER_SECONDS = 300;
/** What people wait for. Other work may take its time: a comparison of a large account is ten minutes of work by design. */
const PROMPT: ReadonlySet<string> = new Set<QueueName>(["stripe-event", "send-email"]);

/** Whether the app can do its work now: for load balancers and people. */
export async function readiness(): Promise<Readiness> {
  const stripeClockSkewSeconds = stripeClockSkew()?.seconds ?? null;
  try {
    const { rows } = await sql<{ at: number }>(`SELECT extract(epoch FROM clock_timestamp())::float8 AS at`);
    const waiting = await queueState();
    const behind = waiting.some(({ name, oldestSeconds }) => PROMPT.has(name) && oldestSeconds > BEHIND_AFTER_SECONDS);
    return { ready: !behind, database: "ok", queue: behind ? "behind" : "ok", waiting, clockSkewSeconds: Math.round((rows[0]?.at ?? 0) - Date.now() / 1000), stripeClockSkewSeconds };
  } catch (error) {
    log.error({ err: error }, "not ready");
    return { ready: false, database: "unreachable", queue: "unknown", waiting: [], clockSkewSeconds: null, stripeClockSkewSeconds };
  }
}

async function assertMigrated(): Promise<void> {
  try {
    await sql("SELECT 1 FROM users LIMIT 1");
  } catch (error) {
    throw new Error("The database has no Lectern tables yet. Run `npm run db:migrate` first.", { cause: error });
  }
}
