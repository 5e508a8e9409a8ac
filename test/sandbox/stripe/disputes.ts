import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import { created, idOf, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { text } from "../engine/params";
import { book } from "./balance";
import { settleWarnings } from "./fraud-warnings";

const DISPUTE_FEE = 1500;
const NO_EVIDENCE: Stripe.Dispute.Evidence = {
  access_activity_log: null,
  billing_address: null,
  cancellation_policy: null,
  cancellation_policy_disclosure: null,
  cancellation_rebuttal: null,
  customer_communication: null,
  customer_email_address: null,
  customer_name: null,
  customer_purchase_ip: null,
  customer_signature: null,
  duplicate_charge_documentation: null,
  duplicate_charge_explanation: null,
  duplicate_charge_id: null,
  enhanced_evidence: {},
  product_description: null,
  receipt: null,
  refund_policy: null,
  refund_policy_disclosure: null,
  refund_refusal_explanation: null,
  service_date: null,
  service_documentation: null,
  shipping_address: null,
  shipping_carrier: null,
  shipping_date: null,
  shipping_documentation: null,
  shipping_tracking_number: null,
  uncategorized_file: null,
  uncategorized_text: null,
};

/** The buyer's bank takes the money back while it looks into it; of an inquiry it only asks. */
export function openDispute(engine: Engine, account: string, charge: Stripe.Charge, reason: string, inquiry = false): Stripe.Dispute {
  if (charge.status !== "succeeded") throw new SandboxError(`Charge ${charge.id} was never paid, so nobody can dispute it.`);
  if (charge.disputed) throw new SandboxError(`Charge ${charge.id} is disputed already.`);
  const id = newId("dp");
  const dispute: Stripe.Dispute = {
    id,
    object: "dispute",
    amount: charge.amount,
    balance_transactions: inquiry ? [] : [withdraw(engine, account, charge, id)],
    charge: charge.id,
    created: engine.clock.seconds(),
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: NO_EVIDENCE,
    evidence_details: {
      due_by: engine.clock.seconds() + 9 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: "not_submitted",
    },
    intended_submission_method: null,
    is_charge_refundable: inquiry,
    livemode: false,
    metadata: {},
    network_reason_code: "10.4",
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: { type: "card", card: { brand: "visa", case_type: inquiry ? "inquiry" : "chargeback", network: "visa", network_reason_code: "10.4" } },
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
  };
  engine.save(account, "dispute", dispute);
  charge.disputed = true;
  engine.touch();
  engine.emit(account, "charge.dispute.created", dispute);
  if (!inquiry) engine.emit(account, "charge.dispute.funds_withdrawn", dispute);
  settleWarnings(engine, account, charge);
  return dispute;
}

function withdraw(engine: Engine, account: string, charge: Stripe.Charge, disputeId: string): Stripe.BalanceTransaction {
  return book(engine, account, {
    amount: -charge.amount,
    currency: charge.currency,
    type: "adjustment",
    source: disputeId,
    description: `Chargeback withdrawal for ${charge.id}`,
    reportingCategory: "dispute",
    fees: [{ amount: DISPUTE_FEE, application: null, currency: charge.currency, description: "Dispute fee", type: "stripe_fee" }],
  });
}

/** The bank was not satisfied with the answer: its question becomes a dispute, and the money is taken. */
export function escalateInquiry(engine: Engine, account: string, dispute: Stripe.Dispute): Stripe.Dispute {
  const charge = engine.find(account, "charge", idOf(dispute.charge) ?? "");
  if (!charge || !dispute.status.startsWith("warning_") || dispute.status === "warning_closed") throw new SandboxError(`${dispute.id} is no open inquiry.`);
  dispute.status = "needs_response";
  dispute.is_charge_refundable = false;
  dispute.balance_transactions.push(withdraw(engine, account, charge, dispute.id));
  engine.touch();
  engine.emit(account, "charge.dispute.updated", dispute);
  engine.emit(account, "charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

/** The seller has sent an answer; the bank looks at it. */
export function answerDispute(engine: Engine, account: string, dispute: Stripe.Dispute): Stripe.Dispute {
  if (dispute.status !== "needs_response" && dispute.status !== "warning_needs_response") throw new SandboxError(`Nobody waits for an answer to ${dispute.id}.`);
  dispute.status = dispute.status === "needs_response" ? "under_review" : "warning_under_review";
  dispute.evidence_details = { ...dispute.evidence_details, has_evidence: true, submission_count: 1, submission_method: "manual" };
  engine.touch();
  engine.emit(account, "charge.dispute.updated", dispute);
  return dispute;
}

/** A refund in full answers a bank's question. */
export function closeInquiries(engine: Engine, account: string, charge: Stripe.Charge): void {
  for (const dispute of Object.values(engine.bucket(account).dispute)) {
    if (dispute.charge === charge.id && dispute.status.startsWith("warning_") && dispute.status !== "warning_closed") closeDispute(engine, account, dispute, "won");
  }
}

export function closeDispute(engine: Engine, account: string, dispute: Stripe.Dispute, result: "won" | "lost"): Stripe.Dispute {
  if (["won", "lost", "warning_closed"].includes(dispute.status)) throw new SandboxError(`Dispute ${dispute.id} is closed already (${dispute.status}).`);
  if (dispute.status.startsWith("warning_")) {
    if (result === "lost") throw new SandboxError(`${dispute.id} is only a question of the bank; make it a dispute first.`);
    dispute.status = "warning_closed";
    engine.touch();
    engine.emit(account, "charge.dispute.closed", dispute);
    return dispute;
  }
  dispute.status = result;
  if (result === "won") {
    dispute.is_charge_refundable = true;
    dispute.balance_transactions.push(
      book(engine, account, {
        amount: dispute.amount,
        currency: dispute.currency,
        type: "adjustment",
        source: dispute.id,
        description: "Chargeback reversal",
        reportingCategory: "dispute_reversal",
      }),
    );
  }
  engine.touch();
  if (result === "won") engine.emit(account, "charge.dispute.funds_reinstated", dispute);
  engine.emit(account, "charge.dispute.closed", dispute);
  return dispute;
}

const listAll = operation<Stripe.DisputeListParams>({
  name: "disputes.list",
  method: "GET",
  path: "/v1/disputes",
  params: { ...paging, ...created, charge: text(), payment_intent: text() },
  run(call) {
    const { charge, payment_intent: intent } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).dispute).filter(
      (row) => (!charge || row.charge === charge) && (!intent || row.payment_intent === intent),
    );
    return page(rows, call.params, "/v1/disputes", "dispute");
  },
});

export const disputes: Operation[] = [listAll, retrieve("disputes.retrieve", "/v1/disputes/:id", "dispute")];
