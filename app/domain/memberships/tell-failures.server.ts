import type { FailedRenewal } from "../../../emails";
import { db, sql, type Prisma, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { wantsMail } from "~/domain/mail/preferences.server";
import type { StopLink } from "~/domain/mail/stop-link";
import { env } from "~/env.server";
import type { Invoice } from "~/generated/prisma/client";
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

/** Invoices that Stripe asks for, or did; those it could not even make (`draft`) stand apart, since nobody was asked. */
const REFUSED = ["open", "uncollectible"];

/** Stores whose creator is to hear of failed payments of memberships that were not told yet. */
export async function storesWithFailures(limit = 50): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(
    `SELECT s.id FROM stores s
      WHERE (s.failures_told_to IS NULL OR s.failures_told_to < $1)
        AND (EXISTS (SELECT 1 FROM invoices i WHERE i.store_id = s.id AND i.failed_at > coalesce(s.failures_told_to, '-infinity') AND i.failed_at <= $1)
          OR EXISTS (SELECT 1 FROM subscriptions b WHERE b.store_id = s.id AND b.ended_at IS NOT NULL AND b.lapsed_at > coalesce(s.failures_told_to, '-infinity') AND b.lapsed_at <= $1))
      LIMIT ${limit}`,
    [toldUntil(now())],
  );
  return rows.map((row) => row.id);
}

/**
 * Tell a creator in one mail of all payments of memberships that failed since the last summary and are still unpaid, of invoices that
 * Stripe could not make, and of memberships that ended for want of a payment. At most one a day; none where all was paid meanwhile, or
 * the creator wants none: the day counts as told all the same. Any number of calls.
 */
export async function tellFailures(storeId: string): Promise<void> {
  const until = toldUntil(now());
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM stores WHERE id = ${storeId} FOR UPDATE`;
    const { owner, ...store } = await tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { name: true, failuresToldTo: true, owner: { select: { id: true, name: true, email: true } } } });
    if (store.failuresToldTo && store.failuresToldTo >= until) return;
    const since = { ...(store.failuresToldTo ? { gt: store.failuresToldTo } : {}), lte: until };
    await tx.store.update({ where: { id: storeId }, data: { failuresToldTo: until } });
    const stop: StopLink = { userId: owner.id, storeId, what: "renewals" };
    if (!(await wantsMail(stop, tx))) return;
    const { offerId, ...found } = await failuresOf(tx, storeId, since);
    const { failed, stuck, ended } = found;
    if (failed.length + stuck.length + ended.length === 0) return;
    await queueEmail(tx, {
      kind: "renewals-failed",
      subjectKey: `${storeId}.${until.toISOString()}`,
      to: owner.email,
      props: {
        ...(owner.name ? { creatorName: owner.name } : {}), storeName: store.name, ...found,
        membersUrl: `${env.appUrl}/studio/offers/${offerId}/members?which=${failed.length > 0 ? "failing" : stuck.length > 0 ? "now" : "left"}`, settingsUrl: `${env.appUrl}/settings/mail`,
      },
      link: null,
      stop,
      cause: { cause: "daily summary" },
    });
  });
  wake("send-email");
}

async function failuresOf(tx: Tx, storeId: string, since: { gt?: Date; lte: Date }) {
  const person = { select: { name: true, email: true } } as const;
  const of = { orderId: true, offerId: true, offer: { select: { title: true } } } as const;
  const failing = { storeId, failedAt: since, failure: { not: null }, subscription: { endedAt: null } };
  const refused = { ...failing, status: { in: REFUSED } };
  const drafts = { ...failing, status: "draft" };
  const lapsed = { storeId, endedAt: { not: null }, lapsedAt: since };
  const named = { orderBy: [{ failedAt: "desc" }, { id: "desc" }], take: NAMED, include: { user: person, subscription: { select: of } } } satisfies Prisma.InvoiceFindManyArgs;
  const [failed, sums, stuck, stuckCount, ended, endedCount, recovered] = [
    await tx.invoice.findMany({ where: refused, ...named }),
    await tx.invoice.groupBy({ by: ["currency"], where: refused, _sum: { amountDue: true }, _count: true, orderBy: { currency: "asc" } }),
    await tx.invoice.findMany({ where: drafts, ...named }),
    await tx.invoice.count({ where: drafts }),
    await tx.subscription.findMany({
      where: lapsed, orderBy: [{ lapsedAt: "desc" }, { id: "desc" }], take: NAMED,
      select: { ...of, endedAt: true, user: person, invoices: { where: { status: { in: REFUSED } }, orderBy: { createdAt: "asc" }, take: 1, select: { amountDue: true, currency: true } } },
    }),
    await tx.subscription.count({ where: lapsed }),
    await tx.invoice.count({ where: { storeId, failedAt: { not: null }, status: "paid", paidAt: since } }),
  ];
  const ofInvoice = (invoice: (typeof failed)[number]) => line(invoice.user, invoice.subscription, invoice, memberLine(invoice));
  return {
    failed: failed.map(ofInvoice),
    more: sums.reduce((sum, { _count }) => sum + _count, 0) - failed.length,
    amount: sums.map(({ currency, _sum }) => formatMoney({ amount: _sum.amountDue ?? 0n, currency })).join(" and "),
    stuck: stuck.map(ofInvoice),
    stuckMore: stuckCount - stuck.length,
    ended: ended.map((one) => line(one.user, one, one.invoices[0], one.endedAt ? `Ended on ${formatDay(one.endedAt)}.` : "Ended.")),
    endedMore: endedCount - ended.length,
    recovered,
    offerId: (failed[0]?.subscription ?? stuck[0]?.subscription ?? ended[0])?.offerId ?? "",
  };
}

type Owed = Pick<Invoice, "amountDue" | "currency">;

function line(user: { name: string | null; email: string }, { orderId, offer }: { orderId: string; offer: { title: string } }, owed: Owed | undefined, note: string): FailedRenewal {
  return {
    member: [user.name, user.email].filter(Boolean).join(", "),
    what: [offer.title, owed && formatMoney({ amount: owed.amountDue, currency: owed.currency })].filter(Boolean).join(" · "),
    note,
    url: `${env.appUrl}/studio/orders/${orderId}`,
  };
}
