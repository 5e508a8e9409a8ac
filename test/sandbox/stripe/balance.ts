import type Stripe from "stripe";
import { decimalsOf } from "../engine/currencies";
import type { Engine } from "../engine/engine";
import { newId } from "../engine/ids";
import { created, operation, type Operation, page, paging, retrieve } from "../engine/operation";
import { currency, text } from "../engine/params";

const DAY = 86_400;

/** Stripe's own fee on a charge: 1.5 % + 0.25/0.20 in Europe, 2.9 % + 0.30 elsewhere; no fixed part where there are no cents. */
export function processingFee(amount: number, code: string): number {
  const european = code === "eur" || code === "gbp";
  const percent = european ? 0.015 : 0.029;
  const fixed = decimalsOf(code) === 0 ? 0 : code === "gbp" ? 20 : european ? 25 : 30;
  return Math.min(amount, Math.round(amount * percent) + fixed);
}

interface Movement {
  amount: number;
  currency: string;
  type: Stripe.BalanceTransaction.Type;
  source: string;
  description?: string | null;
  fees?: Stripe.BalanceTransaction.FeeDetail[];
  /** Seconds until the money is available; 0 is at once. */
  availableIn?: number;
  reportingCategory?: string;
}

/**
 * Books a movement of money on an account. Amounts are minor units of the charge's own currency: the sandbox does not convert.
 */
export function book(engine: Engine, account: string, movement: Movement): Stripe.BalanceTransaction {
  const now = engine.clock.seconds();
  const fees = movement.fees ?? [];
  const fee = fees.reduce((sum, detail) => sum + detail.amount, 0);
  const wait = movement.availableIn ?? 0;
  const transaction: Stripe.BalanceTransaction = {
    id: newId("txn"),
    object: "balance_transaction",
    amount: movement.amount,
    available_on: now + wait,
    balance_type: "payments",
    created: now,
    currency: movement.currency,
    description: movement.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: fees,
    net: movement.amount - fee,
    reporting_category: movement.reportingCategory ?? movement.type,
    source: movement.source,
    status: wait > 0 ? "pending" : "available",
    type: movement.type,
  };
  engine.save(account, "balance_transaction", transaction);
  return transaction;
}

/** Money becomes available with time. Registered as a tick of the engine. */
export function ripenBalances(engine: Engine): void {
  const now = engine.clock.seconds();
  for (const bucket of Object.values(engine.state.buckets)) {
    for (const transaction of Object.values(bucket.balance_transaction))
      if (transaction.status === "pending" && transaction.available_on <= now) transaction.status = "available";
  }
}

/** Sums by currency, in minor units. */
export function balanceOf(engine: Engine, account: string): { available: Map<string, number>; pending: Map<string, number> } {
  const available = new Map<string, number>();
  const pending = new Map<string, number>();
  for (const transaction of Object.values(engine.bucket(account).balance_transaction)) {
    const side = transaction.status === "available" ? available : pending;
    side.set(transaction.currency, (side.get(transaction.currency) ?? 0) + transaction.net);
  }
  return { available, pending };
}

const retrieveBalance = operation<Stripe.BalanceRetrieveParams>({
  name: "balance.retrieve",
  method: "GET",
  path: "/v1/balance",
  params: {},
  run(call) {
    const { available, pending } = balanceOf(call.engine, call.account);
    const own = call.engine.account(call.account)?.account.default_currency ?? "usd";
    const codes = [...new Set([own, ...available.keys(), ...pending.keys()])];
    const side = (sums: Map<string, number>) =>
      codes.map((code) => ({ amount: sums.get(code) ?? 0, currency: code, source_types: { card: sums.get(code) ?? 0 } }));
    const instant = call.engine.account(call.account)?.instantPayouts === true;
    return {
      object: "balance",
      available: side(available),
      ...(instant ? { instant_available: side(available) } : {}),
      livemode: false,
      pending: side(pending),
    } satisfies Stripe.Balance;
  },
});

const listTransactions = operation<Stripe.BalanceTransactionListParams>({
  name: "balanceTransactions.list",
  method: "GET",
  path: "/v1/balance_transactions",
  params: { ...paging, ...created, currency: currency(), payout: text(), source: text(), type: text() },
  run(call) {
    const { currency: code, payout, source, type } = call.params;
    const rows = Object.values(call.engine.bucket(call.account).balance_transaction).filter(
      (row) => (!code || row.currency === code) && (!source || row.source === source) && (!type || row.type === type) && (!payout || row.source === payout),
    );
    return page(rows, call.params, "/v1/balance_transactions", "balance transaction");
  },
});

export const CHARGE_SETTLES_IN = 2 * DAY;
export const balance: Operation[] = [
  retrieveBalance,
  listTransactions,
  retrieve("balanceTransactions.retrieve", "/v1/balance_transactions/:id", "balance_transaction", "balance transaction"),
];
