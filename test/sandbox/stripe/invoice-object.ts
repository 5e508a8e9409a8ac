import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import type { StoredInvoice, StoredInvoiceLine, StoredPrice, StoredSubscription } from "../engine/tables";

export interface NewLine {
  description: string;
  amount: number;
  discount: number;
  quantity: number;
  price: StoredPrice;
  subscriptionItem: string | null;
  period: { start: number; end: number };
  proration?: boolean;
  /** The pending item it comes from. */
  invoiceItem?: string | null;
  /** What a credit gives back. */
  credited?: { invoice: string; invoice_line_items: string[] } | null;
}

export interface NewInvoice {
  customer: string | null;
  customerEmail: string | null;
  customerName: string | null;
  currency: string;
  billingReason: Stripe.Invoice.BillingReason;
  subscription: StoredSubscription | null;
  /** The platform that sells on this account, or null when the account sells by itself. */
  application: string | null;
  lines: NewLine[];
  metadata: Record<string, string>;
  description?: string | null;
  footer?: string | null;
  /** What the invoice says it covers; default: the start of its first line. */
  period?: { start: number; end: number };
}

function buildLine(invoice: string, given: NewInvoice, line: NewLine): StoredInvoiceLine {
  return {
    id: newId("il"),
    object: "line_item",
    amount: line.amount,
    currency: given.currency,
    description: line.description,
    discount_amounts: line.discount > 0 ? [{ amount: line.discount, discount: `di_${invoice.slice(-24)}` }] : [],
    discountable: !line.proration,
    discounts: [],
    invoice,
    livemode: false,
    metadata: line.subscriptionItem ? { ...given.subscription?.metadata } : {},
    parent: line.subscriptionItem
      ? {
          type: "subscription_item_details",
          invoice_item_details: null,
          subscription_item_details: {
            invoice_item: line.invoiceItem ?? null,
            proration: line.proration ?? false,
            proration_details: { credited_items: line.credited ?? null },
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
  };
}

/** A draft that nobody keeps yet: also what a preview shows. */
export function buildInvoice(engine: Engine, account: string, given: NewInvoice, id = newId("in")): StoredInvoice {
  const now = engine.clock.seconds();
  const owner = engine.account(account)?.account;
  const lines = given.lines.map((line) => buildLine(id, given, line));
  const subtotal = given.lines.reduce((sum, line) => sum + line.amount, 0);
  const discount = given.lines.reduce((sum, line) => sum + line.discount, 0);
  const total = subtotal - discount;
  const customer = engine.find(account, "customer", given.customer ?? "");
  const start = given.lines.find((line) => !line.proration)?.period.start ?? now;
  return {
    id,
    object: "invoice",
    account_country: owner?.country ?? null,
    account_name: owner?.business_profile?.name ?? null,
    account_tax_ids: null,
    amount_due: Math.max(0, total),
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: Math.max(0, total),
    amount_shipping: 0,
    application: given.application,
    attempt_count: 0,
    attempted: false,
    auto_advance: given.subscription !== null,
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
    effective_at: null,
    ending_balance: null,
    footer: given.footer ?? null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: { ...given.metadata },
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: given.subscription
      ? {
          type: "subscription_details",
          quote_details: null,
          subscription_details: { metadata: { ...given.subscription.metadata }, subscription: given.subscription.id },
        }
      : null,
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: given.period?.end ?? start,
    period_start: given.period?.start ?? start,
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer && !customer.deleted ? customer.balance : 0,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: null,
    total,
    total_discount_amounts: discount > 0 ? [{ amount: discount, discount: `di_${id.slice(-24)}` }] : [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: now,
  };
}

/** The same, kept and announced. */
export function draftInvoice(engine: Engine, account: string, given: NewInvoice): StoredInvoice {
  const invoice = engine.save(account, "invoice", buildInvoice(engine, account, given));
  engine.emit(account, "invoice.created", invoice);
  return invoice;
}
