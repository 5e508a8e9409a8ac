import { db } from "~/db.server";
import { takeTry, type Limit } from "~/domain/people/rate-limit.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { accountOfKey, probeKey, type MissingPermission } from "~/integrations/stripe/restricted-key.server";
import { MINUTE } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { seal } from "~/lib/secret-box.server";
import { log } from "~/log.server";
import { accessOf } from "./account-access.server";
import { afterConnection } from "./after-connection.server";
import { markDisconnected } from "./disconnect-account.server";
import { formerWay, leaveFormerWay } from "./former-way.server";
import { ensureOwnEndpoint } from "./own-endpoint.server";
import { noteKeyStored, notePermissionMissing, notePermissionsComplete } from "./key-history.server";
import { KEY_PROBLEMS, keyHint, parseRestrictedKey } from "./restricted-key";
import { storeConnection, takenElsewhere } from "./store-connection.server";
import { syncAccount } from "./sync-account.server";

/** Keys a store may try: enough to mend one right after another, too few to sort out keys of other people by our answers. */
const KEYS: Limit = { name: "stripe:key", max: 20, windowMs: 10 * MINUTE };

/** Why a key was not kept; nothing of it is stored then. */
export type KeyRefusal = { kind: keyof typeof KEY_PROBLEMS | "other_mode" } | { kind: "missing"; permissions: MissingPermission[] };

export interface GivenKey {
  /** As it was pasted. */
  key: string;
  /** Our id of the account whose key is renewed; null: an account is connected. */
  renews: string | null;
  /** Types of event Lectern handles: what its endpoint asks for. */
  eventTypes: readonly string[];
}

/**
 * Connect the account of a restricted key, or renew the key of one. Everything is checked at Stripe first, and a connection
 * that stands is only changed when the new key has passed. The key is stored sealed; its endpoint is made through it.
 * https://docs.stripe.com/keys/restricted-api-keys
 */
export async function connectWithKey(storeId: string, { key: pasted, renews, eventTypes }: GivenKey, userId: string): Promise<Result<ConnectedAccount, KeyRefusal>> {
  const { livemode } = env.stripe;
  const parsed = parseRestrictedKey(pasted, livemode);
  if (!parsed.ok) return fail({ kind: parsed.error });
  if (livemode && !env.appUrl.startsWith("https://")) return fail({ kind: "no_https" });
  if (!(await takeTry(KEYS, storeId)).ok) return fail({ kind: "too_many" });
  const key = parsed.value;
  const checked = await checkedAccount(storeId, key, renews);
  if (!checked.ok) return checked;

  const access: AccountAccess = { stripeAccountId: checked.value, restrictedKey: key };
  const columns = { apiKeyEncrypted: seal(key), apiKeyHint: keyHint(key) };
  const cause: Cause = { cause: renews ? "restricted key renewed" : "connected by restricted key", causeId: userId };
  const former = await formerWay(storeId, access.stripeAccountId);
  if (former) {
    // It sells already: the endpoint first, so that there is no moment without one.
    const endpoint = await ensureOwnEndpoint(former, access, eventTypes);
    if (!endpoint.ok) return fail(endpointRefusal(endpoint.error));
    const stored = await storeConnection(storeId, { stripeAccountId: access.stripeAccountId, livemode, kind: "restricted_key", key: { ...columns, ...endpoint.value } }, cause);
    if (!stored.ok) return fail({ kind: stored.error });
    await leaveFormerWay(former, "restricted_key");
    return settled(stored.value, cause);
  }
  const stored = await storeConnection(storeId, { stripeAccountId: access.stripeAccountId, livemode, kind: "restricted_key", key: columns }, cause);
  if (!stored.ok) return fail({ kind: stored.error });
  // The address of the endpoint names the row, so the row is first. It cannot sell before it is read, below.
  const endpoint = await ensureOwnEndpoint(stored.value, access, eventTypes);
  if (!endpoint.ok) {
    await markDisconnected(access.stripeAccountId, { ...cause, cause: "Stripe did not accept the address for its messages" });
    return fail(endpointRefusal(endpoint.error));
  }
  await db.connectedAccount.updateMany({ where: { id: stored.value.id, status: "connected" }, data: endpoint.value });
  return settled(stored.value, cause);
}

