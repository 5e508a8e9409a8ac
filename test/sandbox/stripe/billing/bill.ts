import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { idOf } from "../../engine/operation";
import type { StoredInvoice, StoredSubscription, StoredSubscriptionItem } from "../../engine/tables";
import { discountPerLine } from "../checkout/discounts";
import { draftInvoice, type NewInvoice, type NewLine } from "../invoice-object";
import type { Collected } from "./collect";
import { collectAndFollow } from "./dunning";
import { closeInvoice, finalizeInvoice } from "./finalize";
import { linesOfPending, takePending } from "./pending";

/** One bill of a subscription: what is on it and why. */
export interface Bill {
  lines: NewLine[];
  reason: Stripe.Invoice.BillingReason;
  period?: { start: number; end: number };
}

/** What an invoice of this subscription says about its parties. */
export function invoiceFields(engine: Engine, account: string, subscription: StoredSubscription, bill: Bill): NewInvoice {
  const customer = engine.find(account, "customer", idOf(subscription.customer) ?? "");
  const known = customer && !customer.deleted ? customer : undefined;
  return {
    customer: idOf(subscription.customer),
    customerEmail: known?.email ?? null,
    customerName: known?.name ?? null,
    currency: subscription.currency,
    billingReason: bill.reason,
    application: idOf(subscription.application),
    subscription,
    metadata: {},
    lines: bill.lines,
    ...(bill.period ? { period: bill.period } : {}),
  };
}

/** The lines of a whole period, with the coupon that still lasts. */
export function periodLines(engine: Engine, account: string, subscription: StoredSubscription, items: readonly StoredSubscriptionItem[]): NewLine[] {
  const record = engine.state.subscriptions[subscription.id];
  const coupon = record?.discount ? engine.find(account, "coupon", record.discount.coupon) : undefined;
  // A `once` coupon was used up by the first invoice.
  const lasting = coupon && coupon.duration !== "once" ? coupon : null;
  const amounts = items.map((item) => (item.price.unit_amount ?? 0) * (item.quantity ?? 1));
  const off = discountPerLine(
    lasting,
    items.map((item, index) => ({ amount_subtotal: amounts[index] ?? 0, price: item.price })),
  );
  return items.map((item, index) => ({
    description: `${item.quantity ?? 1} × ${itemName(engine, account, item)} (at ${plainPrice(item)})`,
    amount: amounts[index] ?? 0,
    discount: off[index] ?? 0,
    quantity: item.quantity ?? 1,
    price: item.price,
    subscriptionItem: item.id,
    period: { start: item.current_period_start, end: item.current_period_end },
  }));
}

/** What the customer calls it: the product's name. */
export function itemName(engine: Engine, account: string, item: Pick<StoredSubscriptionItem, "price">): string {
  return engine.find(account, "product", item.price.product)?.name ?? item.price.nickname ?? item.price.product;
}

function plainPrice({ price }: StoredSubscriptionItem): string {
  const amount = new Intl.NumberFormat("en-US", { style: "currency", currency: price.currency }).formatToParts(0).find((part) => part.type === "fraction")?.value.length ?? 0;
  const value = new Intl.NumberFormat("en-US", { style: "currency", currency: price.currency }).format((price.unit_amount ?? 0) / 10 ** amount);
  return `${value} / ${price.recurring?.interval ?? "month"}`;
}

/**
 * Makes the invoice and collects it, as the subscription's state and pause say: a paused one voids it, keeps the draft or writes it off; an unpaid one
 * leaves drafts.
 * @returns how collecting went, or null where nothing was collected
 */
export function bill(engine: Engine, account: string, subscription: StoredSubscription, given: Bill): { invoice: StoredInvoice; collected: Collected | null } {
  const pause = subscription.pause_collection?.behavior;
  const lines = [...linesOfPending(engine, account, subscription), ...given.lines];
  const invoice = draftInvoice(engine, account, invoiceFields(engine, account, subscription, { ...given, lines }));
  takePending(engine, account, subscription, invoice);
  engine.guard(subscription);
  subscription.latest_invoice = invoice.id;
  if (pause === "keep_as_draft" || (!pause && subscription.status === "unpaid")) {
    invoice.auto_advance = false;
    return { invoice, collected: null };
  }
  finalizeInvoice(engine, account, invoice);
  if (pause && invoice.amount_due > 0) {
    closeInvoice(engine, account, invoice, pause === "void" ? "void" : "uncollectible");
    return { invoice, collected: null };
  }
  return { invoice, collected: collectAndFollow(engine, account, invoice, { automatic: true }) };
}
