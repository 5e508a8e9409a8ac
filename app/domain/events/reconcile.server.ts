import { db, sql } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { registerWallets } from "~/domain/merchants/register-wallets.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { listEvents, type ListedEvents } from "~/integrations/stripe/events.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { wake } from "~/jobs/queue.server";
import { DAY, HOUR, later, MINUTE, now, SECOND } from "~/lib/clock";
import { ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { handlers } from "./handlers.server";
import { mendEndpoint } from "./mend-endpoint.server";
import { RECONCILIATION, storeEvent } from "./store-event.server";

/** An account is compared with Stripe's list this often. */
const EVERY_MS = HOUR;
/** Read twice: Stripe's clock and ours differ, and its list can be late. */
const OVERLAP_MS = HOUR;
/** What is younger is left to its webhook, which is on its way. */
const SETTLE_MS = MINUTE;
/** Stripe keeps its list this long. */
const KEPT_MS = 30 * DAY;
/** At most 1,000 events of one kind of question at once; a span with more is cut in half until it fits. */
const MAX_PAGES = 10;
const SHORTEST_SPAN_MS = MINUTE;
const ACCOUNTS_PER_SWEEP = 10;

/** Not tried again before this: by account, and for all of them while Stripe does not answer. In this process only. */
const rest = new Map<string, number>();
let restAll = 0;

/** Our ids of accounts whose events have not been compared with Stripe's list for an hour, the longest waiting first. */
export async function accountsToReconcile(limit = ACCOUNTS_PER_SWEEP): Promise<string[]> {
  const at = now();
  if (restAll > at.getTime()) return [];
  for (const [id, until] of rest) if (until <= at.getTime()) rest.delete(id);
  const { rows } = await sql<{ id: string }>(
    `SELECT id FROM connected_accounts
      WHERE status = 'connected' AND livemode = $1 AND coalesce(events_read_to, connected_at) <= $2 AND id <> ALL ($3::text[])
      ORDER BY coalesce(events_read_to, connected_at), id LIMIT ${limit}`,
    [env.stripe.livemode, later(-EVERY_MS, at), [...rest.keys()]],
  );
  return rows.map((row) => row.id);
}

/**
 * Find the events of an account that no webhook brought, and put them into the inbox as if one had: once by id, with their
 * jobs, in the order they happened. What was read is noted last, so a crash only means that it is read again. Called by the
 * sweep; any number at once. The platform's own events are left out, because no handler acts on them.
 * https://docs.stripe.com/webhooks/process-undelivered-events
 */
export async function reconcileEvents(accountId: string): Promise<void> {
  if (restAll > now().getTime()) return;
  const account = await db.connectedAccount.findFirst({ where: { id: accountId, status: "connected", livemode: env.stripe.livemode } });
  if (!account) return;
  // Until it has worked: whatever goes wrong below, it is not tried again at every sweep.
  rest.set(account.id, now().getTime() + EVERY_MS);
  const begin = startOf(account);
  const read = await readOn(account, begin);
  if (!read.ok) return noteFailure(account, read.error);
  const found = await storeMissing(account, read.value.events);
  await sql(`UPDATE connected_accounts SET events_read_to = $2 WHERE id = $1 AND (events_read_to IS NULL OR events_read_to < $2)`, [account.id, read.value.readTo]);
  rest.delete(account.id);
  if (found > 0) {
    log.warn({ accountId, found, from: begin, to: read.value.readTo }, "events that no webhook had brought");
    wake("stripe-event");
  }
  // Once a day as well: whether the host name and the account's own endpoint still stand there, e.g. after the site has moved.
  const newDay = day(begin) !== day(read.value.readTo);
  if (newDay) await registerWallets(account.id);
  if (account.apiKeyEncrypted && (newDay || !account.webhookEndpointId)) await mendEndpoint(account.id);
}

function startOf(account: ConnectedAccount): Date {
  const oldest = later(OVERLAP_MS - KEPT_MS);
  const begin = account.eventsReadTo ?? account.connectedAt;
  return begin < oldest ? oldest : begin;
}

/**
 * Everything from an hour before `begin` to a point as near to now as fits. The first time nothing lies before it: what had
 * happened until the account was connected was never told to us.
 */
async function readOn(account: ConnectedAccount, begin: Date): Promise<Result<ListedEvents & { readTo: Date }, StripeFailure>> {
  const access = accessOf(account);
  const from = account.eventsReadTo ? later(-OVERLAP_MS, begin) : begin;
  let span = Math.max(SECOND, later(-SETTLE_MS).getTime() - begin.getTime());
  for (;;) {
    const readTo = later(span, begin);
    const listed = await listEvents(access, [...handlers.keys()], { from, to: readTo }, span <= SHORTEST_SPAN_MS ? Infinity : MAX_PAGES);
    if (!listed.ok) return listed;
    if (listed.value.complete) return ok({ ...listed.value, readTo });
    span = Math.ceil(span / 2);
  }
}

async function storeMissing(account: ConnectedAccount, events: ListedEvents["events"]): Promise<number> {
  const { rows } = await sql<{ id: string }>(`SELECT id FROM stripe_events WHERE id = ANY ($1::text[])`, [events.map((event) => event.id)]);
  const known = new Set(rows.map((row) => row.id));
  let found = 0;
  for (const event of events) {
    if (known.has(event.id)) continue;
    // With an account's own key Stripe does not say whose event it is: it is the account's that was asked.
    if (await storeEvent(RECONCILIATION, account.stripeAccountId, event, JSON.stringify(event))) found += 1;
  }
  return found;
}

async function noteFailure(account: ConnectedAccount, failure: StripeFailure): Promise<void> {
  const { kind, permission, requestId, detail } = failure;
  log.warn({ accountId: account.id, kind, permission, stripeRequestId: requestId, detail }, "the events of an account could not be read from Stripe");
  if (kind === "permission_missing") await notePermissionMissing(account.stripeAccountId, permission ?? null);
  // An end of the connection that nobody told us of is itself something missed.
  if (kind === "access_lost") await syncAccount(account.stripeAccountId, { cause: "its events could not be read" });
  if (kind !== "unreachable" && kind !== "rate_limited") return;
  restAll = now().getTime() + MINUTE;
  rest.set(account.id, now().getTime() + 5 * MINUTE);
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}
