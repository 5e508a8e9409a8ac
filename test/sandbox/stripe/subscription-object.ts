import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import type { StoredLineItem, StoredPrice, StoredSubscription, StoredSubscriptionItem } from "../engine/tables";

/** The moment one billing period after `from`, in seconds; months keep their day where the month has it. */
export function periodEnd(from: number, recurring: Stripe.Price.Recurring): number {
  const count = recurring.interval_count;
  if (recurring.interval === "day") return from + count * 86_400;
  if (recurring.interval === "week") return from + count * 7 * 86_400;
  const start = new Date(from * 1000);
  const months = recurring.interval === "year" ? count * 12 : count;
  const end = new Date(start);
  end.setUTCDate(1);
  end.setUTCMonth(start.getUTCMonth() + months);
  const lastDay = new Date(Date.UTC(end.getUTCFullYear(), end.getUTCMonth() + 1, 0)).getUTCDate();
  end.setUTCDate(Math.min(start.getUTCDate(), lastDay));
  return Math.floor(end.getTime() / 1000);
}

/** The end of the period that begins at `from`, counted from the anchor, so that the 31st comes back after February. Seconds. */
export function nextPeriodEnd(anchor: number, recurring: Stripe.Price.Recurring, from: number): number {
  const { interval, interval_count: count } = recurring;
  if (interval === "day" || interval === "week" || anchor > from) return periodEnd(from, recurring);
  const months = new Date(from * 1000).getUTCFullYear() * 12 + new Date(from * 1000).getUTCMonth() - (new Date(anchor * 1000).getUTCFullYear() * 12 + new Date(anchor * 1000).getUTCMonth());
  const each = interval === "year" ? count * 12 : count;
  for (let done = Math.max(1, Math.floor(months / each)); ; done += 1) {
    const end = periodEnd(anchor, { ...recurring, interval: "month", interval_count: done * each });
    if (end > from) return end;
  }
}

/** The deprecated twin of a recurring price that subscription items still carry. */
export function planOf(price: StoredPrice): Record<string, unknown> {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: "per_unit",
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? null,
    interval_count: price.recurring?.interval_count ?? null,
    livemode: false,
    metadata: {},
    meter: null,
    nickname: null,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: "licensed",
  };
}

export interface NewSubscription {
  customer: string;
  items: StoredLineItem[];
  metadata: Record<string, string>;
  description: string | null;
  applicationFeePercent: number | null;
  /** The platform that sells on this account, or null when the account sells by itself. */
  application: string | null;
  trialPeriodDays: number | null;
  missingPaymentMethod?: string;
  paymentMethod: string | null;
}

export function makeSubscription(engine: Engine, account: string, given: NewSubscription): StoredSubscription {
  const id = newId("sub");
  const now = engine.clock.seconds();
  const trialEnd = given.trialPeriodDays ? now + given.trialPeriodDays * 86_400 : null;
  const items = given.items
    .filter((item) => item.price.recurring)
    .map((item): StoredSubscriptionItem => ({
      id: newId("si", 14),
      object: "subscription_item",
      billing_thresholds: null,
      created: now,
      current_period_start: now,
      current_period_end: trialEnd ?? (item.price.recurring ? periodEnd(now, item.price.recurring) : now),
      current_trial: null,
      discounts: [],
      metadata: {},
      plan: planOf(item.price),
      price: item.price,
      quantity: item.quantity ?? 1,
      subscription: id,
      tax_rates: [],
    }));
  const subscription: StoredSubscription = {
    id,
    object: "subscription",
    application: given.application,
    application_fee_percent: given.applicationFeePercent,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: trialEnd ?? now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: {}, type: "flexible" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: now,
    currency: given.items[0]?.currency ?? "usd",
    customer: given.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: given.paymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: given.description,
    discounts: [],
    ended_at: null,
    invoice_settings: { account_tax_ids: null, custom_fields: null, description: null, footer: null, issuer: { type: "self" } },
    items: { object: "list", data: items, has_more: false, url: `/v1/subscription_items?subscription=${id}` },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: { ...given.metadata },
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: { payment_method_options: null, payment_method_types: null, save_default_payment_method: "off" },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: trialEnd ? "trialing" : "active",
    test_clock: null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: given.missingPaymentMethod ?? "create_invoice" } },
    trial_start: trialEnd ? now : null,
  };
  engine.save(account, "subscription", subscription);
  return subscription;
}
