import type Stripe from "stripe";
import { PLATFORM_ACCOUNT } from "../engine/constants";
import { formatAmount } from "../engine/currencies";
import type { Engine } from "../engine/engine";
import { invalidRequest } from "../engine/errors";
import { newId } from "../engine/ids";
import { created, idOf, mergeMetadata, operation, type Operation, page, paging, referenced, retrieve, subject } from "../engine/operation";
import { boolean, clearable, integer, later, metadata, oneOf, text } from "../engine/params";
import { book } from "./balance";
import { closeInquiries } from "./disputes";
import { settleWarnings } from "./fraud-warnings";

export interface RefundRequest {
  amount?: number;
  reason?: string | null;
  metadata?: Record<string, string>;
  refundApplicationFee?: boolean;
}

/**
 * Gives money back: never more than is left of the charge.
 * @throws {StripeApiError} charge_already_refunded, charge_disputed, or a refusal without a code
 */
export function makeRefund(engine: Engine, account: string, charge: Stripe.Charge, request: RefundRequest): Stripe.Refund {
  if (charge.status !== "succeeded")
    throw invalidRequest(`This charge (${charge.id}) cannot be refunded: its status is ${charge.status}.`, { param: "charge" });
  const lost = Object.values(engine.bucket(account).dispute).some((dispute) => idOf(dispute.charge) === charge.id && !dispute.is_charge_refundable);
  if (lost) throw invalidRequest(`Charge ${charge.id} has been charged back; cannot issue a refund.`, { code: "charge_disputed" });
  const left = charge.amount_captured - charge.amount_refunded;
  if (left === 0) throw invalidRequest(`Charge ${charge.id} has already been refunded.`, { code: "charge_already_refunded" });
  const amount = request.amount ?? left;
  if (amount > left) {
    throw invalidRequest(
      `Refund amount (${formatAmount(amount, charge.currency)}) is greater than unrefunded amount on charge (${formatAmount(left, charge.currency)})`,
      { param: "amount" },
    );
  }
  if (request.refundApplicationFee && !charge.application_fee)
    throw invalidRequest(`Attempting to refund_application_fee on ${charge.id}, but it has no application fee`, { param: "refund_application_fee" });
  const refund: Stripe.Refund = {
    id: newId("re"),
    object: "refund",
    amount,
    balance_transaction: null,
    charge: charge.id,
    created: engine.clock.seconds(),
    currency: charge.currency,
    customer: idOf(charge.customer),
    customer_account: null,
    destination_details: { type: "card", card: { reference_status: "pending", reference_type: "acquirer_reference_number", type: "refund" } },
    metadata: request.metadata ?? {},
    payment_intent: idOf(charge.payment_intent),
    payment_method: charge.payment_method,
    reason: request.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: charge.payment_method_details?.type === "card" ? "succeeded" : "pending",
    transfer_reversal: null,
  };
  refund.balance_transaction = book(engine, account, {
    amount: -amount,
    currency: charge.currency,
    type: "refund",
    source: refund.id,
    description: "REFUND FOR CHARGE",
  }).id;
  const share = Math.round(((charge.application_fee_amount ?? 0) * amount) / charge.amount);
  engine.save(account, "refund", refund);
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount;
  if (request.refundApplicationFee) returnFee(engine, account, charge, share);
  engine.touch();
  engine.emit(account, "refund.created", refund);
  engine.emit(account, "charge.refunded", charge, { previous: { amount_refunded: charge.amount_refunded - amount, refunded: false } });
  if (charge.refunded) closeInquiries(engine, account, charge);
  settleWarnings(engine, account, charge);
  return refund;
}

/** The buyer's bank sends the money back to the account, days later. */
export function failRefund(engine: Engine, account: string, refund: Stripe.Refund, reason: string): void {
  const charge = engine.find(account, "charge", idOf(refund.charge) ?? "");
  refund.status = "failed";
  refund.failure_reason = reason;
  refund.failure_balance_transaction = book(engine, account, {
    amount: refund.amount,
    currency: refund.currency,
    type: "refund_failure",
    source: refund.id,
  }).id;
  if (charge) {
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
  }
  engine.touch();
  engine.emit(account, "refund.failed", refund);
  engine.emit(account, "refund.updated", refund);
}

