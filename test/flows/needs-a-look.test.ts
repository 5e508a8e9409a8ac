import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { orderInWords } from "~/domain/library/order-words";
import { ordersToLookAt, storeOrders } from "~/domain/orders/list.server";
import { DAY, setClock } from "~/lib/clock";
import { action as settled } from "~/routes/studio/orders.refund-settled";
import * as orderPage from "~/routes/studio/orders.order";
import { aClub, aMember, deliver } from "../factories/memberships";
import { aSale, refund, type Sold } from "../factories/money-back";
import { aCheckout, aSellingStore } from "../factories/sales";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// Orders that wait for a person: each is counted and listed until there is nothing left to do.
const { control } = useSandbox();
const render = rendererOf([{ id: "order", path: "/studio/orders/:orderId", module: orderPage }]);

const waiting = async ({ shop: { store } }: Pick<Sold, "shop">) => {
  const { attention } = await ordersToLookAt(store.id);
  const listed = (await storeOrders(store.id, "attention")).rows.map(({ id }) => id);
  expect(listed).toHaveLength(attention);
  return listed;
};
const page = async ({ shop, orderId }: Pick<Sold, "shop" | "orderId">) => (await render(makeRequest(`/studio/orders/${orderId}`, { cookie: await signedInAs(shop.owner.id) }))).html;
const refundsOf = (orderId: string) => db.refund.findMany({ where: { OR: [{ orderId }, { invoice: { subscription: { orderId } } }] }, orderBy: { createdAt: "desc" } });

/** The newest refund comes back from the buyer's bank, days later. */
async function bounce(orderId: string) {
  const [newest] = await refundsOf(orderId);
  control.payments.failRefund({ refund: newest?.stripeRefundId ?? "", reason: "expired_or_canceled_card" });
  await deliver(control);
}

async function putAside({ shop, orderId }: Pick<Sold, "shop" | "orderId">, cookie?: string) {
  const [newest] = await refundsOf(orderId);
  const request = makeRequest(`/studio/orders/${orderId}/refund-settled`, { cookie: cookie ?? (await signedInAs(shop.owner.id)), form: { refundId: newest?.id ?? "" } });
  return (await answerOf(() => settled({ request, params: { orderId }, context: { nonce: "", requestId: "" } }))).status;
}

describe("row 18: a refund that the buyer's bank sends back", () => {
  test("waits for a person until a later one goes through", async () => {
    const sold = await aSale(control, "course");
    await refund(sold);
    expect(await waiting(sold)).toEqual([]);
    await bounce(sold.orderId);
    expect(await waiting(sold)).toEqual([sold.orderId]);
    expect(await page(sold)).toContain("The refund of €49 did not go through");
    await refund(sold, { amount: 4900n });
    expect(await waiting(sold)).toEqual([]);
    expect(await page(sold)).not.toContain("The refund of €49 did not go through");
  });

  test("or until it was settled in another way: said once, by who may refund, and written down", async () => {
    const sold = await aSale(control, "download");
    await refund(sold);
    await bounce(sold.orderId);
    const stranger = await aSellingStore(control);
    expect(await putAside(sold, await signedInAs(stranger.owner.id))).toBe(404);
    expect(await putAside(sold)).toBe(302);
    expect(await waiting(sold)).toEqual([]);
    expect(await page(sold)).not.toContain("The refund of €49 did not go through");
    expect(await putAside(sold)).toBe(404);
    expect(await db.auditEntry.findMany({ where: { subjectId: sold.orderId, action: "order.settle_refund" } })).toMatchObject([{ actorId: sold.shop.owner.id, summary: "put aside a refund that did not go through, of order #1" }]);
  });

  test("of a renewal: its membership's order waits", async () => {
    const club = await aClub(control, { monthly: 4900 });
    const { orderId, subscriptionId, userId } = await aMember(control, club);
    setClock(() => Date.now() + 32 * DAY);
    await deliver(control);
    const invoice = await db.invoice.findFirstOrThrow({ where: { subscriptionId, billingReason: "subscription_cycle" } });
    const sold: Sold = { shop: club.shop, orderId, userId, opensId: club.courseId, payment: invoice.stripePaymentIntentId ?? "", email: "" };
    await refund(sold, { invoiceId: invoice.id, amount: 900n });
    await bounce(orderId);
    expect(await waiting(sold)).toEqual([orderId]);
    expect(await putAside(sold)).toBe(302);
    expect(await waiting(sold)).toEqual([]);
  });

  test("row 24, of a second payment: nobody is told any more that it goes back by itself", async () => {
    const shop = await aSellingStore(control);
    for (let n = 0; n < 2; n += 1) {
      const { sessionId } = await aCheckout(shop);
      control.checkout.pay({ session: sessionId, number: "4242424242424242", email: `twice-${shop.store.id}@example.com`, name: "Noor Haddad" });
    }
    await deliver(control);
    const { id: orderId } = await db.order.findFirstOrThrow({ where: { storeId: shop.store.id, duplicateOfId: { not: null } } });
    expect(await page({ shop, orderId })).toContain("Paid twice, sent back");
    await bounce(orderId);
    expect(await waiting({ shop })).toEqual([orderId]);
    const html = await page({ shop, orderId });
    expect(html).toContain("Paid twice, and Stripe does not send it back");
    expect(html).not.toContain("You need not do anything");
    expect(await putAside({ shop, orderId })).toBe(302);
    expect(await waiting({ shop })).toEqual([]);
    expect(await page({ shop, orderId })).toContain("Paid twice, settled in another way");
  });
});

