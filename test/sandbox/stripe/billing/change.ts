import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { invalidRequest, unsupported } from "../../engine/errors";
import { newId } from "../../engine/ids";
import { type Call, mergeMetadata, referenced } from "../../engine/operation";
import { boolean, clearable, hash, integer, later, list, metadata, missing, oneOf, type Shape, text } from "../../engine/params";
import type { StoredSubscription, StoredSubscriptionItem } from "../../engine/tables";
import type { NewLine } from "../invoice-object";
import { nextPeriodEnd, planOf } from "../subscription-object";
import { periodLines } from "./bill";
import { chargeLine, creditLine } from "./proration";

type ItemChange = Stripe.SubscriptionUpdateParams.Item;

const itemShape: Shape<ItemChange> = {
  id: text(),
  price: text(),
  quantity: integer(0),
  deleted: boolean(),
  metadata: clearable(metadata()),
  billing_thresholds: later,
  clear_usage: later,
  current_trial: later,
  discounts: later,
  plan: later,
  price_data: later,
  tax_rates: later,
};
export const itemChanges = list(hash<ItemChange>(itemShape), 20);
export const prorationBehaviour = oneOf("always_invoice", "create_prorations", "none");
/** `trial_end`: only `now` is modelled. */
export const trialEndNow = {
  parse(raw: unknown, at: string): "now" {
    if (raw !== "now") throw unsupported(`the parameter '${at}' with anything but 'now'`);
    return "now";
  },
};

/** A change as update and preview take it. */
export interface Change {
  items?: ItemChange[] | undefined;
  proration?: string | undefined;
  /** Seconds, as the app gave it. */
  prorationDate?: number | undefined;
  anchor?: string | undefined;
  endTrial?: boolean | undefined;
}

/** What a change comes to. Nothing is stored yet. */
export interface Planned {
  /** The subscription afterwards. */
  next: StoredSubscription;
  prorations: NewLine[];
  /** A whole new period that begins (and is billed) now. */
  period: NewLine[];
  /** An invoice is made at once. */
  bills: boolean;
}

/**
 * Works a change out: which items there are afterwards, what comes back, what is to pay, and whether now
 * (https://docs.stripe.com/billing/subscriptions/prorations, …/change-price).
 * @throws {StripeApiError} for items and dates that do not fit
 */
export function planChange(call: Call<unknown>, subscription: StoredSubscription, change: Change, at: (key: string) => string): Planned {
  const { engine, account } = call;
  const now = engine.clock.seconds();
  const next = structuredClone(subscription);
  next.items.data = changedItems(call, subscription, change.items ?? [], at);
  const behaviour = change.proration ?? "create_prorations";
  const before = subscription.items.data;
  const after = next.items.data;
  const moment = momentOf(engine, subscription, change.prorationDate, now, at);
  const trial = subscription.status === "trialing" && !change.endTrial;
  const restarts = change.endTrial === true || (!trial && (change.anchor === "now" || rhythm(before) !== rhythm(after) || (total(before) === 0 && total(after) > 0)));
  if (change.endTrial || restarts) {
    if (change.endTrial) Object.assign(next, { trial_end: now, status: "active" } satisfies Partial<StoredSubscription>);
    next.billing_cycle_anchor = now;
    for (const item of after) {
      item.current_period_start = now;
      if (item.price.recurring) item.current_period_end = nextPeriodEnd(now, item.price.recurring, now);
    }
    if (next.cancel_at_period_end) next.cancel_at = after[0]?.current_period_end ?? null;
  }
  // A trial costs nothing, so that nothing is prorated in it.
  if (trial) return { next, prorations: [], period: [], bills: false };
  const touched = (item: StoredSubscriptionItem) => {
    const other = after.find(({ id }) => id === item.id);
    return restarts || !other || other.price.id !== item.price.id || other.quantity !== item.quantity;
  };
  const prorations: NewLine[] = [];
  if (behaviour !== "none") {
    for (const item of before) {
      const credit = touched(item) && subscription.status !== "trialing" ? creditLine(engine, account, subscription, item, moment) : null;
      if (credit) prorations.push(credit);
    }
    if (!restarts)
      for (const item of after) {
        const old = before.find(({ id }) => id === item.id);
        if (!old || old.price.id !== item.price.id || old.quantity !== item.quantity) prorations.push(chargeLine(engine, account, item, moment));
      }
  }
  const period = restarts ? periodLines(engine, account, next, after) : [];
  return { next, prorations, period, bills: restarts || (behaviour === "always_invoice" && prorations.length > 0) };
}

