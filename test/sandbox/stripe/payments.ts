import type Stripe from 'stripe';
import { PLATFORM_ACCOUNT } from '../engine/constants';
import type { Engine } from '../engine/engine';
import { newId, randomText } from '../engine/ids';
import { idOf } from '../engine/operation';
import { book, CHARGE_SETTLES_IN, processingFee } from './balance';
import { chargeMethodDetails, paymentMethodFields, type TestMethod } from './cards';

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
}

/** Money moves here: an intent is made, attempts turn it into charges. Every function emits what Stripe emits. */
export function makeIntent(engine: Engine, account: string, fields: IntentFields): Stripe.PaymentIntent {
  const id = newId('pi');
  const intent: Stripe.PaymentIntent = {
    id, object: 'payment_intent', allowed_payment_method_types: null, amount: fields.amount, amount_capturable: 0, amount_details: { tip: {} }, amount_received: 0,
    application: account === PLATFORM_ACCOUNT ? null : engine.keys.clientId, application_fee_amount: fields.applicationFeeAmount,
    automatic_payment_methods: null, canceled_at: null, cancellation_reason: null, capture_method: 'automatic_async', client_secret: `${id}_secret_${randomText(25)}`,
    confirmation_method: 'automatic', created: engine.clock.seconds(), currency: fields.currency, customer: fields.customer, customer_account: null, description: fields.description,
    excluded_payment_method_types: null, last_payment_error: null, latest_charge: null, livemode: false, managed_payments: null, metadata: { ...fields.metadata }, next_action: null,
    on_behalf_of: null, payment_method: null, payment_method_configuration_details: null, payment_method_options: {}, payment_method_types: ['card'], payment_record: null, processing: null,
    receipt_email: fields.receiptEmail, review: null, setup_future_usage: fields.setupFutureUsage, shipping: null, source: null, statement_descriptor: fields.statementDescriptor,
    statement_descriptor_suffix: fields.statementDescriptorSuffix, status: 'requires_payment_method', transfer_data: null, transfer_group: null,
  };
  engine.save(account, 'payment_intent', intent);
  engine.emit(account, 'payment_intent.created', intent);
  return intent;
}

export function makePaymentMethod(engine: Engine, account: string, method: TestMethod, payer: Payer, customer: string | null): Stripe.PaymentMethod {
  return engine.save(account, 'payment_method', {
    id: newId('pm'), object: 'payment_method', allow_redisplay: 'limited', billing_details: billing(payer), created: engine.clock.seconds(), customer, customer_account: null, livemode: false,
    metadata: {}, ...paymentMethodFields(method),
  });
}

