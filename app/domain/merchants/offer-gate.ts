import { accountName } from "./account-name";
import { accountReason, explainAccountReason } from "./account-reason";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { RequirementLine } from "./explain-requirements";
import { publishGate } from "./publish-gate";
import { inOrder, selectAccount, takesCurrency } from "./select-account";

export interface NamedAccount {
  id: string;
  name: string;
}

/** The publish gate of one offer, by the accounts that would really sell it. */
export type OfferGate =
  /** `seller`: who sells it now; null when nothing needs selling. `because`: in words, why another one than was meant. */
  | { allowed: true; warnings: RequirementLine[]; seller: NamedAccount | null; because: string | null }
  /**
   * `meant`: the account whose lines these are. `currency`: set when no account of the store takes this currency at all,
   * so that nothing Stripe could be given would help.
   */
  | { allowed: false; lines: RequirementLine[]; connect: boolean; meant: NamedAccount | null; currency: string | null };

export interface OfferSale {
  /** Minor units. */
  amount: bigint;
  /** Lower-case ISO 4217. */
  currency: string;
  /** The store's connected accounts in the mode of our keys. */
  accounts: readonly ConnectedAccount[];
  /** The account the creator chose for the offer. */
  offerChoice: string | null;
  now: Date;
}

/**
 * May an offer be published? Free ones always; others when some account of the store can charge in its currency: the
 * offer's choice, the primary one, or a backup. Else the lines are those of the account that was meant to sell it.
 */
export function offerGate({ amount, currency, accounts, offerChoice, now }: OfferSale): OfferGate {
  if (amount === 0n) return { allowed: true, warnings: [], seller: null, because: null };
  const selection = selectAccount(accounts, currency, { offerChoice });
  if (selection) {
    const gate = publishGate({ amount, account: selection.account, now });
    const seller = named(selection.account);
    const nameOf = (id: string) => accounts.filter((account) => account.id === id).map(accountName)[0] ?? null;
    const why = selection.passedOver.length > 0 ? explainAccountReason(accountReason(selection), seller.name, nameOf, currency.toUpperCase(), "now") : null;
    return { allowed: true, warnings: gate.allowed ? gate.warnings : gate.lines, seller, because: why };
  }
  const order = inOrder(accounts, offerChoice).map(({ account }) => account);
  // The first that could take this currency if it could charge; only if there is none is the currency itself the matter.
  const meant = order.find((account) => takesCurrency(account, currency)) ?? null;
  if (!meant && order.length > 0) return { allowed: false, lines: [], connect: false, meant: order[0] ? named(order[0]) : null, currency: currency.toUpperCase() };
  const gate = publishGate({ amount, account: meant, now });
  return { allowed: false, lines: gate.allowed ? gate.warnings : gate.lines, connect: !gate.allowed && gate.connect, meant: meant && named(meant), currency: null };
}

function named(account: ConnectedAccount): NamedAccount {
  return { id: account.id, name: accountName(account) };
}
