import { PGlite } from "@electric-sql/pglite";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { connectEmbedded, adoptConnection } from "../../app/db.server";
import { closeQueue, openQueue } from "../../app/jobs/queue.server";
import { applyMigrations } from "../../prisma/migrate";

export type TestDatabase = { kind: "embedded"; dump: string } | { kind: "postgres"; admin: string; template: string };

declare module "vitest" {
  interface ProvidedContext {
    database: TestDatabase;
  }
}

/** Migrate once, dump the folder, and let every test file load its own copy. */
export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), "lectern-flows-"));
  const engine = await PGlite.create();
  const connection = connectEmbedded(engine);
  adoptConnection(connection);
  await applyMigrations(connection.adapter);
  await openQueue();
  await closeQueue();
  const dump = join(folder, "template.tar");
  await writeFile(dump, Buffer.from(await (await engine.dumpDataDir("none")).arrayBuffer()));
  await connection.close();
  project.provide("database", { kind: "embedded", dump });
  return () => rm(folder, { recursive: true, force: true });
}
