import type Stripe from "stripe";
import { ok, type Result } from "~/lib/result";
import { onAccount, type AccountAccess } from "./account-call.server";
import type { StripeFailure } from "./errors.server";
import { platformFeeOf, stripeFeeOf } from "./fees.server";
import { PATIENT } from "./quick";

/** The money of an account in one currency. Minor units; a balance below zero is negative. */
export interface BalanceSum {
  /** Lower-case ISO 4217. */
  currency: string;
  available: bigint;
  /** Paid by buyers, not available yet. */
  pending: bigint;
  /** What an instant payout could take now; null when Stripe offers none. */
  instant: bigint | null;
}

/** When Stripe pays out by itself. `days`: weekday names (weekly) or days of the month (monthly), as Stripe gives them. */
export interface PayoutSchedule {
  interval: "daily" | "weekly" | "monthly" | "manual";
  days: readonly (string | number)[];
}

export interface PayoutState {
  /** po_… */
  id: string;
  amount: bigint;
  currency: string;
  /** `pending | in_transit | paid | failed | canceled`; Stripe may add others. */
  status: string;
  createdAt: Date;
  /** The day it is expected at the bank. */
  arrivesAt: Date;
  /** False: somebody asked for it. */
  automatic: boolean;
  instant: boolean;
  /** Where it goes, as far as Stripe shows it. */
  bank: { name: string | null; last4: string } | null;
  failureCode: string | null;
}

export interface PayoutPage {
  rows: PayoutState[];
  /** Pass as `after` for what is older; null at the end. */
  next: string | null;
}

/** A page waits for these answers: rather a word that Stripe does not answer than a page that does not come. */
const HURRY = { timeout: 5_000, maxNetworkRetries: 0 } as const;

/** What an account holds, a row a currency, those with money first. https://docs.stripe.com/api/balance/balance_retrieve */
export async function readBalance(access: AccountAccess): Promise<Result<BalanceSum[], StripeFailure>> {
  const read = await onAccount(access, (stripe, options) => stripe.balance.retrieve({}, { ...HURRY, ...options }));
  if (!read.ok) return read;
  const { available, pending, instant_available: instant = [] } = read.value;
  const sum = (side: readonly { amount: number; currency: string }[], currency: string) =>
    side.filter((part) => part.currency === currency).reduce((total, part) => total + BigInt(part.amount), 0n);
  const sums = [...new Set([...available, ...pending].map((part) => part.currency))].map((currency) => ({
    currency,
    available: sum(available, currency),
    pending: sum(pending, currency),
    instant: instant.some((part) => part.currency === currency) ? sum(instant, currency) : null,
  }));
  return ok(sums.sort((a, b) => Number(isEmpty(a)) - Number(isEmpty(b))));
}

function isEmpty(sum: BalanceSum): boolean {
  return sum.available === 0n && sum.pending === 0n;
}

/** How often Stripe pays out; null when it does not show that. https://docs.stripe.com/api/accounts/object#account_object-settings-payouts-schedule */
export async function readPayoutSchedule(access: AccountAccess): Promise<Result<PayoutSchedule | null, StripeFailure>> {
  const read = await onAccount(access, (stripe, options) =>
    access.restrictedKey === null ? stripe.accounts.retrieve(access.stripeAccountId, {}, HURRY) : stripe.accounts.retrieveCurrent({}, { ...HURRY, ...options }),
  );
  if (!read.ok) return read;
  const schedule = read.value.settings?.payouts?.schedule;
  if (!schedule) return ok(null);
  switch (schedule.interval) {
    case "daily":
    case "manual":
      return ok({ interval: schedule.interval, days: [] });
    case "weekly":
      return ok({ interval: "weekly", days: schedule.weekly_payout_days ?? (schedule.weekly_anchor ? [schedule.weekly_anchor] : []) });
    case "monthly":
      return ok({ interval: "monthly", days: schedule.monthly_payout_days ?? (schedule.monthly_anchor ? [schedule.monthly_anchor] : []) });
    default:
      return ok(null);
  }
}

/**
 * Payouts, newest first.
 * @param after a payout id: those older than it. An id the account does not have is the failure `not_found`.
 * https://docs.stripe.com/api/payouts/list
 */
export async function listPayouts(access: AccountAccess, { after, limit }: { after: string | null; limit: number }): Promise<Result<PayoutPage, StripeFailure>> {
  const params = { limit, ...(after ? { starting_after: after } : {}) };
  const read = await withBank((bank) => onAccount(access, (stripe, options) => stripe.payouts.list({ ...params, expand: bank.map((field) => `data.${field}`) }, { ...HURRY, ...options })));
  if (!read.ok) return read;
  const rows = read.value.data.map(payoutState);
  return ok({ rows, next: read.value.has_more ? (rows.at(-1)?.id ?? null) : null });
}

