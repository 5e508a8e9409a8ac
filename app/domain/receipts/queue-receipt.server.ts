import type { EmailPropsByKind } from "../../../emails";
import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import { planText, termsText } from "~/domain/memberships/plan-words";
import { createEmailToken } from "~/domain/people/email-tokens.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Order, Store } from "~/generated/prisma/client";
import { formatDay, formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { kindLabel } from "~/lib/offer-kind";

/**
 * Put the receipt of a paid order into the outbox, in the transaction that makes it paid. One receipt an order; `copy`
 * numbers the ones a person asked for again.
 */
export async function queueReceipt(
  tx: Tx,
  order: Order,
  payment: { statementDescriptor: string | null },
  cause: Cause,
  copy = 1,
): Promise<{ id: string; created: boolean } | null> {
  if (!order.buyerEmail || order.number === null) return null;
  const store = await tx.store.findUniqueOrThrow({ where: { id: order.storeId } });
  const tokenId = await createEmailToken(tx, { purpose: "sign_in", email: order.buyerEmail, returnTo: `/library/${order.offerId}` });
  return queueEmail(tx, {
    kind: "receipt",
    subjectKey: copy === 1 ? order.id : `${order.id}#${copy}`,
    to: order.buyerEmail,
    storeId: order.storeId,
    orderId: order.id,
    props: receiptProps(order, store, payment.statementDescriptor, await kindOf(tx, order), await openUntilOf(tx, order)),
    link: { tokenId, purpose: "sign_in" },
    cause,
  });
}

/** When what was bought closes, if it was sold for a time. A membership says so in its terms. */
async function openUntilOf(tx: Tx, order: Order): Promise<Date | null> {
  if (order.accessDays === null) return null;
  const grant = await tx.grant.findUnique({ where: { orderId_offerId: { orderId: order.id, offerId: order.offerId } }, select: { expiresAt: true } });
  return grant?.expiresAt ?? null;
}

/** "Course"; of a membership its tier and terms: "Membership · Studio, monthly · €0 today, then €9 a month from 5 December 2026". */
async function kindOf(tx: Tx, order: Order): Promise<string> {
  const kind = kindLabel(order.offerKind);
  if (!order.tierId) return kind;
  const tier = await tx.tier.findUniqueOrThrow({ where: { id: order.tierId }, select: { title: true } });
  const plan = planText(tier.title, order.interval);
  if (!order.interval) return [kind, plan].join(" · ");
  const price = await tx.price.findUniqueOrThrow({ where: { id: order.priceId }, select: { amount: true } });
  const membership = await tx.subscription.findUnique({ where: { orderId: order.id }, select: { trialEndsAt: true } });
  const from = order.trialDays > 0 ? (membership?.trialEndsAt ?? null) : null;
  return [kind, plan, termsText({ amount: price.amount, currency: order.currency, interval: order.interval }, from)].join(" · ");
}

function receiptProps(order: Order, store: Store, statementDescriptor: string | null, kind: string, openUntil: Date | null): Omit<EmailPropsByKind["receipt"], "libraryUrl"> {
  const money = (amount: bigint) => formatMoney({ amount, currency: order.currency });
  const face = storeFace(store);
  return {
    store: face,
    orderNumber: String(order.number),
    orderedOn: formatMoment(order.paidAt ?? order.createdAt),
    buyer: { ...(order.buyerName ? { name: order.buyerName } : {}), email: order.buyerEmail ?? "" },
    items: [{ title: order.offerTitle, kind, amount: money(order.amount + order.reduction) }],
    subtotal: money(order.amount + order.reduction),
    ...(order.reduction > 0n ? { discount: { label: order.reductionReason?.replace(/\.$/, "") ?? "Lowered", amount: `−${money(order.reduction)}` } } : {}),
    ...(order.trialDays > 0 ? { trial: true } : {}),
    ...(openUntil ? { openUntil: formatDay(openUntil) } : {}),
    ...(order.taxAmount > 0n ? { tax: { label: "Tax", amount: money(order.taxAmount) } } : {}),
    total: money(order.amount === 0n ? 0n : order.amountPaid),
    ...(order.paymentMethodLabel ? { payment: { method: order.paymentMethodLabel, ...(statementDescriptor ? { statementDescriptor } : {}) } } : {}),
    seller: { legalName: store.legalName, supportEmail: store.supportEmail, ...(face.address ? { address: face.address } : {}) },
    orderUrl: `${env.appUrl}/library/orders/${order.id}`,
  };
}
