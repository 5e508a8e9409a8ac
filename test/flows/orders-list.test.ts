import { beforeAll, describe, expect, test } from "vitest";
import { currentConnection, db, sql } from "~/db.server";
import { sortedAfterwards, walked } from "~/domain/customers/few-found.server";
import { everyOrder, orderCountries, ordersToLookAt, storeOrders } from "~/domain/orders/list.server";
import type { OrderView } from "~/domain/orders/order-views";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as orders } from "~/routes/studio/orders";
import { loader as exported } from "~/routes/studio/orders-export";
import type { Offer, Store, User } from "~/generated/prisma/client";
import { aCourse, aDownload, aStore } from "../factories/catalog";
import { anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { operationsOf } from "../setup/operations";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });
const ids = async (storeId: string, filter: Parameters<typeof storeOrders>[2], view: OrderView = "all") => (await storeOrders(storeId, view, filter)).rows.map((row) => row.id);

describe("what is found", () => {
  let store: Store;
  let owner: User;
  let course: Offer;
  let download: Offer;
  let maya: string;
  let ozil: string;

  beforeAll(async () => {
    ({ owner, store } = await aStore());
    ({ offer: course } = await aCourse(store.id, { title: "Glazing, slowly" }));
    ({ offer: download } = await aDownload(store.id, { title: "Forty margins" }));
    const buyer = await makePerson();
    maya = (await anOrder(buyer, course, { number: 1042, buyerName: "Maya O’Neill", buyerEmail: "maya.oneill@post.example", buyerCountry: "PT", stripePaymentIntentId: "pi_3QxYzAbC", createdAt: later(-2 * DAY) })).id;
    ozil = (await anOrder(buyer, download, { number: 7, buyerName: "Özil Çelik", buyerEmail: "oezil@other.example", buyerCountry: "TR", status: "refunded", createdAt: later(-40 * DAY) })).id;
    const other = await aStore();
    const { offer: foreign } = await aCourse(other.store.id, { title: "Glazing, slowly" });
    await anOrder(buyer, foreign, { number: 1042, buyerName: "Maya O’Neill", buyerEmail: "maya.oneill@post.example" });
  });

  test("row 29: by number, words of a name, an address, a title and a payment's id, only in one's own store", async () => {
    for (const search of ["1042", "#1042", "maya", "MAYA o'nei", "maya.oneill@post.example", "oneill@post", "glaz", "slowly glazing", "pi_3QxYzAbC", "3qxy", maya]) {
      expect([search, await ids(store.id, { search })]).toEqual([search, [maya]]);
    }
    for (const search of ["özil", "ÖZIL", "çelik özil", "7"]) expect([search, await ids(store.id, { search })]).toEqual([search, [ozil]]);
    for (const search of ["aya", "104", "maya margins", "'); drop table orders; --", "store", "course", "=course", `=${store.id}`, "a:*|b"]) expect([search, await ids(store.id, { search })]).toEqual([search, []]);
    expect(await ids(store.id, { search: " \\ ' & | ! ( ) :*" })).toHaveLength(2);
  });

  test("by offer, kind, country, time and state, alone and together", async () => {
    expect(await ids(store.id, { offerId: download.id })).toEqual([ozil]);
    expect(await ids(store.id, { kind: "course" })).toEqual([maya]);
    expect(await ids(store.id, { country: "TR" })).toEqual([ozil]);
    expect(await ids(store.id, { country: "PT", kind: "download" })).toEqual([]);
    expect(await ids(store.id, { from: later(-3 * DAY) })).toEqual([maya]);
    expect(await ids(store.id, { to: later(-3 * DAY) })).toEqual([ozil]);
    expect(await ids(store.id, {}, "refunded")).toEqual([ozil]);
    expect(await ids(store.id, { search: "maya" }, "refunded")).toEqual([]);
    expect(await orderCountries(store.id)).toEqual(["PT", "TR"]);
  });

  test("the page keeps what was asked; a search looks through everything; values that are none count for nothing", async () => {
    const cookie = await signedInAs(owner.id);
    const page = async (query: string) => (await (await answerOf(() => orders(args(makeRequest(`/studio/orders${query}`, { cookie }))))).json()) as Awaited<ReturnType<typeof orders>>;
    const found = await page("?q=maya&country=PT");
    expect(found).toMatchObject({ view: "all", show: null, set: { q: "maya", country: "PT" }, file: "/studio/orders/export.csv?q=maya&country=PT" });
    expect(found.views.find((view) => view.view === "sales")?.to).toBe("/studio/orders?q=maya&country=PT&show=sales");
    expect(found.rows).toMatchObject([{ number: 1042, state: { label: "Paid" } }]);
    expect(await page("?kind=x&country=xx&period=ever&from=2026-02-31&offer=no&show=nothing")).toMatchObject({ view: "sales", narrowed: false, file: "/studio/orders/export.csv" });
    expect((await page(`?offer=${course.id}`)).offers.map((offer) => offer.label)).toEqual(["Forty margins", "Glazing, slowly"]);
  });

  test("what needs a person is counted and listed: quarantined, second payments that do not go back, disputes also of a renewal", async () => {
    const { store: busy } = await aStore();
    const { offer } = await aCourse(busy.id);
    const buyer = await makePerson();
    const [aside, twice, disputed] = [await anOrder(buyer, offer, { status: "quarantined" }), await anOrder(buyer, offer, { payBackError: "Stripe says no." }), await anOrder(buyer, offer)];
    const account = await db.connectedAccount.create({ data: { id: newId("account"), storeId: busy.id, stripeAccountId: `acct_${newId("account")}`, status: "connected", livemode: false, isPrimary: true, connectedAt: now() } });
    const dispute = { storeId: busy.id, connectedAccountId: account.id, stripeChargeId: "ch_1", amount: 4900n, currency: "eur", reason: "fraudulent", status: "needs_response", openedAt: now(), syncedAt: now() };
    await db.dispute.create({ data: { ...dispute, id: newId("dispute"), stripeDisputeId: "dp_1", orderId: disputed.id } });
    await db.dispute.create({ data: { ...dispute, id: newId("dispute"), stripeDisputeId: "dp_2", orderId: aside.id, closedAt: now(), status: "won" } });
    expect(await ordersToLookAt(busy.id)).toEqual({ attention: 2, disputes: 1 });
    expect((await ids(busy.id, {}, "attention")).sort()).toEqual([aside.id, twice.id].sort());
    expect(await ids(busy.id, {}, "disputes")).toEqual([disputed.id]);
  });
});

