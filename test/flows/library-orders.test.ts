import { beforeAll, expect, test } from "vitest";
import { db } from "~/db.server";
import type { Offer, Order, Store, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action, loader as orderLoader } from "~/routes/library/order";
import { loader as ordersLoader } from "~/routes/library/orders";
import { aCourse, aStore } from "../factories/catalog";
import { aGrant, anOrder, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";
import { mailsTo } from "../setup/people";

let store: Store;
let buyer: User;
let stranger: User;
let offer: Offer;
let order: Order;

beforeAll(async () => {
  ({ store } = await aStore({ supportEmail: "help@vint.example" }));
  [buyer, stranger] = [await makePerson({ email: "buyer@example.com" }), await makePerson()];
  ({ offer } = await aCourse(store.id));
  order = await anOrder(buyer, offer, { number: 7, paymentMethodLabel: "Visa •••• 4242", taxAmount: 931n, amountPaid: 5831n });
  await aGrant(buyer.id, offer.id, { orderId: order.id });
});

const open = async (user: User, orderId: string) => {
  try {
    return await orderLoader({ request: await requestOf(user, `/library/orders/${orderId}`), params: { orderId }, context: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown.status;
    throw thrown;
  }
};
const resend = async (user: User, orderId: string): Promise<Response> => {
  try {
    return await action({ request: await requestOf(user, `/library/orders/${orderId}`, { form: {} }), params: { orderId }, context: {} });
  } catch (thrown) {
    if (thrown instanceof Response) return thrown;
    throw thrown;
  }
};
/** The sentence a redirect carries to the next page. */
const wordsOf = (answer: Response) => decodeURIComponent(Buffer.from(decodeURIComponent(/flash=([^;]+)/.exec(answer.headers.get("Set-Cookie") ?? "")?.[1] ?? ""), "base64").toString());

test("an order with its state in words, what was paid, and the seller", async () => {
  expect(await open(buyer, order.id)).toMatchObject({
    title: offer.title,
    status: { label: "Paid" },
    offerId: offer.id,
    facts: expect.arrayContaining([
      { label: "Order number", value: "7" },
      { label: "Price", value: "€49" },
      { label: "Tax", value: "€9.31" },
      { label: "Paid", value: "€58.31" },
      { label: "Paid with", value: "Visa •••• 4242" },
    ]),
    seller: { supportEmail: "help@vint.example", lines: ["Mara Vint", "Lindenweg 4", "10115 Berlin", "Germany"] },
  });
});

test("row 29: somebody else's order is not there, and its receipt cannot be asked for", async () => {
  expect(await open(stranger, order.id)).toBe(404);
  expect(await open(buyer, "ord_none")).toBe(404);
  expect((await resend(stranger, order.id)).status).toBe(404);
  expect(await db.outboxEmail.count({ where: { orderId: order.id } })).toBe(0);
});

test("the receipt again: to the address it was bought under, not without end", async () => {
  const first = await resend(buyer, order.id);
  expect([first.status, first.headers.get("Location")]).toEqual([302, `/library/orders/${order.id}`]);
  expect(wordsOf(first)).toContain("buyer@example.com");
  expect(await open(buyer, order.id)).toMatchObject({ receipts: [{ label: "On its way", text: expect.stringContaining("buyer@example.com") }] });
  let refused: Response | null = null;
  for (let attempt = 0; attempt < 10 && !refused; attempt += 1) {
    const answer = await resend(buyer, order.id);
    if (wordsOf(answer).includes("several times today")) refused = answer;
  }
  expect(refused).not.toBeNull();
  expect(await db.outboxEmail.count({ where: { orderId: order.id, kind: "receipt" } })).toBeLessThanOrEqual(6);
});

test("the receipt again says what is true now: what went back, what was paid without a name for it, and that it is gone", async () => {
  const receiptOf = async (overrides: Partial<Order>, open: boolean) => {
    const person = await makePerson();
    const bought = await anOrder(person, offer, { number: 100 + (await db.order.count()), ...overrides });
    if (open) await aGrant(person.id, offer.id, { orderId: bought.id });
    await resend(person, bought.id);
    return (await mailsTo(person.email))[0];
  };
  const refunded = await receiptOf({ status: "refunded", amountRefunded: 4900n }, false);
  expect(refunded).toMatchObject({ kind: "receipt", props: { closed: true, refunded: "€49", payment: { method: "Stripe" } } });
  const part = await receiptOf({ status: "partially_refunded", amountRefunded: 900n, paymentMethodLabel: "Visa •••• 4242" }, true);
  expect(part).toMatchObject({ props: { refunded: "€9", payment: { method: "Visa •••• 4242" } } });
  expect(part?.props).not.toHaveProperty("closed");
  expect(await receiptOf({ amount: 0n, amountPaid: 0n }, false)).toMatchObject({ kind: "welcome", props: { closed: true } });
});

test("every state has words that are true, and a checkout left unpaid is no order", async () => {
  const person = await makePerson();
  const states = ["paid", "processing", "failed", "partially_refunded", "refunded", "quarantined", "pending", "expired"] as const;
  for (const status of states) await anOrder(person, offer, { status, amountRefunded: status === "partially_refunded" ? 1000n : status === "refunded" ? 4900n : 0n });
  const { orders } = await ordersLoader({ request: await requestOf(person, "/library/orders"), params: {}, context: {} });
  expect(orders.map((listed) => listed.label).sort()).toEqual(["Being checked", "Not paid", "On its way", "Paid", "Partly refunded", "Refunded"]);
  const refunded = await db.order.findFirstOrThrow({ where: { userId: person.id, status: "refunded" } });
  expect(await open(person, refunded.id)).toMatchObject({ offerId: null, status: { text: expect.stringContaining("€49 went back to you") } });
  const pending = await db.order.findFirstOrThrow({ where: { userId: person.id, status: "pending" } });
  expect(await open(person, pending.id)).toBe(404);
});

test("pages of orders by keyset", async () => {
  const person = await makePerson();
  const price = await db.price.findFirstOrThrow({ where: { offerId: offer.id } });
  const at = now().getTime();
  await db.order.createMany({
    data: Array.from({ length: 60 }, (_, index) => ({
      id: newId("order"), storeId: store.id, offerId: offer.id, priceId: price.id, userId: person.id, buyerKeyHash: "none", status: "paid" as const,
      offerTitle: `Order ${index}`, offerKind: "course" as const, amount: 4900n, amountPaid: 4900n, currency: "eur", createdAt: new Date(at + Math.floor(index / 7)), paidAt: now(),
    })),
  });
  const seen: string[] = [];
  let path: string | null = "/library/orders";
  let pages = 0;
  while (path) {
    const page: Awaited<ReturnType<typeof ordersLoader>> = await ordersLoader({ request: await requestOf(person, path), params: {}, context: {} });
    seen.push(...page.orders.map((listed) => listed.title));
    path = page.older;
    pages += 1;
  }
  expect(pages).toBe(3);
  expect(new Set(seen).size).toBe(60);
});
