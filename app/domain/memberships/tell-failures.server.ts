import type { FailedRenewal } from "../../../emails";
import { db, sql, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { env } from "~/env.server";
import { wake } from "~/jobs/queue.server";
import { DAY, HOUR, later, now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { memberLine } from "./member-line";

/** The hour (UTC) up to which a day's failures are told: the summary lies in the mailbox in the morning. */
const TOLD_AT = 6 * HOUR;
/** Members named in one summary. */
const NAMED = 20;

/** The newest moment up to which failures are told now. */
export function toldUntil(at: Date): Date {
  const today = new Date(Math.floor(at.getTime() / DAY) * DAY + TOLD_AT);
  return today <= at ? today : later(-DAY, today);
}

const UNPAID = ["open", "uncollectible", "draft"];

/** Stores whose creator is to hear of failed payments of memberships that were not told yet. */
export async function storesWithFailures(limit = 50): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(
    `SELECT s.id FROM stores s
      WHERE (s.failures_told_to IS NULL OR s.failures_told_to < $1)
        AND (EXISTS (SELECT 1 FROM invoices i WHERE i.store_id = s.id AND i.failed_at > coalesce(s.failures_told_to, '-infinity') AND i.failed_at <= $1)
          OR EXISTS (SELECT 1 FROM subscriptions b JOIN invoices i ON i.subscription_id = b.id AND i.failed_at IS NOT NULL AND i.status IN ('open', 'uncollectible')
                      WHERE b.store_id = s.id AND b.ended_at > coalesce(s.failures_told_to, '-infinity') AND b.ended_at <= $1))
      LIMIT ${limit}`,
    [toldUntil(now())],
  );
  return rows.map((row) => row.id);
}

/**
 * Tell a creator in one mail of all payments of memberships that failed since the last summary and are still unpaid, and of
 * memberships that ended for it. At most one a day; none where all was paid meanwhile. Any number of calls.
 */
export async function tellFailures(storeId: string): Promise<void> {
  const until = toldUntil(now());
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM stores WHERE id = ${storeId} FOR UPDATE`;
    const store = await tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { name: true, failuresToldTo: true, owner: { select: { name: true, email: true } } } });
    if (store.failuresToldTo && store.failuresToldTo >= until) return;
    const since = { ...(store.failuresToldTo ? { gt: store.failuresToldTo } : {}), lte: until };
    const found = await failuresOf(tx, storeId, since);
    await tx.store.update({ where: { id: storeId }, data: { failuresToldTo: until } });
    if (found.failed.length === 0 && found.ended.length === 0) return;
    const { offerId, ...props } = found;
    await queueEmail(tx, {
      kind: "renewals-failed",
      subjectKey: `${storeId}.${until.toISOString()}`,
      to: store.owner.email,
      props: { ...(store.owner.name ? { creatorName: store.owner.name } : {}), storeName: store.name, ...props, membersUrl: `${env.appUrl}/studio/offers/${offerId}/members?which=${props.failed.length > 0 ? "failing" : "left"}` },
      link: null,
      cause: { cause: "daily summary" },
    });
  });
  wake("send-email");
}

async function failuresOf(tx: Tx, storeId: string, since: { gt?: Date; lte: Date }) {
  const member = { user: { select: { name: true, email: true } }, subscription: { select: { orderId: true, offerId: true, endedAt: true, offer: { select: { title: true } } } } } as const;
  const failing = { storeId, failedAt: since, status: { in: UNPAID }, failure: { not: null }, subscription: { endedAt: null } };
  const [failed, sums, ended, recovered] = [
    await tx.invoice.findMany({ where: failing, orderBy: [{ failedAt: "desc" }, { id: "desc" }], take: NAMED, include: member }),
    await tx.invoice.groupBy({ by: ["currency"], where: failing, _sum: { amountDue: true }, _count: true, orderBy: { currency: "asc" } }),
    await tx.invoice.findMany({ where: { storeId, failedAt: { not: null }, status: { in: UNPAID }, subscription: { endedAt: since } }, orderBy: [{ subscriptionId: "asc" }, { createdAt: "asc" }], distinct: ["subscriptionId"], take: NAMED, include: member }),
    await tx.invoice.count({ where: { storeId, failedAt: { not: null }, status: "paid", paidAt: since } }),
  ];
  const line = (invoice: (typeof failed)[number], note: string): FailedRenewal => ({
    member: [invoice.user.name, invoice.user.email].filter(Boolean).join(", "),
    what: `${invoice.subscription.offer.title} · ${formatMoney({ amount: invoice.amountDue, currency: invoice.currency })}`,
    note,
    url: `${env.appUrl}/studio/orders/${invoice.subscription.orderId}`,
  });
  const count = sums.reduce((sum, { _count }) => sum + _count, 0);
  return {
    failed: failed.map((invoice) => line(invoice, memberLine(invoice))),
    more: count - failed.length,
    amount: sums.map(({ currency, _sum }) => formatMoney({ amount: _sum.amountDue ?? 0n, currency })).join(" and "),
    ended: ended.map((invoice) => line(invoice, invoice.subscription.endedAt ? `Ended on ${formatDay(invoice.subscription.endedAt)}.` : "Ended.")),
    recovered,
    offerId: (failed[0] ?? ended[0])?.subscription.offerId ?? "",
  };
}
