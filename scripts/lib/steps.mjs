// Words on the screen while something takes its time. A terminal sees a moving line, a log file sees plain ones.
import { spawn } from "node:child_process";

const FRAMES = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const live = process.stdout.isTTY && !process.env.CI;

/** Stop with one clear line. */
export function die(line) {
  console.error(`\n  ${line}\n`);
  process.exit(1);
}

/** Show a title while `work` runs, then how long it took. */
export async function step(title, work) {
  const begun = Date.now();
  const seconds = () => `${((Date.now() - begun) / 1000).toFixed(1)} s`;
  let frame = 0;
  const timer = live ? setInterval(() => process.stdout.write(`\r  ${FRAMES[frame++ % FRAMES.length]} ${title} … ${seconds()} `), 100) : null;
  if (!live) console.log(`  · ${title} …`);
  try {
    const result = await work();
    clearInterval(timer);
    console.log(`${live ? "\r" : ""}  ✓ ${title} (${seconds()})${live ? "        " : ""}`);
    return result;
  } catch (error) {
    clearInterval(timer);
    console.log(`${live ? "\r" : ""}  ✗ ${title} (${seconds()})${live ? "        " : ""}`);
    throw error;
  }
}

/** Run a command to its end. Its output is shown only when it fails, unless `show` is set. */
export function run(command, args, { show = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: show ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"], env: { ...process.env, ...env }, shell: process.platform === "win32" });
    let output = "";
    child.stdout?.on("data", (chunk) => (output += chunk));
    child.stderr?.on("data", (chunk) => (output += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) return resolve(output);
      if (!show) process.stderr.write(`\n${output}\n`);
      reject(Object.assign(new Error("That did not work; the lines above say why."), { code, output }));
    });
  });
}
