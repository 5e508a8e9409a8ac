import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { finishedInvoice, readInvoice, type InvoiceState } from "~/integrations/stripe/invoices.server";
import { readSubscription } from "~/integrations/stripe/subscriptions.server";
import { ok, type Result } from "~/lib/result";
import { endedHere } from "./ended-here.server";
import { syncSubscription } from "./sync-subscription.server";

/** What the payer sees where there is nothing to pay. */
export interface PayableView {
  subscriptionId: string;
  offerId: string;
  title: string;
  store: { name: string; accentColor: string; supportEmail: string };
  /** The membership's page in the storefront, while it can be joined. */
  joinPath: string | null;
}

/** `pay`: Stripe's page for it; `paid`: nothing is left to pay; `over`: nobody asks for it any more, and a payment would open nothing. */
export type Payable = { outcome: "pay"; url: string } | { outcome: "paid" | "over" | "try_later"; view: PayableView };

/**
 * Where an invoice of ours is paid now. Stripe is asked, because the mail that leads here may be weeks old: what was paid since is brought
 * up to date at once, and of a membership that is over no money is taken. One that Stripe gave up on is paid by its newest invoice. Null: there
 * is no such invoice.
 */
export async function payableInvoice(invoiceId: string): Promise<Payable | null> {
  const invoice = await db.invoice.findUnique({
    where: { id: invoiceId },
    include: { subscription: { include: { account: { select: { ...ACCESS_COLUMNS, status: true } }, offer: { select: { id: true, slug: true, title: true, status: true, store: { select: { name: true, slug: true, accentColor: true, supportEmail: true } } } } } } },
  });
  if (!invoice) return null;
  const { subscription } = invoice;
  const { offer, account } = subscription;
  const view: PayableView = {
    subscriptionId: subscription.id,
    offerId: offer.id,
    title: offer.title,
    store: { name: offer.store.name, accentColor: offer.store.accentColor, supportEmail: offer.store.supportEmail },
    joinPath: offer.status === "published" ? `/s/${offer.store.slug}/${offer.slug}` : null,
  };
  const mayComeBack = subscription.status === "unpaid" && !(await endedHere(db, subscription));
  if (!mayComeBack) {
    if (invoice.status === "paid") return { outcome: "paid", view };
    // Of one that has ended money would be taken for nothing.
    if (subscription.endedAt) return { outcome: "over", view };
    // Stripe leaves it open, but a newer one was paid since.
    if ((await db.invoice.count({ where: { subscriptionId: subscription.id, status: "paid", createdAt: { gt: invoice.createdAt } } })) > 0) return { outcome: "paid", view };
  }
  if (account.status === "disconnected") return { outcome: "try_later", view };
  const access = accessOf(account);
  const read = mayComeBack ? await newestInvoice(access, subscription.stripeSubscriptionId) : await readInvoice(access, invoice.stripeInvoiceId);
  if (!read.ok) return !mayComeBack && invoice.status === "open" && invoice.hostedUrl ? { outcome: "pay", url: invoice.hostedUrl } : { outcome: "try_later", view };
  const { status, hostedUrl, id } = read.value ?? OVER;
  if (status === "open" || status === "uncollectible") return hostedUrl ? { outcome: "pay", url: hostedUrl } : { outcome: "try_later", view };
  await syncSubscription(subscription.stripeSubscriptionId, { cause: "payment link" }, id);
  return { outcome: status === "paid" ? "paid" : "over", view };
}

const OVER = { status: "void", hostedUrl: null, id: null };

/**
 * The invoice by which a subscription that Stripe gave up on (`unpaid`) comes back, ready to be paid: its newest, and no other, whichever the
 * mail was about. What Stripe makes of the periods since stays a draft. Null: it has ended there meanwhile.
 * https://docs.stripe.com/billing/subscriptions/overview#unpaid-subscriptions
 */
async function newestInvoice(access: AccountAccess, stripeSubscriptionId: string): Promise<Result<InvoiceState | null, StripeFailure>> {
  const read = await readSubscription(access, stripeSubscriptionId);
  if (!read.ok) return read;
  const { status, latestInvoiceId } = read.value;
  if (status === "canceled" || !latestInvoiceId) return ok(null);
  return status === "unpaid" ? finishedInvoice(access, latestInvoiceId) : readInvoice(access, latestInvoiceId);
}
