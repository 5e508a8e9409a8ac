import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { inCurrencyOfSale, stripeFeeOf } from "./fees.server";
import { PATIENT } from "./quick";

/** A dispute as the domain needs it. Amounts in minor units, times UTC. */
export interface DisputeState {
  /** dp_… */
  id: string;
  chargeId: string;
  /** pi_…; null: a charge that was made without one. */
  paymentIntentId: string | null;
  amount: bigint;
  currency: string;
  /** What Stripe charges for it, as booked so far, in the currency of the dispute. */
  stripeFee: bigint;
  /** Stripe's own words. */
  reason: string;
  status: string;
  /** Until when an answer counts; null: none is asked for, or it is too late for one. */
  dueBy: Date | null;
  openedAt: Date;
}

/** One dispute: https://docs.stripe.com/api/disputes/retrieve */
export async function readDispute(access: AccountAccess, disputeId: string): Promise<Result<DisputeState, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.disputes.retrieve(disputeId, {}, { ...PATIENT, ...options }));
  return read.ok ? ok(disputeState(read.value)) : read;
}

/** A dispute out of the API or of an event. */
export function disputeState(dispute: Stripe.Dispute): DisputeState {
  const { due_by: dueBy } = dispute.evidence_details;
  return {
    id: dispute.id,
    chargeId: idOf(dispute.charge) ?? "",
    paymentIntentId: idOf(dispute.payment_intent),
    amount: BigInt(dispute.amount),
    currency: dispute.currency,
    stripeFee: feeOf(dispute),
    reason: dispute.reason,
    status: dispute.status,
    dueBy: dueBy ? at(dueBy) : null,
    openedAt: at(dispute.created),
  };
}

/** A bank's early word that a payment may be fraud. */
export interface FraudWarningState {
  /** issfr_… */
  id: string;
  chargeId: string;
  paymentIntentId: string | null;
  /** Stripe's own word: unauthorized_use_of_card, made_with_stolen_card … */
  fraudType: string;
  /** Neither refunded in full nor disputed yet. */
  actionable: boolean;
  createdAt: Date;
}

/** One early fraud warning: https://docs.stripe.com/api/radar/early_fraud_warnings/retrieve */
export async function readFraudWarning(access: AccountAccess, warningId: string): Promise<Result<FraudWarningState, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.radar.earlyFraudWarnings.retrieve(warningId, {}, { ...PATIENT, ...options }));
  return read.ok ? ok(fraudWarningState(read.value)) : read;
}

/** A warning out of the API or of an event. */
export function fraudWarningState(warning: Stripe.Radar.EarlyFraudWarning): FraudWarningState {
  return {
    id: warning.id,
    chargeId: idOf(warning.charge) ?? "",
    paymentIntentId: idOf(warning.payment_intent),
    fraudType: warning.fraud_type,
    actionable: warning.actionable,
    createdAt: at(warning.created),
  };
}

/** What leads from a payment to a sale of ours. */
export interface PaymentNames {
  /** pi_… */
  paymentIntentId: string | null;
  /** Out of the metadata we give each payment. */
  orderId: string | null;
}

/** Which payment a charge belongs to, and the order it names: https://docs.stripe.com/api/charges/retrieve */
export async function namesOfCharge(access: AccountAccess, chargeId: string): Promise<Result<PaymentNames, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.charges.retrieve(chargeId, {}, { ...PATIENT, ...options }));
  return read.ok ? ok({ paymentIntentId: idOf(read.value.payment_intent), orderId: read.value.metadata.order_id ?? null }) : read;
}

/** Booked with the money that is taken, and once more or given back as it goes on: at the rate of the money that was taken. */
function feeOf(dispute: Stripe.Dispute): bigint {
  const fee = dispute.balance_transactions.reduce((sum, booked) => sum + stripeFeeOf(booked), 0n);
  const taken = dispute.balance_transactions.find(({ amount }) => amount < 0);
  return taken ? inCurrencyOfSale(fee, taken, dispute) : fee;
}

function idOf(field: string | { id: string } | null | undefined): string | null {
  return typeof field === "string" ? field : (field?.id ?? null);
}

function at(seconds: number): Date {
  return new Date(seconds * 1000);
}
