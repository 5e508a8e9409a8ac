import { beforeAll } from "vitest";
import { db } from "~/db.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import type { Sandbox } from "../sandbox";
import { useSandbox } from "./sandbox";

export let sandbox: Sandbox;
export let control: Sandbox["control"];

export let shop: SellingStore;

const CARD = "4242424242424242";
export const address = () => `twice-${Math.random().toString(36).slice(2)}@example.com`;


/** A guest in a browser of their own pays. */
export async function paid(email: string, at: SellingStore = shop) {

  const checkout = await aCheckout(at);
  control.checkout.pay({ session: checkout.sessionId, number: CARD, email, name: "Noor Haddad" });
  return checkout;
}
export async function deliver(order: "fifo" | "lifo" | "shuffle" = "fifo") {
  control.webhooks.release({ order });
  await control.webhooks.flush({});
  await drain(jobHandlers);
}
export const orderOf = (id: string) => db.order.findUniqueOrThrow({ where: { id }, include: { grants: true } });
export const mails = (email: string, subject: RegExp) => control.mail.list({ to: email }).filter((mail) => subject.test(mail.subject)).length;
export const refundsOf = (orders: { stripePaymentIntentId: string | null }[]) => control.payments.listCharges({ account: shop.account.stripeAccountId }).filter((charge) => orders.some((order) => order.stripePaymentIntentId === charge.payment_intent) && charge.refunded).length;

export async function kept(ids: string[]) {
  const orders = await Promise.all(ids.map(orderOf));
  const live = orders.filter((order) => order.grants.some((grant) => !grant.revokedAt));
  return { orders, live, refunded: orders.filter((order) => order.status === "refunded") };
}

/** A shop that all tests of a file share. */
export function prepareShop(): void {
  ({ sandbox, control } = useSandbox());
  beforeAll(async () => {
    shop = await aSellingStore(control);
  });
}
