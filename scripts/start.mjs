// npm start: from a fresh clone to a running Lectern. Uses nothing but Node until the packages are there.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { demoEnvironment, wantsSandbox } from "./lib/demo-environment.mjs";
import { checkNode, ensureBuilt, ensureGenerated, ensureInstalled, hashOf, root } from "./lib/prepare.mjs";
import { portIsFree, startProcess, stopProcess } from "./lib/processes.mjs";
import { die, run, step } from "./lib/steps.mjs";

const begun = Date.now();
checkNode();
process.chdir(root);
if (existsSync(".env")) process.loadEnvFile(".env");

const port = Number(process.env.PORT ?? 3000);
if (!Number.isInteger(port) || port < 1 || port > 65534) die(`PORT must be a number between 1 and 65534, not "${process.env.PORT}".`);
const sandbox = wantsSandbox(process.env);
const sandboxPort = port + 1;
const dataDir = resolve(process.env.DATA_DIR ?? ".data");

for (const wanted of sandbox ? [port, sandboxPort] : [port]) {
  if (!(await portIsFree(wanted))) die(`Port ${wanted} is taken. Stop what uses it, or choose another: PORT=${port + 100} npm start`);
}
try {
  mkdirSync(dataDir, { recursive: true });
  const probe = join(dataDir, ".write-test");
  writeFileSync(probe, "");
  rmSync(probe);
} catch (error) {
  die(`Cannot write to ${dataDir} (${error.code}). Give this user the right to, or choose another folder: DATA_DIR=/some/folder npm start`);
}

console.log("\n  Lectern\n");
const env = sandbox ? demoEnvironment(process.env, { port, sandboxPort, dataDir }) : { PORT: String(port), DATA_DIR: dataDir };
const running = [];
let stopping = false;

async function stop(code) {
  if (stopping) return;
  stopping = true;
  // The app first: it may still want to tell the sandbox something.
  for (const process of [...running].reverse()) await stopProcess(process);
  process.exit(code);
}
// Ctrl-C reaches the children too; waiting for them lets every request and job end.
process.on("SIGINT", () => void stop(0));
process.on("SIGTERM", () => void stop(0));
const onExit = ({ name, code }) => {
  if (stopping) return;
  console.error(`\n  ${name} stopped (code ${code}). See the lines above.\n`);
  void stop(1);
};
const launch = async (name, args) => {
  const started = startProcess(name, args, env, { onExit });
  running.push(started);
  await started.ready;
};

try {
  await ensureInstalled();
  await ensureGenerated();
  await ensureBuilt();
  if (sandbox) await step("Starting the sandbox (Stripe and a mailbox)", () => launch("The sandbox", ["--import", "tsx", "test/sandbox/server.ts"]));
  await prepareDatabase();
  await step("Starting Lectern", () => launch("Lectern", ["build/start.js"]));
} catch (error) {
  if (!stopping) console.error(`\n  ${error.message}\n`);
  await stop(1);
}
if (!stopping) announce();

/** Migrate, and seed the demo into an empty store. The embedded database is left alone while nothing changed. */
async function prepareDatabase() {
  const stamp = join(dataDir, ".prepared");
  const wanted = hashOf(["prisma/migrations", "prisma/seed", "package-lock.json"]);
  const embedded = !process.env.DATABASE_URL;
  if (embedded && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  await step(sandbox ? "Preparing the database and the demo store" : "Preparing the database", () => run(process.execPath, ["--import", "tsx", "prisma/prepare.ts", ...(sandbox ? ["--seed"] : [])], { env }));
  if (embedded) writeFileSync(stamp, wanted);
}

function announce() {
  const url = env.APP_URL ?? process.env.APP_URL ?? `http://localhost:${port}`;
  const lines = [`Ready in ${((Date.now() - begun) / 1000).toFixed(1)} s`, "", `Lectern            ${url}`];
  if (sandbox) {
    const logins = JSON.parse(readFileSync(join(root, "prisma/seed/logins.json"), "utf8"));
    lines.push(
      `A creator          ${logins.creator.email}  ${logins.creator.password}`,
      `A student          ${logins.student.email}  ${logins.student.password}`,
      "",
      `Sandbox Stripe     ${env.SANDBOX_URL}/control   make the world happen`,
      `Sandbox mailbox    ${env.SANDBOX_URL}/mailbox   every mail that was sent`,
      "",
      "No real money moves here. README.md says how to go live. Ctrl-C stops.",
    );
  }
  console.log(`\n${lines.map((line) => `  ${line}`).join("\n")}\n`);
}
