import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import type { StoredSubscription } from "../engine/tables";
import { bill, invoiceFields, periodLines } from "./billing/bill";
import { methodFor } from "./billing/collect";
import { collectAndFollow, nextRetry } from "./billing/dunning";
import { endSubscription } from "./billing/ending";
import { linesOfPending } from "./billing/pending";
import { buildInvoice } from "./invoice-object";
import { nextPeriodEnd } from "./subscription-object";

const DAY = 86_400;
/** How long before a renewal `invoice.upcoming` is sent; at Stripe a setting of the account. */
const UPCOMING_DAYS = 7;
const TRIAL_NOTICE_DAYS = 3;
const RUNNING = new Set(["trialing", "active", "past_due", "unpaid"]);

interface Due {
  /** Seconds. */
  at: number;
  happen(): void;
}

/**
 * Everything that time does to subscriptions: trials end, periods renew, pauses and retries fall due, notices go out. Each thing happens in its order
 * and carries its own moment, however far the clock jumped. Registered as a tick of the engine.
 */
export function renewSubscriptions(engine: Engine): void {
  const now = engine.clock.seconds();
  for (const [id, record] of Object.entries(engine.state.subscriptions)) {
    const subscription = engine.find(record.account, "subscription", id);
    if (subscription) liveUntil(engine, record.account, subscription, now);
  }
}

/** What time does to one subscription up to a moment (seconds), whatever the clock says: as on a test clock of its own at Stripe. */
export function liveUntil(engine: Engine, account: string, subscription: StoredSubscription, moment: number): void {
  for (let guard = 0; guard < 1000; guard += 1) {
    const next = agenda(engine, account, subscription).sort((a, b) => a.at - b.at)[0];
    if (!next || next.at > moment) break;
    engine.clock.at(Math.max(next.at, subscription.created) * 1000, next.happen);
  }
}

/** What lies ahead of a subscription. Of two things at one moment the first in this list comes first. */
function agenda(engine: Engine, account: string, subscription: StoredSubscription): Due[] {
  if (!RUNNING.has(subscription.status)) return [];
  const record = engine.state.subscriptions[subscription.id];
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  const due: Due[] = [];
  const resumes = subscription.pause_collection?.resumes_at;
  if (resumes) due.push({ at: resumes, happen: () => resume(engine, account, subscription) });
  const retry = nextRetry(engine, account, subscription);
  if (retry) due.push({ at: retry.at, happen: () => void collectAndFollow(engine, account, retry.invoice, { automatic: true }) });
  if (subscription.status === "trialing" && subscription.trial_end !== null && record?.announced?.trialEnd !== subscription.trial_end)
    due.push({ at: subscription.trial_end - TRIAL_NOTICE_DAYS * DAY, happen: () => announceTrialEnd(engine, account, subscription) });
  const renews = !subscription.cancel_at_period_end && !subscription.pause_collection && (subscription.status === "active" || subscription.status === "trialing");
  if (renews && record?.announced?.upcoming !== end) due.push({ at: end - UPCOMING_DAYS * DAY, happen: () => announceRenewal(engine, account, subscription, end) });
  due.push({
    at: end,
    happen: () => (subscription.cancel_at_period_end ? endSubscription(engine, account, subscription, "cancellation_requested") : renew(engine, account, subscription)),
  });
  return due;
}

/** The pause was made until now. */
function resume(engine: Engine, account: string, subscription: StoredSubscription): void {
  engine.guard(subscription);
  const before = subscription.pause_collection;
  subscription.pause_collection = null;
  engine.touch();
  engine.emit(account, "customer.subscription.updated", subscription, { previous: { pause_collection: before } });
}

function announceTrialEnd(engine: Engine, account: string, subscription: StoredSubscription): void {
  note(engine, subscription, { trialEnd: subscription.trial_end ?? 0 });
  engine.emit(account, "customer.subscription.trial_will_end", subscription);
}

/** `invoice.upcoming` shows an invoice that nobody can retrieve. */
function announceRenewal(engine: Engine, account: string, subscription: StoredSubscription, end: number): void {
  note(engine, subscription, { upcoming: end });
  engine.emit(account, "invoice.upcoming", upcomingInvoice(engine, account, subscription));
}

function note(engine: Engine, subscription: StoredSubscription, what: { upcoming?: number; trialEnd?: number }): void {
  const record = engine.state.subscriptions[subscription.id];
  if (record) record.announced = { ...record.announced, ...what };
  engine.touch();
}

/** The invoice of the next renewal as it stands now. */
export function upcomingInvoice(engine: Engine, account: string, subscription: StoredSubscription): ReturnType<typeof buildInvoice> {
  const next = structuredClone(subscription);
  const end = startNextPeriod(next);
  const lines = [...linesOfPending(engine, account, subscription), ...periodLines(engine, account, next, next.items.data)];
  const fields = invoiceFields(engine, account, subscription, { lines, reason: "upcoming", period: end });
  return { ...buildInvoice(engine, account, fields, `upcoming_${newId("in")}`), created: end.end, next_payment_attempt: end.end + 3600 };
}

/** Moves every item on to its next period. @returns the period that is over */
export function startNextPeriod(subscription: StoredSubscription): { start: number; end: number } {
  const first = subscription.items.data[0];
  const over = { start: first?.current_period_start ?? subscription.created, end: first?.current_period_end ?? subscription.created };
  for (const item of subscription.items.data) {
    item.current_period_start = item.current_period_end;
    if (item.price.recurring) item.current_period_end = nextPeriodEnd(subscription.billing_cycle_anchor, item.price.recurring, item.current_period_start);
  }
  return over;
}

/** A trial without payment details may end the subscription, or lay it still (`trial_settings.end_behavior`). */
function endsWithTrial(engine: Engine, account: string, subscription: StoredSubscription): boolean {
  const behaviour = subscription.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice";
  if (behaviour === "create_invoice" || methodFor(engine, account, subscription)) return false;
  if (behaviour === "cancel") endSubscription(engine, account, subscription, "payment_failed");
  else {
    engine.guard(subscription);
    subscription.status = "paused";
    engine.touch();
    engine.emit(account, "customer.subscription.paused", subscription);
    engine.emit(account, "customer.subscription.updated", subscription, { previous: { status: "trialing" } });
  }
  return true;
}

/** One renewal, or the end of a trial: the next period begins and its invoice is made. Stripe's hour of draft is left out. */
export function renew(engine: Engine, account: string, subscription: StoredSubscription): void {
  if (subscription.status === "trialing" && endsWithTrial(engine, account, subscription)) return;
  const before = { status: subscription.status, latest_invoice: subscription.latest_invoice };
  engine.guard(subscription);
  const over = startNextPeriod(subscription);
  if (subscription.status === "trialing") subscription.status = "active";
  const lines = periodLines(engine, account, subscription, subscription.items.data);
  engine.touch();
  engine.emit(account, "customer.subscription.updated", subscription, { previous: { ...before, items: { data: [{ current_period_start: over.start, current_period_end: over.end }] } } });
  bill(engine, account, subscription, { lines, reason: "subscription_cycle", period: over });
}
