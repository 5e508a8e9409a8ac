import type { ConnectedAccount } from "~/generated/prisma/client";
import { accessOf } from "~/domain/merchants/account-access.server";
import { listPayouts, readBalance, readPayoutSchedule, type BalanceSum, type PayoutPage, type PayoutSchedule } from "~/integrations/stripe/balance.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { now, SECOND } from "~/lib/clock";
import type { Result } from "~/lib/result";
import { log } from "~/log.server";

/** Why a part of the page is missing. `permission_missing`: the account's own key lacks a right, `permission` names it. */
export type MoneyTrouble = { kind: "unreachable" | "access_lost" | "key_unreadable" | "refused" } | { kind: "permission_missing"; permission: string | null };

export interface MoneyOverview {
  balance: Result<BalanceSum[], MoneyTrouble>;
  payouts: Result<PayoutPage, MoneyTrouble>;
  /** Null: Stripe does not show it, or it could not be read. */
  schedule: PayoutSchedule | null;
}

const KEPT_MS = 20 * SECOND;
const PAGE_SIZE = 10;
const kept = new Map<string, { at: number; overview: MoneyOverview }>();

/**
 * The money of one connected account as Stripe has it now, at most 20 seconds old. Each part may fail alone. Calls Stripe:
 * never inside a transaction.
 * @param after a payout id: the payouts older than it
 */
export async function moneyOverview(account: ConnectedAccount, { after = null }: { after?: string | null } = {}): Promise<MoneyOverview> {
  const former = after === null ? kept.get(account.stripeAccountId) : undefined;
  if (former && now().getTime() - former.at < KEPT_MS) return former.overview;
  const access = accessOf(account);
  const [balance, schedule, payouts] = await Promise.all([readBalance(access), readPayoutSchedule(access), listPayouts(access, { after, limit: PAGE_SIZE })]);
  const overview: MoneyOverview = { balance: troubled(balance), payouts: troubled(payouts), schedule: schedule.ok ? schedule.value : null };
  if (after === null && balance.ok && payouts.ok && schedule.ok) keep(account.stripeAccountId, overview);
  return overview;
}

/** Something about this account's money has changed: the next look asks Stripe again. */
export function forgetMoney(stripeAccountId: string): void {
  kept.delete(stripeAccountId);
}

function keep(stripeAccountId: string, overview: MoneyOverview): void {
  const at = now().getTime();
  for (const [id, entry] of kept) if (at - entry.at >= KEPT_MS) kept.delete(id);
  kept.set(stripeAccountId, { at, overview });
}

function troubled<T>(read: Result<T, StripeFailure>): Result<T, MoneyTrouble> {
  return read.ok ? read : { ok: false, error: trouble(read.error) };
}

/** A failure of Stripe's as a page of money tells it. */
export function trouble(failure: StripeFailure): MoneyTrouble {
  const { kind, permission = null } = failure;
  if (kind === "permission_missing") return { kind, permission };
  if (kind === "access_lost" || kind === "key_unreadable") return { kind };
  if (kind === "unreachable" || kind === "rate_limited" || kind === "in_progress") return { kind: "unreachable" };
  log.warn({ failure }, "balance or payouts could not be read");
  return { kind: "refused" };
}
