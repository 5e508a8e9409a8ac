import type Stripe from "stripe";
import { invalidRequest } from "../engine/errors";
import { created, idOf, mergeMetadata, operation, type Operation, page, paging, retrieve, subject } from "../engine/operation";
import { boolean, clearable, hash, later, metadata, oneOf, range, text } from "../engine/params";
import type { StoredSubscription } from "../engine/tables";
import { endSubscription } from "./billing/ending";

const cancellationDetails = hash<Stripe.SubscriptionCancelParams.CancellationDetails>({
  comment: clearable(text()),
  feedback: clearable(oneOf("customer_service", "low_quality", "missing_features", "other", "switched_service", "too_complex", "too_expensive", "unused")),
  feedback_option: later,
});

const update = operation<Stripe.SubscriptionUpdateParams>({
  name: "subscriptions.update",
  method: "POST",
  path: "/v1/subscriptions/:id",
  params: {
    cancel_at_period_end: boolean(),
    cancellation_details: cancellationDetails,
    description: clearable(text(500)),
    metadata: clearable(metadata()),
    add_invoice_items: later,
    application_fee_percent: later,
    automatic_tax: later,
    billing_cycle_anchor: later,
    billing_schedules: later,
    billing_thresholds: later,
    cancel_at: later,
    collection_method: later,
    days_until_due: later,
    default_payment_method: later,
    default_source: later,
    default_tax_rates: later,
    discounts: later,
    invoice_settings: later,
    items: later,
    off_session: later,
    on_behalf_of: later,
    pause_collection: later,
    payment_behavior: later,
    payment_settings: later,
    pending_invoice_item_interval: later,
    proration_behavior: later,
    proration_date: later,
    transfer_data: later,
    trial_end: later,
    trial_from_plan: later,
    trial_settings: later,
  },
  run(call) {
    const subscription = subject(call, "subscription");
    if (subscription.status === "canceled")
      throw invalidRequest("A canceled subscription can only update its cancellation_details and metadata.", { param: "id" });
    const { cancel_at_period_end: cancels, cancellation_details: details, description, metadata: given } = call.params;
    if (cancels !== undefined) {
      const end = subscription.items.data[0]?.current_period_end ?? null;
      Object.assign(subscription, {
        cancel_at_period_end: cancels,
        cancel_at: cancels ? end : null,
        canceled_at: cancels ? call.engine.clock.seconds() : null,
      } satisfies Partial<StoredSubscription>);
      if (subscription.cancellation_details) subscription.cancellation_details.reason = cancels ? "cancellation_requested" : null;
    }
    if (details && subscription.cancellation_details) {
      subscription.cancellation_details.comment = details.comment || null;
      subscription.cancellation_details.feedback = details.feedback || null;
    }
    if (description !== undefined) subscription.description = description || null;
    subscription.metadata = mergeMetadata(subscription.metadata, given);
    call.engine.touch();
    call.engine.emit(call.account, "customer.subscription.updated", subscription);
    return subscription;
  },
});

const cancel = operation<Stripe.SubscriptionCancelParams>({
  name: "subscriptions.cancel",
  method: "DELETE",
  path: "/v1/subscriptions/:id",
  params: { cancellation_details: cancellationDetails, invoice_now: boolean(), prorate: boolean() },
  run(call) {
    const subscription = subject(call, "subscription");
    if (subscription.status === "canceled") throw invalidRequest(`No such subscription: '${subscription.id}'`, { code: "resource_missing", param: "id" });
    endSubscription(call.engine, call.account, subscription, "cancellation_requested");
    return subscription;
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

const listInvoices = operation<Stripe.InvoiceListParams>({
  name: "invoices.list",
  method: "GET",
  path: "/v1/invoices",
  params: {
    ...paging,
    ...created,
    customer: text(),
    status: oneOf("draft", "open", "paid", "uncollectible", "void"),
    subscription: text(),
    collection_method: oneOf("charge_automatically", "send_invoice"),
    customer_account: later,
    due_date: range,
  },
  run(call) {
    const { customer, status, subscription, collection_method: method, due_date: due } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).invoice).filter(
      (row) =>
        (!customer || row.customer === customer) &&
        (!status || row.status === status) &&
        (!subscription || idOf(row.parent?.subscription_details?.subscription) === subscription) &&
        (!method || row.collection_method === method) &&
        due === undefined,
    );
    return page(rows, call.params, "/v1/invoices", "invoice");
  },
});

const listInvoicePayments = operation<Stripe.InvoicePaymentListParams>({
  name: "invoicePayments.list",
  method: "GET",
  path: "/v1/invoice_payments",
  params: {
    ...paging,
    ...created,
    invoice: text(),
    status: oneOf("canceled", "open", "paid"),
    payment: hash<Stripe.InvoicePaymentListParams.Payment>({
      type: { required: true, parse: (raw, at) => oneOf("payment_intent", "payment_record").parse(raw, at) },
      payment_intent: text(),
      payment_record: text(),
    }),
  },
  run(call) {
    const { invoice, payment, status } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).invoice_payment).filter(
      (row) =>
        (!invoice || row.invoice === invoice) &&
        (!status || row.status === status) &&
        (!payment || (row.payment.type === payment.type && idOf(row.payment.payment_intent) === payment.payment_intent)),
    );
    return page(rows, call.params, "/v1/invoice_payments", "invoice_payment");
  },
});

export const subscriptionOperations: Operation[] = [
  update,
  cancel,
  listAll,
  retrieve("subscriptions.retrieve", "/v1/subscriptions/:id", "subscription"),
  listInvoices,
  retrieve("invoices.retrieve", "/v1/invoices/:id", "invoice"),
  listInvoicePayments,
];
