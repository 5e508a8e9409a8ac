import { selectAccount, type Selectable } from "~/domain/merchants/select-account";
import type { OfferStatus } from "~/generated/prisma/enums";

/** What decides whether an offer can be had at this moment. */
export interface SaleFacts {
  status: OfferStatus;
  /** The creator's choice of account for this offer. */
  connectedAccountId: string | null;
  /** Minor units and lower-case ISO 4217; null: no price yet. */
  price: { amount: bigint; currency: string } | null;
}

export interface Sale {
  /**
   * `open`: can be had now; what is free always can. `paused`: published at a price, and no account of the store may
   * charge. `off`: not published, or without a price.
   */
  state: "open" | "paused" | "off";
  /** The account a sale would be made on; null when none is needed or able. */
  accountId: string | null;
}

/**
 * How the sale of an offer stands, by the very choice of account that a checkout makes.
 * @param accounts the store's accounts in the mode of our keys
 */
export function saleOf({ status, connectedAccountId, price }: SaleFacts, accounts: readonly Selectable[]): Sale {
  if (status !== "published" || !price) return { state: "off", accountId: null };
  if (price.amount === 0n) return { state: "open", accountId: null };
  const chosen = selectAccount(accounts, price.currency, { offerChoice: connectedAccountId });
  return chosen ? { state: "open", accountId: chosen.account.id } : { state: "paused", accountId: null };
}
