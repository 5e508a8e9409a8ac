import type { QueuedEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Order } from "~/generated/prisma/client";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import type { SellingStore } from "./selling-store.server";

/** The mail that tells the creator of a sale; null for those who do not want one for each (a daily summary is `sale-digest`'s). */
export function saleNotice(order: Order, { name, saleNotices, owner }: SellingStore, cause: Cause): QueuedEmail<"sale-notice"> | null {
  if (order.number === null || !order.buyerEmail || saleNotices !== "each") return null;
  const money = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  return {
    kind: "sale-notice",
    subjectKey: order.id,
    to: owner.email,
    orderId: order.id,
    props: {
      creatorName: owner.name,
      storeName: name,
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
    stop: { userId: owner.id, storeId: order.storeId, what: "sales" },
    cause,
  };
}
