import { db, Prisma, type Tx } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { within, type EventScope } from "./scope.server";

export const REPLAY_AT_ONCE = 100;

export interface Replayed {
  again: number;
  /** Their content was taken away after EVENT_PAYLOAD_DAYS. */
  pruned: number;
  /** Being worked on in this moment. */
  busy: number;
  /** Not there, or not in this scope. */
  unknown: number;
}

/**
 * Have events processed again, from the beginning: whatever they did stays done, and what is true at Stripe now is applied. Any
 * number of times. At most `REPLAY_AT_ONCE` in one go.
 */
export async function replayEvents(scope: EventScope, eventIds: readonly string[], actorId: string): Promise<Replayed> {
  const wanted = [...new Set(eventIds)].slice(0, REPLAY_AT_ONCE);
  const replayed = await db.$transaction(async (tx) => {
    const rows = await tx.stripeEvent.findMany({ where: { AND: [{ id: { in: wanted } }, within(scope)] }, select: { id: true, type: true, subjectKey: true }, orderBy: [{ stripeCreatedAt: "asc" }, { id: "asc" }] });
    const result: Replayed = { again: 0, pruned: 0, busy: 0, unknown: wanted.length - rows.length };
    const done: typeof rows = [];
    for (const row of rows) {
      const outcome = await again(tx, row.id);
      result[outcome] += 1;
      if (outcome === "again") done.push(row);
    }
    const [first] = done;
    if (first && !scope.all) {
      const what = done.length === 1 ? `the event ${first.type} (…${first.id.slice(-6)})` : `${done.length} events`;
      await audit(tx, { storeId: scope.storeId, actorId, action: "event.replay", subjectType: "event", subjectId: first.id, summary: `had ${what} processed again` });
    }
    return result;
  });
  wake("stripe-event");
  return replayed;
}

async function again(tx: Tx, id: string): Promise<"again" | "pruned" | "busy"> {
  const { count } = await tx.stripeEvent.updateMany({
    where: { id, payload: { not: Prisma.DbNull }, OR: [{ status: { not: "processing" } }, { leaseUntil: { lt: now() } }] },
    data: { status: "received", attempts: 0, nextAttemptAt: null, leaseUntil: null, replays: { increment: 1 } },
  });
  if (count > 0) {
    await enqueue(tx, "stripe-event", { eventId: id });
    return "again";
  }
  return (await tx.stripeEvent.count({ where: { id, payload: { equals: Prisma.DbNull } } })) > 0 ? "pruned" : "busy";
}
