import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import { created, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { range, text } from "../engine/params";
import type { AccountRecord } from "../engine/state";
import { emitAccountUpdated, noRequirements } from "./account-object";
import { setSwitches } from "./account-switches";
import { balanceOf, book } from "./balance";
import { PAYOUT_FAILURES, type PayoutFailureCode } from "./payout-failures";

const ARRIVES_IN = 2 * 86_400;

/** Sends what is available to the bank. @throws {SandboxError} when payouts are off or there is nothing to send */
export function makePayout(engine: Engine, account: string, code: string, wanted?: number): Stripe.Payout {
  const record = engine.account(account);
  if (!record?.account.payouts_enabled) throw new SandboxError("Payouts are disabled on this account.");
  const available = balanceOf(engine, account).available.get(code) ?? 0;
  const amount = wanted ?? available;
  if (amount <= 0 || amount > available) throw new SandboxError(`There are ${available} ${code} (minor units) available to pay out.`);
  const now = engine.clock.seconds();
  const id = newId("po");
  const payout: Stripe.Payout = {
    id,
    object: "payout",
    amount,
    application_fee: null,
    application_fee_amount: null,
    arrival_date: now + ARRIVES_IN,
    automatic: wanted === undefined,
    balance_transaction: book(engine, account, { amount: -amount, currency: code, type: "payout", source: id, description: "STRIPE PAYOUT" }).id,
    created: now,
    currency: code,
    description: "STRIPE PAYOUT",
    destination: record.externalAccount.id,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    livemode: false,
    metadata: {},
    method: "standard",
    original_payout: null,
    payout_method: null,
    reconciliation_status: "completed",
    reversed_by: null,
    source_type: "card",
    statement_descriptor: null,
    status: "in_transit",
    trace_id: null,
    type: "bank_account",
  };
  engine.save(account, "payout", payout);
  engine.emit(account, "payout.created", payout);
  return payout;
}

/** `payout.paid` only means "should be there by now": it can still fail afterwards. */
export function arrive(engine: Engine, account: string, payout: Stripe.Payout): void {
  if (payout.status === "paid" || payout.status === "failed") throw new SandboxError(`Payout ${payout.id} is ${payout.status} already.`);
  payout.status = "paid";
  engine.touch();
  engine.emit(account, "payout.paid", payout);
}

export function failPayout(engine: Engine, account: string, payout: Stripe.Payout, failure: { code: string; message: string }): void {
  if (payout.status === "failed") throw new SandboxError(`Payout ${payout.id} has failed already.`);
  Object.assign(payout, {
    status: "failed",
    failure_code: failure.code,
    failure_message: failure.message,
    failure_balance_transaction: book(engine, account, {
      amount: payout.amount,
      currency: payout.currency,
      type: "payout_failure",
      source: payout.id,
      description: "STRIPE PAYOUT FAILURE",
    }).id,
  } satisfies Partial<Stripe.Payout>);
  engine.touch();
  engine.emit(account, "payout.failed", payout);
  const record = engine.account(account);
  const known = Object.hasOwn(PAYOUT_FAILURES, failure.code) ? PAYOUT_FAILURES[failure.code as PayoutFailureCode] : undefined;
  if (record && known?.breaksBank) stopPayouts(engine, record);
}

/** The bank account is of no use any more: Stripe pays nothing out until somebody gives another. Charges go on. */
function stopPayouts(engine: Engine, record: AccountRecord): void {
  const now = { ...noRequirements(), ...record.account.requirements };
  const withBank = (keys: string[] | null) => [...new Set([...(keys ?? []), "external_account"])];
  record.externalAccount.status = "errored";
  record.account.requirements = {
    ...now,
    currently_due: withBank(now.currently_due),
    eventually_due: withBank(now.eventually_due),
    past_due: withBank(now.past_due),
    disabled_reason: now.disabled_reason ?? "requirements.past_due",
  };
  setSwitches(engine, record, { payouts: false });
  emitAccountUpdated(engine, record.account.id);
}

/** Payouts arrive by themselves. Registered as a tick of the engine. */
export function arriveDuePayouts(engine: Engine): void {
  for (const [account, { payout: rows }] of Object.entries(engine.state.buckets)) {
    for (const payout of Object.values(rows))
      if (payout.status === "in_transit" && payout.arrival_date <= engine.clock.seconds()) arrive(engine, account, payout);
  }
}

const listAll = operation<Stripe.PayoutListParams>({
  name: "payouts.list",
  method: "GET",
  path: "/v1/payouts",
  params: { ...paging, ...created, arrival_date: range, destination: text(), status: text() },
  run(call) {
    const { destination, status, arrival_date: arrival } = call.params;
    const within = (value: number) =>
      arrival === undefined
        ? true
        : typeof arrival === "number"
          ? value === arrival
          : value > (arrival.gt ?? -1) && value >= (arrival.gte ?? 0) && value < (arrival.lt ?? Infinity) && value <= (arrival.lte ?? Infinity);
    const rows = Object.values(call.engine.bucket(call.account).payout).filter(
      (row) => (!destination || row.destination === destination) && (!status || row.status === status) && within(row.arrival_date),
    );
    return page(rows, call.params, "/v1/payouts", "payout");
  },
});

export const payouts: Operation[] = [listAll, retrieve("payouts.retrieve", "/v1/payouts/:id", "payout")];
