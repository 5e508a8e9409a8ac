import type { Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import type { Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { formatDay } from "~/lib/dates";
import { formatMoney } from "~/lib/money";
import { openUntil, type MemberLetter } from "./member-letter.server";
import { payUrl } from "./pay-link";
import { refusedInWords } from "./refused-words";
import { triesOf, type InvoiceChange } from "./store-invoices.server";

/** Whether one more try to collect an invoice has just become known as failed. Tries by the member's own hand do not count: they saw it. */
export function isNewFailure({ row, former }: InvoiceChange): boolean {
  return row.status === "open" && row.amountDue > 0n && row.billingReason !== "subscription_create" && triesOf(row) > (former ? triesOf(former) : 0);
}

/**
 * Tell the member that a try has failed, or that the bank wants it confirmed: in the transaction that makes it known, once a try,
 * as Stripe counts them.
 */
export async function queuePaymentFailed(tx: Tx, letter: MemberLetter, { row }: InvoiceChange, cause: Cause): Promise<void> {
  const until = openUntil(letter.row, now());
  const method = row.paymentMethodLabel ?? letter.row.paymentMethodLabel;
  const shared = {
    ...letter.common,
    plan: letter.plan,
    amount: formatMoney({ amount: row.amountDue, currency: row.currency }),
    ...(method ? { method } : {}),
    ...(until ? { openUntil: until } : {}),
    payUrl: payUrl(row.id),
  };
  const about = { subjectKey: `${row.id}.${triesOf(row)}`, ...letter.address, link: null, cause };
  if (row.actionRequired) return void (await queueEmail(tx, { kind: "payment-action-required", ...about, props: shared }));
  const nextTry = row.nextAttemptAt && row.nextAttemptAt > now() ? formatDay(row.nextAttemptAt) : null;
  await queueEmail(tx, { kind: "payment-failed", ...about, props: { ...shared, reason: row.failure ?? refusedInWords(null), ...(nextTry ? { nextTry } : {}), manageUrl: letter.manageUrl } });
}
