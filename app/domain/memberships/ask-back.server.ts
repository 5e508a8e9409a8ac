import type { Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Invoice } from "~/generated/prisma/client";
import { enqueue } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";

/**
 * Have a renewal that was paid for nothing sent back: written down like a refund that somebody asks for, in the transaction that finds it
 * out, once an invoice. `refunds/make-refund` sends it, and asks again when Stripe refuses, since nobody else would. One of which something
 * has gone back, or that a bank has taken back, is left alone. The caller holds the order's lock.
 */
export async function askBack(tx: Tx, invoice: Invoice, connectedAccountId: string, cause: Cause): Promise<void> {
  const { id: invoiceId, storeId, currency, amountPaid, amountRefunded, stripePaymentIntentId } = invoice;
  if (!stripePaymentIntentId || amountPaid <= 0n || amountRefunded > 0n) return;
  if ((await tx.refund.count({ where: { invoiceId } })) > 0 || (await tx.dispute.count({ where: { invoiceId, status: "lost" } })) > 0) return;
  const refundId = newId("refund");
  await tx.refund.create({ data: { id: refundId, storeId, invoiceId, connectedAccountId, amount: amountPaid, currency, reason: "other", note: "Paid after the membership had ended", status: "asked", nextTryAt: now(), createdAt: now() } });
  await recordTransition(tx, { subjectType: "refund", subjectId: refundId, from: null, to: "asked", ...cause });
  await enqueue(tx, "make-refund", { refundId });
}
