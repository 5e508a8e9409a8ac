import { createHash } from "node:crypto";
import { realpath, rm, stat } from "node:fs/promises";
import net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Said to whoever starts the process, as it is. */
class FolderInUseError extends Error {
  override name = "FolderInUseError";
}

export interface FolderLock {
  release(): Promise<void>;
}

/**
 * Hold a folder for this process, or refuse. The lock is a listening local socket, so the system lets go of it however the
 * process ends: no stale file after a kill -9, and no wait. Two processes on one embedded database lose data without a word.
 * Throws with a sentence that says what to do.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = await socketPath(folder);
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const server = await listen(path);
    if (server) {
      server.unref();
      return { release: () => new Promise((done) => server.close(() => done())) };
    }
    if (await answers(path)) break;
    if (!path.startsWith("\0")) await rm(path, { force: true });
  }
  throw new FolderInUseError(
    `Another Lectern process already uses the embedded database in ${folder}. Stop it first, or give this one its own DATA_DIR, or use a Postgres server (DATABASE_URL) for more than one process.`,
  );
}

/**
 * Linux has addresses that are not files: taking one is atomic and none is ever stale. Elsewhere a socket file stands in
 * the folder, which a process that died leaves behind and the next one removes.
 */
async function socketPath(folder: string): Promise<string> {
  const real = await realpath(folder);
  const { dev, ino } = await stat(real);
  // By what the folder is, not by what it is called: two paths may lead to it.
  const name = `lectern-${createHash("sha256").update(`${dev}:${ino}`).digest("hex").slice(0, 24)}`;
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  const inside = join(real, "database.lock");
  // The system allows about 104 characters for a socket's path.
  return Buffer.byteLength(inside) <= 100 ? inside : join(tmpdir(), `${name}.lock`);
}

function listen(path: string): Promise<net.Server | null> {
  return new Promise((resolve, reject) => {
    const server = net.createServer((socket) => socket.end());
    server.once("error", (error: NodeJS.ErrnoException) => (error.code === "EADDRINUSE" ? resolve(null) : reject(error)));
    server.listen(path, () => resolve(server));
  });
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect(path, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", () => resolve(false));
  });
}
