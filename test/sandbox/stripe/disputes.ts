import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import { created, idOf, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { text } from "../engine/params";
import { book } from "./balance";

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

/** The buyer's bank takes the money back while it looks into it. */
export function openDispute(engine: Engine, account: string, charge: Stripe.Charge, reason: string): Stripe.Dispute {
  if (charge.status !== "succeeded") throw new SandboxError(`Charge ${charge.id} was never paid, so nobody can dispute it.`);
  if (charge.disputed) throw new SandboxError(`Charge ${charge.id} is disputed already.`);
  const id = newId("dp");
  const withdrawal = book(engine, account, {
    amount: -charge.amount,
    currency: charge.currency,
    type: "adjustment",
    source: id,
    description: `Chargeback withdrawal for ${charge.id}`,
    reportingCategory: "dispute",
    fees: [{ amount: DISPUTE_FEE, application: null, currency: charge.currency, description: "Dispute fee", type: "stripe_fee" }],
  });
  const dispute: Stripe.Dispute = {
    id,
    object: "dispute",
    amount: charge.amount,
    balance_transactions: [withdrawal],
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
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: "10.4",
    payment_intent: idOf(charge.payment_intent),
    payment_method_details: { type: "card", card: { brand: "visa", case_type: "chargeback", network: "visa", network_reason_code: "10.4" } },
    reason,
    status: "needs_response",
  };
  engine.save(account, "dispute", dispute);
  charge.disputed = true;
  engine.touch();
  engine.emit(account, "charge.dispute.created", dispute);
  engine.emit(account, "charge.dispute.funds_withdrawn", dispute);
  return dispute;
}

export function closeDispute(engine: Engine, account: string, dispute: Stripe.Dispute, result: "won" | "lost"): Stripe.Dispute {
  if (dispute.status === "won" || dispute.status === "lost") throw new SandboxError(`Dispute ${dispute.id} is closed already (${dispute.status}).`);
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
