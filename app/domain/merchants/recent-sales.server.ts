import { sql } from "~/db.server";
import { DAY, later, now } from "~/lib/clock";
import type { Money } from "~/lib/money";

/**
 * What a store's accounts took in the last 30 days, after refunds: a sum a currency (minor units), by our id of the account.
 * One query over the store's sales by day, however many accounts there are.
 */
export async function recentSales(storeId: string): Promise<ReadonlyMap<string, Money[]>> {
  const { rows } = await sql<{ account: string; currency: string; amount: string }>(
    `SELECT connected_account_id AS account, currency, sum(amount_paid - amount_refunded)::text AS amount
       FROM orders WHERE store_id = $1 AND paid_at >= $2 AND connected_account_id IS NOT NULL
      GROUP BY connected_account_id, currency ORDER BY currency`,
    [storeId, later(-30 * DAY, now())],
  );
  const sums = new Map<string, Money[]>();
  for (const { account, currency, amount } of rows) sums.set(account, [...(sums.get(account) ?? []), { currency, amount: BigInt(amount) }]);
  return sums;
}
