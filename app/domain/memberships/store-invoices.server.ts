import type { Tx } from "~/db.server";
import { recordInvoicePayments } from "~/domain/books/record.server";
import type { Subscription } from "~/generated/prisma/client";
import { newId } from "~/lib/ids";
import type { InvoiceTruth } from "./truth.server";

/** Keep what Stripe says of a subscription's invoices. Drafts are left out: nothing is asked of anybody yet. */
export async function storeInvoices(tx: Tx, { id: subscriptionId, storeId, userId }: Pick<Subscription, "id" | "storeId" | "userId">, invoices: readonly InvoiceTruth[]): Promise<void> {
  const kept = invoices.filter(({ status }) => status !== "draft");
  const known = new Map((await tx.invoice.findMany({ where: { stripeInvoiceId: { in: kept.map(({ id }) => id) } } })).map((row) => [row.stripeInvoiceId, row]));
  for (const truth of kept) {
    const row = known.get(truth.id);
    const amountRefunded = truth.amountRefunded ?? row?.amountRefunded ?? 0n;
    const data = {
      number: truth.number, status: truth.status, billingReason: truth.billingReason, amountDue: truth.amountDue, amountPaid: truth.amountPaid, taxAmount: truth.taxAmount,
      // Refunded never exceeds paid.
      amountRefunded: amountRefunded < truth.amountPaid ? amountRefunded : truth.amountPaid,
      currency: truth.currency, periodStart: truth.periodStart, periodEnd: truth.periodEnd, hostedUrl: truth.hostedUrl, pdfUrl: truth.pdfUrl,
      paidAt: truth.paidAt, stripePaymentIntentId: truth.paymentIntentId,
    };
    if (!row) await tx.invoice.create({ data: { id: newId("invoice"), subscriptionId, storeId, userId, stripeInvoiceId: truth.id, createdAt: truth.createdAt, ...data } });
    else if (row.subscriptionId === subscriptionId) await tx.invoice.update({ where: { id: row.id }, data });
  }
  await recordInvoicePayments(tx, subscriptionId, kept.map(({ id }) => id));
}
