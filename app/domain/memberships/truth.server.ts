import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { readInvoice, readInvoices, type InvoiceState } from "~/integrations/stripe/invoices.server";
import { readPayment, type PaymentState } from "~/integrations/stripe/payments.server";
import { readSubscription, type SubscriptionState } from "~/integrations/stripe/subscriptions.server";
import { ok, type Result } from "~/lib/result";
import { coversPresent } from "./derive";

/** An invoice with its payment and what went back of it; null: not asked this time, so what is stored stays. */
export type InvoiceTruth = InvoiceState & { amountRefunded: bigint | null; payment: PaymentState | null };

/** What Stripe says now of a subscription and its newest invoices. */
export interface MembershipTruth {
  subscription: SubscriptionState;
  invoices: InvoiceTruth[];
  /** E.g. "Visa •••• 4242". */
  methodLabel: string | null;
}

/** An invoice as far as it says whether its payment is to be asked for. */
type Asked = Pick<InvoiceState, "id" | "status" | "attempts" | "amountDue">;

/** Why it failed, or what it cost: asked until it is known. */
function wantsPayment({ id, status, attempts, amountDue }: Asked, settled: ReadonlySet<string>): boolean {
  return (status === "open" && amountDue > 0n && attempts > 0) || (status === "paid" && !settled.has(id));
}

/**
 * Ask Stripe for a subscription, its newest invoices, and the payments of those of which we do not know all: tries that failed, fees
 * not known yet, and refunds of what paid for the present period.
 * @param named an invoice an event spoke of: its payment is read as well, however old it is
 * @param settled `in_…` of invoices whose payment is known with its fee
 */
export async function readMembership(access: AccountAccess, stripeSubscriptionId: string, named?: string | null, settled: ReadonlySet<string> = new Set()): Promise<Result<MembershipTruth, StripeFailure>> {
  const subscription = await readSubscription(access, stripeSubscriptionId);
  if (!subscription.ok) return subscription;
  const listed = await readInvoices(access, stripeSubscriptionId);
  if (!listed.ok) return listed;
  const found = listed.value;
  if (named && !found.some(({ id }) => id === named)) {
    const older = await readInvoice(access, named);
    // A draft that could not be finalized is there until its seller deletes it.
    if (!older.ok && older.error.kind !== "not_found") return older;
    if (older.ok && older.value.subscriptionId === stripeSubscriptionId) found.push(older.value);
  }
  const invoices: InvoiceTruth[] = [];
  let { methodLabel } = subscription.value;
  for (const invoice of found) {
    const asked = invoice.paymentIntentId !== null && (invoice.id === named || coversPresent(invoice, subscription.value) || wantsPayment(invoice, settled));
    const payment = asked && invoice.paymentIntentId ? await readPayment(access, invoice.paymentIntentId) : null;
    if (payment && !payment.ok) return payment;
    if (invoice.status === "paid") methodLabel ??= payment?.value.methodLabel ?? null;
    invoices.push({ ...invoice, amountRefunded: payment?.value.amountRefunded ?? null, payment: payment?.value ?? null });
  }
  return ok({ subscription: subscription.value, invoices, methodLabel });
}
