import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Refund } from "~/generated/prisma/client";
import { formatDay, formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { accessAfter } from "./access-after.server";
import type { PaymentTarget } from "./payment-target.server";

/** Tell the buyer, once a refund, what goes back to them and what becomes of their access. A second payment has its own mail. */
export async function queueRefundReceipt(tx: Tx, target: PaymentTarget, refund: Refund, cause: Cause): Promise<void> {
  const { home, invoice, order } = target;
  if (!home.buyerEmail || home.duplicateOfId) return;
  const store = await tx.store.findUniqueOrThrow({ where: { id: home.storeId } });
  const former = await tx.refund.aggregate({ where: { ...(order ? { orderId: order.id } : { invoiceId: refund.invoiceId }), id: { not: refund.id }, status: { in: ["pending", "requires_action", "succeeded"] } }, _sum: { amount: true } });
  const back = (former._sum.amount ?? 0n) + refund.amount;
  const whole = back >= target.amountPaid;
  const { after, elsewhere } = await accessAfter(target, { back }, tx);
  const money = (amount: bigint) => formatMoney({ amount, currency: refund.currency });
  const method = invoice?.paymentMethodLabel ?? home.paymentMethodLabel;
  await queueEmail(tx, {
    kind: "refund-receipt",
    subjectKey: refund.id,
    to: home.buyerEmail,
    storeId: home.storeId,
    orderId: home.id,
    props: {
      store: storeFace(store),
      ...(home.buyerName ? { buyerName: home.buyerName } : {}),
      offerTitle: home.offerTitle,
      amount: money(refund.amount),
      whole,
      ...(whole && back === refund.amount ? {} : { paid: money(target.amountPaid), backInAll: money(back) }),
      refundedOn: formatMoment(refund.createdAt),
      ...(method ? { method } : {}),
      orderNumber: home.number === null ? home.id : String(home.number),
      // Of a renewal: which time was paid for.
      ...(!order && invoice?.periodStart && invoice.periodEnd ? { period: `${formatDay(invoice.periodStart)} to ${formatDay(invoice.periodEnd)}` } : {}),
      open: after || elsewhere,
      refundId: refund.stripeRefundId ?? refund.id,
      seller: { legalName: store.legalName, ...(store.supportEmail ? { supportEmail: store.supportEmail } : {}) },
      orderUrl: `${env.appUrl}/library/orders/${home.id}`,
    },
    link: null,
    cause,
  });
}
