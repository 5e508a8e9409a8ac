import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import { created, idOf, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { text } from "../engine/params";

/** The card's bank tells the network that a payment may be fraud, before its holder says anything. */
export function warnOfFraud(engine: Engine, account: string, charge: Stripe.Charge, fraudType: string): Stripe.Radar.EarlyFraudWarning {
  if (charge.status !== "succeeded") throw new SandboxError(`Charge ${charge.id} was never paid, so nobody can warn of it.`);
  const warning: Stripe.Radar.EarlyFraudWarning = {
    id: newId("issfr"),
    object: "radar.early_fraud_warning",
    actionable: !charge.refunded && !charge.disputed,
    charge: charge.id,
    created: engine.clock.seconds(),
    fraud_type: fraudType,
    livemode: false,
    ...(idOf(charge.payment_intent) ? { payment_intent: idOf(charge.payment_intent) ?? "" } : {}),
  };
  engine.save(account, "radar.early_fraud_warning", warning);
  engine.touch();
  engine.emit(account, "radar.early_fraud_warning.created", warning);
  return warning;
}

/** Once a charge is refunded in full or disputed, nothing can be done about its warnings any more. */
export function settleWarnings(engine: Engine, account: string, charge: Stripe.Charge): void {
  if (!charge.refunded && !charge.disputed) return;
  for (const warning of Object.values(engine.bucket(account)["radar.early_fraud_warning"])) {
    if (warning.charge !== charge.id || !warning.actionable) continue;
    warning.actionable = false;
    engine.emit(account, "radar.early_fraud_warning.updated", warning, { previous: { actionable: true } });
  }
}

const listAll = operation<Stripe.Radar.EarlyFraudWarningListParams>({
  name: "radar.earlyFraudWarnings.list",
  method: "GET",
  path: "/v1/radar/early_fraud_warnings",
  params: { ...paging, ...created, charge: text(), payment_intent: text() },
  run(call) {
    const { charge, payment_intent: intent } = call.params;
    const rows = Object.values(call.engine.bucket(call.account)["radar.early_fraud_warning"]).filter(
      (row) => (!charge || row.charge === charge) && (!intent || row.payment_intent === intent),
    );
    return page(rows, call.params, "/v1/radar/early_fraud_warnings", "early_fraud_warning");
  },
});

export const fraudWarnings: Operation[] = [
  listAll,
  retrieve("radar.earlyFraudWarnings.retrieve", "/v1/radar/early_fraud_warnings/:id", "radar.early_fraud_warning", "early_fraud_warning"),
];
