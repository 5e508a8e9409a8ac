import { db, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { env } from "~/env.server";
import type { Prisma } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { DAY, HOUR, later, now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

/** When the summary of the days before goes out, UTC. */
const MORNING_HOUR = 6;
/** Sales a mail lists; the rest is counted. */
const LISTED = 20;

/** Stores whose creators are due a summary: they want one a day, and a day has ended since the last. */
export async function storesToDigest(): Promise<string[]> {
  const today = dayOf(now());
  if (now().getTime() - today.getTime() < MORNING_HOUR * HOUR) return [];
  const stores = await db.store.findMany({ where: { saleNotices: "daily", OR: [{ salesToldTo: null }, { salesToldTo: { lt: today } }] }, orderBy: { id: "asc" }, take: 50, select: { id: true } });
  return stores.map(({ id }) => id);
}

/** Tell a creator what was sold from the last summary to midnight (UTC), once; nothing sold, no mail. Any number of calls, one mail a day. */
export async function tellSales(storeId: string): Promise<boolean> {
  const to = dayOf(now());
  const written = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM stores WHERE id = ${storeId} FOR UPDATE`;
    const store = await tx.store.findUniqueOrThrow({ where: { id: storeId }, include: { owner: { select: { id: true, email: true, name: true } } } });
    if (store.saleNotices !== "daily" || (store.salesToldTo && store.salesToldTo >= to)) return false;
    const from = store.salesToldTo ?? later(-DAY, to);
    await tx.store.update({ where: { id: storeId }, data: { salesToldTo: to } });
    const sales = await salesBetween(tx, storeId, from, to);
    if (sales.count === 0) return false;
    const last = later(-1, to);
    const day = formatDay(from) === formatDay(last) ? formatDay(from) : `${formatDay(from)} to ${formatDay(last)}`;
    const { created } = await queueEmail(tx, {
      kind: "sale-digest",
      subjectKey: `${storeId}.${to.toISOString().slice(0, 10)}`,
      to: store.owner.email,
      props: { ...(store.owner.name ? { creatorName: store.owner.name } : {}), storeName: store.name, day, ...sales, ordersUrl: `${env.appUrl}/studio/orders`, settingsUrl: `${env.appUrl}/settings/mail` },
      link: null,
      stop: { userId: store.owner.id, storeId, what: "sales" },
      cause: { cause: "a day with sales", causeId: storeId },
    });
    return created;
  });
  if (written) wake("send-email");
  return written;
}

async function salesBetween(tx: Tx, storeId: string, from: Date, to: Date) {
  // As for the single notice: what the buyer keeps; a second payment that goes back is none, and what was given away is none.
  const where: Prisma.OrderWhereInput = { storeId, paidAt: { gte: from, lt: to }, number: { not: null }, connectedAccountId: { not: null }, duplicateOfId: null, status: { in: ["paid", "partially_refunded", "refunded"] } };
  const [sums, newest] = [
    await tx.order.groupBy({ by: ["currency"], where, _sum: { amountPaid: true, amountRefunded: true }, _count: true, orderBy: { currency: "asc" } }),
    await tx.order.findMany({ where, orderBy: [{ paidAt: "desc" }, { id: "desc" }], take: LISTED, select: { offerTitle: true, buyerName: true, buyerEmail: true, number: true, amountPaid: true, currency: true } }),
  ];
  const count = sums.reduce((sum, one) => sum + one._count, 0);
  return {
    count,
    totals: sums.map(({ currency, _sum }) => formatMoney({ amount: (_sum.amountPaid ?? 0n) - (_sum.amountRefunded ?? 0n), currency })),
    wentBack: sums.flatMap(({ currency, _sum }) => (_sum.amountRefunded ? [`−${formatMoney({ amount: _sum.amountRefunded, currency })}`] : [])),
    sales: newest.map((order) => ({ title: order.offerTitle, kind: `${order.buyerName ?? order.buyerEmail ?? "A buyer"} · order ${order.number}`, amount: formatMoney({ amount: order.amountPaid, currency: order.currency }) })),
    more: Math.max(0, count - newest.length),
  };
}

/** Midnight, UTC, at which a day begins. */
function dayOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / DAY) * DAY);
}