describe("row 22: an order that is set aside", () => {
  /** What Stripe takes is not what its order asks for. */
  async function setAside(): Promise<Sold> {
    const shop = await aSellingStore(control);
    const { orderId, sessionId } = await aCheckout(shop);
    const email = `${orderId}@example.com`;
    control.checkout.pay({ session: sessionId, number: "4242424242424242", email, name: "Noor Haddad" });
    await db.order.update({ where: { id: orderId }, data: { amount: 9900n } });
    await deliver(control);
    const { stripePaymentIntentId } = await db.order.findUniqueOrThrow({ where: { id: orderId } });
    return { shop, orderId, userId: "", opensId: shop.offer.id, payment: stripePaymentIntentId ?? "", email };
  }
  const order = ({ orderId }: Sold) => db.order.findUniqueOrThrow({ where: { id: orderId }, include: { grants: true, refunds: true } });

  test("waits until all of it has gone back, then says so to both sides; nothing was sold", async () => {
    const sold = await setAside();
    expect(await waiting(sold)).toEqual([sold.orderId]);
    expect(await page(sold)).toContain("This order needs a look");
    await refund(sold, { amount: 900n });
    expect(await waiting(sold)).toEqual([sold.orderId]);
    await refund(sold, { amount: 4000n });
    expect(await waiting(sold)).toEqual([]);
    const html = await page(sold);
    expect(html).toContain("Set aside, and sent back");
    expect(html).not.toContain("needs a look");
    const after = await order(sold);
    expect(after).toMatchObject({ status: "refunded", amountRefunded: 4900n, number: null, paidAt: null, grants: [] });
    expect(orderInWords(after, false).label).toBe("Refunded");
    expect(await db.moneyMovement.count({ where: { storeId: sold.shop.store.id } })).toBe(0);
    await deliver(control, "shuffle");
    expect(await order(sold)).toMatchObject({ status: "refunded", number: null });
  });

  test("refunded in the Dashboard it is over as well, and if that comes back it waits again", async () => {
    const sold = await setAside();
    control.payments.refund({ charge: sold.payment });
    await deliver(control);
    expect(await order(sold)).toMatchObject({ status: "refunded", refunds: [{ amount: 4900n, status: "succeeded" }] });
    expect(await waiting(sold)).toEqual([]);
    await bounce(sold.orderId);
    expect(await order(sold)).toMatchObject({ status: "quarantined", amountRefunded: 0n });
    expect(await waiting(sold)).toEqual([sold.orderId]);
  });
});
