import { accountName } from "~/domain/merchants/account-name";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { payoutOf } from "~/domain/payouts/payout-contents.server";
import type { MoneyTrouble } from "~/domain/payouts/money-overview.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { PayoutState } from "~/integrations/stripe/balance.server";
import type { Result } from "~/lib/result";

/** The payout an address names, on the account it names, else on the one of the store's that has it. 404 for anything else. */
export async function ownPayout(storeId: string, payoutId: string, accountId: string | null): Promise<{ account: ConnectedAccount; name: string; read: Result<PayoutState, MoneyTrouble> }> {
  const notFound = () => new Response("Not found", { status: 404 });
  if (!/^po_\w{1,250}$/.test(payoutId)) throw notFound();
  const accounts = await connectedAccounts(storeId);
  const asked = accountId === null ? accounts : accounts.filter(({ id }) => id === accountId);
  for (const account of asked) {
    const read = await payoutOf(account, payoutId);
    if (read.ok) return { account, name: accountName(account), read };
    if (read.error.kind !== "not_found") return { account, name: accountName(account), read: { ok: false, error: read.error } };
  }
  throw notFound();
}
