import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { invalidRequest, StripeApiError, unsupported } from "../../engine/errors";
import { type Call, idOf, mergeMetadata } from "../../engine/operation";
import type { StoredSubscription } from "../../engine/tables";
import { attachedMethod } from "../payment-method-operations";
import { bill } from "./bill";
import { planChange } from "./change";
import { endSubscription } from "./ending";
import { keepPending } from "./pending";
import { creditLine } from "./proration";

type Params = Omit<Stripe.SubscriptionUpdateParams, "expand">;

/**
 * `subscriptions.update`: the plan, the pause, the end, the method. With `payment_behavior: error_if_incomplete` a payment that fails answers 402 and
 * leaves nothing behind; without it the change stands and the subscription is past due.
 */
export function updateSubscription(call: Call<Params>, subscription: StoredSubscription): StoredSubscription {
  const { engine, account, params } = call;
  check(call, subscription);
  const before = structuredClone(subscription);
  const plan = planChange(
    call,
    subscription,
    {
      items: params.items,
      proration: params.proration_behavior,
      prorationDate: params.proration_date,
      anchor: params.billing_cycle_anchor?.type,
      endTrial: params.trial_end === "now" && subscription.status === "trialing",
    },
    (key) => key,
  );
  engine.guard(subscription);
  Object.assign(subscription, plan.next);
  applyFields(engine, subscription, params);
  if (!plan.bills) for (const line of plan.prorations) keepPending(engine, account, subscription, line);
  engine.touch();
  const made = plan.bills ? bill(engine, account, subscription, { lines: [...plan.prorations, ...plan.period], reason: "subscription_update" }) : null;
  if (made?.collected?.status === "failed" && params.payment_behavior === "error_if_incomplete") throw incomplete(made.collected.error);
  const previous = differences(before, subscription);
  if (Object.keys(previous).length > 0) engine.emit(account, "customer.subscription.updated", subscription, { previous });
  return subscription;
}

function check(call: Call<Params>, subscription: StoredSubscription): void {
  const { params } = call;
  if (subscription.status === "canceled") {
    const others = Object.keys(params).filter((key) => key !== "metadata" && key !== "cancellation_details");
    if (others.length > 0) throw invalidRequest("A canceled subscription can only update its cancellation_details and metadata.", { param: "id" });
  }
  if (params.payment_behavior === "pending_if_incomplete" || params.payment_behavior === "default_incomplete")
    throw unsupported(`payment_behavior ${params.payment_behavior}`);
  if (params.default_payment_method) attachedMethod(call, idOf(subscription.customer) ?? "", params.default_payment_method, "default_payment_method");
  const resumes = params.pause_collection ? params.pause_collection.resumes_at : undefined;
  if (resumes !== undefined && resumes <= call.engine.clock.seconds())
    throw invalidRequest("`pause_collection[resumes_at]` must be in the future.", { param: "pause_collection[resumes_at]" });
}

function applyFields(engine: Engine, subscription: StoredSubscription, params: Params): void {
  const { cancel_at_period_end: cancels, cancellation_details: details, pause_collection: pause, application_fee_percent: percent } = params;
  if (cancels !== undefined) setEnd(engine, subscription, cancels);
  if (details && subscription.cancellation_details) {
    if (details.comment !== undefined) subscription.cancellation_details.comment = details.comment || null;
    if (details.feedback !== undefined) subscription.cancellation_details.feedback = details.feedback || null;
  }
  if (pause !== undefined) subscription.pause_collection = pause ? { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null } : null;
  if (percent !== undefined) subscription.application_fee_percent = percent === "" || percent === null ? null : percent;
  if (params.default_payment_method !== undefined) subscription.default_payment_method = params.default_payment_method || null;
  if (params.description !== undefined) subscription.description = params.description || null;
  subscription.metadata = mergeMetadata(subscription.metadata, params.metadata);
}

/** It ends with its period, or goes on after all. */
function setEnd(engine: Engine, subscription: StoredSubscription, cancels: boolean): void {
  if (cancels === subscription.cancel_at_period_end) return;
  Object.assign(subscription, {
    cancel_at_period_end: cancels,
    cancel_at: cancels ? (subscription.items.data[0]?.current_period_end ?? null) : null,
    canceled_at: cancels ? engine.clock.seconds() : null,
  } satisfies Partial<StoredSubscription>);
  if (subscription.cancellation_details) subscription.cancellation_details.reason = cancels ? "cancellation_requested" : null;
}

/** The same, asked for by its holder in the portal. */
export function setEndByHolder(engine: Engine, account: string, subscription: StoredSubscription, cancels: boolean): void {
  const before = structuredClone(subscription);
  engine.guard(subscription);
  setEnd(engine, subscription, cancels);
  engine.touch();
  engine.emit(account, "customer.subscription.updated", subscription, { previous: differences(before, subscription) });
}

/** What changed, by field, as `previous_attributes` says it. */
function differences(before: StoredSubscription, after: StoredSubscription): object {
  const changed = Object.entries(before).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify((after as unknown as Record<string, unknown>)[key]));
  return Object.fromEntries(changed);
}

/** The same refusal as paying the invoice would get; only the code of a card that asks for its holder differs. */
function incomplete(error: StripeApiError): StripeApiError {
  if (error.body.code !== "invoice_payment_intent_requires_action") return error;
  return new StripeApiError(402, { ...error.body, code: "subscription_payment_intent_requires_action" });
}

/** Begins a period now and bills it; the first payment makes the subscription active. */
export function resumeSubscription(call: Call<unknown>, subscription: StoredSubscription): StoredSubscription {
  const { engine, account } = call;
  const plan = planChange(call, subscription, { anchor: "now", proration: "none" }, (key) => key);
  engine.guard(subscription);
  Object.assign(subscription, plan.next);
  bill(engine, account, subscription, { lines: plan.period, reason: "subscription_update" });
  return subscription;
}

/** Ends it now. `prorate` gives back the unused time; `invoiceNow` puts that (and all that waits) on a last invoice, whose surplus becomes balance. */
export function cancelNow(engine: Engine, account: string, subscription: StoredSubscription, how: { prorate: boolean; invoiceNow: boolean }): void {
  const now = engine.clock.seconds();
  const credits = how.prorate && subscription.status !== "trialing" ? subscription.items.data.map((item) => creditLine(engine, account, subscription, item, now)) : [];
  const lines = credits.filter((line) => line !== null);
  if (how.invoiceNow) {
    engine.guard(subscription);
    const before = subscription.pause_collection;
    subscription.pause_collection = null;
    bill(engine, account, subscription, { lines, reason: "subscription_update" });
    subscription.pause_collection = before;
  }
  endSubscription(engine, account, subscription, "cancellation_requested");
  if (!how.invoiceNow) for (const line of lines) keepPending(engine, account, subscription, line);
}