describe("row 27: the file", () => {
  test("holds what the list holds, formulas as text, money as numbers; that it was taken is written down", async () => {
    const { owner, store } = await aStore();
    const { offer } = await aCourse(store.id, { title: '=HYPERLINK("http://evil.example")' });
    const buyer = await makePerson();
    await anOrder(buyer, offer, { number: 1, buyerName: "@SUM(1+1)*cmd|' /C calc'!A0", buyerEmail: "+1@post.example", amountPaid: 4900n, taxAmount: 782n, stripeFee: 99n, currency: "eur" });
    await anOrder(buyer, offer, { number: 2, buyerName: "Li, Wei", status: "refunded", amountPaid: 1500n, amountRefunded: 1500n, currency: "jpy" });
    const cookie = await signedInAs(owner.id);
    const file = await answerOf(() => exported(args(makeRequest("/studio/orders/export.csv?kind=course", { cookie }))));
    expect(file.headers.get("Content-Type")).toBe("text/csv; charset=utf-8");
    expect(file.headers.get("Content-Disposition")).toMatch(/^attachment; filename="orders-studio-vint-[a-z0-9]+-\d{4}-\d\d-\d\d\.csv"$/);
    expect(file.headers.get("Cache-Control")).toBe("private, no-store");
    const lines = (await file.text()).replace(/^\uFEFF/, "").trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines.join("\n")).not.toMatch(/(^|,)"?[=+@]/m);
    expect(lines[1]).toContain('"Li, Wei"');
    expect(lines[1]).toMatch(/,JPY,4900,1500,0,1500,/);
    expect(lines[2]).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    expect(lines[2]).toMatch(/,EUR,49\.00,49\.00,7\.82,0\.00,0\.99,0\.00,/);
    expect(await db.auditEntry.count({ where: { storeId: store.id, action: "order.export", actorId: owner.id } })).toBe(1);
    const stranger = await aStore();
    const theirs = await exported(args(makeRequest("/studio/orders/export.csv?show=all", { cookie: await signedInAs(stranger.owner.id) })));
    expect((await theirs.text()).trimEnd().split("\r\n")).toHaveLength(1);
  });
});

