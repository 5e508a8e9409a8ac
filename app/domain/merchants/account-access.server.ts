import type { ConnectedAccount } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { unseal } from "~/lib/secret-box.server";

/** The columns `accessOf` needs, for a Prisma `select`. */
export const ACCESS_COLUMNS = { stripeAccountId: true, apiKeyEncrypted: true } as const;

/**
 * How Stripe is asked about this account: through the platform, or with the account's own key, which is unsealed here. Never
 * throws: a key sealed under another ENCRYPTION_KEY makes every call fail as `key_unreadable`, and none goes out in another way.
 */
export function accessOf(account: Pick<ConnectedAccount, "stripeAccountId" | "apiKeyEncrypted">): AccountAccess {
  const { stripeAccountId, apiKeyEncrypted } = account;
  if (apiKeyEncrypted === null) return { stripeAccountId, restrictedKey: null };
  try {
    return { stripeAccountId, restrictedKey: unseal(apiKeyEncrypted) };
  } catch {
    return { stripeAccountId, restrictedKey: null, unreadable: true };
  }
}
