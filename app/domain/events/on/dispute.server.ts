import type Stripe from "stripe";
import { syncDispute } from "~/domain/disputes/sync-dispute.server";
import { passes } from "~/domain/money-back/refusal-words";
import { disputeState, readDispute } from "~/integrations/stripe/disputes.server";
import { now } from "~/lib/clock";
import { RetryLater, type EventHandler, type StoredEvent } from "../event";
import { saleOf } from "../payment-of.server";

/**
 * A buyer's bank takes a payment back, or asks about it. What is true is read from Stripe; the event's own object stands in for
 * an account whose key may not read disputes. https://docs.stripe.com/disputes/how-disputes-work
 */
export const handler: EventHandler = {
  types: ["charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed", "charge.dispute.funds_withdrawn", "charge.dispute.funds_reinstated"],
  handle: async (event) => {
    const sale = await saleOf(event);
    if (!sale) return { status: "ignored", note: "Not a payment of this installation." };
    const readAt = now();
    const told = disputeState(disputeIn(event));
    const read = await readDispute(sale.access, told.id);
    if (!read.ok && passes(read.error)) throw new RetryLater(`The dispute could not be read from Stripe (${read.error.kind}).`);
    const truth = read.ok ? read.value : told;
    const written = await syncDispute(sale.target, truth, read.ok ? readAt : null, { cause: event.type, causeId: event.id });
    const of = sale.target.home.number === null ? sale.target.home.id : `order ${sale.target.home.number}`;
    return { status: "processed", note: written === "older" ? "A newer reading of this dispute was there already." : `Stripe says of the dispute about ${of}: ${truth.status.replaceAll("_", " ")}.` };
  },
};

/** Signed by Stripe and of this type, so the object is a dispute. */
function disputeIn(event: StoredEvent): Stripe.Dispute {
  return event.object as unknown as Stripe.Dispute;
}
