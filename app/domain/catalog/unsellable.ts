import { accountName } from "~/domain/merchants/account-name";
import { inOrder, selectAccount, takesCurrency } from "~/domain/merchants/select-account";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { Money } from "~/lib/money";

export type Unsellable =
  /** No account is connected. */
  | { reason: "no_account" }
  /** No account can charge; this is the one that was meant to. */
  | { reason: "cannot_charge"; account: string }
  /** No account takes this currency (upper-case ISO 4217). */
  | { reason: "currency"; currency: string };

/** Why an offer at this price cannot be bought now by anybody; null when it can, or costs nothing. Pure. */
export function whyUnsellable(price: Money | null, accounts: readonly ConnectedAccount[], offerChoice: string | null): Unsellable | null {
  if (!price || price.amount === 0n || selectAccount(accounts, price.currency, { offerChoice })) return null;
  if (accounts.length === 0) return { reason: "no_account" };
  const meant = inOrder(accounts, offerChoice).find(({ account }) => takesCurrency(account, price.currency));
  return meant ? { reason: "cannot_charge", account: accountName(meant.account) } : { reason: "currency", currency: price.currency.toUpperCase() };
}
