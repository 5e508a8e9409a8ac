import { expect, test } from "vitest";
import { db } from "~/db.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain, enqueue, type JobHandlers } from "~/jobs/queue.server";
import { newId } from "~/lib/ids";
import { now } from "~/lib/clock";

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
