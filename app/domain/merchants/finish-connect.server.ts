import { db, Prisma } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount, OAuthState } from "~/generated/prisma/client";
import { exchangeCode, type ExchangedGrant, type GrantFailure } from "~/integrations/stripe/oauth.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken } from "~/lib/tokens";
import { log } from "~/log.server";
import { connectionState } from "./account-state";
import type { ConnectTraveller } from "./begin-connect.server";
import type { ConnectFailure } from "./connect-outcome";
import { syncAccount } from "./sync-account.server";

/** What Stripe's page sent the browser back with. */
export interface ConnectReturn {
  state: string | null;
  code: string | null;
  error: string | null;
}

/**
 * The browser is back from Stripe's page. The state is used up before Stripe is called, in one statement, so that however
 * often and however fast this is called a code is exchanged once: Stripe revokes a connection whose code comes twice.
 * The connection is stored first and the account read afterwards, so an event that arrives in between finds it.
 */
export async function finishConnect(returned: ConnectReturn, who: ConnectTraveller & { storeId: string }): Promise<Result<{ account: ConnectedAccount; returnTo: string }, ConnectFailure>> {
  const trip = returned.state ? await db.oAuthState.findUnique({ where: { stateHash: hashToken(returned.state) } }) : null;
  if (!trip) return fail("unknown_state");
  // Not used up: it is still good for the one who began it.
  if (trip.userId !== who.userId || trip.storeId !== who.storeId || trip.sessionId !== who.sessionId) return fail("foreign_state");
  const { count } = await db.oAuthState.updateMany({ where: { id: trip.id, usedAt: null }, data: { usedAt: now() } });
  if (count === 0) return fail(await formerOutcome(trip.id));
  const result = await travel(trip, returned);
  await db.oAuthState.update({ where: { id: trip.id }, data: { outcome: result.ok ? "connected" : result.error } });
  return result.ok ? ok({ account: result.value, returnTo: trip.returnTo }) : result;
}

async function travel(trip: OAuthState, returned: ConnectReturn): Promise<Result<ConnectedAccount, ConnectFailure>> {
  if (trip.expiresAt <= now()) return fail("expired_state");
  if (returned.error) return fail(returned.error === "access_denied" ? "denied" : "no_code");
  if (!returned.code) return fail("no_code");
  const exchanged = await exchangeCode(returned.code);
  if (!exchanged.ok) {
    const { kind, grant, requestId, detail } = exchanged.error;
    log.warn({ kind, grant, stripeRequestId: requestId, detail: withoutCode(detail, returned.code), storeId: trip.storeId }, "an OAuth code was not exchanged");
    return fail(failureOf(exchanged.error));
  }
  if (exchanged.value.livemode !== env.stripe.livemode) return fail("livemode_mismatch");
  const cause: Cause = { cause: "connected by OAuth", causeId: trip.userId };
  const stored = await storeConnection(trip.storeId, exchanged.value, cause);
  if (!stored.ok) return stored;
  const read = await syncAccount(stored.value.stripeAccountId, cause);
  // If Stripe cannot be read just now, the page says so and offers to check again.
  return ok(read.outcome === "stored" ? read.account : stored.value);
}

/** This state was used before: how did that end? */
async function formerOutcome(id: string): Promise<ConnectFailure> {
  const { outcome } = await db.oAuthState.findUniqueOrThrow({ where: { id }, select: { outcome: true } });
  if (outcome === null) return "under_way";
  return outcome === "connected" ? "already_done" : "replayed_state";
}

const GRANT_FAILURES = { expired: "code_expired", used: "code_used", unknown: "code_unknown", wrong_mode: "wrong_mode", not_ours: "other_platform" } as const satisfies Record<
  NonNullable<GrantFailure["grant"]>,
  ConnectFailure
>;

function failureOf({ kind, grant }: GrantFailure): ConnectFailure {
  if (grant) return GRANT_FAILURES[grant];
  return kind === "unreachable" || kind === "rate_limited" || kind === "in_progress" ? "unreachable" : "misconfigured";
}

/**
 * Write the connection: a new row, or the store's former row of the same account again, with everything that hangs on it.
 * The store's first connection that is of use is its primary one. What an account can do is unknown until it is read.
 */
async function storeConnection(storeId: string, { stripeAccountId, livemode }: ExchangedGrant, cause: Cause): Promise<Result<ConnectedAccount, "taken">> {
  try {
    return await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM stores WHERE id = ${storeId} FOR UPDATE`;
      const elsewhere = await tx.connectedAccount.findFirst({ where: { stripeAccountId, status: "connected", storeId: { not: storeId } }, select: { id: true } });
      if (elsewhere) return fail("taken");
      const key = { storeId_stripeAccountId: { storeId, stripeAccountId } };
      const former = await tx.connectedAccount.findUnique({ where: key });
      if (former?.status === "connected" && former.livemode === livemode) return ok(former);
      const primary = await tx.connectedAccount.findFirst({ where: { storeId, status: "connected", isPrimary: true, stripeAccountId: { not: stripeAccountId } } });
      // One that Stripe has closed for good makes room.
      const vacant = !primary || connectionState(primary) === "final" || primary.livemode !== livemode;
      if (primary && vacant) await tx.connectedAccount.update({ where: { id: primary.id }, data: { isPrimary: false } });
      const fresh = { status: "connected" as const, livemode, isPrimary: vacant, chargesEnabled: false, payoutsEnabled: false, syncedAt: null, connectedAt: now(), disconnectedAt: null };
      const account = await tx.connectedAccount.upsert({ where: key, update: fresh, create: { id: newId("account"), storeId, stripeAccountId, ...fresh } });
      await recordTransition(tx, { subjectType: "connection", subjectId: account.id, from: former?.status ?? null, to: "connected", ...cause });
      return ok(account);
    });
  } catch (error) {
    // Two stores at the same moment: the database keeps one.
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === "P2002") return fail("taken");
    throw error;
  }
}

/** Stripe repeats the code in its words; it stays out of the logs. */
function withoutCode(detail: string, code: string): string {
  return detail.replaceAll(code, "…");
}
