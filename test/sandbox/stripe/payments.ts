import type Stripe from "stripe";
import { PLATFORM_ACCOUNT } from "../engine/constants";
import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import { idOf } from "../engine/operation";
import { book, CHARGE_SETTLES_IN, processingFee } from "./balance";
import type { TestMethod } from "./cards";
import { makeCharge, makePaymentMethod, type Payer } from "./payment-objects";

/**
 * The bank says no. The intent can be tried again with another method.
 * @param saved the customer's own method, when one is charged; without it the buyer has just typed one
 */
export function declineAttempt(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer, saved?: Stripe.PaymentMethod): Stripe.Charge {
  const decline = method.decline ?? { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." };
  const paymentMethod = saved ?? makePaymentMethod(engine, account, method, payer, null);
  const charge = makeCharge(engine, account, intent, method, payer, paymentMethod.id, "failed");
  Object.assign(charge, {
    failure_code: decline.code,
    failure_message: decline.message,
    outcome: {
      advice_code: "try_again_later",
      network_advice_code: null,
      network_decline_code: "01",
      network_status: "declined_by_network",
      reason: decline.declineCode,
      risk_level: "normal",
      seller_message: "The bank did not return any further details with this decline.",
      type: "issuer_declined",
    },
  } satisfies Partial<Stripe.Charge>);
  intent.status = "requires_payment_method";
  intent.latest_charge = charge.id;
  intent.next_action = null;
  intent.last_payment_error = {
    charge: charge.id,
    code: decline.code,
    decline_code: decline.declineCode,
    doc_url: "https://stripe.com/docs/error-codes/card-declined",
    message: decline.message,
    payment_method: paymentMethod,
    payment_method_type: method.type,
    type: "card_error",
  };
  engine.touch();
  engine.emit(account, "charge.failed", charge);
  engine.emit(account, "payment_intent.payment_failed", intent);
  return charge;
}

/** The bank wants to see its customer first; the money waits. */
export function askForAuthentication(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer, saved?: Stripe.PaymentMethod): void {
  intent.payment_method = (saved ?? makePaymentMethod(engine, account, method, payer, null)).id;
  intent.status = "requires_action";
  intent.next_action = { type: "use_stripe_sdk", use_stripe_sdk: {} };
  engine.touch();
  engine.emit(account, "payment_intent.requires_action", intent);
}

/** The money is there at once. */
export function succeedAttempt(
  engine: Engine,
  account: string,
  intent: Stripe.PaymentIntent,
  method: TestMethod,
  payer: Payer,
  authenticated = false,
  saved?: Stripe.PaymentMethod,
): Stripe.Charge {
  const paymentMethod = saved ?? makePaymentMethod(engine, account, method, payer, intent.setup_future_usage ? idOf(intent.customer) : null);
  const charge = makeCharge(engine, account, intent, method, payer, paymentMethod.id, "succeeded", authenticated);
  Object.assign(intent, { payment_method: paymentMethod.id, latest_charge: charge.id, payment_method_types: [method.type] });
  finishSucceeded(engine, account, intent, charge);
  return charge;
}

/** A delayed method: the buyer is done, the money may come days later. */
export function startDelayed(engine: Engine, account: string, intent: Stripe.PaymentIntent, method: TestMethod, payer: Payer): Stripe.Charge {
  const paymentMethod = makePaymentMethod(engine, account, method, payer, null);
  const charge = makeCharge(engine, account, intent, method, payer, paymentMethod.id, "pending");
  Object.assign(intent, {
    payment_method: paymentMethod.id,
    latest_charge: charge.id,
    payment_method_types: [method.type],
    status: "processing",
    next_action: null,
  } satisfies Partial<Stripe.PaymentIntent>);
  engine.touch();
  engine.emit(account, "charge.pending", charge);
  engine.emit(account, "payment_intent.processing", intent);
  return charge;
}

/** The delayed money came. */
export function settleSucceeded(engine: Engine, account: string, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  Object.assign(charge, { status: "succeeded", paid: true, captured: true, amount_captured: charge.amount } satisfies Partial<Stripe.Charge>);
  finishSucceeded(engine, account, intent, charge);
}

/** The delayed money did not come. */
export function settleFailed(engine: Engine, account: string, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const message = "The customer's bank account did not have enough money for this payment.";
  Object.assign(charge, { status: "failed", paid: false, failure_code: "insufficient_funds", failure_message: message } satisfies Partial<Stripe.Charge>);
  intent.status = "requires_payment_method";
  intent.last_payment_error = {
    charge: charge.id,
    code: "payment_intent_payment_attempt_failed",
    message,
    payment_method_type: "sepa_debit",
    type: "invalid_request_error",
  };
  engine.touch();
  engine.emit(account, "charge.failed", charge);
  engine.emit(account, "payment_intent.payment_failed", intent);
}

function finishSucceeded(engine: Engine, account: string, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const applicationFee = intent.application_fee_amount ?? 0;
  const fees: Stripe.BalanceTransaction.FeeDetail[] = [
    {
      amount: processingFee(charge.amount, charge.currency),
      application: null,
      currency: charge.currency,
      description: "Stripe processing fees",
      type: "stripe_fee",
    },
  ];
  if (applicationFee > 0)
    fees.unshift({
      amount: applicationFee,
      application: engine.keys.clientId,
      currency: charge.currency,
      description: `${engine.applicationName} application fee`,
      type: "application_fee",
    });
  charge.balance_transaction = book(engine, account, {
    amount: charge.amount,
    currency: charge.currency,
    type: "charge",
    source: charge.id,
    description: charge.description,
    fees,
    availableIn: CHARGE_SETTLES_IN,
  }).id;
  if (applicationFee > 0) charge.application_fee = collectFee(engine, account, charge, applicationFee).id;
  Object.assign(intent, {
    status: "succeeded",
    amount_received: charge.amount,
    next_action: null,
    last_payment_error: null,
  } satisfies Partial<Stripe.PaymentIntent>);
  engine.touch();
  engine.emit(account, "charge.succeeded", charge);
  engine.emit(account, "payment_intent.succeeded", intent);
}

/** Our share: an object of the platform, not of the connected account. */
function collectFee(engine: Engine, account: string, charge: Stripe.Charge, amount: number): Stripe.ApplicationFee {
  const id = newId("fee");
  const fee: Stripe.ApplicationFee = {
    id,
    object: "application_fee",
    account,
    amount,
    amount_refunded: 0,
    application: engine.keys.clientId,
    charge: charge.id,
    created: engine.clock.seconds(),
    currency: charge.currency,
    balance_transaction: book(engine, PLATFORM_ACCOUNT, {
      amount,
      currency: charge.currency,
      type: "application_fee",
      source: id,
      reportingCategory: "platform_earning",
      availableIn: CHARGE_SETTLES_IN,
    }).id,
    fee_source: { charge: charge.id, type: "charge" },
    livemode: false,
    originating_transaction: null,
    refunded: false,
    refunds: { object: "list", data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  };
  engine.save(PLATFORM_ACCOUNT, "application_fee", fee);
  engine.emit(PLATFORM_ACCOUNT, "application_fee.created", fee);
  return fee;
}
