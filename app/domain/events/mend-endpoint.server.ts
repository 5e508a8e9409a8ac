import { db } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { ensureOwnEndpoint } from "~/domain/merchants/own-endpoint.server";
import { env } from "~/env.server";
import { log } from "~/log.server";
import { handlers } from "./handlers.server";

/**
 * Put the webhook endpoint of an account with its own key right: made anew when it is gone, switched on, led to this site's
 * address, and listening to all that has an effect here. Answers whether it is right now.
 * @param accountId our own id of the account
 */
export async function mendEndpoint(accountId: string): Promise<boolean> {
  const account = await db.connectedAccount.findFirst({ where: { id: accountId, status: "connected", livemode: env.stripe.livemode, apiKeyEncrypted: { not: null } } });
  if (!account) return false;
  const mended = await ensureOwnEndpoint(account, accessOf(account), [...handlers.keys()]);
  if (!mended.ok) {
    const { kind, permission, requestId, detail } = mended.error;
    log.warn({ kind, permission, stripeRequestId: requestId, detail, accountId }, "the endpoint of an account was not put right");
    return false;
  }
  await db.connectedAccount.updateMany({ where: { id: accountId, status: "connected" }, data: mended.value });
  return true;
}
