// Child processes that live as long as this one: started, awaited until ready, stopped in order.
import { spawn } from "node:child_process";
import net from "node:net";

/** Start a Node process and wait for it to say that it is ready (an IPC message). */
export function startProcess(name, args, env, { onExit }) {
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"], env: { ...process.env, ...env } });
  const ready = new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`${name} ended with code ${code} before it was ready`)));
  });
  child.once("exit", (code, signal) => onExit({ name, code, signal }));
  return { name, child, ready };
}

export async function stopProcess({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGTERM");
  const timer = setTimeout(() => child.kill("SIGKILL"), 25_000);
  await gone;
  clearTimeout(timer);
}

/** Whether nobody listens on a port, on any address of this machine. */
export function portIsFree(port) {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
