import type { Tx } from "~/db.server";
import { buyerFace } from "~/domain/mail/buyer-face";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { DAY, later, now } from "~/lib/clock";
import { formatDay, formatMoment } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import type { MemberLetter } from "./member-letter.server";
import type { InvoiceChange } from "./store-invoices.server";

/** A payment that is found this late is not news any more; the member finds it among the invoices. */
const NEWS_FOR = 30 * DAY;

/** Whether an invoice has just become known as paid, and is not the one its order was paid by (that has the order's receipt). */
export function isNewPayment({ row, former, truth }: InvoiceChange): boolean {
  return row.status === "paid" && former?.status !== "paid" && row.billingReason !== "subscription_create" && truth.total > 0n && (row.paidAt ?? row.createdAt) > later(-NEWS_FOR, now());
}

/** Put the receipt of a paid invoice into the outbox, in the transaction that makes it known. One an invoice. */
export async function queueRenewalReceipt(tx: Tx, letter: MemberLetter, { row, truth }: InvoiceChange, cause: Cause): Promise<void> {
  const { common, order, store, address, plan } = letter;
  const money = (amount: bigint) => formatMoney({ amount, currency: row.currency });
  const period = row.periodStart && row.periodEnd ? `${formatDay(row.periodStart)} to ${formatDay(row.periodEnd)}` : null;
  const renewal = row.billingReason === "subscription_cycle" && truth.lines.length === 1;
  const items = renewal ? [{ title: common.membership, kind: plan, amount: money(truth.subtotal) }] : truth.lines.map(({ text, amount }) => ({ title: text || common.membership, kind: plan, amount: money(amount) }));
  const descriptor = truth.payment?.statementDescriptor;
  const { name, email } = { name: common.memberName, email: address.to };
  await queueEmail(tx, {
    kind: "renewal-receipt",
    subjectKey: row.id,
    ...address,
    props: {
      store: common.store,
      membership: common.membership,
      plan,
      ...(row.number ? { invoiceNumber: row.number } : {}),
      paidOn: formatMoment(row.paidAt ?? row.createdAt),
      ...(period ? { period } : {}),
      // As given when they joined; name and address of mail as they are now.
      buyer: { ...buyerFace(order), ...(name ? { name } : {}), email },
      items,
      sums: [
        ...(items.length > 1 || truth.discount > 0n || row.taxAmount > 0n || truth.creditUsed > 0n ? [{ label: "Subtotal", amount: money(truth.subtotal) }] : []),
        ...(truth.discount > 0n ? [{ label: "Discount", amount: `−${money(truth.discount)}` }] : []),
        ...(row.taxAmount > 0n ? [{ label: "Tax", amount: money(row.taxAmount) }] : []),
        ...(truth.creditUsed > 0n ? [{ label: "Your credit", amount: `−${money(truth.creditUsed)}` }] : []),
      ],
      total: money(row.amountPaid),
      ...(row.amountPaid > 0n ? { payment: { method: row.paymentMethodLabel ?? letter.row.paymentMethodLabel ?? "Stripe", ...(descriptor ? { statementDescriptor: descriptor } : {}) } } : {}),
      seller: { legalName: store.legalName, supportEmail: store.supportEmail, ...(common.store.address ? { address: common.store.address } : {}), ...(store.taxId ? { taxId: store.taxId } : {}) },
      ...(letter.next ? { next: letter.next } : {}),
      ...(row.pdfUrl ? { pdfUrl: row.pdfUrl } : {}),
      manageUrl: letter.manageUrl,
    },
    link: null,
    cause,
  });
}
