import { db } from "~/db.server";
import type { RenewalSum } from "~/integrations/stripe/accounts.server";

/**
 * The renewals ahead on an account by our own rows, a sum a currency: for when Stripe cannot be asked. Trials count, because
 * their first payment is ahead; what is cancelled or paused does not.
 * @param accountId our own id of the account
 */
export async function ownRenewals(accountId: string): Promise<RenewalSum[]> {
  const rows = await db.subscription.findMany({
    where: { connectedAccountId: accountId, endedAt: null, cancelAt: null, pausedAt: null, status: { in: ["trialing", "active", "past_due"] } },
    select: { currentPeriodEnd: true, price: { select: { amount: true, currency: true } } },
  });
  const sums = new Map<string, { amount: bigint; count: number; next: Date | null }>();
  for (const { price, currentPeriodEnd } of rows) {
    const sum = sums.get(price.currency) ?? { amount: 0n, count: 0, next: currentPeriodEnd };
    sums.set(price.currency, { amount: sum.amount + price.amount, count: sum.count + 1, next: sum.next && currentPeriodEnd && currentPeriodEnd < sum.next ? currentPeriodEnd : sum.next });
  }
  return [...sums].flatMap(([currency, { amount, count, next }]) => (next ? [{ currency, amount: amount.toString(), count, nextAt: next.toISOString() }] : [])).sort((a, b) => a.currency.localeCompare(b.currency));
}
