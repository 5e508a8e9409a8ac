import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { createOwnEndpoint, deleteOwnEndpoint, readOwnEndpoint, updateOwnEndpoint } from "~/integrations/stripe/webhook-endpoints.server";
import { ok, type Result } from "~/lib/result";
import { canUnseal, seal } from "~/lib/secret-box.server";

/** Where Stripe sends the events of an account that is connected by its own key. */
export function ownEndpointUrl(accountId: string): string {
  return `${env.appUrl}/webhooks/stripe/accounts/${accountId}`;
}

export type EndpointColumns = Pick<ConnectedAccount, "webhookEndpointId" | "webhookSecretEncrypted">;

/**
 * See to it that the account has our endpoint, on and for exactly these types of event: the one it has, mended where it has
 * changed, or a new one when that was deleted or its secret is lost.
 * @returns the columns to store with the account
 */
export async function ensureOwnEndpoint(account: Pick<ConnectedAccount, "id" | "connectedAt"> & EndpointColumns, access: AccountAccess, types: readonly string[]): Promise<Result<EndpointColumns, StripeFailure>> {
  const { webhookEndpointId: id, webhookSecretEncrypted } = account;
  const url = ownEndpointUrl(account.id);
  if (id && webhookSecretEncrypted && !canUnseal(webhookSecretEncrypted)) {
    // Sealed under another ENCRYPTION_KEY, and Stripe never shows a secret again: what the old endpoint sends could not be checked.
    const removed = await deleteOwnEndpoint(access, id);
    if (!removed.ok) return removed;
  } else if (id && webhookSecretEncrypted) {
    const now = await readOwnEndpoint(access, id);
    if (now.ok) {
      const right = now.value.enabled && now.value.url === url && sameNames(now.value.types, types);
      const mended = right ? ok() : await updateOwnEndpoint(access, id, { url, types });
      return mended.ok ? ok({ webhookEndpointId: id, webhookSecretEncrypted }) : mended;
    }
    if (now.error.kind !== "not_found") return now;
  }
  // Two tabs at once ask with the same key and are given the same endpoint; a later connection, or a lost one, makes a new one.
  const made = await createOwnEndpoint(access, { key: `endpoint ${account.id} ${account.connectedAt.getTime()} after ${id ?? "none"}`, url, types });
  return made.ok ? ok({ webhookEndpointId: made.value.id, webhookSecretEncrypted: seal(made.value.secret) }) : made;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && new Set([...a, ...b]).size === a.length;
}
