import { sql } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { listEvents, type ListedEvents } from "~/integrations/stripe/events.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { DAY, HOUR, later, MINUTE, now, SECOND } from "~/lib/clock";
import { ok, type Result } from "~/lib/result";
import { handlers } from "./handlers.server";
import { RECONCILIATION, storeEvent } from "./store-event.server";

/** Read twice: Stripe's clock and ours differ, and its list can be late. */
const OVERLAP_MS = HOUR;
/** What is younger is left to its webhook, which is on its way. */
export const SETTLE_MS = MINUTE;
/** Stripe keeps its list this long. */
export const KEPT_MS = 30 * DAY;
/** At most 1,000 of one kind of question at once; a span with more is cut in half until it fits. */
const MAX_PAGES = 10;
const SHORTEST_SPAN_MS = MINUTE;
/** How long one run goes on reading parts. */
const CATCH_UP_MS = 5 * MINUTE;

export interface MissedEvents {
  /** Compared from here (UTC) to there. */
  from: Date;
  to: Date;
  listed: number;
  /** How many no webhook had brought. */
  missed: number;
}

/**
 * Find the events of an account that no webhook brought, and put them into the inbox as if one had: once by id, with their
 * jobs, in the order they happened. What was read is noted last, so a crash only means that it is read again. Any number at
 * once. The caller wakes the workers.
 * https://docs.stripe.com/webhooks/process-undelivered-events
 */
export async function storeMissedEvents(account: ConnectedAccount): Promise<Result<MissedEvents, StripeFailure>> {
  const from = startOf(account);
  const seen: MissedEvents = { from, to: from, listed: 0, missed: 0 };
  const read = await readSpans(from, account.eventsReadTo ? OVERLAP_MS : 0, async (span, maxPages) => listEvents(accessOf(account), [...handlers.keys()], span, maxPages), async ({ events, readTo }) => {
    seen.missed += await storeMissing(account, events);
    await sql(`UPDATE connected_accounts SET events_read_to = $2 WHERE id = $1 AND (events_read_to IS NULL OR events_read_to < $2)`, [account.id, readTo]);
    seen.listed += events.length;
    seen.to = readTo;
  });
  return read.ok ? ok(seen) : read;
}

function startOf(account: ConnectedAccount): Date {
  const oldest = later(OVERLAP_MS - KEPT_MS);
  const begin = account.eventsReadTo ?? account.connectedAt;
  return begin < oldest ? oldest : begin;
}

type Ask<T> = (span: { from: Date; to: Date }, maxPages: number) => Promise<Result<T, StripeFailure>>;

/**
 * Ask for what lies between `begin` and now, in as many parts as it takes for each answer to be whole, the first with what lies
 * `overlap` (milliseconds) before it; `take` has each part before the next is asked for. A busy account is caught up with in one
 * run, or so far as half the time of a run goes.
 */
export async function readSpans<T extends { complete: boolean }>(begin: Date, overlap: number, ask: Ask<T>, take: (part: T & { readTo: Date }) => Promise<void>): Promise<Result<undefined, StripeFailure>> {
  const giveWayAt = later(CATCH_UP_MS);
  for (let [from, at] = [later(-overlap, begin), begin]; ; from = at) {
    const part = await readSpan(at, (to, maxPages) => ask({ from, to }, maxPages));
    if (!part.ok) return part;
    await take(part.value);
    at = part.value.readTo;
    if (at >= later(-SETTLE_MS - MINUTE) || now() >= giveWayAt) return ok();
  }
}

async function readSpan<T extends { complete: boolean }>(begin: Date, ask: (to: Date, maxPages: number) => Promise<Result<T, StripeFailure>>): Promise<Result<T & { readTo: Date }, StripeFailure>> {
  let span = Math.max(SECOND, later(-SETTLE_MS).getTime() - begin.getTime());
  for (;;) {
    const readTo = later(span, begin);
    const listed = await ask(readTo, span <= SHORTEST_SPAN_MS ? Infinity : MAX_PAGES);
    if (!listed.ok) return listed;
    if (listed.value.complete) return ok({ ...listed.value, readTo });
    span = Math.ceil(span / 2);
  }
}

async function storeMissing(account: ConnectedAccount, events: ListedEvents["events"]): Promise<number> {
  const { rows } = await sql<{ id: string }>(`SELECT id FROM stripe_events WHERE id = ANY ($1::text[]) AND stripe_account_id = $2`, [events.map((event) => event.id), account.stripeAccountId]);
  const known = new Set(rows.map((row) => row.id));
  let found = 0;
  for (const event of events) {
    if (known.has(event.id)) continue;
    // With an account's own key Stripe does not say whose event it is: it is the account's that was asked.
    if (await storeEvent(RECONCILIATION, account.stripeAccountId, event, JSON.stringify(event))) found += 1;
  }
  return found;
}
