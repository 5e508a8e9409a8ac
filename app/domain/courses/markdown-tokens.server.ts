import type { Token } from "marked";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { fail, ok, type Result } from "~/lib/result";

/** Longest that reading one file may take, in milliseconds; a file of a normal lesson takes a few. */
const TIME_LIMIT = 4_000;
/** More levels of quotes and lists on one line than anybody writes. */
const NESTED = /^[ \t]*(?:>[ \t]*|(?:[-*+]|\d{1,9}[.)])[ \t]+){50,}\S/m;

export type MarkdownProblem = "nested" | "too_long";

// Only finds out what is what; it runs nothing of the text and touches nothing but it.
const READER = `
const { parentPort, workerData } = require("node:worker_threads");
const ready = import(workerData).then((marked) => (parentPort.postMessage("ready"), marked));
parentPort.on("message", async (text) => {
  const { Lexer } = await ready;
  try {
    const tokens = Lexer.lex(text, { gfm: true });
    parentPort.postMessage({ tokens: JSON.parse(JSON.stringify(tokens)) });
  } catch (error) {
    parentPort.postMessage({ tokens: null });
  }
});`;

/**
 * Markdown as tokens. There are texts that keep any Markdown reader busy for minutes or take it over its stack, so each is
 * read beside the server's own thread and given up on after a few seconds; memory is limited the same way.
 */
export class MarkdownReader {
  #worker: Promise<Worker> | null = null;

  constructor(private readonly timeLimit = TIME_LIMIT) {}

  async tokens(text: string): Promise<Result<Token[], MarkdownProblem>> {
    if (NESTED.test(text)) return fail("nested");
    // The time a thread takes to begin is not the text's.
    const worker = await (this.#worker ??= this.#start());
    const answer = await new Promise<{ tokens: Token[] | null } | "too_long">((resolve) => {
      const timer = setTimeout(() => end("too_long"), this.timeLimit);
      const onMessage = (message: { tokens: Token[] | null }) => end(message);
      // Out of memory, most likely.
      const onError = () => end("too_long");
      const end = (result: { tokens: Token[] | null } | "too_long") => {
        clearTimeout(timer);
        worker.off("message", onMessage).off("error", onError);
        resolve(result);
      };
      worker.on("message", onMessage).on("error", onError);
      worker.postMessage(text, []);
    });
    if (answer === "too_long") {
      await this.close();
      return fail("too_long");
    }
    return answer.tokens ? ok(answer.tokens) : fail("nested");
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await (await worker)?.on("error", () => {}).terminate();
  }

  #start(): Promise<Worker> {
    const marked = pathToFileURL(createRequire(import.meta.url).resolve("marked")).href;
    const worker = new Worker(READER, { eval: true, workerData: marked, resourceLimits: { maxOldGenerationSizeMb: 256 } });
    return new Promise((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", () => {
        worker.off("error", reject);
        resolve(worker);
      });
    });
  }
}
