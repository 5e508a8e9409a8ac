import { db, type Db, type Tx } from "~/db.server";
import { ACCESS_COLUMNS } from "~/domain/merchants/account-access.server";
import type { Prisma } from "~/generated/prisma/client";

const ACCOUNT = { id: true, livemode: true, ...ACCESS_COLUMNS } as const;
const ORDER = { include: { account: { select: ACCOUNT } } } satisfies Prisma.OrderDefaultArgs;
const INVOICE = { include: { subscription: { select: { orderId: true, stripeSubscriptionId: true, order: ORDER, account: { select: ACCOUNT } } } } } satisfies Prisma.InvoiceDefaultArgs;

export type TargetOrder = Prisma.OrderGetPayload<typeof ORDER>;
export type TargetInvoice = Prisma.InvoiceGetPayload<typeof INVOICE>;

/**
 * A payment of ours: the order it paid, or the renewal of a membership. Of the first payment of a membership both are there,
 * and the order is what it is refunded by. `home` is the order whose page shows it and whose grants it opened.
 */
export interface PaymentTarget {
  order: TargetOrder | null;
  invoice: TargetInvoice | null;
  home: TargetOrder;
  /** The account it was paid on. */
  account: NonNullable<TargetOrder["account"]>;
  /** pi_… */
  paymentIntentId: string;
  /** Minor units, as Stripe has told them. */
  amountPaid: bigint;
  amountRefunded: bigint;
  currency: string;
  /** sub_… of a membership. */
  stripeSubscriptionId: string | null;
}

/** What a payment paid for, by Stripe's id of it or of its charge; null: nothing of ours that we know of. */
export async function targetOfPayment({ paymentIntentId, chargeId }: { paymentIntentId?: string | null; chargeId?: string | null }, client: Db = db): Promise<PaymentTarget | null> {
  const names = [...(paymentIntentId ? [{ stripePaymentIntentId: paymentIntentId }] : []), ...(chargeId ? [{ stripeChargeId: chargeId }] : [])];
  if (names.length === 0) return null;
  const order = await client.order.findFirst({ where: { OR: names }, ...ORDER });
  const invoice = await client.invoice.findFirst({ where: { OR: names }, ...INVOICE });
  const home = order ?? invoice?.subscription.order;
  const paid = order ?? invoice;
  const account = order?.account ?? invoice?.subscription.account;
  if (!home || !paid?.stripePaymentIntentId || !account) return null;
  return {
    order, invoice, home, account,
    paymentIntentId: paid.stripePaymentIntentId,
    amountPaid: paid.amountPaid,
    amountRefunded: paid.amountRefunded,
    currency: paid.currency,
    stripeSubscriptionId: invoice?.subscription.stripeSubscriptionId ?? null,
  };
}

/** The payment of one of this store's orders, or with `invoiceId` of a renewal of that order's membership; null for anything else, and for what was never paid. */
export async function targetInStore(storeId: string, of: { orderId: string; invoiceId?: string | null }, client: Db = db): Promise<PaymentTarget | null> {
  const paid = of.invoiceId
    ? await client.invoice.findFirst({ where: { id: of.invoiceId, storeId, subscription: { orderId: of.orderId } }, select: { stripePaymentIntentId: true } })
    : await client.order.findFirst({ where: { id: of.orderId, storeId }, select: { stripePaymentIntentId: true } });
  return paid?.stripePaymentIntentId ? targetOfPayment({ paymentIntentId: paid.stripePaymentIntentId }, client) : null;
}

/** Whoever writes refunds of a payment takes its turn, in the transaction that does. */
export async function lockPayment(tx: Tx, paymentIntentId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`refunds of ${paymentIntentId}`}, 0))`;
}
