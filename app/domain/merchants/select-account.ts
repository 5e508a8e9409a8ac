import type { AccountFacts } from "./account-facts";
import { canCharge } from "./account-state";

/** Why this account and no other; stored on the order. */
export type SelectionReason = "primary" | "backup_same_currency" | "backup";

export interface Selectable extends Pick<AccountFacts, "status" | "chargesEnabled"> {
  isPrimary: boolean;
  defaultCurrency: string | null;
  connectedAt: Date;
}

/**
 * The account a new one-time sale is made on, in this order: the store's primary one; a backup that settles in `currency`
 * (lower-case ISO 4217); any other backup, the longest connected first. Only accounts that can charge; null: none can.
 */
export function selectAccount<A extends Selectable>(accounts: readonly A[], currency: string): { account: A; reason: SelectionReason } | null {
  const able = accounts.filter(canCharge).sort((a, b) => a.connectedAt.getTime() - b.connectedAt.getTime());
  const primary = able.find((account) => account.isPrimary);
  if (primary) return { account: primary, reason: "primary" };
  const same = able.find((account) => account.defaultCurrency === currency);
  if (same) return { account: same, reason: "backup_same_currency" };
  return able[0] ? { account: able[0], reason: "backup" } : null;
}
