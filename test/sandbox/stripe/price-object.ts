import type Stripe from "stripe";
import { MAXIMUM_AMOUNT, stepProblem } from "../engine/currencies";
import { invalidParam } from "../engine/errors";
import { newId } from "../engine/ids";
import { type Call, mergeMetadata } from "../engine/operation";
import { currency, hash, integer, missing, oneOf, required } from "../engine/params";
import type { StoredPrice } from "../engine/tables";

interface PriceFields {
  currency: string;
  product: string;
  unit_amount?: number;
  recurring?: { interval: string; interval_count?: number; trial_period_days?: number };
  tax_behavior?: string;
  metadata?: Stripe.MetadataParam;
  nickname?: string;
  lookup_key?: string;
  active?: boolean;
}

const MAX_INTERVALS: Readonly<Record<string, number>> = { day: 1095, week: 156, month: 36, year: 3 };
export const interval = oneOf("day", "week", "month", "year");

/** The pieces every place that takes a price inline shares. */
export const priceRecurring = {
  currency: currency(),
  amount: integer(0, MAXIMUM_AMOUNT),
  taxBehavior: oneOf("exclusive", "inclusive", "unspecified"),
  recurring: hash<Stripe.Checkout.SessionCreateParams.LineItem.PriceData.Recurring>({ interval: required(interval), interval_count: integer(1) }),
};

/** Builds a price without keeping it: `price_data` of a session makes such one-off prices (inactive from the start). */
export function buildPrice(call: Call<unknown>, fields: PriceFields, at = ""): StoredPrice {
  const name = (key: string) => (at === "" ? key : `${at}[${key}]`);
  if (fields.unit_amount === undefined) throw missing(name("unit_amount"));
  const problem = stepProblem(fields.unit_amount, fields.currency);
  if (problem) throw invalidParam(name("unit_amount"), problem);
  const { recurring } = fields;
  const most = recurring && MAX_INTERVALS[recurring.interval];
  if (most !== undefined && (recurring?.interval_count ?? 1) > most)
    throw invalidParam(name("recurring[interval_count]"), `The maximum number of ${recurring?.interval ?? ""}s per interval is ${most}.`);
  return {
    id: newId("price"),
    object: "price",
    active: fields.active ?? true,
    billing_scheme: "per_unit",
    created: call.engine.clock.seconds(),
    currency: fields.currency,
    custom_unit_amount: null,
    livemode: false,
    lookup_key: fields.lookup_key ?? null,
    metadata: mergeMetadata({}, fields.metadata),
    nickname: fields.nickname ?? null,
    product: fields.product,
    recurring: recurring
      ? {
          interval: recurring.interval,
          interval_count: recurring.interval_count ?? 1,
          meter: null,
          trial_period_days: recurring.trial_period_days ?? null,
          usage_type: "licensed",
        }
      : null,
    tax_behavior: fields.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: recurring ? "recurring" : "one_time",
    unit_amount: fields.unit_amount,
    unit_amount_decimal: String(fields.unit_amount),
  };
}

export function makePrice(call: Call<unknown>, fields: PriceFields, at = ""): StoredPrice {
  const price = buildPrice(call, fields, at);
  call.engine.save(call.account, "price", price);
  call.engine.emit(call.account, "price.created", price);
  return price;
}
