import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import type { OrderStatus } from "~/generated/prisma/enums";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf } from "~/lib/keyset";

export const ORDERS_PAGE = 25;

/** Checkouts that were never paid are not orders to the person who left them; nor is what was given to them by hand. */
const SHOWN: OrderStatus[] = ["paid", "processing", "failed", "partially_refunded", "refunded", "quarantined"];

const LISTED = {
  id: true,
  number: true,
  status: true,
  offerTitle: true,
  offerKind: true,
  amount: true,
  amountPaid: true,
  amountRefunded: true,
  currency: true,
  createdAt: true,
  paidAt: true,
  store: { select: { name: true } },
} as const;

/** A person's orders, newest first, one page by keyset. */
export async function studentOrders(userId: string, asked: PageAsked = {}, size = ORDERS_PAGE) {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("createdAt", reading);
  const found = await db.order.findMany({
    where: {
      userId,
      status: { in: SHOWN }, givenById: null,
      ...where,
    },
    orderBy,
    take: size + 1,
    select: LISTED,
  });
  return pageOf(found, reading, size, (order) => ({ at: order.createdAt, id: order.id }));
}

/** The newest invoices of a membership that an order's page lists; all of them stand on the membership's own page. */
const INVOICES_SHOWN = 12;

/** One order of this person with its seller and the mails sent for it; null when it is not theirs. */
export async function studentOrder(userId: string, orderId: string) {
  const order = await db.order.findFirst({
    where: { id: orderId, userId, status: { in: SHOWN }, givenById: null },
    select: {
      ...LISTED,
      offerId: true,
      buyerEmail: true,
      buyerName: true,
      buyerBusiness: true,
      buyerAddress: true,
      buyerCountry: true,
      buyerTaxIds: true,
      taxAmount: true,
      paymentMethodLabel: true,
      livemode: true,
      reduction: true,
      reductionReason: true,
      duplicateOfId: true,
      grants: { where: { userId }, select: { expiresAt: true, revokedAt: true }, orderBy: { grantedAt: "asc" }, take: 1 },
      subscription: { select: { id: true, status: true, invoices: { where: { status: { not: "draft" } }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: INVOICES_SHOWN } } },
      store: {
        select: { name: true, slug: true, legalName: true, supportEmail: true, addressLine1: true, addressLine2: true, postalCode: true, city: true, country: true, taxId: true },
      },
    },
  });
  if (!order) return null;
  const receipts = await db.outboxEmail.findMany({
    where: { orderId, kind: { in: ["receipt", "welcome"] } },
    orderBy: { createdAt: "desc" },
    select: { id: true, status: true, toAddress: true, createdAt: true, sentAt: true },
  });
  return { order, receipts, canOpen: await canOpen(userId, order.offerId) };
}

/** This person's last order of an offer, to lead them to it and to say what became of it. */
export function latestOrderOf(userId: string, offerId: string): Promise<{ id: string; status: OrderStatus } | null> {
  return db.order.findFirst({ where: { userId, offerId, status: { in: SHOWN }, givenById: null }, orderBy: { createdAt: "desc" }, select: { id: true, status: true } });
}
