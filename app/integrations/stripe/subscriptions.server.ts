import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { methodLabel } from "./payments.server";
import { PATIENT } from "./quick";

/** A member waits for these calls. */
const WAIT = { timeout: 15_000, maxNetworkRetries: 1 };

/** A subscription as the domain needs it. Times UTC. */
export interface SubscriptionState {
  /** sub_… */
  id: string;
  customerId: string;
  orderId: string | null;
  /** Stripe's own word. */
  status: string;
  cancelAt: Date | null;
  /** No payments are taken; `resumesAt` null: until somebody says so. */
  paused: { resumesAt: Date | null } | null;
  currentPeriodStart: Date;
  currentPeriodEnd: Date;
  trialEndsAt: Date | null;
  endedAt: Date | null;
  /** si_… and price_… of its one item. */
  itemId: string;
  stripePriceId: string;
  latestInvoiceId: string | null;
  /** pm_… set on the subscription itself. */
  paymentMethodId: string | null;
  methodLabel: string | null;
  /** Last day (UTC midnight) on which its card is good; null: not a card, or the customer's own choice is used. */
  cardExpiresOn: Date | null;
  /** Why it ended, in Stripe's word: cancellation_requested, payment_failed, payment_disputed … */
  endReason: string | null;
  livemode: boolean;
}

/** https://docs.stripe.com/api/subscriptions/retrieve */
export async function readSubscription(access: AccountAccess, subscriptionId: string): Promise<Result<SubscriptionState, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.subscriptions.retrieve(subscriptionId, { expand: ["default_payment_method"] }, { ...PATIENT, ...options }));
  return read.ok ? ok(subscriptionState(read.value)) : read;
}

export interface PlanChange {
  subscriptionId: string;
  itemId: string;
  stripePriceId: string;
  /** Unix seconds from which the rest of the period is reckoned: the same in the preview and in the change. */
  prorationDate: number;
  /** `always_invoice`: the difference is charged now; `create_prorations`: what is left over lowers the next payment. */
  prorations: "always_invoice" | "create_prorations";
}

/** What a change of plan would cost. Amounts in minor units; a line below 0 is something given back. */
export interface PlanPreview {
  /** Below 0: something is left over. */
  total: bigint;
  amountDue: bigint;
  currency: string;
  lines: { text: string; amount: bigint; proration: boolean; periodEnd: Date }[];
  /** When it would be charged. */
  at: Date;
}

/** https://docs.stripe.com/api/invoices/create_preview, https://docs.stripe.com/billing/subscriptions/prorations#preview-proration */
export async function previewChange(access: AccountAccess, change: PlanChange): Promise<Result<PlanPreview, StripeFailure>> {
  const { subscriptionId, itemId, stripePriceId, prorationDate, prorations } = change;
  const details = { items: [{ id: itemId, price: stripePriceId }], proration_behavior: prorations, proration_date: prorationDate };
  const read = await onAccount(access, (stripe, options) => stripe.invoices.createPreview({ subscription: subscriptionId, subscription_details: details }, { ...WAIT, ...options }));
  if (!read.ok) return read;
  const invoice = read.value;
  return ok({
    total: BigInt(invoice.total),
    amountDue: BigInt(invoice.amount_due),
    currency: invoice.currency,
    lines: invoice.lines.data.map((line) => ({
      text: line.description ?? "",
      amount: BigInt(line.amount),
      proration: line.parent?.subscription_item_details?.proration ?? line.parent?.invoice_item_details?.proration ?? false,
      periodEnd: at(line.period.end),
    })),
    at: at(invoice.next_payment_attempt ?? invoice.period_end),
  });
}

/**
 * Change the plan. `error_if_incomplete`: a declined card fails as `card_declined` and changes nothing. The key makes a second
 * click the same change. https://docs.stripe.com/api/subscriptions/update
 */
export function changePrice(access: AccountAccess, change: PlanChange, key: string): Promise<Result<SubscriptionState, StripeFailure>> {
  const { subscriptionId, itemId, stripePriceId, prorationDate, prorations } = change;
  return update(access, subscriptionId, { items: [{ id: itemId, price: stripePriceId }], proration_behavior: prorations, proration_date: prorationDate, payment_behavior: "error_if_incomplete" }, key);
}

/** Take no payments until a day, or until somebody says so; invoices that fall into it are void. https://docs.stripe.com/billing/subscriptions/pause-payment */
export function pauseCollection(access: AccountAccess, subscriptionId: string, resumesAt: Date | null): Promise<Result<SubscriptionState, StripeFailure>> {
  return update(access, subscriptionId, { pause_collection: { behavior: "void", ...(resumesAt ? { resumes_at: Math.floor(resumesAt.getTime() / 1000) } : {}) } });
}

