import { db } from "~/db.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { deauthorize } from "~/integrations/stripe/oauth.server";
import { deleteOwnEndpoint } from "~/integrations/stripe/webhook-endpoints.server";
import { log } from "~/log.server";
import { accessOf } from "./account-access.server";

/** The live connection of this store to the account, as it was before it is connected in another way; null: none. */
export function formerWay(storeId: string, stripeAccountId: string): Promise<ConnectedAccount | null> {
  return db.connectedAccount.findFirst({ where: { storeId, stripeAccountId, status: "connected" } });
}

/**
 * The same account is spoken to in another way from now on: give back at Stripe what the former way had there (its own
 * endpoint, the platform's consent). Best effort: what is left over there does no harm.
 */
export async function leaveFormerWay(former: ConnectedAccount | null, kind: ConnectedAccount["kind"]): Promise<void> {
  if (!former || former.kind === kind) return;
  const left =
    former.kind === "restricted_key"
      ? former.webhookEndpointId && (await deleteOwnEndpoint(accessOf(former), former.webhookEndpointId))
      : former.kind === "oauth" && kind === "restricted_key" && (await deauthorize(former.stripeAccountId));
  if (left && !left.ok) log.warn({ accountId: former.id, from: former.kind, to: kind, stripe: left.error }, "the former way of connecting could not be given back at Stripe");
}
