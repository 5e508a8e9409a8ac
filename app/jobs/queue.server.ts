import PgBoss from "pg-boss";
import { currentConnection, sql, type Tx } from "~/db.server";
import { log } from "~/log.server";

/** Every queue and what its jobs carry. A job is a hint: the row it points at holds the truth and is claimed with a lease. */
export interface Jobs {
  "stripe-event": { eventId: string };
  /** A comparison of an account with Stripe that somebody asked for. */
  reconcile: { runId: string };
  "send-email": { emailId: string };
  /** Mails that wait for their turn at the mail service. */
  "send-waiting": Record<string, never>;
  "extend-bundle": { itemId: string };
  "pay-back": { orderId: string };
  /** A refund that was asked for here goes to Stripe. */
  "make-refund": { refundId: string };
  /** What went back of a payment has changed: each refund gets its row. */
  "sync-refunds": { orderId?: string; invoiceId?: string };
  /** Mails about a new version of a file, the next batch of them. */
  "tell-owners": { versionId: string };
  /** Mails about lessons that have opened, the next students. */
  "tell-lessons": Record<string, never>;
  /** Mails about a post, the next batch of them. */
  "mail-post": { postId: string };
  /** Whether the PDFs of a download can be stamped. */
  "look-at-pdfs": { offerId: string };
  "end-membership": { subscriptionId: string };
  /** Finds what a crash or a lost webhook left behind. */
  sweep: Record<string, never>;
}
export type QueueName = keyof Jobs;
export type JobHandlers = { [Q in QueueName]: (data: Jobs[Q]) => Promise<void> };

