import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { newId, randomText } from "../engine/ids";
import { chargeMethodDetails, paymentMethodFields, type TestMethod } from "./cards";

export interface Payer {
  email: string | null;
  name: string | null;
  address?: Stripe.Address | null;
  phone?: string | null;
}

export interface IntentFields {
  amount: number;
  currency: string;
  applicationFeeAmount: number | null;
  metadata: Record<string, string>;
  description: string | null;
  receiptEmail: string | null;
  statementDescriptor: string | null;
  statementDescriptorSuffix: string | null;
  setupFutureUsage: string | null;
  customer: string | null;
  /** The platform that sells on this account, or null when the account sells by itself. */
  application: string | null;
}

/** Money moves here: an intent is made, attempts turn it into charges. Every function emits what Stripe emits. */
export function makeIntent(engine: Engine, account: string, fields: IntentFields): Stripe.PaymentIntent {
  const id = newId("pi");
  const intent: Stripe.PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: fields.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: fields.application,
    application_fee_amount: fields.applicationFeeAmount,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic_async",
    client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: "automatic",
    created: engine.clock.seconds(),
    currency: fields.currency,
    customer: fields.customer,
    customer_account: null,
    description: fields.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: { ...fields.metadata },
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {},
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: fields.receiptEmail,
    review: null,
    setup_future_usage: fields.setupFutureUsage,
    shipping: null,
    source: null,
    statement_descriptor: fields.statementDescriptor,
    statement_descriptor_suffix: fields.statementDescriptorSuffix,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  engine.save(account, "payment_intent", intent);
  engine.emit(account, "payment_intent.created", intent);
  return intent;
}

/** The card or account the buyer entered. */
export function makePaymentMethod(engine: Engine, account: string, method: TestMethod, payer: Payer, customer: string | null): Stripe.PaymentMethod {
  const saved = engine.save(account, "payment_method", {
    id: newId("pm"),
    object: "payment_method",
    allow_redisplay: "limited",
    billing_details: billing(payer),
    created: engine.clock.seconds(),
    customer,
    customer_account: null,
    livemode: false,
    metadata: {},
    ...paymentMethodFields(method),
  });
  if (customer) engine.emit(account, "payment_method.attached", saved);
  return saved;
}

/** One attempt to move money, whatever came of it. */
export function makeCharge(
  engine: Engine,
  account: string,
  intent: Stripe.PaymentIntent,
  method: TestMethod,
  payer: Payer,
  paymentMethod: string,
  status: "succeeded" | "pending" | "failed",
  authenticated = false,
): Stripe.Charge {
  const id = newId(method.type === "card" ? "ch" : "py");
  const paid = status === "succeeded";
  const name = engine.account(account)?.account.settings?.payments.statement_descriptor ?? "SANDBOX";
  const charge: Stripe.Charge = {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: paid ? intent.amount : 0,
    amount_refunded: 0,
    application: intent.application,
    application_fee: null,
    application_fee_amount: intent.application_fee_amount,
    balance_transaction: null,
    billing_details: billing(payer),
    calculated_statement_descriptor:
      intent.statement_descriptor ?? (intent.statement_descriptor_suffix ? `${name.slice(0, 10)}* ${intent.statement_descriptor_suffix}`.slice(0, 22) : name),
    captured: paid,
    created: engine.clock.seconds(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: { ...intent.metadata },
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      risk_score: 12,
      seller_message: "Payment complete.",
      type: "authorized",
    },
    paid,
    payment_intent: intent.id,
    payment_method: paymentMethod,
    payment_method_details: chargeMethodDetails(method, authenticated),
    radar_options: {},
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: `${engine.publicBase}/receipts/${id}`,
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: intent.statement_descriptor,
    statement_descriptor_suffix: intent.statement_descriptor_suffix,
    status,
    transfer_data: null,
    transfer_group: null,
  };
  return engine.save(account, "charge", charge);
}

export function billing(payer: Payer): Stripe.Charge.BillingDetails {
  const address = payer.address ?? { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { address, email: payer.email, name: payer.name, phone: payer.phone ?? null, tax_id: null };
}
