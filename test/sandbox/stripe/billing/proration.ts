import type { Engine } from "../../engine/engine";
import { idOf } from "../../engine/operation";
import type { StoredSubscription, StoredSubscriptionItem } from "../../engine/tables";
import type { NewLine } from "../invoice-object";
import { itemName } from "./bill";
import { pendingItems } from "./pending";

interface Debit {
  /** Minor units, after discounts. */
  amount: number;
  period: { start: number; end: number };
  line: { invoice: string; invoice_line_items: string[] } | null;
}

/**
 * What was last charged for an item for the time around a moment: flexible billing gives back of that, not of today's price
 * (https://docs.stripe.com/billing/subscriptions/billing-mode/compare). Null where nothing was: a trial, a paused period, a void invoice.
 */
function lastDebit(engine: Engine, account: string, subscription: StoredSubscription, item: string, moment: number): Debit | null {
  const around = (period: { start: number; end: number }) => period.start <= moment && moment < period.end;
  const waiting = pendingItems(engine, account, subscription.id)
    .reverse()
    .find((row) => row.amount >= 0 && row.parent?.subscription_details?.subscription_item === item && around(row.period));
  if (waiting) return { amount: waiting.amount, period: waiting.period, line: null };
  const invoices = Object.values(engine.bucket(account).invoice).reverse();
  for (const invoice of invoices) {
    if (idOf(invoice.parent?.subscription_details?.subscription) !== subscription.id || invoice.status === "void" || invoice.status === "draft") continue;
    const line = invoice.lines.data.find(
      (row) => row.amount >= 0 && row.parent?.subscription_item_details?.subscription_item === item && around(row.period),
    );
    if (!line) continue;
    const off = (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
    return { amount: line.amount - off, period: line.period, line: { invoice: invoice.id, invoice_line_items: [line.id] } };
  }
  return null;
}

/** A share of an amount by seconds, rounded to the minor unit, half away from zero. */
function share(amount: number, from: number, period: { start: number; end: number }): number {
  const length = period.end - period.start;
  return length <= 0 ? 0 : Math.round((amount * (period.end - from)) / length);
}

/** What comes back for the rest of the period. @param moment seconds, `proration_date` */
export function creditLine(engine: Engine, account: string, subscription: StoredSubscription, item: StoredSubscriptionItem, moment: number): NewLine | null {
  const debit = lastDebit(engine, account, subscription, item.id, moment);
  if (!debit) return null;
  const amount = share(debit.amount, moment, debit.period);
  return {
    ...prorated(item, moment, debit.period.end),
    description: `Unused time on ${counted(engine, account, item)} after ${day(moment)}`,
    amount: amount === 0 ? 0 : -amount,
    credited: debit.line,
  };
}

/** What the rest of the period costs at the new price. */
export function chargeLine(engine: Engine, account: string, item: StoredSubscriptionItem, moment: number): NewLine {
  const period = { start: item.current_period_start, end: item.current_period_end };
  return {
    ...prorated(item, moment, period.end),
    description: `Remaining time on ${counted(engine, account, item)} after ${day(moment)}`,
    amount: share((item.price.unit_amount ?? 0) * (item.quantity ?? 1), moment, period),
  };
}

function prorated(item: StoredSubscriptionItem, start: number, end: number): Omit<NewLine, "description" | "amount"> {
  return { discount: 0, quantity: item.quantity ?? 1, price: item.price, subscriptionItem: item.id, period: { start, end }, proration: true };
}

function counted(engine: Engine, account: string, item: StoredSubscriptionItem): string {
  const name = itemName(engine, account, item);
  return (item.quantity ?? 1) > 1 ? `${item.quantity} × ${name}` : name;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString("en-GB", { day: "2-digit", month: "short", year: "numeric", timeZone: "UTC" });
}
