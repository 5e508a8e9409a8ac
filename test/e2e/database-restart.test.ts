import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDemoWorld, type DemoWorld } from "../setup/demo-world";
import { signedEvent } from "../setup/signed-event";
import { startPostgres, type PostgresServer } from "../setup/postgres";

// A world of its own: its database is stopped and started while webhooks come in.
let postgres: PostgresServer;
let databaseUrl: string;
let world: DemoWorld;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase("lectern");
  world = await startDemoWorld({ seed: false, databaseUrl });
}, 180_000);
afterAll(async () => {
  await world?.stop();
  await postgres?.stop();
});

const SENDERS = 8;
const SOON = { timeout: 60_000 };

test("row 10: Postgres is restarted under load: answers of 5xx, then recovery without help, and no acknowledged event is lost", async () => {
  const acknowledged = new Set<string>();
  const answers: number[] = [];
  const load = { on: true };
  const senders = Array.from({ length: SENDERS }, async () => {
    while (load.on) {
      const { id, body, headers } = signedEvent();
      const response = await fetch(`${world.url}/webhooks/stripe/connect`, { method: "POST", body, headers });
      answers.push(response.status);
      if (response.ok) acknowledged.add(id);
      else await new Promise((resolve) => setTimeout(resolve, 20));
    }
  });
  try {
    await expect.poll(() => acknowledged.size, SOON).toBeGreaterThan(100);
    await postgres.restart();
    const after = acknowledged.size;
    await expect.poll(() => acknowledged.size, SOON).toBeGreaterThan(after + 100);
  } finally {
    load.on = false;
    await Promise.allSettled(senders);
  }

  // Refused while the database was away, never taken and forgotten, and never anything but a word to come again.
  expect(new Set(answers.filter((status) => status !== 200)).size).toBeGreaterThan(0);
  expect(answers.filter((status) => status !== 200 && status < 500)).toEqual([]);
  expect((await fetch(`${world.url}/readyz`)).status).toBe(200);
  const database = new pg.Client({ connectionString: databaseUrl });
  await database.connect();
  const { rows } = await database.query<{ id: string }>("SELECT id FROM stripe_events");
  const stored = new Set(rows.map(({ id }) => id));
  expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
  // And the jobs behind them are worked off by themselves.
  await expect.poll(async () => (await database.query("SELECT 1 FROM stripe_events WHERE status = 'received'")).rowCount, { timeout: 90_000, interval: 1000 }).toBe(0);
  await database.end();
}, 240_000);
