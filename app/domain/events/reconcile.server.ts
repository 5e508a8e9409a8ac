import { db, sql, type Tx } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { registerWallets } from "~/domain/merchants/register-wallets.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { listDisputesMade, listRefundsMade, listSessions, type Listed, type ListedRefund, type ListedSession } from "~/integrations/stripe/account-lists.server";
import type { DisputeState } from "~/integrations/stripe/disputes.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { DAY, HOUR, later, MINUTE, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { checkAccess } from "./check-access.server";
import { checkDisputes, openDisputesToAsk } from "./check-disputes.server";
import { checkRefunds, checkSessions } from "./check-sessions.server";
import { COMPARED_TO } from "./compared-to";
import { ordersOfOpenFindings, writeFindings } from "./findings.server";
import { mendEndpoint } from "./mend-endpoint.server";
import { KEPT_MS, readSpans, storeMissedEvents } from "./missed-events.server";
import { CANNOT_ASK } from "./not-now.server";

/** An account is compared with Stripe this often. */
const EVERY_MS = HOUR;
/** A session is paid up to a day after it was made, and Stripe's list can be late. */
const SESSION_LIFE_MS = 25 * HOUR;
const ACCOUNTS_PER_SWEEP = 10;
/** A run that has not ended by then belongs to a process that died. */
const RUN_MS = 10 * MINUTE;

/** Not tried again before this: by account, and for all of them while Stripe does not answer. In this process only. */
const rest = new Map<string, number>();
let restAll = 0;

/** Our ids of accounts that have not been compared with Stripe for an hour, the longest waiting first. */
export async function accountsToReconcile(limit = ACCOUNTS_PER_SWEEP): Promise<string[]> {
  const at = now();
  if (restAll > at.getTime()) return [];
  for (const [id, until] of rest) if (until <= at.getTime()) rest.delete(id);
  const { rows } = await sql<{ id: string }>(
    `SELECT id FROM connected_accounts
      WHERE status = 'connected' AND livemode = $1 AND ${COMPARED_TO} <= $2 AND id <> ALL ($3::text[])
      ORDER BY ${COMPARED_TO}, id LIMIT ${limit}`,
    [env.stripe.livemode, later(-EVERY_MS, at), [...rest.keys()]],
  );
  return rows.map((row) => row.id);
}

/**
 * Compare an account with Stripe: its events, its sessions and refunds, and what they mean for orders and access. What was
 * missed is applied through the same functions that webhooks call, once; what those cannot bring right becomes a finding.
 * Called by the sweep; any number at once. The platform's own events are left out, because no handler acts on them.
 */
export async function reconcileAccount(accountId: string): Promise<void> {
  if (restAll > now().getTime()) return;
  const account = await connected(accountId);
  if (!account) return;
  const runId = await db.$transaction((tx) => begin(tx, account, "hourly"));
  if (runId) await run(account, runId, false);
}

/** A creator asks for a comparison now; it runs as a job. `running`: there is one already. `unknown`: not a connected account of this store. */
export async function askReconciliation(storeId: string, accountId: string, actorId: string): Promise<Result<string, "unknown" | "running">> {
  const account = await connected(accountId);
  if (account?.storeId !== storeId) return fail("unknown");
  const asked = await db.$transaction(async (tx) => {
    const runId = await begin(tx, account, "by_hand");
    if (!runId) return null;
    await enqueue(tx, "reconcile", { runId });
    await audit(tx, { storeId, actorId, action: "event.compare", subjectType: "account", subjectId: accountId, summary: "had an account compared with Stripe" });
    return runId;
  });
  if (!asked) return fail("running");
  wake("reconcile");
  return ok(asked);
}

/** The job of a comparison that was asked for: everything is looked at, not only what is new. */
export async function runReconciliation(runId: string): Promise<void> {
  const row = await db.reconciliation.findUnique({ where: { id: runId }, select: { accountId: true, endedAt: true } });
  if (!row || row.endedAt) return;
  const account = await connected(row.accountId);
  if (account) await run(account, runId, true);
  else await end(runId, { error: "The account is not connected any more." });
}

