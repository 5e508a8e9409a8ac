import { beforeAll, beforeEach } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { Offer, User } from "~/generated/prisma/client";
import { aBundle, aCourse, aDownload } from "../factories/catalog";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import type { Sandbox } from "../sandbox";
import { useSandbox } from "./sandbox";

export let control: Sandbox["control"];

export const CARD = "4242424242424242";
export const CAUSE = { cause: "test" };

export let shop: SellingStore;
export let course: Awaited<ReturnType<typeof aCourse>>;
export let download: Awaited<ReturnType<typeof aDownload>>;
export let bundle: Awaited<ReturnType<typeof aBundle>>;
export let person: User;

type Sold = { offer: Offer; price: { id: string } | null };

/** Bought and paid, as a webhook would find it. */
export async function bought(what: Sold, viewer: User = person): Promise<{ orderId: string; sessionId: string }> {
  const { orderId, sessionId } = await aCheckout({ ...shop, offer: what.offer, price: what.price as SellingStore["price"] }, { viewer });
  control.checkout.pay({ session: sessionId, number: CARD, email: viewer.email, name: viewer.name });
  await completePurchase(orderId, CAUSE);
  return { orderId, sessionId };
}
export async function refunded({ orderId, sessionId }: { orderId: string; sessionId: string }, amount?: number): Promise<void> {
  control.payments.refund({ charge: sessionId, ...(amount ? { amount } : {}) });
  await completePurchase(orderId, CAUSE);
}
export const opens = async (...offers: { id: string }[]) => Promise.all(offers.map(({ id }) => canOpen(person.id, id)));
export const grantsOf = (orderId: string) => db.grant.findMany({ where: { orderId }, orderBy: { id: "asc" } });
export const key = () => ({ storeId: shop.store.id, bundleId: bundle.offer.id });

/** A shop, and for each test a course, a download, a bundle of both and somebody who may buy them. */
export function prepareBundleShop(): void {
  ({ control } = useSandbox());
  beforeAll(async () => {
    shop = await aSellingStore(control);
  });
  beforeEach(async () => {
    course = await aCourse(shop.store.id, { amount: 6000 });
    download = await aDownload(shop.store.id, { amount: 4000 });
    bundle = await aBundle(shop.store.id, [course.offer.id, download.offer.id], { amount: 7500, ownersPayLess: true });
    person = await makePerson();
  });
}
