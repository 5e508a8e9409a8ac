import type { Engine } from "../../engine/engine";
import type { StoredInvoice, StoredSubscription } from "../../engine/tables";
import { announceFailure, type Attempt, collect, type Collected, noteFailure, setStatus } from "./collect";
import { subscriptionOf } from "./finalize";
import { endSubscription } from "./ending";

const DAY = 86_400;
/** The stand-in for Smart Retries: so many days after the attempt before. */
export const RETRY_DAYS = [3, 5, 7] as const;

/** Collects, and lets the subscription follow: paid makes it active again, a failure past due and tried again, until the last retry. */
export function collectAndFollow(engine: Engine, account: string, invoice: StoredInvoice, attempt: Attempt & { automatic: boolean }): Collected {
  const subscription = subscriptionOf(engine, account, invoice);
  const collected = collect(engine, account, invoice, attempt);
  if (collected.status === "paid") afterPaid(engine, account, subscription, invoice);
  else afterFailure(engine, account, subscription, invoice, attempt.automatic);
  return collected;
}

/** The newest invoice decides whether a subscription is in order. */
export function afterPaid(engine: Engine, account: string, subscription: StoredSubscription | undefined, invoice: StoredInvoice): void {
  if (!subscription) return;
  const record = engine.state.subscriptions[subscription.id];
  if (record?.retrying === invoice.id) {
    engine.guard(record);
    record.retrying = null;
  }
  if (subscription.latest_invoice !== invoice.id) return;
  if (subscription.status === "past_due" || subscription.status === "unpaid" || subscription.status === "incomplete")
    setStatus(engine, account, subscription, "active");
  if (subscription.status === "paused") {
    setStatus(engine, account, subscription, "active");
    engine.emit(account, "customer.subscription.resumed", subscription);
  }
}

function afterFailure(engine: Engine, account: string, subscription: StoredSubscription | undefined, invoice: StoredInvoice, automatic: boolean): void {
  const record = subscription && engine.state.subscriptions[subscription.id];
  const counts = automatic || invoice.attempt_count === 0;
  noteFailure(engine, account, invoice, automatic);
  // What was laid still stays so until somebody pays; nothing is tried again by itself.
  if (!subscription || !record || !counts || subscription.status === "paused") {
    announceFailure(engine, account, invoice);
    return;
  }
  const wait = RETRY_DAYS[invoice.attempt_count - 1];
  engine.guard(record);
  record.retrying = wait === undefined ? null : invoice.id;
  invoice.next_payment_attempt = wait === undefined ? null : engine.clock.seconds() + wait * DAY;
  announceFailure(engine, account, invoice);
  if (wait !== undefined) setStatus(engine, account, subscription, "past_due");
  else giveUp(engine, account, subscription, invoice);
}

/** The last retry failed: what the account's settings say happens. */
function giveUp(engine: Engine, account: string, subscription: StoredSubscription, invoice: StoredInvoice): void {
  invoice.auto_advance = false;
  const then = engine.account(account)?.afterRetries ?? "cancel";
  if (then === "cancel") endSubscription(engine, account, subscription, "payment_failed");
  else setStatus(engine, account, subscription, then);
}

/** The moment (seconds) of the next retry of a subscription's invoice, or null. */
export function nextRetry(engine: Engine, account: string, subscription: StoredSubscription): { at: number; invoice: StoredInvoice } | null {
  const id = engine.state.subscriptions[subscription.id]?.retrying;
  const invoice = id ? engine.find(account, "invoice", id) : undefined;
  if (invoice?.status !== "open" || invoice.next_payment_attempt === null) return null;
  return { at: invoice.next_payment_attempt, invoice };
}
