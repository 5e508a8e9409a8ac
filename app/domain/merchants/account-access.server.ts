import type { ConnectedAccount } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { unseal } from "~/lib/secret-box.server";

/** The columns `accessOf` needs, for a Prisma `select`. */
export const ACCESS_COLUMNS = { stripeAccountId: true, apiKeyEncrypted: true } as const;

/** How Stripe is asked about this account: through the platform, or with the account's own key, which is unsealed here. */
export function accessOf(account: Pick<ConnectedAccount, "stripeAccountId" | "apiKeyEncrypted">): AccountAccess {
  return { stripeAccountId: account.stripeAccountId, restrictedKey: account.apiKeyEncrypted === null ? null : unseal(account.apiKeyEncrypted) };
}