async function settled(account: ConnectedAccount, cause: Cause): Promise<Result<ConnectedAccount, never>> {
  await noteKeyStored(account.id, cause);
  return ok(await afterConnection(account, cause));
}

/** Whose key it is, if it has every right and the account is free (or, to renew, the same one). */
async function checkedAccount(storeId: string, key: string, renews: string | null): Promise<Result<string, KeyRefusal>> {
  const missing = await probeKey(key);
  if (!missing.ok) return fail(keyRefusal(missing.error));
  if (missing.value.length > 0) return fail({ kind: "missing", permissions: missing.value });
  const owner = await accountOfKey(key);
  if (!owner.ok) return fail(keyRefusal(owner.error));
  if (renews) {
    const account = await db.connectedAccount.findFirst({ where: { id: renews, storeId }, select: { stripeAccountId: true } });
    if (account?.stripeAccountId !== owner.value) return fail({ kind: "other_account" });
  }
  return (await takenElsewhere(storeId, owner.value)) ? fail({ kind: "taken" }) : ok(owner.value);
}

function keyRefusal(failure: StripeFailure): KeyRefusal {
  log.warn({ kind: failure.kind, stripeRequestId: failure.requestId }, "a restricted key could not be checked");
  return { kind: failure.kind === "access_lost" ? "unknown_key" : "unreachable" };
}

function endpointRefusal(failure: StripeFailure): KeyRefusal {
  log.warn({ stripe: failure }, "no endpoint could be made with a restricted key");
  if (failure.kind === "permission_missing") return { kind: "missing", permissions: [{ name: "webhook_write", stripeName: failure.permission ?? null }] };
  return { kind: failure.kind === "refused" ? "endpoint_refused" : failure.kind === "access_lost" ? "unknown_key" : "unreachable" };
}

/** How an account's own key stands. `revoked`: its connection has just been ended for that. `unreadable`: by us, see `accessOf`. */
export type KeyCheck = /** `forMemberships`: rights that only memberships want, and that are not there. */ { state: "complete"; forMemberships: MissingPermission[] } | { state: "missing"; permissions: MissingPermission[] } | { state: "revoked" } | { state: "unreadable" } | { state: "unreachable" };

/** Try every right of a key that is in use again, and mend its endpoint. */
export async function checkKeyAgain(account: ConnectedAccount, eventTypes: readonly string[], cause: Cause): Promise<KeyCheck> {
  const access = accessOf(account);
  if (access.unreadable) {
    await syncAccount(account.stripeAccountId, cause);
    return { state: "unreadable" };
  }
  if (!access.restrictedKey) return { state: "revoked" };
  const missing = await probeKey(access.restrictedKey);
  if (!missing.ok) {
    if (missing.error.kind !== "access_lost") return { state: "unreachable" };
    await markDisconnected(account.stripeAccountId, cause);
    return { state: "revoked" };
  }
  if (missing.value.length > 0) {
    await notePermissionMissing(account.stripeAccountId, missing.value[0]?.stripeName ?? null);
    return { state: "missing", permissions: missing.value };
  }
  await notePermissionsComplete(account.id, cause);
  const endpoint = await ensureOwnEndpoint(account, access, eventTypes);
  if (!endpoint.ok) return { state: "unreachable" };
  await db.connectedAccount.updateMany({ where: { id: account.id, status: "connected" }, data: endpoint.value });
  await afterConnection(account, cause);
  const forMemberships = await probeKey(access.restrictedKey, "memberships");
  return { state: "complete", forMemberships: forMemberships.ok ? forMemberships.value : [] };
}