describe("row 39: many orders", () => {
  const MANY = 20_000;
  let store: Store;
  let few: Store;
  let offer: Offer;

  beforeAll(async () => {
    ({ store } = await aStore());
    ({ store: few } = await aStore());
    const made = await aCourse(store.id);
    offer = made.offer;
    const { offer: small } = await aCourse(few.id);
    await anOrder(await makePerson(), small, { buyerCountry: "PT" });
    await sql(
      `INSERT INTO orders (id, store_id, offer_id, price_id, buyer_key_hash, buyer_name, buyer_email, buyer_country, status, offer_title, offer_kind, amount, amount_paid, currency, number, created_at, paid_at)
       SELECT 'ord_many' || lpad(n::text, 8, '0'), $1, $2, $3, 'none', 'Buyer N' || n, 'n' || n || '@post.example', CASE WHEN n % 5000 = 0 THEN 'PT' ELSE 'DE' END,
              (CASE WHEN n % 4000 = 0 THEN 'refunded' ELSE 'paid' END)::"OrderStatus", 'Bulk', 'course', 4900, 4900, 'eur', n, $4::timestamptz + (n / 7) * interval '1 minute', $4::timestamptz
         FROM generate_series(1, $5::int) n`,
      [store.id, offer.id, made.price!.id, later(-90 * DAY), MANY],
    );
    // As the database does by itself a minute later: what is new in the index of words is sorted in.
    await currentConnection().query("VACUUM ANALYZE orders");
  }, 90_000);

  test("every way of looking is one query, a search one more, as in a store with one order", async () => {
    const ways: [OrderView, Parameters<typeof storeOrders>[2]][] = [["sales", {}], ["refunded", {}], ["attention", {}], ["given", {}], ["unfinished", {}], ["disputes", {}], ["all", { search: "n19999" }], ["all", { country: "PT" }], ["sales", { kind: "course", search: "bulk" }]];
    for (const [view, filter] of ways) for (const one of [store, few]) expect([view, await operationsOf(() => storeOrders(one.id, view, filter))]).toEqual([view, filter?.search ? 2 : 1]);
    expect(await operationsOf(() => ordersToLookAt(store.id))).toBe(1);
    expect(await operationsOf(() => orderCountries(store.id))).toBe(1);
  });

  test("what is rare is read from an index of its own, not by walking through all orders", async () => {
    const plan = async (where: string, time = "created_at") =>
      (await sql<{ "QUERY PLAN": string }>(`EXPLAIN SELECT id FROM orders o WHERE store_id = '${store.id}' AND ${where} ORDER BY ${time} DESC, id DESC LIMIT 26`)).rows.map((line) => line["QUERY PLAN"]).join("\n");
    expect(await plan("status = 'refunded'")).toMatch(/orders_not_paid|orders_status_created_at/);
    expect(await plan("pay_back_error IS NOT NULL AND status <> 'quarantined'")).toMatch(/orders_(pay_back_refused|not_paid)/);
    expect(await plan("given_by_id IS NOT NULL")).toContain("orders_given");
    expect(await plan(`words @@ '''=${store.id}'' & ''n19999'':*'::tsquery`, sortedAfterwards("created_at"))).toContain("orders_words_idx");
    expect(await plan(walked(`words @@ '''=${store.id}'' & ''bulk'':* & ''post'':*'::tsquery`)), "what is common fills a page at once").toContain("orders_store_id_created_at_id_idx");
    expect(await plan(`words @@ '''=${store.id}'' & ''=PT'''::tsquery`)).toContain("orders_words_idx");
  });

  test("pages meet, and the file is read in batches that hold every order once", async () => {
    const first = await storeOrders(store.id, "all", { country: "PT" }, 3);
    expect(first.rows.map((row) => row.number)).toEqual([20_000, 15_000, 10_000]);
    const second = await storeOrders(store.id, "all", { country: "PT", before: first.older }, 3);
    expect(second.rows.map((row) => row.number)).toEqual([5_000]);
    expect((await storeOrders(store.id, "all", { country: "PT", after: second.newer }, 3)).rows.map((row) => row.number)).toEqual([20_000, 15_000, 10_000]);
    const seen = new Set<number | null>();
    let largest = 0;
    for await (const batch of everyOrder(store.id, "all", {}, 2_000)) {
      largest = Math.max(largest, batch.length);
      for (const row of batch) seen.add(row.number);
    }
    expect([seen.size, largest]).toEqual([MANY, 2_000]);
  });
});
