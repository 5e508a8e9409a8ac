import { PrismaPg } from "@prisma/adapter-pg";
import { PGlite } from "@electric-sql/pglite";
import { PrismaPGlite } from "pglite-prisma-adapter";
import type { SqlMigrationAwareDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { lockFolder, type FolderLock } from "./db-lock.server";
import { Prisma, PrismaClient } from "./generated/prisma/client";

export { Prisma };

/** A Prisma client inside a transaction. */
export type Tx = Prisma.TransactionClient;
/** Either the client itself or a transaction of it: for reads that may stand in both. */
export type Db = PrismaClient | Tx;

export interface Rows<T> {
  rows: T[];
}

/** One open database: Prisma for the domain, raw statements for the hot path and the queue. */
export interface Connection {
  client: PrismaClient;
  adapter: SqlMigrationAwareDriverAdapterFactory;
  embedded: boolean;
  /** One statement with $1… parameters; several statements when there are no parameters. */
  query<T extends object>(text: string, values?: unknown[]): Promise<Rows<T>>;
  close(): Promise<void>;
}

/** Many sales of one store take turns at its order number: on a busy machine that is no reason to give one up. Shorter than any lease. */
const TRANSACTION = { maxWait: 10_000, timeout: 20_000 };

// In development Vite loads this module anew after an edit; the open connection outlives that.
const kept = globalThis as { lecternConnection?: Connection };

/** The client everybody uses; set by `adoptConnection` at boot (a live binding). */
export let db = kept.lecternConnection?.client as PrismaClient;
let connection = kept.lecternConnection;

/** The open connection. Throws if the app has not been booted. */
export function currentConnection(): Connection {
  if (!connection) throw new Error("The database is not open yet");
  return connection;
}

export function adoptConnection(opened: Connection): void {
  kept.lecternConnection = opened;
  connection = opened;
  db = opened.client;
}

/** Raw SQL on the open connection. */
export function sql<T extends object>(text: string, values: unknown[] = []): Promise<Rows<T>> {
  return currentConnection().query<T>(text, values);
}

/** Open a Postgres server, or else the embedded database in the data folder (locked against a second process). */
export async function openDatabase({ databaseUrl, dataDir }: { databaseUrl: string | null; dataDir: string }): Promise<Connection> {
  if (databaseUrl) return connectPostgres(databaseUrl);
  await mkdir(dataDir, { recursive: true });
  const lock = await lockFolder(dataDir);
  try {
    return connectEmbedded(await PGlite.create({ dataDir: join(dataDir, "pglite") }), lock);
  } catch (error) {
    await lock.release();
    throw error;
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, also inside a function's body or a comment, and sends the pieces one by one.
 * Sent whole, it is read by Postgres itself, and a migration that fails leaves nothing behind.
 */
function wholeScripts(factory: PrismaPg, pool: pg.Pool): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => Object.assign(await connect(), { executeScript: async (script: string) => void (await pool.query(script)) });
  return factory;
}

/** A Postgres server, through one pool for Prisma and raw statements alike. */
export function connectPostgres(url: string, max = 10): Connection {
  const pool = new pg.Pool({ connectionString: url, max });
  // An idle client that loses its server must not end the process; the next query reports it.
  pool.on("error", () => {});
  const adapter = wholeScripts(new PrismaPg(pool), pool);
  const client = new PrismaClient({ adapter, transactionOptions: TRANSACTION });
  return {
    client,
    adapter,
    embedded: false,
    query: async <T extends object>(text: string, values: unknown[] = []) => {
      // Without parameters `pg` uses the simple protocol, which takes several statements and then answers with a list.
      const answer: unknown = await (values.length > 0 ? pool.query(text, values) : pool.query(text));
      const last = (Array.isArray(answer) ? answer.at(-1) : answer) as { rows?: T[] };
      return { rows: last?.rows ?? [] };
    },
    close: async () => {
      await client.$disconnect();
      await pool.end();
    },
  };
}

/** Postgres in this process. */
export function connectEmbedded(engine: PGlite, lock?: FolderLock): Connection {
  const factory = new PrismaPGlite(engine);
  const client = new PrismaClient({ adapter: factory, transactionOptions: TRANSACTION });
  return {
    client,
    adapter: awaitedScripts(factory, engine),
    embedded: true,
    query: async <T extends object>(text: string, values: unknown[] = []) => {
      if (values.length > 0) return { rows: (await engine.query<T>(text, values)).rows };
      return { rows: ((await engine.exec(text)).at(-1)?.rows ?? []) as T[] };
    },
    close: async () => {
      await client.$disconnect();
      await engine.close();
      await lock?.release();
    },
  };
}

/** The adapter's `executeScript` does not wait for its statements, so a migration that fails would look applied. */
function awaitedScripts(factory: PrismaPGlite, engine: PGlite): SqlMigrationAwareDriverAdapterFactory {
  const open = async (source: Promise<object>, target: PGlite) =>
    Object.assign(await source, {
      executeScript: async (script: string) => {
        await target.exec(script);
      },
    });
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => open(factory.connect(), engine),
    connectToShadowDb: async () => {
      const shadow = await PGlite.create();
      return open(new PrismaPGlite(shadow).connect(), shadow);
    },
  } as unknown as SqlMigrationAwareDriverAdapterFactory;
}