/** Take payments again. Nothing is charged before the next period begins. */
export function resumeCollection(access: AccountAccess, subscriptionId: string): Promise<Result<SubscriptionState, StripeFailure>> {
  return update(access, subscriptionId, { pause_collection: "" });
}

/** Begin a new period now and charge it; a declined card changes nothing. https://docs.stripe.com/billing/subscriptions/billing-cycle */
export function beginPeriodNow(access: AccountAccess, subscriptionId: string, key: string): Promise<Result<SubscriptionState, StripeFailure>> {
  return update(access, subscriptionId, { billing_cycle_anchor: { type: "now" }, proration_behavior: "none", payment_behavior: "error_if_incomplete" }, key);
}

/** Let it end with what is paid, or take that back. `comment` stands beside it in the creator's Dashboard. */
export function cancelAtEnd(access: AccountAccess, subscriptionId: string, cancel: boolean, comment = ""): Promise<Result<SubscriptionState, StripeFailure>> {
  return update(access, subscriptionId, { cancel_at_period_end: cancel, ...(comment ? { cancellation_details: { comment } } : {}) });
}

/** End it at once; nothing is charged or given back. One that has ended, or is not there any more, is a success. */
export async function cancelNow(access: AccountAccess, subscriptionId: string): Promise<Result<"canceled", StripeFailure>> {
  const canceled = await onAccount(access, (stripe, options) => stripe.subscriptions.cancel(subscriptionId, {}, options));
  if (canceled.ok || canceled.error.kind === "not_found") return ok("canceled");
  if (canceled.error.kind !== "refused") return canceled;
  const read = await readSubscription(access, subscriptionId);
  return read.ok && read.value.status === "canceled" ? ok("canceled") : canceled;
}

/** The way of paying its coming invoices use: pm_…. */
export function setPaymentMethod(access: AccountAccess, subscriptionId: string, paymentMethodId: string): Promise<Result<SubscriptionState, StripeFailure>> {
  return update(access, subscriptionId, { default_payment_method: paymentMethodId });
}

async function update(access: AccountAccess, subscriptionId: string, params: Stripe.SubscriptionUpdateParams, key?: string): Promise<Result<SubscriptionState, StripeFailure>> {
  const request = { ...params, expand: ["default_payment_method"] };
  const changed = await onAccount(access, (stripe, options) => stripe.subscriptions.update(subscriptionId, request, { ...WAIT, ...options, ...(key ? { idempotencyKey: key } : {}) }));
  return changed.ok ? ok(subscriptionState(changed.value)) : changed;
}

function subscriptionState(subscription: Stripe.Subscription): SubscriptionState {
  const [item] = subscription.items.data;
  if (!item) throw new Error(`Subscription ${subscription.id} has no item`);
  const method = subscription.default_payment_method;
  const periodEnd = at(item.current_period_end);
  return {
    id: subscription.id,
    customerId: typeof subscription.customer === "string" ? subscription.customer : subscription.customer.id,
    orderId: subscription.metadata.order_id ?? null,
    status: subscription.status,
    cancelAt: subscription.cancel_at === null ? (subscription.cancel_at_period_end ? periodEnd : null) : at(subscription.cancel_at),
    paused: subscription.pause_collection ? { resumesAt: subscription.pause_collection.resumes_at === null ? null : at(subscription.pause_collection.resumes_at) } : null,
    currentPeriodStart: at(item.current_period_start),
    currentPeriodEnd: periodEnd,
    trialEndsAt: subscription.trial_end === null ? null : at(subscription.trial_end),
    endedAt: subscription.ended_at === null ? null : at(subscription.ended_at),
    itemId: item.id,
    stripePriceId: item.price.id,
    latestInvoiceId: typeof subscription.latest_invoice === "string" ? subscription.latest_invoice : (subscription.latest_invoice?.id ?? null),
    paymentMethodId: typeof method === "string" ? method : (method?.id ?? null),
    methodLabel: typeof method === "object" ? methodLabel(method) : null,
    cardExpiresOn: typeof method === "object" && method?.card ? lastDayOf(method.card.exp_year, method.card.exp_month) : null,
    endReason: subscription.cancellation_details?.reason ?? null,
    livemode: subscription.livemode,
  };
}

/** @param month 1 to 12 */
function lastDayOf(year: number, month: number): Date {
  return new Date(Date.UTC(year, month, 0));
}

function at(seconds: number): Date {
  return new Date(seconds * 1000);
}
