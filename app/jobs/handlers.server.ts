import { dueEvents, processEvent } from "~/domain/events/process.server";
import { deliverEmail, dueEmails } from "~/domain/mail/deliver-email.server";
import { dueOrders } from "~/domain/orders/due-orders.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { sweepPeople } from "~/domain/people/sweep-people.server";
import type { JobHandlers } from "./queue.server";

/** What each job does: one call into the domain. */
export const jobHandlers: JobHandlers = {
  "stripe-event": ({ eventId }) => processEvent(eventId),
  "send-email": async ({ emailId }) => void (await deliverEmail(emailId)),
  // What a crash, an outage or a lost webhook left behind. Each call is harmless when there is nothing to do.
  sweep: async () => {
    for (const id of await dueEvents()) await processEvent(id);
    for (const id of await dueEmails()) await deliverEmail(id);
    for (const id of await dueOrders()) await completePurchase(id, { cause: "sweep" });
    await sweepPeople();
  },
};
