import { spawn } from "node:child_process";
import { startDemoWorld } from "../../test/setup/demo-world";
import { freePort } from "../../test/setup/postgres";

// node --import tsx bench/trials/second-process.ts: the built app on the embedded database, and a second one on the same folder;
// then the first is killed as hard as can be, and started again over the lock it left behind. Says what each of them said.
const world = await startDemoWorld({ seed: false });
try {
  const second = spawn(process.execPath, ["build/start.js"], { env: { ...process.env, ...world.env, PORT: String(await freePort()), LOG_LEVEL: "info" } });
  let said = "";
  for (const stream of [second.stdout, second.stderr]) stream.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const from = Date.now();
  const code = await new Promise((resolve) => second.once("exit", resolve));
  console.log(`the second ended with code ${String(code)} after ${((Date.now() - from) / 1000).toFixed(1)} s and said:\n${said.trim()}`);
  console.log(`the first meanwhile: /readyz ${(await fetch(`${world.url}/readyz`)).status}`);
  await world.killApp();
  await world.startApp();
  console.log(`the first, killed with -9 and started again over its own lock: /readyz ${(await fetch(`${world.url}/readyz`)).status}`);
} finally {
  await world.stop();
}
process.exit(0);
