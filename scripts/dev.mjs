// npm run dev: the sandbox, and the app out of Vite with hot reload.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { demoEnvironment, wantsSandbox } from "./lib/demo-environment.mjs";
import { checkNode, ensureGenerated, ensureInstalled, root } from "./lib/prepare.mjs";
import { startProcess, stopProcess } from "./lib/processes.mjs";
import { run, step } from "./lib/steps.mjs";

checkNode();
process.chdir(root);
if (existsSync(".env")) process.loadEnvFile(".env");
const port = Number(process.env.PORT ?? 3000);
const sandbox = wantsSandbox(process.env);
const env = { ...(sandbox ? demoEnvironment(process.env, { port, sandboxPort: port + 1, dataDir: resolve(process.env.DATA_DIR ?? ".data") }) : {}), NODE_ENV: "development", LECTERN_DEV: "1", LOG_LEVEL: process.env.LOG_LEVEL ?? "info" };
const running = [];
const stop = async (code) => {
  for (const started of running.splice(0).reverse()) await stopProcess(started);
  process.exit(code);
};
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));

await ensureInstalled();
await ensureGenerated();
for (const [name, args] of [...(sandbox ? [["The sandbox", ["--import", "tsx", "test/sandbox/server.ts"]]] : []), ["prepare", []], ["Lectern", ["--import", "tsx", "server/index.ts"]]]) {
  if (name === "prepare") {
    await step("Preparing the database", () => run(process.execPath, ["--import", "tsx", "prisma/prepare.ts", ...(sandbox ? ["--seed"] : [])], { env }));
    continue;
  }
  const started = startProcess(name, args, env, { onExit: () => void stop(1) });
  running.push(started);
  await started.ready;
}
console.log(`\n  ${env.APP_URL ?? `http://localhost:${port}`}\n`);
