import type { Tx } from "~/db.server";
import { recordInvoicePayments } from "~/domain/books/record.server";
import type { Invoice, Subscription } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { refusedInWords } from "./refused-words";
import type { InvoiceTruth } from "./truth.server";

/** An invoice as it was stored before (null: not at all) and as it is now, with what Stripe said of it. */
export interface InvoiceChange {
  row: Invoice;
  former: Invoice | null;
  truth: InvoiceTruth;
}

/**
 * Keep what Stripe says of a subscription's invoices, and bring the books to it. Drafts are left out, because nothing is asked of
 * anybody yet, except one that Stripe could not finish.
 */
export async function storeInvoices(tx: Tx, subscription: Pick<Subscription, "id" | "storeId" | "userId">, invoices: readonly InvoiceTruth[]): Promise<InvoiceChange[]> {
  const { id: subscriptionId, storeId, userId } = subscription;
  const kept = invoices.filter(({ status, finalizationError }) => status !== "draft" || finalizationError !== null);
  const known = new Map((await tx.invoice.findMany({ where: { stripeInvoiceId: { in: kept.map(({ id }) => id) } } })).map((row) => [row.stripeInvoiceId, row]));
  const changes: InvoiceChange[] = [];
  for (const truth of kept) {
    const former = known.get(truth.id) ?? null;
    if (former && former.subscriptionId !== subscriptionId) continue;
    const data = { ...amountsOf(truth, former), ...collectingOf(truth, former), ...paymentOf(truth) };
    const row = former
      ? await tx.invoice.update({ where: { id: former.id }, data })
      : await tx.invoice.create({ data: { id: newId("invoice"), subscriptionId, storeId, userId, stripeInvoiceId: truth.id, createdAt: truth.createdAt, ...data } });
    changes.push({ row, former, truth });
  }
  await recordInvoicePayments(tx, subscriptionId, kept.map(({ id }) => id));
  return changes;
}

/** How often Stripe has tried to collect an invoice. A bank that asks for the member is a try, whatever the counter says. */
export function triesOf({ attempts, actionRequired }: Pick<Invoice, "attempts" | "actionRequired">): number {
  return Math.max(attempts, actionRequired ? 1 : 0);
}

function amountsOf(truth: InvoiceTruth, former: Invoice | null) {
  const amountRefunded = truth.amountRefunded ?? former?.amountRefunded ?? 0n;
  return {
    number: truth.number, status: truth.status, billingReason: truth.billingReason, amountDue: truth.amountDue, amountPaid: truth.amountPaid, taxAmount: truth.taxAmount,
    // Refunded never exceeds paid.
    amountRefunded: amountRefunded < truth.amountPaid ? amountRefunded : truth.amountPaid,
    currency: truth.currency, periodStart: truth.periodStart, periodEnd: truth.periodEnd, hostedUrl: truth.hostedUrl, pdfUrl: truth.pdfUrl,
    paidAt: truth.paidAt, stripePaymentIntentId: truth.paymentIntentId,
  };
}

/** How collecting it goes. What failed once keeps its moment, also when it is paid later. */
function collectingOf(truth: InvoiceTruth, former: Invoice | null) {
  const { attempts, payment, finalizationError } = truth;
  const actionRequired = truth.status === "open" && (payment?.actionRequired ?? former?.actionRequired ?? false);
  const failing = finalizationError !== null || ((truth.status === "open" || truth.status === "uncollectible") && truth.amountDue > 0n && triesOf({ attempts, actionRequired }) > 0);
  return {
    attempts,
    nextAttemptAt: failing ? truth.nextAttemptAt : null,
    actionRequired,
    failure: failing ? failureWords(truth, actionRequired, former) : null,
    failedAt: former?.failedAt ?? (failing && truth.billingReason !== "subscription_create" ? now() : null),
  };
}

function failureWords({ finalizationError, payment }: InvoiceTruth, actionRequired: boolean, former: Invoice | null): string {
  if (finalizationError !== null) return `Stripe could not make this invoice: ${finalizationError}`;
  if (actionRequired) return "The bank wants the payment to be confirmed.";
  return payment ? refusedInWords(payment.refusal) : (former?.failure ?? refusedInWords(null));
}

/** What its payment cost and how it was made; nothing, where that was not asked this time. */
function paymentOf({ payment, status }: InvoiceTruth) {
  if (!payment) return {};
  const { applicationFee, stripeFee, chargeId, methodLabel } = payment;
  return status === "paid" ? { applicationFee, stripeFee, stripeChargeId: chargeId, paymentMethodLabel: methodLabel } : methodLabel ? { paymentMethodLabel: methodLabel } : {};
}
