import { beforeAll, expect, test } from "vitest";
import { db } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import { readSession } from "~/integrations/stripe/payments.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { HOUR, setClock } from "~/lib/clock";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});

test("an order that cannot be completed does not keep back the others, nor the clearing up", async () => {
  const orders: string[] = [];
  for (const email of ["first@example.com", "second@example.com", "third@example.com"]) {
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email, name: "Noor" });
    orders.push(orderId);
    if (orders.length > 1) continue;
    // Its payment stands at another order already, which the database refuses.
    const read = await readSession(accessOf(shop.account), sessionId);
    const other = await aCheckout(shop);
    await db.order.update({ where: { id: other.orderId }, data: { status: "failed", stripePaymentIntentId: read.ok ? read.value.payment?.id : null } });
  }
  await db.session.create({ data: { id: "old", userId: shop.owner.id, createdAt: new Date(0), expiresAt: new Date(1), absoluteExpiresAt: new Date(1) } });
  setClock(() => Date.now() + 26 * HOUR);
  await jobHandlers.sweep({});
  const found = await db.order.findMany({ where: { id: { in: orders } }, orderBy: { createdAt: "asc" }, select: { status: true } });
  expect(found.map(({ status }) => status)).toEqual(["pending", "paid", "paid"]);
  expect(await db.session.findUnique({ where: { id: "old" } })).toBeNull();
});
