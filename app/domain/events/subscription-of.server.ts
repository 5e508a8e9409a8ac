import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { invoiceOfPayment, readInvoice } from "~/integrations/stripe/invoices.server";
import type { Outcome, StoredEvent } from "./event";
import { notNow } from "./not-now.server";
import { bringOrderUpToDate } from "./order-of.server";

const FOREIGN: Outcome = { status: "ignored", note: "Not a membership of this installation." };

/**
 * Ask Stripe after the subscription an event speaks of. One we do not know yet may be the first word of a purchase: then its
 * order is brought up to date, which begins the membership.
 * @param hint `sub_…`, the order its metadata names, and the invoice the event is about
 */
export async function bringSubscriptionUpToDate(event: StoredEvent, hint: { subscriptionId: string | null; orderId: string | null; invoiceId?: string | null }): Promise<Outcome> {
  const { subscriptionId } = hint;
  if (!subscriptionId) return { status: "ignored", note: "Not about a subscription." };
  const row = await db.subscription.findUnique({ where: { stripeSubscriptionId: subscriptionId }, select: { id: true, account: { select: { stripeAccountId: true } } } });
  if (!row) return hint.orderId ? beginByOrder(event, hint.orderId) : FOREIGN;
  if (row.account.stripeAccountId !== event.stripeAccountId) return { status: "ignored", note: "The membership was not sold on this account." };
  const synced = await syncSubscription(subscriptionId, { cause: event.type, causeId: event.id }, hint.invoiceId);
  if (synced.outcome === "synced") return { status: "processed", note: `Membership ${row.id} is ${synced.status}.` };
  if (synced.outcome === "unknown") return FOREIGN;
  throw await notNow(event, synced.failure, "The membership");
}

/** The order answers for it: paid, it begins the membership; not yet, its own events come. */
async function beginByOrder(event: StoredEvent, orderId: string): Promise<Outcome> {
  const done = await bringOrderUpToDate(event, { orderId });
  return done.status === "ignored" ? FOREIGN : done;
}

/**
 * Money of a renewal went back: the payment leads to the invoice, and that to the membership. Accounts without memberships
 * of ours are not asked.
 */
export async function bringRenewalUpToDate(event: StoredEvent, paymentIntentId: string): Promise<Outcome> {
  const known = await db.invoice.findUnique({ where: { stripePaymentIntentId: paymentIntentId }, select: { stripeInvoiceId: true, subscription: { select: { stripeSubscriptionId: true } } } });
  if (known) return bringSubscriptionUpToDate(event, { subscriptionId: known.subscription.stripeSubscriptionId, orderId: null, invoiceId: known.stripeInvoiceId });
  const account = event.stripeAccountId ? await db.connectedAccount.findFirst({ where: { stripeAccountId: event.stripeAccountId, subscriptions: { some: {} } }, select: ACCESS_COLUMNS }) : null;
  if (!account) return FOREIGN;
  const access = accessOf(account);
  const invoiceId = await invoiceOfPayment(access, paymentIntentId);
  if (!invoiceId.ok) throw await notNow(event, invoiceId.error, "The invoice of the payment");
  if (!invoiceId.value) return FOREIGN;
  const invoice = await readInvoice(access, invoiceId.value);
  if (!invoice.ok) throw await notNow(event, invoice.error, "The invoice");
  return bringSubscriptionUpToDate(event, { subscriptionId: invoice.value.subscriptionId, orderId: null, invoiceId: invoice.value.id });
}
