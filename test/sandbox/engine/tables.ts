import type Stripe from "stripe";

/** The Decimal fields of the SDK are strings on the wire. */
export type StoredPrice = Omit<Stripe.Price, "unit_amount_decimal" | "product"> & { unit_amount_decimal: string | null; product: string };

export type StoredLineItem = Omit<Stripe.LineItem, "price"> & { price: StoredPrice };

export type StoredInvoice = Omit<Stripe.Invoice, "lines"> & { lines: Stripe.ApiList<StoredInvoiceLine> };

export type StoredInvoiceLine = Omit<Stripe.InvoiceLineItem, "quantity_decimal" | "pricing"> & {
  quantity_decimal: string | null;
  pricing: { type: "price_details"; unit_amount_decimal: string | null; price_details: { price: string; product: string } };
};

export type StoredSubscription = Omit<Stripe.Subscription, "items"> & { items: Stripe.ApiList<StoredSubscriptionItem> };

export type StoredSubscriptionItem = Omit<Stripe.SubscriptionItem, "price" | "plan"> & { price: StoredPrice; plan: Record<string, unknown> };

/** A proration that waits for the next invoice (`invoice` is null), or that went onto one. */
export type StoredInvoiceItem = Omit<Stripe.InvoiceItem, "quantity_decimal" | "pricing"> & {
  quantity_decimal: string;
  pricing: { type: "price_details"; unit_amount_decimal: string | null; price_details: { price: string; product: string } };
};

/** An event's `data.object` is a frozen copy of whatever it is about. */
export type StoredEvent = Omit<Stripe.EventBase, "data"> & { data: { object: Record<string, unknown>; previous_attributes?: Record<string, unknown> } };

/** One account's objects, each table by id, in the order of creation. */
export interface Tables {
  product: Stripe.Product;
  price: StoredPrice;
  customer: Stripe.Customer | Stripe.DeletedCustomer;
  coupon: Stripe.Coupon;
  promotion_code: Stripe.PromotionCode;
  "checkout.session": Stripe.Checkout.Session;
  payment_method: Stripe.PaymentMethod;
  payment_intent: Stripe.PaymentIntent;
  charge: Stripe.Charge;
  refund: Stripe.Refund;
  dispute: Stripe.Dispute;
  "radar.early_fraud_warning": Stripe.Radar.EarlyFraudWarning;
  balance_transaction: Stripe.BalanceTransaction;
  application_fee: Stripe.ApplicationFee;
  payout: Stripe.Payout;
  subscription: StoredSubscription;
  invoice: StoredInvoice;
  invoice_payment: Stripe.InvoicePayment;
  invoiceitem: StoredInvoiceItem;
  setup_intent: Stripe.SetupIntent;
  payment_method_domain: Stripe.PaymentMethodDomain;
  webhook_endpoint: Stripe.WebhookEndpoint;
  "billing_portal.configuration": Stripe.BillingPortal.Configuration;
  "billing_portal.session": Stripe.BillingPortal.Session;
  event: StoredEvent;
}

export type TableName = keyof Tables;

export type Bucket = { [K in TableName]: Record<string, Tables[K]> };

export function emptyBucket(): Bucket {
  return {
    product: {},
    price: {},
    customer: {},
    coupon: {},
    promotion_code: {},
    "checkout.session": {},
    payment_method: {},
    payment_intent: {},
    charge: {},
    refund: {},
    dispute: {},
    "radar.early_fraud_warning": {},
    balance_transaction: {},
    application_fee: {},
    payout: {},
    subscription: {},
    invoice: {},
    invoice_payment: {},
    invoiceitem: {},
    setup_intent: {},
    payment_method_domain: {},
    webhook_endpoint: {},
    "billing_portal.configuration": {},
    "billing_portal.session": {},
    event: {},
  };
}
