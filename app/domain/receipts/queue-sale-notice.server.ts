import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Order } from "~/generated/prisma/client";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

/** Tell the creator of a sale, once an order, if they want a mail for each (a daily summary is `sale-digest`'s). */
export async function queueSaleNotice(tx: Tx, order: Order, cause: Cause): Promise<void> {
  if (order.number === null || !order.buyerEmail) return;
  const store = await tx.store.findUniqueOrThrow({ where: { id: order.storeId }, select: { name: true, saleNotices: true, owner: { select: { id: true, email: true, name: true } } } });
  if (store.saleNotices !== "each") return;
  const money = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  await queueEmail(tx, {
    kind: "sale-notice",
    subjectKey: order.id,
    to: store.owner.email,
    orderId: order.id,
    props: {
      creatorName: store.owner.name,
      storeName: store.name,
      buyer: { ...(order.buyerName ? { name: order.buyerName } : {}), email: order.buyerEmail },
      items: [order.offerTitle],
      amount: money(order.amountPaid),
      ...(order.applicationFee > 0n ? { platformFee: money(order.applicationFee) } : {}),
      orderNumber: String(order.number),
      soldAt: formatMoment(order.paidAt ?? order.createdAt),
      orderUrl: `${env.appUrl}/studio/orders/${order.id}`,
      settingsUrl: `${env.appUrl}/settings/mail`,
    },
    link: null,
    stop: { userId: store.owner.id, storeId: order.storeId, what: "sales" },
    cause,
  });
}
