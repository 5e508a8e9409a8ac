import { sql } from "~/db.server";
import { COMPARED_TO } from "~/domain/events/compared-to";
import { RECONCILIATION } from "~/domain/events/store-event.server";
import { env } from "~/env.server";
import { stripeClockSkew } from "~/integrations/stripe/clock-skew.server";
import { queueState } from "~/jobs/queue.server";
import { DAY, HOUR, later } from "~/lib/clock";

/** How the whole installation does, for who runs it. Times UTC. */
export interface InstallationState {
  queues: { name: string; waiting: number; oldestSeconds: number }[];
  events: { waiting: number; failing: number; dead: number };
  mails: { waiting: number; failed: number };
  /** Newest webhook by endpoint within a week; one that is not there was not heard of. */
  lastWebhooks: { endpoint: string; at: Date }[];
  /** Connected accounts, and those not compared with Stripe for three hours. */
  accounts: { connected: number; behind: number };
  openFindings: number;
  stripeClockSkewSeconds: number | null;
}

/** A few counts by indexes; nothing is asked of Stripe. */
export async function installationState(): Promise<InstallationState> {
  const [queues, events, mails, webhooks, accounts, findings] = await Promise.all([
    queueState(),
    sql<{ status: string; count: number }>(`SELECT status::text, count(*)::int AS count FROM stripe_events WHERE status IN ('received', 'processing', 'failed', 'dead') GROUP BY status`),
    sql<{ status: string; count: number }>(`SELECT status::text, count(*)::int AS count FROM outbox_emails WHERE status IN ('pending', 'sending', 'failed') GROUP BY status`),
    sql<{ endpoint: string; at: Date | string }>(`SELECT endpoint, max(received_at) AS at FROM stripe_events WHERE received_at > $1 AND endpoint <> '${RECONCILIATION}' GROUP BY endpoint ORDER BY endpoint`, [later(-7 * DAY)]),
    sql<{ connected: number; behind: number }>(
      `SELECT count(*)::int AS connected, count(*) FILTER (WHERE ${COMPARED_TO} < $1)::int AS behind FROM connected_accounts WHERE status = 'connected' AND livemode = $2`,
      [later(-3 * HOUR), env.stripe.livemode],
    ),
    sql<{ count: number }>(`SELECT count(*)::int AS count FROM findings WHERE closed_at IS NULL`),
  ]);
  const of = (rows: { status: string; count: number }[], ...wanted: string[]) => rows.filter((row) => wanted.includes(row.status)).reduce((sum, row) => sum + row.count, 0);
  return {
    queues,
    events: { waiting: of(events.rows, "received", "processing"), failing: of(events.rows, "failed"), dead: of(events.rows, "dead") },
    mails: { waiting: of(mails.rows, "pending", "sending"), failed: of(mails.rows, "failed") },
    lastWebhooks: webhooks.rows.map(({ endpoint, at }) => ({ endpoint, at: new Date(at) })),
    accounts: accounts.rows[0] ?? { connected: 0, behind: 0 },
    openFindings: findings.rows[0]?.count ?? 0,
    stripeClockSkewSeconds: stripeClockSkew()?.seconds ?? null,
  };
}
