import { accountName } from "~/domain/merchants/account-name";
import type { OfferGate } from "~/domain/merchants/offer-gate";
import { accountNames } from "~/domain/merchants/account-story.server";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { canChargeIn, takesCurrency } from "~/domain/merchants/select-account";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { AccountChoiceView } from "./account-choice";

/**
 * The choice of account on an offer's page; null while the store has only one account and nothing else was chosen.
 * @param currency in which it is sold, lower-case
 */
export async function accountChoice(storeId: string, chosen: string | null, currency: string, gate: OfferGate): Promise<AccountChoiceView | null> {
  const accounts = await connectedAccounts(storeId);
  const lost = chosen !== null && !accounts.some((account) => account.id === chosen) ? chosen : null;
  if (accounts.length < 2 && !lost) return null;
  const primary = accounts.find((account) => account.isPrimary);
  const options = [
    { value: "", label: `The store's order (first ${primary ? accountName(primary) : "none yet"})` },
    ...accounts.map((account) => ({ value: account.id, label: `${accountName(account)}${remark(account, currency)}` })),
    ...(lost ? [{ value: lost, label: `${(await accountNames(storeId)).get(lost) ?? "A former account"} (not connected)` }] : []),
  ];
  return { chosen: chosen ?? "", options, warning: gate.allowed ? gate.because : null };
}

function remark(account: ConnectedAccount, currency: string): string {
  if (canChargeIn(account, currency)) return "";
  return takesCurrency(account, currency) ? " (cannot take payments now)" : ` (cannot take ${currency.toUpperCase()})`;
}
