import type { Engine } from "../../engine/engine";
import type { StoredSubscription } from "../../engine/tables";
import { pendingItems } from "./pending";

/**
 * Ends a subscription now. Its open invoices stay open but are not tried again; prorations that wait for an invoice are dropped.
 * @param reason `cancellation_requested`, `payment_failed` …
 */
export function endSubscription(engine: Engine, account: string, subscription: StoredSubscription, reason: string): void {
  const now = engine.clock.seconds();
  engine.guard(subscription);
  const record = engine.state.subscriptions[subscription.id];
  if (record) {
    engine.guard(record);
    const retried = record.retrying ? engine.find(account, "invoice", record.retrying) : undefined;
    if (retried) {
      engine.guard(retried);
      Object.assign(retried, { next_payment_attempt: null, auto_advance: false });
    }
    record.retrying = null;
  }
  for (const item of pendingItems(engine, account, subscription.id)) {
    engine.drop(account, "invoiceitem", item.id);
    engine.emit(account, "invoiceitem.deleted", item);
  }
  subscription.status = "canceled";
  subscription.ended_at = now;
  subscription.canceled_at ??= now;
  if (subscription.cancellation_details) subscription.cancellation_details.reason = reason;
  engine.touch();
  engine.emit(account, "customer.subscription.deleted", subscription);
}