function connected(accountId: string): Promise<ConnectedAccount | null> {
  return db.connectedAccount.findFirst({ where: { id: accountId, status: "connected", livemode: env.stripe.livemode } });
}

/** Null: one is running. */
async function begin(tx: Tx, account: ConnectedAccount, trigger: "hourly" | "by_hand"): Promise<string | null> {
  await tx.$queryRaw`SELECT id FROM connected_accounts WHERE id = ${account.id} FOR UPDATE`;
  const running = await tx.reconciliation.count({ where: { accountId: account.id, endedAt: null, startedAt: { gte: later(-RUN_MS) } } });
  if (running > 0) return null;
  const id = newId("reconciliation");
  await tx.reconciliation.create({ data: { id, accountId: account.id, storeId: account.storeId, trigger, startedAt: now(), since: account.eventsReadTo ?? account.connectedAt } });
  return id;
}

/** What a run has seen so far: for whoever looks at its page meanwhile. */
interface Progress {
  since?: Date;
  eventsListed?: number;
  eventsNew?: number;
  sessionsChecked?: number;
}

async function reached(runId: string, data: Progress): Promise<void> {
  await db.reconciliation.update({ where: { id: runId }, data });
}

async function end(runId: string, data: Progress & { error?: string; repaired?: number; found?: number }): Promise<void> {
  await db.reconciliation.update({ where: { id: runId }, data: { ...data, endedAt: now() } });
}

async function run(account: ConnectedAccount, runId: string, everything: boolean): Promise<void> {
  // Until it has worked: whatever goes wrong below, it is not tried again at every sweep.
  rest.set(account.id, now().getTime() + EVERY_MS);
  const cause: Cause = { cause: "comparison with Stripe", causeId: runId };
  try {
    const missed = await storeMissedEvents(account);
    if (!missed.ok) return await failed(account, runId, missed.error);
    if (missed.value.missed > 0) {
      log.warn({ accountId: account.id, found: missed.value.missed, from: missed.value.from, to: missed.value.to }, "events that no webhook had brought");
      wake("stripe-event");
    }
    await reached(runId, { since: missed.value.from, eventsListed: missed.value.listed, eventsNew: missed.value.missed });
    const compared = await compare(account, runId, everything, cause);
    if (!compared.ok) return await failed(account, runId, compared.error);
    const { checked, repaired, found, newDay, readTo } = compared.value;
    await seeToEndpoints(account, newDay);
    // Last: what was not done to its end is done again.
    await sql(`UPDATE connected_accounts SET sessions_read_to = $2 WHERE id = $1 AND (sessions_read_to IS NULL OR sessions_read_to < $2)`, [account.id, readTo]);
    rest.delete(account.id);
    await end(runId, { sessionsChecked: checked, repaired, found });
  } catch (error) {
    await end(runId, { error: "Something went wrong here; it is tried again within the hour." });
    throw error;
  }
}

interface Compared {
  checked: number;
  repaired: number;
  found: number;
  /** The first run of a day (UTC). */
  newDay: boolean;
  readTo: Date;
}

/** Sessions, refunds, orders and access. Once a day, and with `everything`, all orders of the account, else those of the time that was read. */
async function compare(account: ConnectedAccount, runId: string, everything: boolean, cause: Cause): Promise<Result<Compared, StripeFailure>> {
  const oldest = later(-KEPT_MS);
  const start = account.sessionsReadTo ?? account.connectedAt;
  const from = start < oldest ? oldest : start;
  const read = await readLists(account, from);
  if (!read.ok) return read;
  const { sessions, refunds, disputes, readTo } = read.value;
  const compared = await checkSessions(account, sessions, cause);
  await reached(runId, { sessionsChecked: compared.checked });
  const refundsCaughtUp = await checkRefunds(refunds, account, cause);
  const disputesCaughtUp = (await checkDisputes(account, disputes, read.value.askedAt, cause)) + (await openDisputesToAsk(account, cause));
  const scope = { storeId: account.storeId, accountId: account.id };
  const newDay = day(from) !== day(readTo);
  const since = everything || newDay ? null : later(-SESSION_LIFE_MS, from);
  const seen = await checkAccess({ ...scope, since, orderIds: await ordersOfOpenFindings(account.id) }, cause);
  // After repairs only these orders are looked at: none is as young as this.
  const lookAgain = (orderIds: string[]) => checkAccess({ ...scope, since: later(DAY), orderIds }, cause);
  const { repaired, open } = await writeFindings(account, [...compared.found, ...seen], lookAgain);
  wake("send-email");
  return ok({ checked: compared.checked, repaired: compared.caughtUp + refundsCaughtUp + disputesCaughtUp + repaired, found: open, newDay, readTo });
}

