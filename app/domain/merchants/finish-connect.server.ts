import { db } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount, OAuthState } from "~/generated/prisma/client";
import { exchangeCode, type GrantFailure } from "~/integrations/stripe/oauth.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken } from "~/lib/tokens";
import { log } from "~/log.server";
import { afterConnection } from "./after-connection.server";
import type { ConnectTraveller } from "./begin-connect.server";
import type { ConnectFailure } from "./connect-outcome";
import { formerWay, leaveFormerWay } from "./former-way.server";
import { storeConnection } from "./store-connection.server";

/** What Stripe's page sent the browser back with. */
export interface ConnectReturn {
  state: string | null;
  code: string | null;
  error: string | null;
}

/** How a trip ended without a connection, and where the creator was before it, to go on from there; null: not theirs to know. */
export interface ConnectEnd {
  failure: ConnectFailure;
  returnTo: string | null;
}

/**
 * The browser is back from Stripe's page. The state is used up before Stripe is called, in one statement, so that however
 * often and however fast this is called a code is exchanged once: Stripe revokes a connection whose code comes twice.
 * The connection is stored first and the account read afterwards, so an event that arrives in between finds it.
 */
export async function finishConnect(returned: ConnectReturn, who: ConnectTraveller & { storeId: string }): Promise<Result<{ account: ConnectedAccount; returnTo: string }, ConnectEnd>> {
  const trip = returned.state ? await db.oAuthState.findUnique({ where: { stateHash: hashToken(returned.state) } }) : null;
  if (!trip) return fail({ failure: "unknown_state", returnTo: null });
  // Not used up: it is still good for the one who began it.
  if (trip.userId !== who.userId || trip.storeId !== who.storeId || trip.sessionId !== who.sessionId) return fail({ failure: "foreign_state", returnTo: null });
  const { count } = await db.oAuthState.updateMany({ where: { id: trip.id, usedAt: null }, data: { usedAt: now() } });
  if (count === 0) return fail({ failure: await formerOutcome(trip.id), returnTo: trip.returnTo });
  const result = await travel(trip, returned);
  await db.oAuthState.update({ where: { id: trip.id }, data: { outcome: result.ok ? "connected" : result.error } });
  return result.ok ? ok({ account: result.value, returnTo: trip.returnTo }) : fail({ failure: result.error, returnTo: trip.returnTo });
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
  const former = await formerWay(trip.storeId, exchanged.value.stripeAccountId);
  const stored = await storeConnection(trip.storeId, { ...exchanged.value, kind: "oauth" }, cause);
  if (!stored.ok) return stored;
  await leaveFormerWay(former, "oauth");
  return ok(await afterConnection(stored.value, cause));
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

/** Stripe repeats the code in its words; it stays out of the logs. */
function withoutCode(detail: string, code: string): string {
  return detail.replaceAll(code, "…");
}
