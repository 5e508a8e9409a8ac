import { db } from "~/db.server";
import { env } from "~/env.server";
import { registerWalletDomain } from "~/integrations/stripe/payment-domains.server";
import { log } from "~/log.server";
import { ACCESS_COLUMNS, accessOf } from "./account-access.server";
import { walletHost } from "./wallet-host";

/** How it went: `no_host` where wallets cannot be had (localhost, an IP address, no https). */
export type WalletRegistration = "registered" | "no_host" | "not_connected" | "failed";

/**
 * Let Apple Pay, Google Pay, Link and PayPal appear in the checkout of an account: register the exact host name of this
 * site with it. Any number of times, and as good as it goes: what Stripe refuses is logged and never thrown, because sales
 * by card do not depend on it. Called on connecting, once a day with the reading of events, and by the doctor's button.
 * @param accountId our own id of the account
 */
export async function registerWallets(accountId: string): Promise<void> {
  await tryRegisterWallets(accountId);
}

/** The same, and tells how it went. */
export async function tryRegisterWallets(accountId: string): Promise<WalletRegistration> {
  const host = walletHost(env.appUrl);
  if (!host) return "no_host";
  const account = await db.connectedAccount.findFirst({ where: { id: accountId, status: "connected", livemode: env.stripe.livemode }, select: ACCESS_COLUMNS });
  if (!account) return "not_connected";
  const result = await registerWalletDomain(accessOf(account), host);
  if (result.ok) return "registered";
  const { kind, permission, requestId, detail } = result.error;
  log.warn({ kind, permission, stripeRequestId: requestId, detail, accountId, host }, "the host name was not registered for wallets");
  return "failed";
}