type Lists = { sessions: ListedSession[]; refunds: ListedRefund[]; disputes: DisputeState[]; askedAt: Date; complete: boolean };

async function readLists(account: ConnectedAccount, begin: Date): Promise<Result<Lists & { readTo: Date }, StripeFailure>> {
  const access = accessOf(account);
  const all: Lists & { readTo: Date } = { sessions: [], refunds: [], disputes: [], askedAt: now(), complete: true, readTo: begin };
  const ask = async (span: { from: Date; to: Date }, maxPages: number): Promise<Result<Lists, StripeFailure>> => {
    const askedAt = now();
    const sessions = await listSessions(access, span, maxPages);
    if (!sessions.ok) return sessions;
    const refunds = await listRefundsMade(access, span, maxPages);
    if (!refunds.ok) return refunds;
    const disputes = await listDisputesMade(access, span, maxPages);
    // A key that may not read disputes still tells of them by its events.
    if (!disputes.ok && disputes.error.kind !== "permission_missing") return disputes;
    const seen: Listed<DisputeState> = disputes.ok ? disputes.value : { items: [], complete: true };
    return ok({ sessions: sessions.value.items, refunds: refunds.value.items, disputes: seen.items, askedAt, complete: sessions.value.complete && refunds.value.complete && seen.complete });
  };
  // The first time nothing lies before it that could be ours.
  const read = await readSpans(begin, account.sessionsReadTo ? SESSION_LIFE_MS : 0, ask, async ({ sessions, refunds, disputes, readTo }) => {
    all.sessions.push(...sessions);
    all.refunds.push(...refunds);
    all.disputes.push(...disputes);
    all.readTo = readTo;
  });
  return read.ok ? ok(all) : read;
}

/** Once a day as well: whether the host name and the account's own endpoint still stand there, e.g. after the site has moved. */
async function seeToEndpoints(account: ConnectedAccount, newDay: boolean): Promise<void> {
  if (newDay) await registerWallets(account.id);
  if (account.apiKeyEncrypted && (newDay || !account.webhookEndpointId)) await mendEndpoint(account.id);
}

async function failed(account: ConnectedAccount, runId: string, failure: StripeFailure): Promise<void> {
  const { kind, permission, requestId, detail } = failure;
  log.warn({ accountId: account.id, kind, permission, stripeRequestId: requestId, detail }, "an account could not be compared with Stripe");
  await end(runId, { error: WORDS[kind] ?? `Stripe refused: ${detail}` });
  if (kind === "permission_missing") await notePermissionMissing(account.stripeAccountId, permission ?? null);
  // An end of the connection that nobody told us of is itself something missed.
  if (kind === "access_lost") await syncAccount(account.stripeAccountId, { cause: "its events could not be read" });
  if (kind !== "unreachable" && kind !== "rate_limited") return;
  restAll = now().getTime() + MINUTE;
  rest.set(account.id, now().getTime() + 5 * MINUTE);
}

const WORDS: Partial<Record<StripeFailure["kind"], string>> = {
  unreachable: "Stripe did not answer; it is asked again in a few minutes.",
  rate_limited: "Stripe was asked too often; it is asked again in a few minutes.",
  ...CANNOT_ASK,
};

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
