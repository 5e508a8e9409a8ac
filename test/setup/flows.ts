// First: our own modules read the environment when they are loaded.
import "./own-folder";
import { PGlite } from "@electric-sql/pglite";
import { randomUUID } from "node:crypto";
import { openAsBlob } from "node:fs";
import { afterAll, beforeAll, inject, vi } from "vitest";
import { connectEmbedded, connectPostgres, currentConnection, adoptConnection } from "~/db.server";
import { closeQueue, openQueue } from "~/jobs/queue.server";
import { administer } from "./postgres";

// Every test file has a database of its own: a copy of the migrated template.
beforeAll(async () => {
  const database = inject("database");
  if (database.kind === "embedded") {
    adoptConnection(connectEmbedded(await PGlite.create({ loadDataDir: await openAsBlob(database.dump) })));
  } else {
    const name = `flow_${randomUUID().replaceAll("-", "")}`;
    await administer(database.admin, `CREATE DATABASE "${name}" TEMPLATE "${database.template}"`);
    const url = new URL(database.admin);
    url.pathname = `/${name}`;
    adoptConnection(connectPostgres(url.toString()));
  }
  await openQueue();
});

afterAll(async () => {
  await closeQueue();
  await currentConnection().close();
  // The worker goes on with the next file (isolate: false): packages stay loaded, our own modules begin anew, without memory.
  vi.resetModules();
});
