import { db } from "~/db.server";
import type { AccessChoice } from "~/domain/access/refund-choice.server";
import { askRefund } from "~/domain/refunds/ask-refund.server";
import { makeRefund } from "~/domain/refunds/make-refund.server";
import type { Offer, Price } from "~/generated/prisma/client";
import { newId } from "~/lib/ids";
import type { Control } from "../sandbox";
import { aBundle, aDownload } from "./catalog";
import { aClub, aMember, deliver } from "./memberships";
import { aCheckout, aSellingStore, type SellingStore } from "./sales";

/** A sale that was paid and fulfilled, of whatever kind. */
export interface Sold {
  shop: SellingStore;
  orderId: string;
  userId: string;
  /** What its buyer opens by it: the course, the download, a course in the bundle, one the tier opens. */
  opensId: string;
  /** pi_… */
  payment: string;
  email: string;
}

export const SOLD_KINDS = ["course", "download", "bundle", "membership"] as const;
export type SoldKind = (typeof SOLD_KINDS)[number];

/** Something of a kind, bought and paid for €49 (of a membership: its first month). */
export async function aSale(control: Control, kind: SoldKind): Promise<Sold> {
  if (kind === "membership") {
    const club = await aClub(control, { monthly: 4900 });
    const member = await aMember(control, club);
    const { stripePaymentIntentId, buyerEmail } = await db.order.findUniqueOrThrow({ where: { id: member.orderId } });
    return { shop: club.shop, orderId: member.orderId, userId: member.userId, opensId: club.courseId, payment: stripePaymentIntentId ?? "", email: buyerEmail ?? "" };
  }
  const shop = await aSellingStore(control);
  if (kind === "course") return buy(control, shop);
  if (kind === "download") return buy(control, { ...shop, ...asSold(await aDownload(shop.store.id)) });
  const { offer: inside } = await aDownload(shop.store.id);
  return buy(control, { ...shop, ...asSold(await aBundle(shop.store.id, [inside.id])) }, inside.id);
}

function asSold({ offer, price }: { offer: Offer; price: Price | null }): Pick<SellingStore, "offer" | "price"> {
  if (!price) throw new Error("made without a price");
  return { offer, price };
}

/** The store's offer, bought by a guest and fulfilled: a new one, or whoever has the address. */
export async function buy(control: Control, shop: SellingStore, opensId = shop.offer.id, address?: string): Promise<Sold> {
  const checkout = await aCheckout(shop);
  const email = address ?? `${checkout.orderId}@example.com`;
  control.checkout.pay({ session: checkout.sessionId, number: "4242424242424242", email, name: "Noor Haddad" });
  await deliver(control);
  const { userId, stripePaymentIntentId } = await db.order.findUniqueOrThrow({ where: { id: checkout.orderId } });
  return { shop, orderId: checkout.orderId, userId: userId ?? "", opensId, payment: stripePaymentIntentId ?? "", email };
}

export interface Wish {
  amount?: bigint;
  access?: AccessChoice;
  invoiceId?: string | null;
  refundId?: string;
  note?: string;
}

/** Ask for a refund as the owner does. */
export function wish({ shop, orderId }: Sold, { amount = 4900n, access = "as_usual", invoiceId = null, refundId = newId("refund"), note = "" }: Wish = {}) {
  return askRefund({ refundId, storeId: shop.store.id, orderId, invoiceId, amount, reason: "requested_by_customer", note, access, byUserId: shop.owner.id });
}

/** Ask for it and have it made at once, as the page does. */
export async function refund(sold: Sold, wanted: Wish = {}) {
  const asked = await wish(sold, wanted);
  if (!asked.ok) throw new Error(`refund refused: ${asked.error.kind}`);
  return { refundId: asked.value.refundId, made: await makeRefund(asked.value.refundId) };
}
