import { fileURLToPath } from "node:url";
import type { ServerBuild } from "@remix-run/node";
import type { Runtime } from "./runtime";
import { createApp } from "./app";
import { closeServer } from "./close-server";

/**
 * The process: load the built app (one module graph: database and queue exist once), open it, listen, and end cleanly.
 * In development Vite gives the app instead of the build.
 */
const root = fileURLToPath(new URL("../", import.meta.url));
const STOP_AFTER_MS = 20_000;
const ANSWERS_END_WITHIN_MS = 5_000;

async function main(): Promise<void> {
  const vite = process.env.LECTERN_DEV ? await startVite() : null;
  const load = async (): Promise<ServerBuild> =>
    (vite ? await vite.ssrLoadModule("virtual:remix/server-build") : await import(/* @vite-ignore */ `${root}build/server/index.js`)) as ServerBuild;
  const build = await load();
  const runtime = (build.entry.module as unknown as { runtime: Runtime }).runtime;
  const { env, log } = runtime;

  await runtime.boot();
  const app = createApp({ runtime, build: vite ? load : build, clientFolder: vite ? null : `${root}build/client`, middlewares: vite?.middlewares ?? null });
  const server = app.listen(env.port, () => {
    log.info({ port: env.port, url: env.appUrl, sandbox: env.stripe.sandbox }, "Lectern is ready");
    process.send?.("ready");
  });
  server.on("error", (error: NodeJS.ErrnoException) => {
    console.error(error.code === "EADDRINUSE" ? `Port ${env.port} is taken. Stop what uses it, or choose another: PORT=3100 npm start` : String(error));
    process.exit(1);
  });

  // pg-boss writes down the end of a job without waiting for the answer: while the database is away that fails with nobody
  // listening. The job comes again; a process that ended for it would have to be started by somebody.
  process.on("unhandledRejection", (error) => log.error({ err: error }, "a failure nobody waited for"));

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info({ signal }, "stopping");
    // Whatever hangs must not keep the process for ever.
    setTimeout(() => process.exit(1), STOP_AFTER_MS).unref();
    closeServer(server, ANSWERS_END_WITHIN_MS)
      .then(() => runtime.shutdown())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, "could not stop cleanly");
          process.exit(1);
        },
      );
  };
  process.on("SIGTERM", () => stop("SIGTERM"));
  process.on("SIGINT", () => stop("SIGINT"));
  // The parent (npm start) is gone: nobody would stop us any more.
  process.on("disconnect", () => stop("disconnect"));
}

async function startVite() {
  const { createServer } = await import("vite");
  return createServer({ server: { middlewareMode: true }, root });
}

/** Errors whose message is all that whoever starts the process needs. */
const PLAIN: ReadonlySet<string> = new Set(["EnvironmentError", "FolderInUseError"]);

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (PLAIN.has(error.name) ? error.message : (error.stack ?? error.message)) : error);
  process.exit(1);
});
