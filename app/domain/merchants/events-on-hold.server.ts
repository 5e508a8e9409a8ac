import { Prisma, type Tx } from "~/db.server";
import { enqueueAll } from "~/jobs/queue.server";

/**
 * The account may be asked again (connected anew, its key given, readable or complete again): its events that waited for that have their
 * turn from the beginning. Part of the transaction that notes it; the caller wakes `stripe-event` afterwards. Of what was kept for too
 * long the content is gone.
 * @param stripeAccountId acct_…
 */
export async function takeUpEvents(tx: Tx, stripeAccountId: string): Promise<void> {
  const waiting = await tx.stripeEvent.updateManyAndReturn({
    where: { stripeAccountId, status: "on_hold", payload: { not: Prisma.DbNull } },
    data: { status: "received", attempts: 0, nextAttemptAt: null },
    select: { id: true },
  });
  if (waiting.length > 0) await enqueueAll(tx, "stripe-event", waiting.map(({ id }) => ({ eventId: id })));
}
