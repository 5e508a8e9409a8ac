import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { readInvoice } from "~/integrations/stripe/invoices.server";
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
 * up to date at once, and of a membership that is over no money is taken. Null: there is no such invoice.
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
  if (invoice.status === "paid") return { outcome: "paid", view };
  // Stripe still takes a payment of what it calls unpaid, and goes on; of an ended one it would take money for nothing.
  if (subscription.endedAt && subscription.status !== "unpaid") return { outcome: "over", view };
  if (account.status === "disconnected") return { outcome: "try_later", view };
  const read = await readInvoice(accessOf(account), invoice.stripeInvoiceId);
  if (!read.ok) return invoice.status === "open" && invoice.hostedUrl ? { outcome: "pay", url: invoice.hostedUrl } : { outcome: "try_later", view };
  const { status, hostedUrl } = read.value;
  if (status === "open" || status === "uncollectible") return hostedUrl ? { outcome: "pay", url: hostedUrl } : { outcome: "try_later", view };
  await syncSubscription(subscription.stripeSubscriptionId, { cause: "payment link" }, invoice.stripeInvoiceId);
  return { outcome: status === "paid" ? "paid" : "over", view };
}
