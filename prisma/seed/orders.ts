import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { syncDispute } from "~/domain/disputes/sync-dispute.server";
import { deliverEmail, dueEmails } from "~/domain/mail/deliver-email.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { completeFreeOrder } from "~/domain/orders/complete-free-order.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { findOrCreatePerson } from "~/domain/people/find-or-create-person.server";
import { targetOfPayment } from "~/domain/refunds/payment-target.server";
import type { Store } from "~/generated/prisma/client";
import { readDispute } from "~/integrations/stripe/disputes.server";
import { DAY, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { hashToken, newToken } from "~/lib/tokens";
import type { DemoOrder } from "./content/types";
import { inSandbox } from "./sandbox-control";
import { must, seedCause } from "./stores";
import { standAt } from "./time";
import type { OfferKind } from "~/generated/prisma/enums";

export interface PlannedOrder {
  store: Store;
  offerSlug: string;
  moment: number;
  outcome: DemoOrder["outcome"];
  buyer: { name: string; email: string; country?: string };
  /** A price of a membership; else the offer's one. */
  priceId?: string;
  /** Set for somebody who was signed in. */
  userId?: string;
}

/** Buy as a person would, at that moment: checkout, a card, the webhook's work, the receipt; or go away from the checkout. @returns the order */
export async function placeOrder(planned: PlannedOrder): Promise<string> {
  await standAt(planned.moment);
  const offer = await db.offer.findUniqueOrThrow({ where: { storeId_slug: { storeId: planned.store.id, slug: planned.offerSlug } }, include: { prices: { where: { active: true } } } });
  const price = offer.prices.find(({ id }) => id === planned.priceId) ?? offer.prices[0];
  if (!price) throw new Error(`${offer.slug} has no price`);
  if (price.amount === 0n) return takeFree(planned, { ...offer, price });
  const started = must(
    await startCheckout({ offerId: offer.id, priceId: price.id, viewer: planned.userId ? { id: planned.userId, email: planned.buyer.email } : null, buyerKey: newToken(), uiMode: "hosted_page" }),
  );
  const session = await db.checkoutSession.findFirstOrThrow({ where: { orderId: started.orderId }, select: { stripeSessionId: true } });
  const id = session.stripeSessionId ?? "";
  if (planned.outcome === "left") return started.orderId;
  await inSandbox("checkout", "pay", { session: id, number: "4242424242424242", email: planned.buyer.email, name: planned.buyer.name, ...(planned.buyer.country ? { address: { country: planned.buyer.country } } : {}) });
  must(await completePurchase(started.orderId, seedCause));
  await sendMails();
  if (planned.outcome === "paid") return started.orderId;
  if (planned.outcome === "disputed") return isDisputed(started.orderId, planned.moment + 5 * DAY);
  await standAt(Math.min(planned.moment + 2 * DAY, Date.now() - 1000));
  await inSandbox("payments", "refund", { charge: id, reason: "requested_by_customer", ...(planned.outcome === "partially_refunded" ? { amount: Number(price.amount / 2n) } : {}) });
  must(await completePurchase(started.orderId, { cause: "refunded in Stripe's Dashboard" }));
  return started.orderId;
}

/** Nobody paid until Stripe’s page closed. */
export async function closeCheckout(orderId: string): Promise<void> {
  must(await completePurchase(orderId, { cause: "checkout.session.expired" }));
}

/** The buyer’s bank takes the money back: access closes, and the creator has a mail with the day until which they can answer. */
async function isDisputed(orderId: string, moment: number): Promise<string> {
  await standAt(moment);
  const { stripePaymentIntentId } = await db.order.findUniqueOrThrow({ where: { id: orderId }, select: { stripePaymentIntentId: true } });
  const target = await targetOfPayment({ paymentIntentId: stripePaymentIntentId });
  if (!target) throw new Error("The demo's disputed order has no payment");
  const { id } = await inSandbox("payments", "openDispute", { charge: target.paymentIntentId, reason: "product_not_received" });
  await syncDispute(target, must(await readDispute(accessOf(target.account), id)), now(), { cause: "charge.dispute.created" });
  await sendMails();
  return orderId;
}

async function takeFree(planned: PlannedOrder, offer: { id: string; title: string; kind: OfferKind; price: { id: string; amount: bigint; currency: string } }): Promise<string> {
  const orderId = newId("order");
  const userId = await db.$transaction(async (tx) => {
    const person = await findOrCreatePerson(tx, planned.buyer);
    await tx.user.updateMany({ where: { id: person.userId, emailVerifiedAt: null }, data: { emailVerifiedAt: now() } });
    await tx.order.create({
      data: {
        id: orderId, storeId: planned.store.id, offerId: offer.id, priceId: offer.price.id, status: "pending", offerTitle: offer.title, offerKind: offer.kind, amount: 0n,
        currency: offer.price.currency, buyerEmail: planned.buyer.email, buyerName: planned.buyer.name, buyerKeyHash: hashToken(newToken()), createdAt: now(),
      },
    });
    return person.userId;
  });
  must(await completeFreeOrder(orderId, userId, seedCause));
  await sendMails();
  return orderId;
}

export async function sendMails(): Promise<void> {
  for (const id of await dueEmails()) await deliverEmail(id);
}
