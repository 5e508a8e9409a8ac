import type { ConnectedAccount } from "~/generated/prisma/client";

/** The columns `accountName` needs, for a Prisma `select`. */
export const NAME_COLUMNS = { label: true, displayName: true, email: true, stripeAccountId: true } as const;

/** What an account is called wherever it is named: the creator's own label, else what Stripe shows of it, else its id. */
export function accountName(account: Pick<ConnectedAccount, keyof typeof NAME_COLUMNS>): string {
  return account.label || account.displayName || account.email || account.stripeAccountId;
}
