import { describe, expect, test } from "vitest";
import { db, sql } from "~/db.server";
import { dueEvents } from "~/domain/events/process.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain, enqueue, enqueueNow, type JobHandlers } from "~/jobs/queue.server";
import { newId } from "~/lib/ids";
import { later, MINUTE, now } from "~/lib/clock";
import { readiness } from "~/runtime.server";

test("a job added in a transaction that is rolled back never runs, one that commits runs once", async () => {
  const ran: string[] = [];
  const handlers: JobHandlers = { ...jobHandlers, "stripe-event": async ({ eventId }) => void ran.push(eventId) };
  await db
    .$transaction(async (tx) => {
      await enqueue(tx, "stripe-event", { eventId: "evt_lost" });
      throw new Error("rolled back");
    })
    .catch(() => {});
  await db.$transaction(async (tx) => {
    await tx.user.create({ data: { id: newId("user"), email: "a@example.com", name: "A", createdAt: now() } });
    await enqueue(tx, "stripe-event", { eventId: "evt_kept" });
  });
  await drain(handlers);
  await drain(handlers);
  expect(ran).toEqual(["evt_kept"]);
});

/** A job as its worker took it up: it runs, or the process died over it. */
async function underWay(name: string, startedAt: Date): Promise<void> {
  await sql(
    `INSERT INTO pgboss.job (name, data, state, start_after, started_on, retry_limit, expire_in, policy)
     SELECT q.name, '{}', 'active', $2, $2, 0, q.expire_seconds * interval '1s', q.policy FROM pgboss.queue q WHERE q.name = $1`,
    [name, startedAt],
  );
}

describe("rows 7 and 10: a process that died, or a database that was started again, in the middle of a sweep", () => {
  test("the next sweep runs all the same: what is due waits for no timeout", async () => {
    await underWay("sweep", now());
    await db.stripeEvent.create({ data: { id: "evt_left_behind", endpoint: "connect", type: "test.nothing", livemode: false, payload: { data: { object: {} } }, status: "failed", nextAttemptAt: later(-MINUTE), stripeCreatedAt: now(), receivedAt: now() } });
    expect(await dueEvents()).toEqual(["evt_left_behind"]);
    await enqueueNow("sweep", {});
    await drain(jobHandlers);
    expect(await dueEvents()).toEqual([]);
  });

  test("one sweep waits at a time, however often the clock asks for one", async () => {
    await Promise.all([enqueueNow("sweep", {}), enqueueNow("sweep", {}), enqueueNow("sweep", {})]);
    const { rows } = await sql<{ count: number }>(`SELECT count(*)::int AS count FROM pgboss.job WHERE name = 'sweep' AND state = 'created'`);
    expect(rows).toEqual([{ count: 1 }]);
  });
});

describe("readiness", () => {
  test("work that takes long by design takes no process out of service, webhooks that wait do", async () => {
    await underWay("reconcile", later(-10 * MINUTE));
    await underWay("stripe-event", later(-10 * MINUTE));
    expect(await readiness()).toMatchObject({ ready: true, queue: "ok" });
    await sql(`INSERT INTO pgboss.job (name, data, start_after) VALUES ('stripe-event', '{"eventId":"evt_none"}', $1)`, [later(-10 * MINUTE)]);
    expect(await readiness()).toMatchObject({ ready: false, queue: "behind" });
  });
});
