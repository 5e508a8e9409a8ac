import type { Engine } from "../../engine/engine";
import { newId } from "../../engine/ids";
import { idOf } from "../../engine/operation";
import type { StoredInvoice, StoredInvoiceItem, StoredSubscription } from "../../engine/tables";
import type { NewLine } from "../invoice-object";

/** Prorations of a subscription that wait for its next invoice. */
export function pendingItems(engine: Engine, account: string, subscription: string): StoredInvoiceItem[] {
  return Object.values(engine.bucket(account).invoiceitem).filter((item) => item.invoice === null && item.parent?.subscription_details?.subscription === subscription);
}

/** Keeps a proration for the next invoice (`proration_behavior: create_prorations`). */
export function keepPending(engine: Engine, account: string, subscription: StoredSubscription, line: NewLine): StoredInvoiceItem {
  const item = engine.save(account, "invoiceitem", {
    id: newId("ii"),
    object: "invoiceitem",
    amount: line.amount,
    currency: subscription.currency,
    customer: idOf(subscription.customer) ?? "",
    customer_account: null,
    date: engine.clock.seconds(),
    description: line.description,
    discountable: false,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: { ...subscription.metadata },
    net_amount: line.amount,
    parent: { type: "subscription_details", subscription_details: { subscription: subscription.id, ...(line.subscriptionItem ? { subscription_item: line.subscriptionItem } : {}) } },
    period: line.period,
    pricing: {
      type: "price_details",
      unit_amount_decimal: line.price.unit_amount_decimal,
      price_details: { price: line.price.id, product: line.price.product },
    },
    proration: true,
    proration_details: {
      credited_items: line.credited ? { type: "invoice_line_items", invoice_line_item_details: line.credited } : null,
      discount_amounts: [],
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    tax_rates: [],
    test_clock: null,
  });
  engine.emit(account, "invoiceitem.created", item);
  return item;
}

/** Waiting prorations as lines of the invoice that takes them. */
export function linesOfPending(engine: Engine, account: string, subscription: StoredSubscription): NewLine[] {
  return pendingItems(engine, account, subscription.id).flatMap((item): NewLine[] => {
    const price = engine.find(account, "price", item.pricing.price_details.price);
    if (!price) return [];
    return [
      {
        description: item.description ?? "",
        amount: item.amount,
        discount: 0,
        quantity: item.quantity,
        price,
        subscriptionItem: item.parent?.subscription_details?.subscription_item ?? null,
        period: item.period,
        proration: true,
        invoiceItem: item.id,
        credited: item.proration_details?.credited_items?.invoice_line_item_details ?? null,
      },
    ];
  });
}

/** They are on an invoice now. */
export function takePending(engine: Engine, account: string, subscription: StoredSubscription, invoice: StoredInvoice): void {
  for (const item of pendingItems(engine, account, subscription.id)) {
    engine.guard(item);
    item.invoice = invoice.id;
  }
}
