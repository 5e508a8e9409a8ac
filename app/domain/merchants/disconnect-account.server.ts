import { db, type Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { expireCheckoutSession } from "~/integrations/stripe/checkout.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { deauthorize } from "~/integrations/stripe/oauth.server";
import { deleteOwnEndpoint } from "~/integrations/stripe/webhook-endpoints.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { accessOf } from "./account-access.server";
import { accountName } from "./account-name";
import { lockStore, noteHandover, noteRouting } from "./failover.server";
import { byOrder } from "./select-account";
import { NO_KEY } from "./store-connection.server";
import { endNotices } from "./withdraw-notices.server";

/**
 * `unreachable`: Stripe did not answer, so the account may or may not still be connected there; here nothing has changed.
 * `sale_under_way`: a buyer has just paid and Lectern has not yet heard of it: after a disconnection it never would.
 * `key_short`: checkouts are open, and the account's own key may not close them.
 */
export type DisconnectRefusal = "not_found" | "unreachable" | "sale_under_way" | "key_short" | "refused";

/** Sessions that are closed at Stripe at the same time. */
const AT_ONCE = 5;

/**
 * End a store's connection, on Stripe's side and on ours. New sales stop first and open checkouts are closed next: what is
 * paid in one afterwards could not be seen any more. A refusal lets sales go on. An account that is disconnected already is
 * a success.
 */
export async function disconnectAccount(storeId: string, accountId: string, cause: Cause): Promise<Result<undefined, DisconnectRefusal>> {
  const account = await db.connectedAccount.findFirst({ where: { id: accountId, storeId } });
  if (!account) return fail("not_found");
  if (account.status === "disconnected") return ok();
  await db.connectedAccount.updateMany({ where: { id: accountId, status: "connected" }, data: { chargesEnabled: false } });
  let ended = false;
  try {
    const result = await endConnection(account, cause);
    ended = result.ok;
    return result;
  } finally {
    if (!ended) await db.connectedAccount.updateMany({ where: { id: accountId, status: "connected" }, data: { chargesEnabled: account.chargesEnabled } });
  }
}

async function endConnection(account: ConnectedAccount, cause: Cause): Promise<Result<undefined, DisconnectRefusal>> {
  const closed = await closeOpenCheckouts(account);
  if (!closed.ok) return closed;
  const ended = await endAtStripe(account);
  if (!ended.ok) {
    log.warn({ accountId: account.id, kind: ended.error.kind, detail: ended.error.detail, stripeRequestId: ended.error.requestId }, "Stripe did not end a connection");
    return fail(ended.error.kind === "unreachable" || ended.error.kind === "rate_limited" ? "unreachable" : "refused");
  }
  await markDisconnected(account.stripeAccountId, cause, { asked: true });
  // Whoever disconnects takes the key back: nothing of it stays, and no message of that account is taken any more.
  await db.connectedAccount.updateMany({ where: { id: account.id, status: "disconnected" }, data: NO_KEY });
  wake("send-email");
  return ok();
}

/**
 * Stripe's side of it. An account we made cannot be let go (Stripe refuses that), so we only stop using it. With a key of the
 * account's own there is nothing but our endpoint, and a site that cannot remove it can still forget the key.
 */
async function endAtStripe(account: ConnectedAccount): Promise<Result<undefined, StripeFailure>> {
  if (account.kind === "oauth") return deauthorize(account.stripeAccountId);
  if (account.kind === "restricted_key" && account.webhookEndpointId) {
    const removed = await deleteOwnEndpoint(accessOf(account), account.webhookEndpointId);
    if (!removed.ok) log.warn({ accountId: account.id, stripe: removed.error }, "an account's own endpoint could not be removed");
  }
  return ok();
}

/**
 * Stripe has ended the connection (or we have): note it. Sales with this account stop, what was bought stays bought. If it
 * was the primary one, the first of its backups takes its place. A key of the account's own is dead then and forgotten; its
 * endpoint's secret stays, so that a payment that arrives in a checkout opened before is still heard of.
 * @param asked the creator has just asked for it here, and need not be told by mail where sales go now
 * @returns whether a connection was there to end
 */
export function markDisconnected(stripeAccountId: string, cause: Cause, { asked = false }: { asked?: boolean } = {}): Promise<boolean> {
  return db.$transaction(async (tx) => {
    const account = await tx.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected" } });
    if (!account) return false;
    await lockStore(tx, account.storeId);
    const { count } = await tx.connectedAccount.updateMany({
      where: { id: account.id, status: "connected" },
      data: { status: "disconnected", disconnectedAt: now(), isPrimary: false, chargesEnabled: false, payoutsEnabled: false, apiKeyEncrypted: null },
    });
    if (count === 0) return false;
    await recordTransition(tx, { subjectType: "connection", subjectId: account.id, from: "connected", to: "disconnected", ...cause });
    await auditBy(tx, cause, { storeId: account.storeId, action: "stripe.disconnect", subjectType: "account", subjectId: account.id, summary: `disconnected the Stripe account ${accountName(account)}` });
    await endNotices(tx, account.id, now());
    const next = account.isPrimary ? await promoteNext(tx, account.storeId) : null;
    if (next && !asked) await noteHandover(tx, account, next, cause);
    await noteRouting(tx, account.storeId, cause);
    return true;
  });
}

async function promoteNext(tx: Tx, storeId: string): Promise<ConnectedAccount | null> {
  const [next] = (await tx.connectedAccount.findMany({ where: { storeId, status: "connected", livemode: env.stripe.livemode } })).sort(byOrder);
  return next ? tx.connectedAccount.update({ where: { id: next.id }, data: { isPrimary: true } }) : null;
}

async function closeOpenCheckouts(account: ConnectedAccount): Promise<Result<undefined, DisconnectRefusal>> {
  const open = await db.checkoutSession.findMany({
    where: { status: "open", stripeSessionId: { not: null }, expiresAt: { gt: now() }, order: { connectedAccountId: account.id } },
    select: { id: true, stripeSessionId: true },
  });
  const access = accessOf(account);
  for (let start = 0; start < open.length; start += AT_ONCE) {
    const answers = await Promise.all(open.slice(start, start + AT_ONCE).map((session) => closeOne(session, access)));
    const refusal = answers.find((answer) => !answer.ok);
    if (refusal) return refusal;
  }
  return ok();
}

const UNASKABLE: ReadonlySet<string> = new Set<StripeFailure["kind"]>(["access_lost", "not_found", "key_unreadable"]);

const REFUSALS: Partial<Record<StripeFailure["kind"], DisconnectRefusal>> = { refused: "refused", permission_missing: "key_short" };

async function closeOne(session: { id: string; stripeSessionId: string | null }, access: AccountAccess): Promise<Result<undefined, DisconnectRefusal>> {
  const answer = await expireCheckoutSession({ stripeSessionId: session.stripeSessionId ?? "", access });
  if (answer.ok && answer.value === "complete") return fail("sale_under_way");
  // Lost access means that Stripe has ended the connection; a session it no longer knows cannot be paid either.
  // With a key that cannot be read there is nobody to ask; what is paid there stays visible in the creator's own Dashboard.
  if (!answer.ok && !UNASKABLE.has(answer.error.kind)) return fail(REFUSALS[answer.error.kind] ?? "unreachable");
  await db.checkoutSession.updateMany({ where: { id: session.id, status: "open" }, data: { status: "expired" } });
  return ok();
}
