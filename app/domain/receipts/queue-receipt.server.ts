import type { EmailPropsByKind } from "../../../emails";
import type { Tx } from "~/db.server";
import { queueEmail, type QueuedEmail } from "~/domain/mail/outbox.server";
import { storeFace } from "~/domain/mail/store-face";
import { createEmailToken } from "~/domain/people/email-tokens.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { Order, Store } from "~/generated/prisma/client";
import { formatDay, formatMoment } from "~/lib/dates";
import { hasInvoice } from "./invoice.server";
import { orderPaper, type OrderPaper } from "./order-paper.server";

/** What only Stripe knows of the payment: the words on the buyer's bank statement. */
export interface PaymentPrint {
  statementDescriptor: string | null;
}

/** A receipt that a person asked for again. */
export interface ReceiptCopy {
  /** Which one: from 2 on. */
  number: number;
  /** They cannot open now what they bought. */
  closed: boolean;
  /** The buyer asks for it: it goes out also to an address that gave trouble. */
  asked: boolean;
}

const FIRST: ReceiptCopy = { number: 1, closed: false, asked: false };

/** Put the receipt of a paid order into the outbox: one an order, in the transaction that makes it paid, and the copies asked for later. */
export async function queueReceipt(tx: Tx, order: Order, payment: PaymentPrint, cause: Cause, copy = FIRST): Promise<{ id: string; created: boolean } | null> {
  const store = await tx.store.findUniqueOrThrow({ where: { id: order.storeId } });
  const mail = await receiptMail(tx, order, store, payment, cause, copy);
  return mail && queueEmail(tx, mail);
}

/** The receipt as it goes into the outbox. Where nothing was paid and nothing will be, a welcome takes its place. Null: nobody to send it to. */
export async function receiptMail(tx: Tx, order: Order, store: Store, payment: PaymentPrint, cause: Cause, { number: copy, closed, asked } = FIRST): Promise<QueuedEmail<"receipt"> | QueuedEmail<"welcome"> | null> {
  if (!order.buyerEmail || order.number === null) return null;
  const tokenId = await createEmailToken(tx, { purpose: "sign_in", email: order.buyerEmail, returnTo: `/library/${order.offerId}` });
  const common = {
    subjectKey: copy === 1 ? order.id : `${order.id}#${copy}`,
    to: order.buyerEmail,
    storeId: order.storeId,
    orderId: order.id,
    link: { tokenId, purpose: "sign_in" as const },
    asked,
    cause,
  };
  const [paper, until] = [await orderPaper(order, store, tx), await openUntilOf(tx, order)];
  const gone = closed ? { closed } : {};
  if (receiptKind(order) === "welcome") return { kind: "welcome", ...common, props: { ...welcomeProps(order, store, paper, until), ...gone } };
  return { kind: "receipt", ...common, props: { ...receiptProps(order, store, payment.statementDescriptor, paper, until), ...gone } };
}

/** Which of the two mails an order has. */
export function receiptKind({ amountPaid, trialDays }: Pick<Order, "amountPaid" | "trialDays">): "receipt" | "welcome" {
  return amountPaid === 0n && trialDays === 0 ? "welcome" : "receipt";
}

/** When what was bought closes, if it was sold for a time. A membership says so in its terms. */
async function openUntilOf(tx: Tx, order: Order): Promise<Date | null> {
  if (order.accessDays === null) return null;
  const grant = await tx.grant.findUnique({ where: { orderId_offerId: { orderId: order.id, offerId: order.offerId } }, select: { expiresAt: true } });
  return grant?.expiresAt ?? null;
}

function welcomeProps(order: Order, store: Store, { buyer, item }: OrderPaper, openUntil: Date | null): Omit<EmailPropsByKind["welcome"], "libraryUrl"> {
  return {
    store: storeFace(store),
    buyer: { email: buyer.email, ...(buyer.name ? { name: buyer.name } : {}) },
    title: order.offerTitle,
    kind: item.kind,
    orderNumber: String(order.number),
    orderedOn: formatMoment(order.paidAt ?? order.createdAt),
    ...(openUntil ? { openUntil: formatDay(openUntil) } : {}),
    orderUrl: `${env.appUrl}/library/orders/${order.id}`,
  };
}

function receiptProps(order: Order, store: Store, statementDescriptor: string | null, { item, ...paper }: OrderPaper, openUntil: Date | null): Omit<EmailPropsByKind["receipt"], "libraryUrl"> {
  const orderUrl = `${env.appUrl}/library/orders/${order.id}`;
  return {
    store: storeFace(store),
    orderNumber: String(order.number),
    orderedOn: formatMoment(order.paidAt ?? order.createdAt),
    items: [item],
    ...paper,
    ...(order.trialDays > 0 ? { trial: true } : {}),
    ...(openUntil ? { openUntil: formatDay(openUntil) } : {}),
    ...(order.amountPaid > 0n ? { payment: { method: order.paymentMethodLabel ?? "Stripe", ...(statementDescriptor ? { statementDescriptor } : {}) } } : {}),
    orderUrl,
    ...(hasInvoice(order) ? { invoiceUrl: `${orderUrl}/invoice.pdf` } : {}),
  };
}
