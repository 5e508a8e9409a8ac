import { beforeAll, describe, expect, test } from "vitest";
import { currentConnection, db, sql } from "~/db.server";
import { recordDispute, recordPayment } from "~/domain/books/record.server";
import { auditTrail } from "~/domain/audit/trail.server";
import { forgetCustomer } from "~/domain/customers/move-customers.server";
import { noteCustomer } from "~/domain/customers/note-customer.server";
import { storeCustomers } from "~/domain/customers/list.server";
import { addNote, notesAbout } from "~/domain/customers/notes.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { mergeInto } from "~/domain/personal-data/merge-people.server";
import type { Store, User } from "~/generated/prisma/client";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as list } from "~/routes/studio/customers/list";
import { action as customerAction, loader as customer } from "~/routes/studio/customers/customer";
import { loader as exported } from "~/routes/studio/customers/export";
import { loader as orders } from "~/routes/studio/orders";
import { action as orderAction } from "~/routes/studio/orders.order";
import { aCourse, aStore } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { anAccount } from "../factories/merchants";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore } from "../factories/sales";
import { operationsOf } from "../setup/operations";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

/** A paid order that is in the books. */
async function aSold(user: User, store: Store, offer: Parameters<typeof anOrder>[1], overrides: Parameters<typeof anOrder>[2] = {}) {
  const account = (await db.connectedAccount.findFirst({ where: { storeId: store.id } })) ?? (await anAccount(store.id));
  const order = await anOrder(user, offer, { connectedAccountId: account.id, ...overrides });
  await db.$transaction((tx) => recordPayment(tx, { orderId: order.id }));
  return order;
}

/** A customer with one paid order and its access, as a purchase leaves them. */
async function aCustomer(store: Store, offer: Parameters<typeof anOrder>[1], person: Partial<Parameters<typeof makePerson>[0]> = {}) {
  const user = await makePerson(person);
  const order = await aSold(user, store, offer, { number: null });
  await aGrant(user.id, offer.id, { orderId: order.id });
  await db.$transaction((tx) => noteCustomer(tx, { storeId: store.id, userId: user.id, at: order.paidAt! }));
  return { user, order };
}

describe("who is a customer", () => {
  test("whoever buys, once an order, however often it is looked at; and again", async () => {
    const shop = await aSellingStore(control);
    const buy = async () => {
      const checkout = await aCheckout(shop);
      control.checkout.pay({ session: checkout.sessionId, number: "4242424242424242", email: "again@example.com", name: "Iris Blom" });
      for (let call = 0; call < 3; call += 1) await completePurchase(checkout.orderId, { cause: "Stripe" });
    };
    await buy();
    const { userId } = await db.customer.findFirstOrThrow({ where: { storeId: shop.store.id } });
    expect(await db.customer.findMany({ where: { storeId: shop.store.id } })).toMatchObject([{ orders: 1 }]);
    await db.grant.updateMany({ where: { userId }, data: { revokedAt: now() } });
    await buy();
    expect(await db.customer.findMany({ where: { storeId: shop.store.id } })).toMatchObject([{ userId, orders: 2 }]);
  });

  test("first and last are the earliest and the latest, whatever came first", async () => {
    const { store } = await aStore();
    const { id: userId } = await makePerson();
    const at = now();
    for (const [moved, order] of [[0, true], [-3, true], [-1, false]] as const) await db.$transaction((tx) => noteCustomer(tx, { storeId: store.id, userId, at: later(moved * DAY, at), order }));
    expect(await db.customer.findFirstOrThrow({ where: { userId } })).toMatchObject({ firstAt: later(-3 * DAY, at), lastAt: at, orders: 2 });
  });

  test("two accounts that become one are one customer, with the notes of both; who leaves is none, and nothing is noted about them", async () => {
    const { store, owner } = await aStore();
    const { offer } = await aCourse(store.id);
    const [one, two] = [await aCustomer(store, offer), await aCustomer(store, offer)];
    const note = (about: { userId?: string; orderId?: string }) => db.note.create({ data: { id: newId("note"), storeId: store.id, authorId: owner.id, text: "Kind.", createdAt: now(), ...about } });
    expect((await addNote({ storeId: store.id, authorId: owner.id, about: { userId: one.user.id }, text: "Kind." })).ok).toBe(true);
    await note({ userId: two.user.id });
    await note({ orderId: two.order.id });
    await db.$transaction((tx) => mergeInto(tx, { from: one.user.id, into: two.user.id }));
    expect(await db.customer.findMany({ where: { storeId: store.id } })).toMatchObject([{ userId: two.user.id, orders: 2 }]);
    expect(await notesAbout(store.id, { userId: two.user.id }, owner.id)).toHaveLength(2);
    // "See it" beside what was done about the first leads to the customer they are now.
    expect((await auditTrail(store.id)).rows.map(({ subjectType, subjectId }) => [subjectType, subjectId])).toEqual([["customer", two.user.id]]);
    await db.$transaction((tx) => forgetCustomer(tx, two.user.id));
    expect(await db.customer.count({ where: { storeId: store.id } })).toBe(0);
    expect(await db.note.count({ where: { storeId: store.id } })).toBe(0);
  });
});

