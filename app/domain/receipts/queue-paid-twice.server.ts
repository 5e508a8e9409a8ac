import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Order } from "~/generated/prisma/client";
import { formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";

/** Tell a buyer, once an order, that their second payment for the same thing went back. */
export async function queuePaidTwice(tx: Tx, order: Order, cause: Cause): Promise<void> {
  if (!order.buyerEmail) return;
  const store = await tx.store.findUniqueOrThrow({ where: { id: order.storeId } });
  await queueEmail(tx, {
    kind: "paid-twice",
    subjectKey: order.id,
    to: order.buyerEmail,
    storeId: order.storeId,
    orderId: order.id,
    props: {
      store: storeFace(store),
      ...(order.buyerName ? { buyerName: order.buyerName } : {}),
      offerTitle: order.offerTitle,
      amount: formatMoney({ amount: order.amountPaid, currency: order.currency }),
      paidAt: formatMoment(order.paidAt ?? order.createdAt),
      ...(order.paymentMethodLabel ? { method: order.paymentMethodLabel } : {}),
      orderNumber: order.number === null ? order.id : String(order.number),
      libraryUrl: `${env.appUrl}/library/${order.offerId}`,
    },
    link: null,
    cause,
  });
}
