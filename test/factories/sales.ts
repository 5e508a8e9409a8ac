import { db } from "~/db.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { ConnectedAccount, Offer, Price, Store, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { newToken } from "~/lib/tokens";
import type { Control } from "../sandbox";
import { aCourse, aStore } from "./catalog";

export interface SellingStore {
  owner: User;
  store: Store;
  account: ConnectedAccount;
  offer: Offer;
  price: Price;
}

/** A store that can sell: a connected account at the sandbox that can charge, and a published course. */
export async function aSellingStore(control: Control, { amount = 4900, currency = "eur", country = "DE" }: { amount?: number; currency?: string; country?: string } = {}): Promise<SellingStore> {
  const { owner, store } = await aStore({ currency });
  const { account: stripeAccount } = control.accounts.create({ country, currency, businessName: store.name, email: owner.email, connected: true });
  await db.connectedAccount.create({
    data: { id: newId("account"), storeId: store.id, stripeAccountId: stripeAccount.id, status: "connected", livemode: false, isPrimary: true, connectedAt: now() },
  });
  await syncAccount(stripeAccount.id, { cause: "test" });
  const account = await db.connectedAccount.findFirstOrThrow({ where: { storeId: store.id } });
  const { offer, price } = await aCourse(store.id, { amount, currency });
  return { owner, store, account, offer, price: price! };
}

/** A checkout a buyer has begun: the order and Stripe's session. */
export async function aCheckout({ offer, price }: SellingStore, { viewer = null, buyerKey = newToken() }: { viewer?: { id: string; email: string } | null; buyerKey?: string } = {}) {
  const started = await startCheckout({ offerId: offer.id, priceId: price.id, viewer, buyerKey, uiMode: "hosted_page" });
  if (!started.ok) throw new Error(`checkout refused: ${started.error.kind}`);
  const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId: started.value.orderId } });
  return { orderId: started.value.orderId, sessionId: stripeSessionId!, buyerKey };
}

/** Sold: begun, paid by card at the sandbox, and fulfilled here as the buyer's way back does it. What it left in the queue is still there. */
export async function aPaidSale(control: Control, shop: SellingStore, { email, name = "Noor Haddad" }: { email: string; name?: string }) {
  const checkout = await aCheckout(shop);
  control.checkout.pay({ session: checkout.sessionId, number: "4242424242424242", email, name });
  await completePurchase(checkout.orderId, { cause: "return page" });
  return checkout;
}