/** One payout as it stands now. https://docs.stripe.com/api/payouts/retrieve */
export async function readPayout(access: AccountAccess, payoutId: string): Promise<Result<PayoutState, StripeFailure>> {
  const read = await withBank((expand) => onAccount(access, (stripe, options) => stripe.payouts.retrieve(payoutId, { expand }, { ...PATIENT, ...options })));
  return read.ok ? ok(payoutState(read.value)) : read;
}

/** The bank account is a right of its own: who may not see it still sees the payout. */
async function withBank<T>(read: (expand: string[]) => Promise<Result<T, StripeFailure>>): Promise<Result<T, StripeFailure>> {
  const whole = await read(["destination"]);
  if (whole.ok || !(whole.error.kind === "refused" || (whole.error.kind === "permission_missing" && !whole.error.permission?.includes("payout")))) return whole;
  return read([]);
}

/** A payout in our terms; also for the object of an event. */
export function payoutState(payout: Stripe.Payout): PayoutState {
  return {
    id: payout.id,
    amount: BigInt(payout.amount),
    currency: payout.currency,
    status: payout.status,
    createdAt: new Date(payout.created * 1000),
    arrivesAt: new Date(payout.arrival_date * 1000),
    automatic: payout.automatic,
    instant: payout.method === "instant",
    bank: bankOf(payout.destination),
    failureCode: payout.failure_code,
  };
}

function bankOf(destination: Stripe.Payout["destination"]): PayoutState["bank"] {
  if (!destination || typeof destination === "string" || !("last4" in destination) || !destination.last4) return null;
  return { name: destination.object === "bank_account" ? destination.bank_name : destination.brand, last4: destination.last4 };
}

/** One movement on an account's balance. Minor units of the balance's own currency, which may be another than the buyer's. */
export interface BalanceLine {
  /** txn_… */
  id: string;
  /** Stripe's own word: charge, payment, refund, adjustment, stripe_fee, payout …; it may add others. */
  type: string;
  /** What it is booked under: charge, refund, dispute, dispute_reversal, fee … */
  category: string;
  amount: bigint;
  /** What was taken off it, Stripe's and the platform's share apart; above zero. */
  stripeFee: bigint;
  platformFee: bigint;
  net: bigint;
  currency: string;
  description: string | null;
  at: Date;
  /** ch_…, re_…, dp_…, po_…; null: none. */
  sourceId: string | null;
  /** pi_… of the payment behind it; null: there is none, or Stripe does not show it. */
  paymentIntentId: string | null;
}

export interface BalanceLines {
  rows: BalanceLine[];
  next: string | null;
}

/**
 * What a payout is made of, newest first, without the payout's own line. Stripe knows it of automatic payouts only; of one asked for
 * by hand it is the failure `refused`. https://docs.stripe.com/api/balance_transactions/list, https://docs.stripe.com/payouts/reconciliation
 * @param after a txn_ id: the lines older than it
 */
export async function listPayoutLines(access: AccountAccess, payoutId: string, { after, limit = 100 }: { after: string | null; limit?: number }): Promise<Result<BalanceLines, StripeFailure>> {
  const page = { payout: payoutId, limit, ...(after ? { starting_after: after } : {}) };
  const list = (expand: string[]) => onAccount(access, (stripe, options) => stripe.balanceTransactions.list({ ...page, expand }, { ...HURRY, ...options }));
  const whole = await list(["data.source"]);
  // The objects behind the lines are rights of their own: who may not see them still sees the lines.
  const read = !whole.ok && whole.error.kind === "permission_missing" && !whole.error.permission?.includes("balance_transaction") ? await list([]) : whole;
  if (!read.ok) return read;
  const { data, has_more: more } = read.value;
  return ok({ rows: data.filter((row) => idOf(row.source) !== payoutId || row.type !== "payout").map(balanceLine), next: more ? (data.at(-1)?.id ?? null) : null });
}

function balanceLine(row: Stripe.BalanceTransaction): BalanceLine {
  return {
    id: row.id,
    type: row.type,
    category: row.reporting_category,
    amount: BigInt(row.amount),
    stripeFee: stripeFeeOf(row),
    platformFee: platformFeeOf(row),
    net: BigInt(row.net),
    currency: row.currency,
    description: row.description,
    at: new Date(row.created * 1000),
    sourceId: idOf(row.source),
    paymentIntentId: row.source !== null && typeof row.source === "object" && "payment_intent" in row.source ? idOf(row.source.payment_intent) : null,
  };
}

function idOf(value: string | { id: string } | null): string | null {
  return typeof value === "string" ? value : (value?.id ?? null);
}
