import type Stripe from "stripe";
import { syncFraudWarning } from "~/domain/disputes/fraud-warnings.server";
import { passes } from "~/domain/money-back/refusal-words";
import { fraudWarningState, readFraudWarning } from "~/integrations/stripe/disputes.server";
import { RetryLater, type EventHandler, type StoredEvent } from "../event";
import { saleOf } from "../payment-of.server";

/** A bank fears that a payment was fraud; a refund now avoids the dispute. https://docs.stripe.com/disputes/measuring#early-fraud-warnings */
export const handler: EventHandler = {
  types: ["radar.early_fraud_warning.created", "radar.early_fraud_warning.updated"],
  handle: async (event) => {
    const sale = await saleOf(event);
    if (!sale) return { status: "ignored", note: "Not a payment of this installation." };
    const told = fraudWarningState(warningIn(event));
    const read = await readFraudWarning(sale.access, told.id);
    if (!read.ok && passes(read.error)) throw new RetryLater(`The warning could not be read from Stripe (${read.error.kind}).`);
    await syncFraudWarning(sale.target, read.ok ? read.value : told, { cause: event.type, causeId: event.id });
    return { status: "processed", note: "The order shows the bank’s warning." };
  },
};

/** Signed by Stripe and of this type, so the object is a warning. */
function warningIn(event: StoredEvent): Stripe.Radar.EarlyFraudWarning {
  return event.object as unknown as Stripe.Radar.EarlyFraudWarning;
}
