import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { invalidRequest, StripeApiError, unsupported } from "../../engine/errors";
import { newId } from "../../engine/ids";
import { type Call, idOf, operation, referenced } from "../../engine/operation";
import { boolean, clearable, currency, hash, later, metadata, oneOf, required, text, timestamp } from "../../engine/params";
import type { StoredInvoice, StoredSubscription } from "../../engine/tables";
import { buildInvoice, type NewLine } from "../invoice-object";
import { startNextPeriod } from "../renewals";
import { invoiceFields, periodLines } from "./bill";
import { itemChanges, planChange, prorationBehaviour, trialEndNow } from "./change";
import { withBalance } from "./finalize";
import { linesOfPending } from "./pending";
import { creditLine } from "./proration";

type Details = Stripe.InvoiceCreatePreviewParams.SubscriptionDetails;

const details = hash<Details>({
  items: itemChanges,
  proration_behavior: prorationBehaviour,
  proration_date: timestamp(),
  cancel_at_period_end: boolean(),
  cancel_now: boolean(),
  trial_end: trialEndNow,
  billing_cycle_anchor: hash<NonNullable<Details["billing_cycle_anchor"]>>({ type: required(oneOf("now", "timestamp", "unchanged")), timestamp: later }),
  metadata: clearable(metadata()),
  billing_mode: later,
  billing_schedules: later,
  cancel_at: later,
  default_tax_rates: later,
  pause: later,
  resume_at: later,
  start_date: later,
});

/** `invoices.createPreview`: the invoice a change would make at once, else the one of the next renewal with all that is on it. */
export const preview = operation<Stripe.InvoiceCreatePreviewParams>({
  name: "invoices.createPreview",
  method: "POST",
  path: "/v1/invoices/create_preview",
  params: {
    subscription: text(),
    subscription_details: details,
    customer: text(),
    currency: currency(),
    preview_mode: oneOf("next", "recurring"),
    automatic_tax: later,
    customer_account: later,
    customer_details: later,
    discounts: later,
    invoice_items: later,
    issuer: later,
    on_behalf_of: later,
    schedule: later,
    schedule_details: later,
  },
  run(call) {
    const { subscription: id, customer, preview_mode: mode } = call.params;
    if (!id) throw unsupported("a preview without a subscription");
    if (mode === "recurring") throw unsupported("preview_mode recurring");
    const subscription = referenced(call, "subscription", id, "subscription");
    if (customer && customer !== subscription.customer)
      throw invalidRequest(`The subscription ${id} does not belong to customer ${customer}.`, { param: "subscription" });
    return previewOf(call, subscription, call.params.subscription_details ?? {});
  },
});

function previewOf(call: Call<unknown>, subscription: StoredSubscription, change: Omit<Details, never>): StoredInvoice {
  const { engine, account } = call;
  const now = engine.clock.seconds();
  if (subscription.status === "canceled") throw none(subscription);
  const waiting = linesOfPending(engine, account, subscription);
  if (change.cancel_now) {
    const credits = change.proration_behavior === "none" ? [] : subscription.items.data.map((item) => creditLine(engine, account, subscription, item, change.proration_date ?? now));
    return shown(engine, account, subscription, [...waiting, ...credits.filter((line) => line !== null)], null);
  }
  const plan = planChange(
    call,
    subscription,
    {
      items: change.items,
      proration: change.proration_behavior,
      prorationDate: change.proration_date,
      anchor: change.billing_cycle_anchor?.type,
      endTrial: change.trial_end === "now" && subscription.status === "trialing",
    },
    (key) => `subscription_details[${key}]`,
  );
  const lines = [...waiting, ...plan.prorations, ...plan.period];
  if (plan.bills) return shown(engine, account, plan.next, lines, null);
  const ends = change.cancel_at_period_end ?? subscription.cancel_at_period_end;
  if (ends && lines.length === 0) throw none(subscription);
  const later = structuredClone(plan.next);
  const over = startNextPeriod(later);
  const renewal = ends ? [] : periodLines(engine, account, later, later.items.data);
  return shown(engine, account, plan.next, [...lines, ...renewal], over);
}

/** @param over the period after which it is made; null: now */
function shown(engine: Engine, account: string, subscription: StoredSubscription, lines: NewLine[], over: { start: number; end: number } | null): StoredInvoice {
  const now = engine.clock.seconds();
  const fields = invoiceFields(engine, account, subscription, { lines, reason: "upcoming", period: over ?? { start: now, end: now } });
  const invoice = buildInvoice(engine, account, fields, `upcoming_${newId("in")}`);
  const { amountDue } = withBalance(invoice.total, invoice.starting_balance, invoice.currency);
  return { ...invoice, amount_due: amountDue, amount_remaining: amountDue, created: over?.end ?? now, next_payment_attempt: over ? over.end + 3600 : null };
}

function none(subscription: StoredSubscription): StripeApiError {
  return new StripeApiError(404, {
    type: "invalid_request_error",
    code: "invoice_upcoming_none",
    message: `No upcoming invoices for customer: '${idOf(subscription.customer) ?? ""}'`,
    doc_url: "https://stripe.com/docs/error-codes/invoice-upcoming-none",
  });
}
