import type Stripe from "stripe";
import { db, sql } from "~/db.server";
import { handlers } from "~/domain/events/handlers.server";
import { storeEvent } from "~/domain/events/store-event.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { listEvents } from "~/integrations/stripe/events.server";
import { DAY, later, SECOND } from "~/lib/clock";
import { must, seedCause } from "./stores";

/** Stripe's list goes back this far. */
const LISTED_DAYS = 29;

/**
 * What webhooks would have left in the inbox while the demo's past happened: Stripe's own events, each a moment after it, and
 * dealt with. What a purchase changed is told to have come by its event.
 */
export async function storeHistory(): Promise<void> {
  for (const account of await db.connectedAccount.findMany({ where: { status: "connected" } })) {
    const { events } = must(await listEvents(accessOf(account), [...handlers.keys()], { from: later(-LISTED_DAYS * DAY), to: later(2 * DAY) }, Infinity));
    for (const event of events) {
      await storeEvent("connect", account.stripeAccountId, event, JSON.stringify(event));
      const at = new Date(event.created * SECOND);
      await sql(`UPDATE stripe_events SET status = 'processed', attempts = 1, note = $2, received_at = $3, processed_at = $4 WHERE id = $1`, [event.id, await noteOf(event), later(SECOND, at), later(2 * SECOND, at)]);
    }
  }
}

/** As the handler would have written it; of a purchase what it changed is led back to this event. */
async function noteOf(event: Stripe.Event): Promise<string> {
  if (event.type === "account.updated") return "The account was read from Stripe.";
  if (event.type === "charge.dispute.created") {
    await sql(`UPDATE transitions SET cause_id = $2 WHERE cause = $1 AND cause_id IS NULL`, [event.type, event.id]);
    return "Stripe says of the dispute: needs response.";
  }
  if (event.type !== "checkout.session.completed") return "What it told was known already.";
  const orderId = event.data.object.client_reference_id ?? "";
  await sql(
    `UPDATE transitions SET cause = $3, cause_id = $4 WHERE cause = $2 AND (subject_type = 'order' AND subject_id = $1 OR subject_type = 'grant' AND subject_id IN (SELECT id FROM grants WHERE order_id = $1))`,
    [orderId, seedCause.cause, event.type, event.id],
  );
  return `Order ${orderId} is paid.`;
}