const QUEUES: Record<QueueName, PgBoss.Queue> = {
  // The row is retried by its own schedule (nextAttemptAt), so the job itself is tried again only when the process died.
  "stripe-event": { name: "stripe-event", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 45 },
  reconcile: { name: "reconcile", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 600 },
  "send-email": { name: "send-email", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 45 },
  "send-waiting": { name: "send-waiting", policy: "stately", retryLimit: 0, expireInSeconds: 60 },
  "extend-bundle": { name: "extend-bundle", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 300 },
  "pay-back": { name: "pay-back", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 60 },
  "make-refund": { name: "make-refund", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 60 },
  "sync-refunds": { name: "sync-refunds", retryLimit: 8, retryDelay: 10, retryBackoff: true, expireInSeconds: 60 },
  "tell-owners": { name: "tell-owners", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "tell-lessons": { name: "tell-lessons", policy: "stately", retryLimit: 0, expireInSeconds: 300 },
  "mail-post": { name: "mail-post", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 120 },
  "look-at-pdfs": { name: "look-at-pdfs", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 600 },
  "end-membership": { name: "end-membership", retryLimit: 3, retryDelay: 5, retryBackoff: true, expireInSeconds: 60 },
  // One waits at a time. Any number may run: the one of a process that died holds up nobody.
  sweep: { name: "sweep", policy: "short", retryLimit: 0, expireInSeconds: 300 },
};
const SWEEP_EVERY_MS = 15_000;
/**
 * The embedded database does one thing at a time. While something comes in, a worker on it rests five times as long as it has worked, a
 * second at most; it goes on as soon as nothing has come in for `QUIET_MS`.
 */
const REST = { share: 5, mostMs: 1_000 };
const QUIET_MS = 40;
/** How many jobs of a queue one process works on at once: those that mostly wait for somebody's answer. Else one. */
const AT_ONCE: Partial<Record<QueueName, number>> = { "stripe-event": 10, "send-email": 5 };

// As with the connection: in development this module is loaded anew after an edit, the queue goes on.
interface OpenQueue {
  boss?: PgBoss;
  workers: Map<QueueName, string>;
  /** On the embedded database: who waits to be woken, and until when each rests while something comes in (this process's own clock). */
  waking: Map<QueueName, NodeJS.Timeout>;
  restsUntil: Map<QueueName, number>;
  /** How much is coming in just now, and when something came in last (this process's own clock). */
  comingIn: number;
  cameInAt?: number;
  sweeper?: NodeJS.Timeout;
}
const kept = globalThis as { lecternQueue?: OpenQueue };
const state: OpenQueue = (kept.lecternQueue ??= { workers: new Map(), waking: new Map(), restsUntil: new Map(), comingIn: 0 });

/** Open the queue on the app's own database; creates its tables on first use. */
export async function openQueue(): Promise<void> {
  const opened = new PgBoss({
    db: { executeSql: (text: string, values?: unknown[]) => currentConnection().query(text, values ?? []) },
    // The sweep is our own cron: pg-boss's would poll the embedded database for nothing.
    schedule: false,
    maintenanceIntervalSeconds: 60,
    monitorStateIntervalSeconds: 30,
    archiveCompletedAfterSeconds: 3600,
  });
  opened.on("error", (error) => log.error({ err: error }, "queue error"));
  await opened.start();
  for (const [name, options] of Object.entries(QUEUES)) {
    await besideOthers(() => opened.createQueue(name, options));
    // One that was made by a former release has the options of then.
    await opened.updateQueue(name, options);
  }
  state.boss = opened;
}

/** Processes that start together on a new database make the same tables at once; Postgres then lets one of them wait for nothing. */
async function besideOthers(make: () => Promise<void>, tries = 5): Promise<void> {
  try {
    await make();
  } catch (error) {
    const deadlock = typeof error === "object" && error !== null && "code" in error && error.code === "40P01";
    if (!deadlock || tries === 1) throw error;
    await besideOthers(make, tries - 1);
  }
}

/** Begin to work the queues in this process. */
export async function startWorkers(handlers: JobHandlers): Promise<void> {
  for (const name of Object.keys(QUEUES) as QueueName[]) {
    const batchSize = AT_ONCE[name] ?? 1;
    const id = await queue().work(name, { pollingIntervalSeconds: 2, batchSize }, async (jobs) => {
      const began = performance.now();
      state.restsUntil.set(name, Infinity);
      const done = await Promise.allSettled(jobs.map((job) => handlers[name](job.data as never)));
      const ended = performance.now();
      state.restsUntil.set(name, ended + Math.min(REST.mostMs, REST.share * (ended - began)));
      // A full batch means that more wait: they are not left until the next poll.
      if (jobs.length === batchSize) wake(name);
      const failed = done.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
    });
    state.workers.set(name, id);
  }
  state.sweeper = setInterval(() => {
    queue().send("sweep", {}).catch((error: unknown) => log.error({ err: error }, "could not enqueue the sweep"));
  }, SWEEP_EVERY_MS);
  state.sweeper.unref();
}

/** Let running jobs end, then stop. */
export async function closeQueue(): Promise<void> {
  clearInterval(state.sweeper);
  for (const timer of state.waking.values()) clearTimeout(timer);
  state.waking.clear();
  await state.boss?.stop({ graceful: true, wait: true, timeout: 10_000, close: false });
  state.workers.clear();
  delete state.boss;
}

/** Add a job inside the transaction that makes it due: both are there or neither. */
export async function enqueue<Q extends QueueName>(tx: Tx, name: Q, data: Jobs[Q], options: { startAfter?: Date } = {}): Promise<void> {
  await queue().send(name, data, { ...options, db: inside(tx) });
}

/** The queue's own statements, run in a transaction of ours. */
function inside(tx: Tx): PgBoss.Db {
  return { executeSql: async (text: string, values: unknown[]) => ({ rows: await tx.$queryRawUnsafe<object[]>(text, ...values) }) };
}

/** Several jobs of one queue inside a transaction, in one statement. */
export async function enqueueAll<Q extends QueueName>(tx: Tx, name: Q, all: readonly Jobs[Q][]): Promise<void> {
  await queue().insert(all.map((data) => ({ name, data })), { db: inside(tx) });
}

/** Add a job that belongs to no transaction; of a queue that lets one wait at a time a second is not added. */
export async function enqueueNow<Q extends QueueName>(name: Q, data: Jobs[Q]): Promise<void> {
  await queue().send(name, data);
}

/**
 * Wake this process's worker instead of waiting for the next poll. Call it after the commit. On the embedded database what comes in
 * and what is worked off take turns (`REST`).
 */
export function wake(name: QueueName): void {
  if (state.workers.has(name) && !state.waking.has(name)) lookOrRest(name);
}

function lookOrRest(name: QueueName): void {
  state.waking.delete(name);
  const at = performance.now();
  const busy = state.comingIn > 0 || at - (state.cameInAt ?? -Infinity) < QUIET_MS;
  if (currentConnection().embedded && busy && at < (state.restsUntil.get(name) ?? 0)) {
    state.waking.set(name, setTimeout(() => lookOrRest(name), QUIET_MS).unref());
    return;
  }
  const worker = state.workers.get(name);
  if (worker) state.boss?.notifyWorker(worker);
}

/** Store something from outside, so that the embedded database's workers leave it its turn. */
export async function comesIn<T>(store: () => Promise<T>): Promise<T> {
  state.comingIn += 1;
  try {
    return await store();
  } finally {
    state.comingIn -= 1;
    state.cameInAt = performance.now();
  }
}

/**
 * Run all that is due, one job after another, until nothing is left: for tests and the seed. Returns how many ran. Queues take turns in
 * their order; which have anything is asked of all at once, since a fetch of an empty one costs as much as of a full one.
 */
export async function drain(handlers: JobHandlers): Promise<number> {
  let ran = 0;
  for (;;) {
    let found = 0;
    let due = await queuesDue();
    for (const name of Object.keys(QUEUES) as QueueName[]) {
      if (!due.has(name)) continue;
      const jobs = await queue().fetch(name, { batchSize: 20 });
      for (const job of jobs) {
        found += 1;
        try {
          await handlers[name](job.data as never);
          await queue().complete(name, job.id);
        } catch (error) {
          await queue().fail(name, job.id, error as object);
          throw error;
        }
      }
      // What these have enqueued for a queue still to come is run in this turn.
      if (jobs.length > 0) due = await queuesDue();
    }
    if (found === 0) return ran;
    ran += found;
  }
}

/** Which queues have a job that may be fetched now. */
async function queuesDue(): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ name: string }>(`SELECT DISTINCT name FROM pgboss.job WHERE state < 'active' AND start_after < now()`);
  return new Set(rows.map((row) => row.name));
}

/** Jobs that wait or run, by queue, and the age of the oldest waiting one in seconds: for the health page. */
export async function queueState(): Promise<{ name: string; waiting: number; oldestSeconds: number }[]> {
  const { rows } = await sql<{ name: string; waiting: number; oldest: number | null }>(
    `SELECT name, count(*)::int AS waiting, extract(epoch FROM now() - min(start_after) FILTER (WHERE state < 'active'))::float8 AS oldest
       FROM pgboss.job WHERE state < 'completed' AND start_after <= now() GROUP BY name`,
  );
  return rows.map((row) => ({ name: row.name, waiting: row.waiting, oldestSeconds: row.oldest ?? 0 }));
}

function queue(): PgBoss {
  if (!state.boss) throw new Error("The queue is not open yet");
  return state.boss;
}
