import { sql } from "~/db.server";
import { RECONCILIATION } from "~/domain/events/store-event.server";
import { DAY, later } from "~/lib/clock";

interface LastEvent {
  at: Date;
  apiVersion: string | null;
}

/** What the inbox tells about Stripe's messages. */
export interface Inbox {
  /** The last about the platform itself. */
  account: LastEvent | null;
  /** The last about one of these accounts that came to the endpoint for connected accounts. */
  connect: LastEvent | null;
  /** By `acct_…`, by whichever way it came. */
  lastOfAccount: ReadonlyMap<string, Date>;
  foundLate: number;
  failing: number;
  dead: number;
}

type Row = { received_at: Date | string; api_version: string | null; stripe_account_id: string };

/** Look through the inbox for these accounts (`acct_…`) only; what is about others is not counted. */
export async function inboxOf(stripeAccountIds: readonly string[]): Promise<Inbox> {
  // One look into the index (account, received) for each, however long the inbox is.
  const newest = (condition: string) =>
    sql<Row>(
      `SELECT a.id AS stripe_account_id, e.received_at, e.api_version FROM unnest($1::text[]) AS a(id)
        CROSS JOIN LATERAL (SELECT received_at, api_version FROM stripe_events WHERE stripe_account_id = a.id ${condition} ORDER BY received_at DESC LIMIT 1) e
        ORDER BY e.received_at DESC`,
      [stripeAccountIds],
    );
  const [own, connect, any, counts] = await Promise.all([
    sql<Row>(`SELECT received_at, api_version FROM stripe_events WHERE stripe_account_id IS NULL ORDER BY received_at DESC LIMIT 1`),
    newest(`AND endpoint = 'connect'`),
    newest(""),
    sql<{ late: number; failing: number; dead: number }>(
      `SELECT count(*) FILTER (WHERE endpoint = $2 AND received_at > $3)::int AS late,
              count(*) FILTER (WHERE status = 'failed')::int AS failing, count(*) FILTER (WHERE status = 'dead')::int AS dead
         FROM stripe_events WHERE stripe_account_id = ANY ($1::text[]) AND (received_at > $3 OR status IN ('failed', 'dead'))`,
      [stripeAccountIds, RECONCILIATION, later(-DAY)],
    ),
  ]);
  return {
    account: lastEvent(own.rows[0]),
    connect: lastEvent(connect.rows[0]),
    lastOfAccount: new Map(any.rows.map((row) => [row.stripe_account_id, new Date(row.received_at)])),
    foundLate: counts.rows[0]?.late ?? 0,
    failing: counts.rows[0]?.failing ?? 0,
    dead: counts.rows[0]?.dead ?? 0,
  };
}

function lastEvent(row: Row | undefined): LastEvent | null {
  return row ? { at: new Date(row.received_at), apiVersion: row.api_version } : null;
}
