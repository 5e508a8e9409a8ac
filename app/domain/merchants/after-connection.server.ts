import type { Cause } from "~/domain/transitions.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { log } from "~/log.server";
import { registerWallets } from "./register-wallets.server";
import { syncAccount } from "./sync-account.server";

/**
 * What follows on every connection, however it was made: the account is read, and the site's host name is registered for
 * wallets. Neither can undo the connection; if Stripe cannot be read just now, the page says so and offers to check again.
 */
export async function afterConnection(account: ConnectedAccount, cause: Cause): Promise<ConnectedAccount> {
  const [read] = await Promise.all([
    syncAccount(account.stripeAccountId, cause),
    registerWallets(account.id).catch((error: unknown) => log.error({ err: error, accountId: account.id }, "wallets were not registered")),
  ]);
  wake("send-email");
  return read.outcome === "stored" ? read.account : account;
}
