import { describe, expect, test } from "vitest";
import { currentConnection, db, sql } from "~/db.server";
import { storeOrders } from "~/domain/orders/list.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { DAY, later } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as home } from "~/routes/studio/home";
import { loader as orders } from "~/routes/studio/orders";
import { action as resend, loader as orderPage } from "~/routes/studio/orders.order";
import { aCourse, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore } from "../factories/sales";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

describe("the creator's view of an order", () => {
  test("the money's way, the buyer, the receipt and the history of a real sale", async () => {
    const shop = await aSellingStore(control);
    const cookie = await signedInAs(shop.owner.id);
    const checkout = await aCheckout(shop);
    control.checkout.pay({ session: checkout.sessionId, number: "4242424242424242", email: "iris@example.com", name: "Iris Blom" });
    await completePurchase(checkout.orderId, { cause: "Stripe" });
    const page = await answerOf(() => orderPage(args(makeRequest(`/studio/orders/${checkout.orderId}`, { cookie }), { orderId: checkout.orderId })));
    const order = (await page.json()) as Awaited<ReturnType<typeof orderPage>>;
    expect(order).toMatchObject({ number: 1, status: "paid", buyer: { name: "Iris Blom", email: "iris@example.com" }, paymentMethod: "Visa •••• 4242", hasAccess: true });
    // 1.5 % + 25 of €49 at the sandbox.
    expect(order.money?.map((line) => line.amount)).toEqual(["€49", "−€0.99", "€48.01"]);
    expect(order.mails).toMatchObject([{ name: "A sale" }, { name: "Receipt", to: "iris@example.com", label: "Waiting" }]);
    expect(order.timeline.map((line) => line.what)).toEqual(["Checkout begun", "Checkout opened on Stripe’s page", "Paid", "Access given", "Receipt: written", "A sale: written"]);
    expect(order.stripePayment && order.stripePayment.url).toMatch(/\/dashboard\/payments\/pi_/);

    const sent = await answerOf(() => resend(args(makeRequest(`/studio/orders/${checkout.orderId}`, { form: { intent: "resend" }, cookie }), { orderId: checkout.orderId })));
    expect(sent.headers.get("Location")).toBe(`/studio/orders/${checkout.orderId}`);
    expect(await db.outboxEmail.count({ where: { orderId: checkout.orderId, kind: "receipt" } })).toBe(2);

    const front = (await (await answerOf(() => home(args(makeRequest("/studio", { cookie }))))).json()) as Awaited<ReturnType<typeof home>>;
    expect(front.sales).toMatchObject([{ title: shop.offer.title, buyer: "Iris Blom", amount: "€49" }]);
    expect(front.setup).toMatchObject({ stripe: "ready", published: true, sold: true });
  });

  test("row 29: another creator's order is nothing, to read and to act on", async () => {
    const shop = await aSellingStore(control);
    const { orderId } = await aCheckout(shop);
    const { owner } = await aStore();
    const cookie = await signedInAs(owner.id);
    for (const id of [orderId, "ord_nothing"]) {
      expect((await answerOf(() => orderPage(args(makeRequest(`/studio/orders/${id}`, { cookie }), { orderId: id })))).status).toBe(404);
      expect((await answerOf(() => resend(args(makeRequest(`/studio/orders/${id}`, { form: {}, cookie }), { orderId: id })))).status).toBe(404);
    }
    const list = await answerOf(() => orders(args(makeRequest("/studio/orders?show=unfinished", { cookie }))));
    expect(await list.json()).toMatchObject({ rows: [] });
    for (const [loader, path] of [[home, "/studio"], [orders, "/studio/orders"]] as const) {
      expect((await answerOf(() => loader(args(makeRequest(path))))).headers.get("Location")).toMatch(/^\/sign-in\?returnTo=/);
    }
  });
});

describe("row 39: a long list", () => {
  // Enough rows for a plan that does not use the index to lose; the index makes the number unimportant.
  test("a page deep down is read from the index; forward and back meet", { timeout: 90_000 }, async () => {
    const { store } = await aStore();
    const { offer, price } = await aCourse(store.id);
    const rows = 20_000;
    await sql(
      `INSERT INTO orders (id, store_id, offer_id, price_id, buyer_key_hash, status, offer_title, offer_kind, amount, currency, created_at, paid_at)
       SELECT 'ord_bulk' || lpad(n::text, 8, '0'), $1, $2, $3, 'none', 'paid', 'Bulk', 'course', 4900, 'eur', $4::timestamptz + (n / 7) * interval '1 minute', $4::timestamptz
         FROM generate_series(1, $5::int) n`,
      [store.id, offer.id, price!.id, later(-90 * DAY), rows],
    );
    await currentConnection().query("ANALYZE orders");
    const first = await storeOrders(store.id, "sales");
    expect(first.rows).toHaveLength(25);
    expect(first.newer).toBeNull();
    const second = await storeOrders(store.id, "sales", { before: first.older });
    expect((await storeOrders(store.id, "sales", { after: second.newer })).rows.map((row) => row.id)).toEqual(first.rows.map((row) => row.id));

    const deep = { id: "ord_bulk00000500", createdAt: (await db.order.findUniqueOrThrow({ where: { id: "ord_bulk00000500" } })).createdAt };
    const started = performance.now();
    const far = await storeOrders(store.id, "sales", { before: `${deep.createdAt.getTime()}.${deep.id}` });
    const took = performance.now() - started;
    expect(far.rows[0]?.id).toBe("ord_bulk00000499");
    expect(took).toBeLessThan(1_000);
    const { rows: plan } = await sql<{ "QUERY PLAN": string }>(
      `EXPLAIN SELECT id FROM orders WHERE store_id = '${store.id}' AND status IN ('paid') AND created_at <= now() AND (created_at < now() OR (created_at = now() AND id < 'x')) ORDER BY created_at DESC, id DESC LIMIT 26`,
    );
    expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).toMatch(/Index Scan.*orders_store_id_created_at_id_idx/);
  });

  test("an address that is no cursor is the first page", async () => {
    const { store } = await aStore();
    const { offer } = await aCourse(store.id);
    const order = await anOrder(await makePerson(), offer);
    for (const before of ["x", "1.", "'; drop table orders", `${Number.MAX_SAFE_INTEGER}.${newId("order")}`]) {
      expect((await storeOrders(store.id, "sales", { before })).rows.map((row) => row.id)).toEqual([order.id]);
    }
  });
});
