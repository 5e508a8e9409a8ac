import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import type { StoredInvoice, StoredInvoiceLine, StoredPrice, StoredSubscription } from "../engine/tables";

export interface NewInvoice {
  customer: string | null;
  customerEmail: string | null;
  customerName: string | null;
  currency: string;
  billingReason: Stripe.Invoice.BillingReason;
  subscription: StoredSubscription | null;
  /** The platform that sells on this account, or null when the account sells by itself. */
  application: string | null;
  lines: {
    description: string;
    amount: number;
    discount: number;
    quantity: number;
    price: StoredPrice;
    subscriptionItem: string | null;
    period: { start: number; end: number };
  }[];
  metadata: Record<string, string>;
  description?: string | null;
  footer?: string | null;
}

/** A finalised invoice that waits for its payment. */
export function makeInvoice(engine: Engine, account: string, given: NewInvoice): StoredInvoice {
  const id = newId("in");
  const now = engine.clock.seconds();
  const owner = engine.account(account)?.account;
  const lines = given.lines.map((line): StoredInvoiceLine => ({
    id: newId("il"),
    object: "line_item",
    amount: line.amount,
    currency: given.currency,
    description: line.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice: id,
    livemode: false,
    metadata: {},
    parent: line.subscriptionItem
      ? {
          type: "subscription_item_details",
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: null,
            proration: false,
            proration_details: { credited_items: null },
            subscription: given.subscription?.id ?? null,
            subscription_item: line.subscriptionItem,
          },
        }
      : null,
    period: line.period,
    pretax_credit_amounts: [],
    pricing: {
      type: "price_details",
      unit_amount_decimal: line.price.unit_amount_decimal,
      price_details: { price: line.price.id, product: line.price.product },
    },
    quantity: line.quantity,
    quantity_decimal: String(line.quantity),
    subscription: given.subscription?.id ?? null,
    subtotal: line.amount,
    taxes: [],
  }));
  const subtotal = given.lines.reduce((sum, line) => sum + line.amount, 0);
  const total = subtotal - given.lines.reduce((sum, line) => sum + line.discount, 0);
  const number = `${id.slice(3, 11).toUpperCase()}-${String(Object.keys(engine.bucket(account).invoice).length + 1).padStart(4, "0")}`;
  const invoice: StoredInvoice = {
    id,
    object: "invoice",
    account_country: owner?.country ?? null,
    account_name: owner?.business_profile?.name ?? null,
    account_tax_ids: null,
    amount_due: total,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: total,
    amount_shipping: 0,
    application: given.application,
    attempt_count: 0,
    attempted: false,
    auto_advance: false,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: given.billingReason,
    collection_method: "charge_automatically",
    created: now,
    currency: given.currency,
    custom_fields: null,
    customer: given.customer,
    customer_account: null,
    customer_address: null,
    customer_email: given.customerEmail,
    customer_name: given.customerName,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: given.description ?? null,
    discounts: [],
    due_date: null,
    effective_at: now,
    ending_balance: 0,
    footer: given.footer ?? null,
    from_invoice: null,
    hosted_invoice_url: `${engine.publicBase}/invoices/${id}`,
    invoice_pdf: `${engine.publicBase}/invoices/${id}/pdf`,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: { ...given.metadata },
    next_payment_attempt: null,
    number,
    on_behalf_of: null,
    parent: given.subscription
      ? {
          type: "subscription_details",
          quote_details: null,
          subscription_details: { metadata: { ...given.subscription.metadata }, subscription: given.subscription.id },
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: given.lines[0]?.period.start ?? now,
    period_start: given.lines[0]?.period.start ?? now,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: 0,
    statement_descriptor: null,
    status: "open",
    status_transitions: { finalized_at: now, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: now,
  };
  engine.save(account, "invoice", invoice);
  engine.emit(account, "invoice.created", invoice);
  engine.emit(account, "invoice.finalized", invoice);
  return invoice;
}

/** The invoice is paid, by an intent or (nothing to pay) by itself. */
export function payInvoice(engine: Engine, account: string, invoice: StoredInvoice, intent: string | null): void {
  const now = engine.clock.seconds();
  Object.assign(invoice, {
    status: "paid",
    amount_paid: invoice.total,
    amount_remaining: 0,
    attempted: true,
    attempt_count: invoice.attempt_count + 1,
    next_payment_attempt: null,
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  } satisfies Partial<StoredInvoice>);
  if (intent) {
    engine.save(account, "invoice_payment", {
      id: newId("inpay"),
      object: "invoice_payment",
      amount_paid: invoice.total,
      amount_requested: invoice.total,
      created: now,
      currency: invoice.currency,
      invoice: invoice.id,
      is_default: true,
      livemode: false,
      payment: { type: "payment_intent", payment_intent: intent },
      status: "paid",
      status_transitions: { canceled_at: null, paid_at: now },
    });
  }
  engine.touch();
  engine.emit(account, "invoice.paid", invoice);
  engine.emit(account, "invoice.payment_succeeded", invoice);
}
