import type Stripe from "stripe";
import { invalidRequest, unsupported } from "../engine/errors";
import { created, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, clearable, decimal, hash, later, metadata, oneOf, required, text, timestamp } from "../engine/params";
import type { StoredSubscription } from "../engine/tables";
import { itemChanges, prorationBehaviour, trialEndNow } from "./billing/change";
import { cancelNow, resumeSubscription, updateSubscription } from "./billing/update";

const cancellationDetails = hash<Stripe.SubscriptionCancelParams.CancellationDetails>({
  comment: clearable(text()),
  feedback: clearable(oneOf("customer_service", "low_quality", "missing_features", "other", "switched_service", "too_complex", "too_expensive", "unused")),
  feedback_option: later,
});

const pauseCollection = hash<Stripe.SubscriptionUpdateParams.PauseCollection>({
  behavior: required(oneOf("keep_as_draft", "mark_uncollectible", "void")),
  resumes_at: timestamp(),
});

const update = operation<Stripe.SubscriptionUpdateParams>({
  name: "subscriptions.update",
  method: "POST",
  path: "/v1/subscriptions/:id",
  params: {
    application_fee_percent: clearable(decimal(0, 100)),
    billing_cycle_anchor: hash<Stripe.SubscriptionUpdateParams.BillingCycleAnchor>({ type: required(oneOf("now", "unchanged")) }),
    cancel_at_period_end: boolean(),
    cancellation_details: cancellationDetails,
    default_payment_method: clearable(text()),
    description: clearable(text(500)),
    items: itemChanges,
    metadata: clearable(metadata()),
    off_session: boolean(),
    pause_collection: clearable(pauseCollection),
    payment_behavior: oneOf("allow_incomplete", "default_incomplete", "error_if_incomplete", "pending_if_incomplete"),
    proration_behavior: prorationBehaviour,
    proration_date: timestamp(),
    trial_end: trialEndNow,
    add_invoice_items: later,
    automatic_tax: later,
    billing_schedules: later,
    billing_thresholds: later,
    cancel_at: later,
    collection_method: later,
    days_until_due: later,
    default_source: later,
    default_tax_rates: later,
    discounts: later,
    invoice_settings: later,
    on_behalf_of: later,
    payment_settings: later,
    pending_invoice_item_interval: later,
    transfer_data: later,
    trial_from_plan: later,
    trial_settings: later,
  },
  run: (call) => updateSubscription(call, subject(call, "subscription")),
});

const cancel = operation<Stripe.SubscriptionCancelParams>({
  name: "subscriptions.cancel",
  method: "DELETE",
  path: "/v1/subscriptions/:id",
  params: { cancellation_details: cancellationDetails, invoice_now: boolean(), prorate: boolean() },
  run(call) {
    const subscription = subject(call, "subscription");
    if (subscription.status === "canceled") throw invalidRequest(`No such subscription: '${subscription.id}'`, { code: "resource_missing", param: "id" });
    const { prorate, invoice_now: invoiceNow } = call.params;
    cancelNow(call.engine, call.account, subscription, { prorate: prorate ?? false, invoiceNow: invoiceNow ?? false });
    return subscription;
  },
});

/** Wakes a subscription whose trial ended without payment details: a new period begins now, and it is active when that is paid. */
const resume = operation<Stripe.SubscriptionResumeParams>({
  name: "subscriptions.resume",
  method: "POST",
  path: "/v1/subscriptions/:id/resume",
  params: {
    billing_cycle_anchor: hash<Stripe.SubscriptionResumeParams.BillingCycleAnchor>({ type: required(oneOf("now", "unchanged")) }),
    proration_behavior: prorationBehaviour,
    payment_behavior: later,
    proration_date: later,
  },
  run(call) {
    const subscription = subject(call, "subscription");
    if (subscription.status !== "paused") throw invalidRequest("You can only resume a subscription that is paused.", { param: "id" });
    if (call.params.billing_cycle_anchor?.type === "unchanged") throw unsupported("resuming with an unchanged billing cycle anchor");
    return resumeSubscription(call, subscription);
  },
});

const listAll = operation<Stripe.SubscriptionListParams>({
  name: "subscriptions.list",
  method: "GET",
  path: "/v1/subscriptions",
  params: {
    ...paging,
    ...created,
    customer: text(),
    price: text(),
    status: oneOf("active", "all", "canceled", "ended", "incomplete", "incomplete_expired", "past_due", "paused", "trialing", "unpaid"),
    automatic_tax: later,
    collection_method: later,
    current_period_end: later,
    current_period_start: later,
    customer_account: later,
    plan: later,
    test_clock: later,
  },
  run(call) {
    const { customer, price, status } = call.params;
    const wanted = (row: StoredSubscription) => {
      if (status === "all") return true;
      if (status === undefined) return row.status !== "canceled";
      return status === "ended" ? row.status === "canceled" || row.status === "incomplete_expired" : row.status === status;
    };
    const rows = Object.values(call.engine.bucket(call.account).subscription).filter(
      (row) => wanted(row) && (!customer || row.customer === customer) && (!price || row.items.data.some((item) => item.price.id === price)),
    );
    return page(rows, call.params, "/v1/subscriptions", "subscription");
  },
});

export const subscriptionOperations: Operation[] = [
  update,
  cancel,
  resume,
  listAll,
  retrieve("subscriptions.retrieve", "/v1/subscriptions/:id", "subscription"),
];
