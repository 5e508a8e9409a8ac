import type { TestProject } from "vitest/node";
import { connectPostgres, adoptConnection } from "../../app/db.server";
import { closeQueue, openQueue } from "../../app/jobs/queue.server";
import { applyMigrations } from "../../prisma/migrate";
import { startPostgres } from "./postgres";

/** One real Postgres for the run; a migrated template that every test file clones. */
export default async function setup(project: TestProject) {
  const server = await startPostgres();
  const template = "lectern_template";
  const url = await server.createDatabase(template);
  const connection = connectPostgres(url);
  adoptConnection(connection);
  await applyMigrations(connection.adapter);
  await openQueue();
  await closeQueue();
  await connection.close();
  project.provide("database", { kind: "postgres", admin: server.adminUrl, template });
  return () => server.stop();
}
