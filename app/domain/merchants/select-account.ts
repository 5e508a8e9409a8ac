import type { AccountFacts } from "./account-facts";
import { canCharge } from "./account-state";

/** In which capacity an account was looked at, in the order in which they are. */
export type AccountRole = "offer_choice" | "primary" | "backup";

/** Why an account was not taken. `refused`: Stripe refused the sale just now, whatever it had said before. */
export type PassedOverWhy = "disconnected" | "cannot_charge" | "currency" | "refused";

export interface PassedOver {
  accountId: string;
  role: AccountRole;
  why: PassedOverWhy;
}

export interface Selectable extends Pick<AccountFacts, "status" | "chargesEnabled"> {
  id: string;
  isPrimary: boolean;
  position: number;
  connectedAt: Date;
  /** Lower-case ISO 4217; empty: not known, then all. */
  paymentCurrencies: readonly string[];
}

export interface Selection<A> {
  account: A;
  role: AccountRole;
  /** Who would have come first, and why not. */
  passedOver: PassedOver[];
}

/** May a sale in `currency` (lower-case ISO 4217) begin on this account now, as last read? */
export function canChargeIn(account: Pick<Selectable, "status" | "chargesEnabled" | "paymentCurrencies">, currency: string): boolean {
  return canCharge(account) && takesCurrency(account, currency);
}

/** Whether an account of this country may charge in `currency` at all, however it stands today. */
export function takesCurrency(account: Pick<Selectable, "paymentCurrencies">, currency: string): boolean {
  return account.paymentCurrencies.length === 0 || account.paymentCurrencies.includes(currency);
}

/** The creator's order of backups: position, then who has been connected longest. */
export function byOrder(a: Pick<Selectable, "id" | "position" | "connectedAt">, b: Pick<Selectable, "id" | "position" | "connectedAt">): number {
  return a.position - b.position || a.connectedAt.getTime() - b.connectedAt.getTime() || (a.id < b.id ? -1 : 1);
}

/** Everyone who may sell, in the written order: the offer's own choice, the store's primary account, its backups. */
export function inOrder<A extends Selectable>(accounts: readonly A[], offerChoice: string | null): { account: A; role: AccountRole }[] {
  const chosen = accounts.filter((account) => account.id === offerChoice);
  const rest = accounts.filter((account) => account.id !== offerChoice).sort((a, b) => Number(b.isPrimary) - Number(a.isPrimary) || byOrder(a, b));
  return [
    ...chosen.map((account) => ({ account, role: "offer_choice" as const })),
    ...rest.map((account) => ({ account, role: account.isPrimary ? ("primary" as const) : ("backup" as const) })),
  ];
}

/**
 * The account a new one-time sale in `currency` is made on: the first, in the order above, that can charge in it. Null: none.
 * Orders that exist keep their account; this is never asked for them again.
 * @param accounts the store's accounts in the mode of our keys
 * @param offerChoice the account the creator chose for this offer
 * @param refused ids of accounts on which Stripe has refused this very sale
 */
export function selectAccount<A extends Selectable>(
  accounts: readonly A[],
  currency: string,
  { offerChoice = null, refused }: { offerChoice?: string | null; refused?: ReadonlySet<string> } = {},
): Selection<A> | null {
  const passedOver: PassedOver[] = [];
  // Disconnected for good, or in Stripe's other mode: then it is not even among the accounts.
  if (offerChoice && !accounts.some(({ id }) => id === offerChoice)) passedOver.push({ accountId: offerChoice, role: "offer_choice", why: "disconnected" });
  for (const { account, role } of inOrder(accounts, offerChoice)) {
    const why = obstacle(account, currency, refused);
    if (why === null) return { account, role, passedOver };
    passedOver.push({ accountId: account.id, role, why });
  }
  return null;
}

function obstacle(account: Selectable, currency: string, refused: ReadonlySet<string> | undefined): PassedOverWhy | null {
  if (account.status === "disconnected") return "disconnected";
  if (refused?.has(account.id)) return "refused";
  if (!takesCurrency(account, currency)) return "currency";
  return account.chargesEnabled ? null : "cannot_charge";
}
