import type Stripe from "stripe";
import { decimalsOf } from "../engine/currencies";
import type { Engine } from "../engine/engine";
import { invalidRequest } from "../engine/errors";
import { newId } from "../engine/ids";
import { created, idOf, operation, type Operation, page, paging, retrieve } from "../engine/operation";
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

/**
 * What an automatic payout was made of, and the payout's own line: all that was available then and in no payout before. Of one asked
 * for by hand Stripe does not know it. https://docs.stripe.com/api/balance_transactions/list
 */
function paidOutBy(engine: Engine, account: string, id: string): Stripe.BalanceTransaction[] {
  const { payout: payouts, balance_transaction: transactions } = engine.bucket(account);
  const wanted = payouts[id];
  if (!wanted) throw invalidRequest(`No such payout: '${id}'`, { code: "resource_missing", param: "payout" });
  if (!wanted.automatic) throw invalidRequest("Balance transaction history can only be filtered on automatic transfers, not manual.", { param: "payout" });
  const lines = Object.values(transactions).filter((row) => row.currency === wanted.currency);
  const taken = new Set<string>();
  for (const payout of Object.values(payouts)) {
    if (!payout.automatic || payout.currency !== wanted.currency) continue;
    const own = lines.findIndex((row) => row.id === payout.balance_transaction);
    const parts = lines.slice(0, own).filter((row) => !taken.has(row.id) && row.available_on <= payout.created && !(row.type === "payout" && payouts[idOf(row.source) ?? ""]?.automatic));
    for (const { id: part } of parts) taken.add(part);
    if (payout.id === id) return [...parts, ...lines.slice(own, own + 1)];
  }
  return [];
}

const listTransactions = operation<Stripe.BalanceTransactionListParams>({
  name: "balanceTransactions.list",
  method: "GET",
  path: "/v1/balance_transactions",
  params: { ...paging, ...created, currency: currency(), payout: text(), source: text(), type: text() },
  run(call) {
    const { currency: code, payout, source, type } = call.params;
    const all = payout ? paidOutBy(call.engine, call.account, payout) : Object.values(call.engine.bucket(call.account).balance_transaction);
    const rows = all.filter((row) => (!code || row.currency === code) && (!source || row.source === source) && (!type || row.type === type));
    return page(rows, call.params, "/v1/balance_transactions", "balance transaction");
  },
});

export const CHARGE_SETTLES_IN = 2 * DAY;
export const balance: Operation[] = [
  retrieveBalance,
  listTransactions,
  retrieve("balanceTransactions.retrieve", "/v1/balance_transactions/:id", "balance_transaction", "balance transaction"),
];