/** A pending refund (delayed methods) arrives. */
export function settleRefund(engine: Engine, account: string, refund: Stripe.Refund): void {
  refund.status = "succeeded";
  engine.touch();
  engine.emit(account, "refund.updated", refund);
}

function returnFee(engine: Engine, account: string, charge: Stripe.Charge, wanted: number): void {
  const fee = engine.find(PLATFORM_ACCOUNT, "application_fee", idOf(charge.application_fee) ?? "");
  if (!fee) return;
  const amount = Math.min(charge.refunded ? fee.amount - fee.amount_refunded : wanted, fee.amount - fee.amount_refunded);
  if (amount === 0) return;
  const id = newId("fr");
  const transaction = book(engine, PLATFORM_ACCOUNT, { amount: -amount, currency: fee.currency, type: "application_fee_refund", source: id });
  book(engine, account, { amount, currency: fee.currency, type: "application_fee_refund", source: id, description: "Application fee returned" });
  fee.amount_refunded += amount;
  fee.refunded = fee.amount_refunded === fee.amount;
  fee.refunds.data.unshift({
    id,
    object: "fee_refund",
    amount,
    balance_transaction: transaction.id,
    created: engine.clock.seconds(),
    currency: fee.currency,
    fee: fee.id,
    metadata: {},
  });
  engine.emit(PLATFORM_ACCOUNT, "application_fee.refunded", fee);
}

const create = operation<Stripe.RefundCreateParams>({
  name: "refunds.create",
  method: "POST",
  path: "/v1/refunds",
  params: {
    amount: integer(1),
    charge: text(),
    payment_intent: text(),
    metadata: clearable(metadata()),
    reason: oneOf("duplicate", "fraudulent", "requested_by_customer"),
    refund_application_fee: boolean(),
    currency: later,
    customer: later,
    instructions_email: later,
    origin: later,
    reverse_transfer: later,
  },
  run(call) {
    const { charge: chargeId, payment_intent: intentId, amount, reason, metadata: given, refund_application_fee: withFee } = call.params;
    if (chargeId && intentId)
      throw invalidRequest("You may only specify one of these parameters: charge, payment_intent.", { code: "parameters_exclusive", param: "payment_intent" });
    if (!chargeId && !intentId) throw invalidRequest("One of the following params should be provided for this request: payment_intent or charge.");
    const id = chargeId ?? latestCharge(referenced(call, "payment_intent", intentId ?? "", "payment_intent", "payment_intent"));
    const charge = referenced(call, "charge", id, "charge");
    if (withFee && !call.onBehalf)
      throw invalidRequest("Only the application that created the charge can refund its application fee.", { param: "refund_application_fee" });
    return makeRefund(call.engine, call.account, charge, {
      ...(amount === undefined ? {} : { amount }),
      reason: reason ?? null,
      metadata: mergeMetadata({}, given),
      refundApplicationFee: withFee ?? false,
    });
  },
});

function latestCharge(intent: Stripe.PaymentIntent): string {
  const charge = idOf(intent.latest_charge);
  if (!charge || intent.status !== "succeeded")
    throw invalidRequest(`This PaymentIntent (${intent.id}) does not have a successful charge to refund.`, { param: "payment_intent" });
  return charge;
}

const update = operation<Stripe.RefundUpdateParams>({
  name: "refunds.update",
  method: "POST",
  path: "/v1/refunds/:id",
  params: { metadata: clearable(metadata()) },
  run(call) {
    const refund = subject(call, "refund");
    refund.metadata = mergeMetadata(refund.metadata, call.params.metadata);
    call.engine.emit(call.account, "refund.updated", refund);
    return refund;
  },
});

const listAll = operation<Stripe.RefundListParams>({
  name: "refunds.list",
  method: "GET",
  path: "/v1/refunds",
  params: { ...paging, ...created, charge: text(), payment_intent: text() },
  run(call) {
    const { charge, payment_intent: intent } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).refund).filter(
      (row) => (!charge || row.charge === charge) && (!intent || row.payment_intent === intent),
    );
    return page(rows, call.params, "/v1/refunds", "refund");
  },
});

export const refunds: Operation[] = [create, update, listAll, retrieve("refunds.retrieve", "/v1/refunds/:id", "refund")];
