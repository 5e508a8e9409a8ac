import { createRequire } from "node:module";
import { Worker } from "node:worker_threads";
import type { StoredFile } from "~/generated/prisma/client";
import { storage } from "~/integrations/storage/storage.server";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { MAX_STAMP_BYTES, MAX_STAMP_PAGES, type StampProblem } from "./stamp";
import { stampWorker, type StampAnswer, type StampJob } from "./stamp-worker";

/** What one PDF may take before it is given up: of a hostile one the thread is ended, and the server goes on. */
const MAX_SECONDS = 20;
const MAX_HEAP_MB = 512;
/** Buffers of a thread do not count as its heap, so the whole process is watched as well. */
const MAX_GROWTH_BYTES = 700_000_000;
const WATCH_EVERY_MS = 50;
/** How many may wait for their turn. */
const MAX_WAITING = 50;
/** The thread is kept for the next PDF this long. */
const IDLE_MS = 30_000;

type Outcome = Result<Uint8Array, StampProblem>;

let turn: Promise<unknown> = Promise.resolve();
let waiting = 0;
let worker: Worker | null = null;
let idle: NodeJS.Timeout | undefined;
let lastId = 0;

/**
 * The bytes that, put behind a stored PDF, print `line` at the foot of each of its pages. One PDF at a time in this process,
 * in a thread of its own with limits on time and memory; nothing is kept, so a refund or a new address needs no clearing up.
 * "busy": many wait already, ask again later.
 */
export async function stampTail(file: Pick<StoredFile, "id" | "storageKey" | "byteSize">, line: string): Promise<Result<Uint8Array, StampProblem | "busy">> {
  if (file.byteSize > MAX_STAMP_BYTES) return fail("too_large");
  if (waiting >= MAX_WAITING) return fail("busy");
  waiting += 1;
  const mine = turn.then(async () => stampBytes(await wholeFile(file), line));
  turn = mine.catch(() => {});
  try {
    const outcome = await mine;
    if (!outcome.ok) log.warn({ fileId: file.id, problem: outcome.error }, "a PDF cannot be stamped");
    return outcome;
  } finally {
    waiting -= 1;
  }
}

async function wholeFile({ storageKey, byteSize }: Pick<StoredFile, "storageKey" | "byteSize">): Promise<ArrayBuffer> {
  const whole = new Uint8Array(Number(byteSize));
  let at = 0;
  for await (const chunk of (await storage().getStream(storageKey)) as AsyncIterable<Buffer>) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole.buffer;
}

function stampBytes(bytes: ArrayBuffer, line: string): Promise<Outcome> {
  clearTimeout(idle);
  const thread = (worker ??= start());
  const job: StampJob = { id: (lastId += 1), bytes, line, maxPages: MAX_STAMP_PAGES };
  const before = process.memoryUsage.rss();
  return new Promise<Outcome>((resolve) => {
    const done = (outcome: Outcome) => {
      clearTimeout(late);
      clearInterval(watch);
      thread.off("message", answered).off("error", failed).off("exit", failed);
      idle = setTimeout(end, IDLE_MS);
      idle.unref();
      resolve(outcome);
    };
    const giveUp = () => {
      end();
      done(fail("too_heavy"));
    };
    const answered = (answer: StampAnswer) => {
      if (answer.id === job.id) done("tail" in answer ? ok(new Uint8Array(answer.tail)) : fail(answer.problem));
    };
    const failed = () => giveUp();
    const late = setTimeout(giveUp, MAX_SECONDS * 1000);
    const watch = setInterval(() => {
      if (process.memoryUsage.rss() - before > MAX_GROWTH_BYTES) giveUp();
    }, WATCH_EVERY_MS);
    thread.on("message", answered).on("error", failed).on("exit", failed);
    thread.postMessage(job, [bytes]);
  });
}

/** The thread runs the text of `stampWorker`: so it is the same from sources and from the built server, where no file of ours lies beside. */
function start(): Worker {
  const library = createRequire(import.meta.url).resolve("@cantoo/pdf-lib");
  // tsx names functions by a helper that the text alone does not have.
  const text = `const __name = (f) => f; const { parentPort, workerData } = require("node:worker_threads"); (${stampWorker.toString()})(require(workerData.library), parentPort);`;
  const thread = new Worker(text, { eval: true, workerData: { library }, resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP_MB }, env: {}, execArgv: [] });
  thread.unref();
  return thread;
}

function end(): void {
  clearTimeout(idle);
  const thread = worker;
  worker = null;
  void thread?.terminate();
}
