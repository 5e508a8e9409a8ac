import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { readInvoice, readInvoices, type InvoiceState } from "~/integrations/stripe/invoices.server";
import { readPayment } from "~/integrations/stripe/payments.server";
import { readSubscription, type SubscriptionState } from "~/integrations/stripe/subscriptions.server";
import { ok, type Result } from "~/lib/result";
import { coversPresent } from "./derive";

/** An invoice with what went back of it; null: not asked this time, so what is stored stays. */
export type InvoiceTruth = InvoiceState & { amountRefunded: bigint | null };

/** What Stripe says now of a subscription and its newest invoices. */
export interface MembershipTruth {
  subscription: SubscriptionState;
  invoices: InvoiceTruth[];
  /** E.g. "Visa •••• 4242". */
  methodLabel: string | null;
}

/**
 * Ask Stripe for a subscription, its newest invoices, and what was refunded of those that paid for the present period.
 * @param named an invoice an event spoke of: its refunds are read as well, however old it is
 */
export async function readMembership(access: AccountAccess, stripeSubscriptionId: string, named?: string | null): Promise<Result<MembershipTruth, StripeFailure>> {
  const subscription = await readSubscription(access, stripeSubscriptionId);
  if (!subscription.ok) return subscription;
  const listed = await readInvoices(access, stripeSubscriptionId);
  if (!listed.ok) return listed;
  const found = listed.value;
  if (named && !found.some(({ id }) => id === named)) {
    const older = await readInvoice(access, named);
    if (!older.ok) return older;
    if (older.value.subscriptionId === stripeSubscriptionId) found.push(older.value);
  }
  const invoices: InvoiceTruth[] = [];
  let { methodLabel } = subscription.value;
  for (const invoice of found) {
    const asked = invoice.paymentIntentId !== null && (invoice.id === named || coversPresent(invoice, subscription.value));
    const payment = asked && invoice.paymentIntentId ? await readPayment(access, invoice.paymentIntentId) : null;
    if (payment && !payment.ok) return payment;
    methodLabel ??= payment?.value.methodLabel ?? null;
    invoices.push({ ...invoice, amountRefunded: payment?.value.amountRefunded ?? null });
  }
  return ok({ subscription: subscription.value, invoices, methodLabel });
}