/** The bank says no. The intent can be tried again with another method. */
export function declineAttempt(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer): Stripe.Charge {
  const decline = method.decline ?? { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' };
  const paymentMethod = makePaymentMethod(engine, account, method, payer, null);
  const charge = makeCharge(engine, account, intent, method, payer, paymentMethod.id, 'failed');
  Object.assign(charge, {
    failure_code: decline.code, failure_message: decline.message,
    outcome: { advice_code: 'try_again_later', network_advice_code: null, network_decline_code: '01', network_status: 'declined_by_network', reason: decline.declineCode, risk_level: 'normal', seller_message: 'The bank did not return any further details with this decline.', type: 'issuer_declined' },
  } satisfies Partial<Stripe.Charge>);
  intent.status = 'requires_payment_method';
  intent.latest_charge = charge.id;
  intent.next_action = null;
  intent.last_payment_error = {
    charge: charge.id, code: decline.code, decline_code: decline.declineCode, doc_url: 'https://stripe.com/docs/error-codes/card-declined', message: decline.message, payment_method: paymentMethod,
    payment_method_type: method.type, type: 'card_error',
  };
  engine.touch();
  engine.emit(account, 'charge.failed', charge);
  engine.emit(account, 'payment_intent.payment_failed', intent);
  return charge;
}

/** The bank wants to see its customer first; the money waits. */
export function askForAuthentication(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer): void {
  intent.payment_method = makePaymentMethod(engine, account, method, payer, null).id;
  intent.status = 'requires_action';
  intent.next_action = { type: 'use_stripe_sdk', use_stripe_sdk: {} };
  engine.touch();
  engine.emit(account, 'payment_intent.requires_action', intent);
}

/** The money is there at once. */
export function succeedAttempt(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer, authenticated = false): Stripe.Charge {
  const paymentMethod = intent.setup_future_usage ? makePaymentMethod(engine, account, method, payer, idOf(intent.customer)) : makePaymentMethod(engine, account, method, payer, null);
  const charge = makeCharge(engine, account, intent, method, payer, paymentMethod.id, 'succeeded', authenticated);
  Object.assign(intent, { payment_method: paymentMethod.id, latest_charge: charge.id, payment_method_types: [method.type] });
  finishSucceeded(engine, account, intent, charge);
  return charge;
}

/** A delayed method: the buyer is done, the money may come days later. */
export function startDelayed(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer): Stripe.Charge {
  const paymentMethod = makePaymentMethod(engine, account, method, payer, null);
  const charge = makeCharge(engine, account, intent, method, payer, paymentMethod.id, 'pending');
  Object.assign(intent, { payment_method: paymentMethod.id, latest_charge: charge.id, payment_method_types: [method.type], status: 'processing', next_action: null } satisfies Partial<Stripe.PaymentIntent>);
  engine.touch();
  engine.emit(account, 'charge.pending', charge);
  engine.emit(account, 'payment_intent.processing', intent);
  return charge;
}

/** The delayed money came. */
export function settleSucceeded(engine: Engine, account: string, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  Object.assign(charge, { status: 'succeeded', paid: true, captured: true, amount_captured: charge.amount } satisfies Partial<Stripe.Charge>);
  finishSucceeded(engine, account, intent, charge);
}

/** The delayed money did not come. */
export function settleFailed(engine: Engine, account: string, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const message = 'The customer\'s bank account did not have enough money for this payment.';
  Object.assign(charge, { status: 'failed', paid: false, failure_code: 'insufficient_funds', failure_message: message } satisfies Partial<Stripe.Charge>);
  intent.status = 'requires_payment_method';
  intent.last_payment_error = { charge: charge.id, code: 'payment_intent_payment_attempt_failed', message, payment_method_type: 'sepa_debit', type: 'invalid_request_error' };
  engine.touch();
  engine.emit(account, 'charge.failed', charge);
  engine.emit(account, 'payment_intent.payment_failed', intent);
}

function finishSucceeded(engine: Engine, account: string, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const applicationFee = intent.application_fee_amount ?? 0;
  const fees: Stripe.BalanceTransaction.FeeDetail[] = [
    { amount: processingFee(charge.amount, charge.currency), application: null, currency: charge.currency, description: 'Stripe processing fees', type: 'stripe_fee' },
  ];
  if (applicationFee > 0) fees.unshift({ amount: applicationFee, application: engine.keys.clientId, currency: charge.currency, description: `${engine.applicationName} application fee`, type: 'application_fee' });
  charge.balance_transaction = book(engine, account, {
    amount: charge.amount, currency: charge.currency, type: 'charge', source: charge.id, description: charge.description, fees, availableIn: CHARGE_SETTLES_IN,
  }).id;
  if (applicationFee > 0) charge.application_fee = collectFee(engine, account, charge, applicationFee).id;
  Object.assign(intent, { status: 'succeeded', amount_received: charge.amount, next_action: null, last_payment_error: null } satisfies Partial<Stripe.PaymentIntent>);
  engine.touch();
  engine.emit(account, 'charge.succeeded', charge);
  engine.emit(account, 'payment_intent.succeeded', intent);
}

/** Our share: an object of the platform, not of the connected account. */
function collectFee(engine: Engine, account: string, charge: Stripe.Charge, amount: number): Stripe.ApplicationFee {
  const id = newId('fee');
  const fee: Stripe.ApplicationFee = {
    id, object: 'application_fee', account, amount, amount_refunded: 0, application: engine.keys.clientId, charge: charge.id, created: engine.clock.seconds(), currency: charge.currency,
    balance_transaction: book(engine, PLATFORM_ACCOUNT, { amount, currency: charge.currency, type: 'application_fee', source: id, reportingCategory: 'platform_earning', availableIn: CHARGE_SETTLES_IN }).id,
    fee_source: { charge: charge.id, type: 'charge' }, livemode: false, originating_transaction: null, refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  };
  engine.save(PLATFORM_ACCOUNT, 'application_fee', fee);
  engine.emit(PLATFORM_ACCOUNT, 'application_fee.created', fee);
  return fee;
}

function makeCharge(
  engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer, paymentMethod: string, status: 'succeeded' | 'pending' | 'failed', authenticated = false,
): Stripe.Charge {
  const id = newId(method.type === 'card' ? 'ch' : 'py');
  const paid = status === 'succeeded';
  const name = engine.account(account)?.account.settings?.payments.statement_descriptor ?? 'SANDBOX';
  const charge: Stripe.Charge = {
    id, object: 'charge', amount: intent.amount, amount_captured: paid ? intent.amount : 0, amount_refunded: 0, application: intent.application, application_fee: null,
    application_fee_amount: intent.application_fee_amount, balance_transaction: null, billing_details: billing(payer),
    calculated_statement_descriptor: intent.statement_descriptor ?? (intent.statement_descriptor_suffix ? `${name.slice(0, 10)}* ${intent.statement_descriptor_suffix}`.slice(0, 22) : name),
    captured: paid, created: engine.clock.seconds(), currency: intent.currency, customer: intent.customer, description: intent.description, disputed: false,
    failure_balance_transaction: null, failure_code: null, failure_message: null, fraud_details: {}, livemode: false, metadata: { ...intent.metadata }, on_behalf_of: null,
    outcome: { advice_code: null, network_advice_code: null, network_decline_code: null, network_status: 'approved_by_network', reason: null, risk_level: 'normal', risk_score: 12, seller_message: 'Payment complete.', type: 'authorized' },
    paid, payment_intent: intent.id, payment_method: paymentMethod, payment_method_details: chargeMethodDetails(method, authenticated), radar_options: {}, receipt_email: intent.receipt_email,
    receipt_number: null, receipt_url: `${engine.publicBase}/receipts/${id}`, refunded: false, review: null, shipping: null, source: null, source_transfer: null,
    statement_descriptor: intent.statement_descriptor, statement_descriptor_suffix: intent.statement_descriptor_suffix, status, transfer_data: null, transfer_group: null,
  };
  return engine.save(account, 'charge', charge);
}

function billing(payer: Payer): Stripe.Charge.BillingDetails {
  const address = payer.address ?? { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  return { address, email: payer.email, name: payer.name, phone: payer.phone ?? null, tax_id: null };
}