function changedItems(call: Call<unknown>, subscription: StoredSubscription, changes: ItemChange[], at: (key: string) => string): StoredSubscriptionItem[] {
  let items = structuredClone(subscription.items.data);
  for (const [index, change] of changes.entries()) {
    const name = (key: string) => `${at("items")}[${index}][${key}]`;
    const existing = change.id === undefined ? undefined : items.find(({ id }) => id === change.id);
    if (change.id !== undefined && !existing)
      throw invalidRequest(`No such subscription item: '${change.id}'`, { code: "resource_missing", param: name("id") });
    if (change.deleted) {
      if (!existing) throw missing(name("id"));
      items = items.filter((item) => item !== existing);
      continue;
    }
    if (!existing && !change.price) throw missing(name("price"));
    const price = change.price ? structuredClone(referenced(call, "price", change.price, name("price"))) : undefined;
    if (price) checkPrice(subscription, items, price, existing, name("price"));
    if (existing) {
      if (price) Object.assign(existing, { price, plan: planOf(price) });
      if (change.quantity !== undefined) existing.quantity = change.quantity;
      existing.metadata = mergeMetadata(existing.metadata, change.metadata);
    } else if (price) items.push(newItem(call, subscription, price, change));
  }
  if (items.length === 0) throw invalidRequest("You cannot delete all items from a subscription; cancel it instead.", { param: at("items") });
  const rhythms = new Set(items.map((item) => rhythm([item])));
  if (rhythms.size > 1) throw unsupported("a subscription with items of different intervals (did you forget the item's id?)");
  return items;
}

function checkPrice(subscription: StoredSubscription, items: StoredSubscriptionItem[], price: StoredSubscriptionItem["price"], existing: StoredSubscriptionItem | undefined, param: string): void {
  if (!price.active && existing?.price.id !== price.id)
    throw invalidRequest("The price specified is inactive. This field only accepts active prices.", { param });
  if (!price.recurring)
    throw invalidRequest(`The price specified is set to \`type=one_time\` but this field only accepts prices with \`type=recurring\`.`, { param });
  if (price.currency !== subscription.currency)
    throw invalidRequest(
      `You cannot combine currencies on a single customer. This subscription uses ${subscription.currency}, the price \`${price.id}\` ${price.currency}.`,
      { param },
    );
  const holder = items.find((item) => item !== existing && item.price.id === price.id);
  if (holder) throw invalidRequest(`Cannot add multiple subscription items with the same price: ${price.id} (an existing Subscription Item, ${holder.id}, is already using it).`, { param });
}

function newItem(call: Call<unknown>, subscription: StoredSubscription, price: StoredSubscriptionItem["price"], change: ItemChange): StoredSubscriptionItem {
  const [first] = subscription.items.data;
  const now = call.engine.clock.seconds();
  return {
    id: newId("si", 14),
    object: "subscription_item",
    billing_thresholds: null,
    created: now,
    current_period_start: first?.current_period_start ?? now,
    current_period_end: first?.current_period_end ?? now,
    current_trial: null,
    discounts: [],
    metadata: mergeMetadata({}, change.metadata),
    plan: planOf(price),
    price,
    quantity: change.quantity ?? 1,
    subscription: subscription.id,
    tax_rates: [],
  };
}

/** The moment prorations count from. An app in real time, beside a clock that was moved, means its own now: it is shifted as `expires_at` is. */
function momentOf(engine: Engine, subscription: StoredSubscription, asked: number | undefined, now: number, at: (key: string) => string): number {
  if (asked === undefined) return now;
  const start = Math.max(...subscription.items.data.map((item) => item.current_period_start));
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  const within = (moment: number) => moment >= start && moment <= end;
  const shifted = asked + Math.round(engine.state.clockOffsetMs / 1000);
  if (within(asked)) return asked;
  if (within(shifted)) return shifted;
  throw invalidRequest("Cannot specify a `proration_date` outside of the current billing period of the subscription.", { param: at("proration_date") });
}

function rhythm(items: readonly StoredSubscriptionItem[]): string {
  return [...new Set(items.map(({ price }) => `${price.recurring?.interval_count ?? 1} ${price.recurring?.interval ?? ""}`))].sort().join();
}

function total(items: readonly StoredSubscriptionItem[]): number {
  return items.reduce((sum, item) => sum + (item.price.unit_amount ?? 0) * (item.quantity ?? 1), 0);
}
