import type Stripe from "stripe";
import { currentConnection, sql } from "~/db.server";
import { comesIn } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { idOf, subjectKeyOf } from "./subject-key";

/** Where an event came from when it was not a webhook that brought it. */
export const RECONCILIATION = "reconciliation";

// Events and jobs in one statement: both are there or neither, and a repeated delivery adds nothing. Two things it may change of an
// event that is here: a comparison was quicker than its webhook, and whoever asks whether webhooks arrive has to hear of this one; or
// the platform's own endpoint was quicker than that of the same account's key, and nobody has known yet whose event it is.
const INSERT = `
  WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS row (id text, endpoint text, type text, account text, livemode boolean, version text, object text, payload jsonb, created float8, subject text)
  ), stored AS (
    INSERT INTO stripe_events AS e (id, endpoint, type, stripe_account_id, livemode, api_version, object_id, payload, stripe_created_at, received_at, subject_key)
    SELECT id, endpoint, type, account, livemode, version, object, payload, to_timestamp(created), $2::timestamptz, subject FROM given
    ON CONFLICT (id) DO UPDATE SET endpoint = EXCLUDED.endpoint, received_at = EXCLUDED.received_at, stripe_account_id = EXCLUDED.stripe_account_id, subject_key = EXCLUDED.subject_key,
      status = CASE WHEN e.stripe_account_id IS NULL THEN 'received' ELSE e.status END,
      attempts = CASE WHEN e.stripe_account_id IS NULL THEN 0 ELSE e.attempts END
    WHERE e.stripe_account_id IS NOT DISTINCT FROM EXCLUDED.stripe_account_id AND e.endpoint = '${RECONCILIATION}' AND EXCLUDED.endpoint <> '${RECONCILIATION}'
       OR e.stripe_account_id IS NULL AND EXCLUDED.stripe_account_id IS NOT NULL
    RETURNING e.id, e.status, e.attempts
  ), jobs AS (
    INSERT INTO pgboss.job (name, data, retry_limit, retry_delay, retry_backoff, expire_in, policy)
    SELECT q.name, jsonb_build_object('eventId', stored.id), q.retry_limit, q.retry_delay, q.retry_backoff, q.expire_seconds * interval '1s', q.policy
      FROM stored, pgboss.queue q WHERE q.name = 'stripe-event' AND stored.status = 'received' AND stored.attempts = 0
    RETURNING data
  )
  SELECT data->>'eventId' AS id FROM jobs`;

/** Of one process at a time. The rest of the pool is for whoever reads and works; the embedded database does one thing at a time anyway. */
const STATEMENTS_AT_ONCE = { postgres: 4, embedded: 1 };
/** Events of one statement. */
const MOST_AT_ONCE = 50;

interface Waiting {
  id: string;
  /** As JSON. */
  row: string;
  resolve: (isNew: boolean) => void;
  reject: (error: unknown) => void;
}

let waiting: Waiting[] = [];
let running = 0;

/**
 * Put an event into the inbox, together with its job: once under its id, however often it comes and by whichever way. It is
 * stored when this answers. Those that come while all statements are under way go together in the next one.
 * @param endpoint which of our endpoints it came to, or `RECONCILIATION`
 * @param stripeAccountId the connected account it is about; null for the platform's own events
 * @param body the event as JSON text
 * @returns whether there is something new to work on; then `wake("stripe-event")` is due
 */
export function storeEvent(endpoint: string, stripeAccountId: string | null, event: Stripe.Event, body: string): Promise<boolean> {
  const object = event.data.object as unknown as Record<string, unknown>;
  const beside = { id: event.id, endpoint, type: event.type, account: stripeAccountId, livemode: event.livemode, version: event.api_version, object: idOf(object.id), created: event.created, subject: subjectKeyOf(stripeAccountId, object) };
  const row = `${JSON.stringify(beside).slice(0, -1)},"payload":${body}}`;
  return new Promise((resolve, reject) => {
    waiting.push({ id: event.id, row, resolve, reject });
    void storeWaiting();
  });
}

async function storeWaiting(): Promise<void> {
  const most = currentConnection().embedded ? STATEMENTS_AT_ONCE.embedded : STATEMENTS_AT_ONCE.postgres;
  if (waiting.length === 0 || running >= most) return;
  running += 1;
  await comesIn(() => insert(nextOnes()));
  running -= 1;
  void storeWaiting();
}

/** Each event once, the second delivery goes with the statement after; in one order everywhere, so that no two statements wait for each other. */
function nextOnes(): Waiting[] {
  const next = new Map<string, Waiting>();
  waiting = waiting.filter((event) => {
    if (next.size >= MOST_AT_ONCE || next.has(event.id)) return true;
    next.set(event.id, event);
    return false;
  });
  return [...next.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function insert(events: readonly Waiting[]): Promise<void> {
  try {
    const { rows } = await sql<{ id: string }>(INSERT, [`[${events.map(({ row }) => row).join(",")}]`, now()]);
    const stored = new Set(rows.map(({ id }) => id));
    for (const { id, resolve } of events) resolve(stored.has(id));
  } catch (error) {
    // What is wrong with one of them holds up no other. What is wrong with the database is so for all.
    if (events.length > 1 && isAboutData(error)) for (const event of events) await insert([event]);
    else for (const { reject } of events) reject(error);
  }
}

/** Postgres' classes for values it cannot take (22) or that break a rule (23), from either database. */
function isAboutData(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && /^2[23]/.test(String(error.code));
}