describe("the list", () => {
  test("found by the beginnings of words of name and address, with sums a currency, trouble with mail, and nobody else's customers", async () => {
    const { store, owner } = await aStore();
    const other = await aStore();
    const { offer } = await aCourse(store.id);
    const { offer: theirs } = await aCourse(other.store.id);
    const mara = await aCustomer(store, offer, { name: "Mara Vint", email: "mara@list.example" });
    await aSold(mara.user, store, offer, { currency: "usd", amountPaid: 1000n, amountRefunded: 400n });
    await aSold(mara.user, other.store, theirs, { amountPaid: 99_999n });
    const taken = await aSold(mara.user, store, offer, { amountPaid: 700n });
    const dispute = await db.dispute.create({ data: { id: newId("dispute"), storeId: store.id, connectedAccountId: taken.connectedAccountId!, orderId: taken.id, stripeDisputeId: "dp_mara", amount: 700n, currency: "eur", reason: "fraudulent", status: "lost", openedAt: now(), closedAt: now(), stripeChargeId: "ch_mara", syncedAt: now() } });
    await db.$transaction((tx) => recordDispute(tx, dispute));
    await aCustomer(other.store, theirs, { name: "Mara Elsewhere", email: "elsewhere@list.example" });
    const jon = await aCustomer(store, offer, { name: "Jon", email: "jon@list.example" });
    await db.mailAddress.create({ data: { email: "jon@list.example", problem: "bounced", since: now() } });
    const names = async (search: string) => (await storeCustomers(store.id, { search })).rows.map((row) => row.name);
    expect((await names("")).sort()).toEqual(["Jon", "Mara Vint"]);
    expect(await names("vin mar")).toEqual(["Mara Vint"]);
    expect(await names("jon@list.example")).toEqual(["Jon"]);
    expect(await names("ara")).toEqual([]);
    const rows = new Map((await storeCustomers(store.id)).rows.map((row) => [row.userId, row]));
    expect(rows.get(mara.user.id)?.totals).toEqual(expect.arrayContaining([{ currency: "eur", amount: 4900n }, { currency: "usd", amount: 600n }]));
    expect(rows.get(mara.user.id)?.totals).toHaveLength(2);
    expect(rows.get(jon.user.id)).toMatchObject({ mailProblem: "bounced", member: false });
    const cookie = await signedInAs(owner.id);
    expect(await (await answerOf(() => list(args(makeRequest("/studio/customers?q=mara", { cookie }))))).json()).toMatchObject({ search: "mara", rows: [{ name: "Mara Vint" }], file: "/studio/customers/export.csv?q=mara" });
  });

  test("row 27: the file runs no formula and holds what the list holds", async () => {
    const { store, owner } = await aStore();
    const { offer } = await aCourse(store.id);
    await aCustomer(store, offer, { name: "=1+1", email: "formula@list.example" });
    await aCustomer(store, offer, { name: "Somebody else", email: "else@list.example" });
    const cookie = await signedInAs(owner.id);
    const all = await exported(args(makeRequest("/studio/customers/export.csv", { cookie })));
    expect(all.headers.get("Content-Disposition")).toMatch(/^attachment; filename="customers-/);
    const lines = (await all.text()).trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines.find((line) => line.includes("formula@"))).toMatch(/^'=1\+1,formula@list\.example,1,\d{4}-\d\d-\d\d,\d{4}-\d\d-\d\d,no,49\.00,EUR,,$/);
    expect((await (await exported(args(makeRequest("/studio/customers/export.csv?q=else", { cookie })))).text()).trimEnd().split("\r\n")).toHaveLength(2);
    expect(await db.auditEntry.count({ where: { storeId: store.id, action: "customer.export" } })).toBe(2);
  });

  describe("row 39", () => {
    let many: Store;
    let few: Store;
    beforeAll(async () => {
      ({ store: many } = await aStore());
      ({ store: few } = await aStore());
      const { offer } = await aCourse(few.id);
      await aCustomer(few, offer);
      await sql(`INSERT INTO users (id, email, name, created_at) SELECT 'usr_many' || lpad(n::text, 8, '0'), 'n' || n || '@many.example', 'Many N' || n, now() FROM generate_series(1, 20000) n`);
      await sql(`INSERT INTO customers (store_id, user_id, first_at, last_at, orders) SELECT $1, 'usr_many' || lpad(n::text, 8, '0'), $2::timestamptz, $2::timestamptz + (n / 7) * interval '1 minute', 1 FROM generate_series(1, 20000) n`, [many.id, later(-90 * DAY)]);
      await currentConnection().query("ANALYZE users; ANALYZE customers");
    }, 90_000);

    test("the same two queries for one customer and for 20,000, deep down too, a search one more; pages meet", async () => {
      const deep = `${later(-89 * DAY).getTime()}.usr_many00005000`;
      for (const store of [few, many]) expect(await operationsOf(() => storeCustomers(store.id))).toBe(2);
      expect(await operationsOf(() => storeCustomers(many.id, { before: deep }))).toBe(2);
      for (const search of ["n19999", "many"]) expect(await operationsOf(() => storeCustomers(many.id, { search }))).toBe(3);
      expect((await storeCustomers(many.id, { search: "n19999" })).rows.map((row) => row.email)).toEqual(["n19999@many.example"]);
      expect((await storeCustomers(many.id, { search: "many" }, 2)).rows.map((row) => row.email)).toEqual(["n20000@many.example", "n19999@many.example"]);
      const first = await storeCustomers(many.id, {}, 3);
      const second = await storeCustomers(many.id, { before: first.older }, 3);
      expect(second.rows.map((row) => row.email)).toEqual(["n19997@many.example", "n19996@many.example", "n19995@many.example"]);
      expect((await storeCustomers(many.id, { after: second.newer }, 3)).rows.map((row) => row.userId)).toEqual(first.rows.map((row) => row.userId));
    });
  });
});

describe("the page", () => {
  let owner: User;
  let store: Store;
  let cookie: string;
  beforeAll(async () => {
    ({ owner, store } = await aStore());
    cookie = await signedInAs(owner.id);
  });

  test("orders, access, sums and mails of one's own store only; the number of queries does not grow", async () => {
    const { offer } = await aCourse(store.id);
    const other = await aStore();
    const { offer: theirs } = await aCourse(other.store.id, { title: "Not to be seen" });
    const { user, order } = await aCustomer(store, offer, { name: "Nadia", email: "nadia@page.example" });
    const foreign = await anOrder(user, theirs);
    await aGrant(user.id, theirs.id, { orderId: foreign.id });
    const open = () => answerOf(() => customer(args(makeRequest(`/studio/customers/${user.id}`, { cookie }), { customerId: user.id })));
    const once = await operationsOf(open);
    const page = (await (await open()).json()) as Awaited<ReturnType<typeof customer>>;
    expect(page).toMatchObject({ name: "Nadia", totals: ["€49"], orderCount: 1, orders: [{ id: order.id }], access: [{ title: offer.title, state: { label: "Open" }, endTo: `/studio/orders/${order.id}/access` }], moreOrders: null });
    expect(JSON.stringify(page)).not.toContain("Not to be seen");
    for (let n = 0; n < 30; n += 1) await anOrder(user, offer);
    expect(await operationsOf(open)).toBe(once);
    // Some were paid under an address they had before, and somebody else's begins with theirs.
    await db.order.updateMany({ where: { userId: user.id, id: { not: order.id } }, data: { buyerEmail: "before@page.example" } });
    const neighbour = await anOrder(await makePerson({ email: "nadia@page.example.org" }), offer);
    const { moreOrders } = (await (await open()).json()) as typeof page;
    expect(moreOrders).toBe(`/studio/orders?show=all&customer=${user.id}`);
    const more = (await (await answerOf(() => orders(args(makeRequest(moreOrders!, { cookie }))))).json()) as Awaited<ReturnType<typeof orders>>;
    expect(more).toMatchObject({ customer: { name: "Nadia", to: `/studio/customers/${user.id}` }, older: expect.stringContaining(`customer=${user.id}`) });
    const rest = (await (await answerOf(() => orders(args(makeRequest(more.older!, { cookie }))))).json()) as typeof more;
    const ids = [...more.rows, ...rest.rows].map(({ id }) => id);
    expect([ids.length, ids.includes(order.id), ids.includes(neighbour.id), ids.includes(foreign.id)]).toEqual([31, true, false, false]);
  });

  test("notes: written, shown to the team, one's own deleted, and nothing that is empty", async () => {
    const { offer } = await aCourse(store.id);
    const { user, order } = await aCustomer(store, offer);
    const toCustomer = (form: Record<string, string>) => answerOf(() => customerAction(args(makeRequest(`/studio/customers/${user.id}`, { cookie, form }), { customerId: user.id })));
    const toOrder = (form: Record<string, string>) => answerOf(() => orderAction(args(makeRequest(`/studio/orders/${order.id}`, { cookie, form }), { orderId: order.id })));
    expect((await toCustomer({ intent: "note", text: "  Called, <b>very</b> kind.\r\nAsked for an invoice. " })).headers.get("Location")).toBe(`/studio/customers/${user.id}`);
    expect((await toCustomer({ intent: "note", text: " \n" })).status).toBe(400);
    expect((await toCustomer({ intent: "note", text: "x".repeat(4001) })).status).toBe(400);
    await toOrder({ intent: "note", text: "About the order." });
    const [note] = await notesAbout(store.id, { userId: user.id }, owner.id);
    expect(note).toMatchObject({ text: "Called, <b>very</b> kind.\nAsked for an invoice.", own: true, author: owner.name });
    expect(await notesAbout(store.id, { orderId: order.id }, owner.id)).toMatchObject([{ text: "About the order." }]);
    const colleague = await makePerson();
    await db.note.create({ data: { id: "not_colleague", storeId: store.id, userId: user.id, authorId: colleague.id, text: "Mine.", createdAt: now() } });
    expect((await toCustomer({ intent: "delete-note", noteId: "not_colleague" })).status).toBe(404);
    expect((await toCustomer({ intent: "delete-note", noteId: note!.id })).status).toBe(302);
    expect(await notesAbout(store.id, { userId: user.id }, owner.id)).toMatchObject([{ id: "not_colleague", own: false }]);
    expect(await db.auditEntry.count({ where: { storeId: store.id, action: { in: ["customer.note", "customer.note-deleted"] } } })).toBe(3);
  });

  test("row 29: somebody else's customer is nobody here, to read, to note and to export", async () => {
    const other = await aStore();
    const { offer } = await aCourse(other.store.id);
    const { user, order } = await aCustomer(other.store, offer);
    const note = await db.note.create({ data: { id: newId("note"), storeId: other.store.id, userId: user.id, authorId: owner.id, text: "Theirs.", createdAt: now() } });
    for (const id of [user.id, "usr_nobody"]) {
      expect((await answerOf(() => customer(args(makeRequest(`/studio/customers/${id}`, { cookie }), { customerId: id })))).status).toBe(404);
      expect((await answerOf(() => customerAction(args(makeRequest(`/studio/customers/${id}`, { cookie, form: { intent: "note", text: "x" } }), { customerId: id })))).status).toBe(404);
    }
    expect((await answerOf(() => customerAction(args(makeRequest(`/studio/customers/${user.id}`, { cookie, form: { intent: "delete-note", noteId: note.id } }), { customerId: user.id })))).status).toBe(404);
    expect((await answerOf(() => orderAction(args(makeRequest(`/studio/orders/${order.id}`, { cookie, form: { intent: "note", text: "x" } }), { orderId: order.id })))).status).toBe(404);
    for (const path of ["/studio/customers", "/studio/customers/export.csv"]) expect((await answerOf(() => list(args(makeRequest(path))))).headers.get("Location")).toMatch(/^\/sign-in/);
  });
});
