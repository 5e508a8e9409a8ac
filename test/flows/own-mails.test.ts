import { beforeAll, expect, test } from "vitest";
import { db, type Prisma } from "~/db.server";
import type { Offer, Store, User } from "~/generated/prisma/client";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action, loader } from "~/routes/library/mails";
import { action as receiptAgain } from "~/routes/library/order";
import { aCourse, aStore } from "../factories/catalog";
import { anOrder, requestOf } from "../factories/library";
import { makePerson } from "../factories/people";
import { context } from "../setup/context";
import { answerOf } from "../setup/request";

// A student has what belongs to them sent once more: not only receipts.
let store: Store;
let offer: Offer;
let buyer: User;
let owner: User;
beforeAll(async () => {
  ({ store, owner } = await aStore());
  ({ offer } = await aCourse(store.id, { title: "Throwing" }));
  buyer = await makePerson();
});

const mailOf = (kind: string, overrides: Partial<Prisma.OutboxEmailUncheckedCreateInput> = {}) =>
  db.outboxEmail.create({ data: { id: newId("outboxEmail"), kind, subjectKey: newId("order"), storeId: store.id, toAddress: buyer.email, payload: { props: { to: buyer.email }, link: null }, status: "delivered", nextAttemptAt: now(), createdAt: now(), sentAt: now(), ...overrides } });
const page = async (user: User) => (await loader({ request: await requestOf(user, "/library/mails"), params: {}, context })).mails;
const again = async (user: User, mail: string) => answerOf(async () => action({ request: await requestOf(user, "/library/mails", { form: { mail } }), params: {}, context }));
const copies = (kind: string) => db.outboxEmail.findMany({ where: { kind, status: "pending" }, orderBy: { createdAt: "asc" } });

test("what was bought, given, paid back and reached stands there and is sent again; news, and what the creator gets, is not", async () => {
  const order = await anOrder(buyer, offer);
  const gift = await anOrder(buyer, offer, { givenById: owner.id, amount: 0n, amountPaid: 0n });
  const certificate = await db.certificate.create({ data: { id: newId("certificate"), code: "ABCDEFGH", userId: buyer.id, offerId: offer.id, personName: buyer.name, courseTitle: "Throwing", storeName: store.name, signer: "", issuedAt: now() } });
  const kinds = ["gift", "renewal-receipt", "refund-receipt"];
  const mails = [
    await mailOf("gift", { orderId: gift.id }),
    await mailOf("renewal-receipt", { orderId: order.id }),
    await mailOf("refund-receipt", { orderId: order.id, toAddress: "before@example.com" }),
    await mailOf("certificate", { subjectKey: certificate.id }),
  ];
  for (const [kind, rest] of [["members-post", {}], ["sale-notice", { storeId: null, toAddress: owner.email }], ["dispute-opened", { storeId: null, toAddress: owner.email }]] as const) await mailOf(kind, { orderId: order.id, ...rest });
  expect((await page(buyer)).map(({ id }) => id).sort()).toEqual(mails.map(({ id }) => id).sort());
  expect(await page(await makePerson())).toEqual([]);
  for (const { id } of mails) expect((await again(buyer, id)).headers.get("Location")).toBe("/library/mails");
  for (const kind of [...kinds, "certificate"]) expect(await copies(kind)).toMatchObject([{ toAddress: buyer.email, payload: { asked: true } }]);
  // The copy speaks for its mail now.
  expect(await page(buyer)).toHaveLength(4);
});

test("somebody else's mail is not there, and nobody's mailbox is filled", async () => {
  const mail = await mailOf("gift", { orderId: (await anOrder(buyer, offer, { givenById: owner.id })).id });
  const stranger = await makePerson();
  for (const id of [mail.id, "eml_none", ""]) expect((await again(stranger, id)).status).toBe(404);
  expect((await again(buyer, (await mailOf("members-post", { orderId: mail.orderId })).id)).status, "news").toBe(404);
  const before = await db.outboxEmail.count();
  // The newest copy stands on the page each time.
  for (let press = 0; press < 8; press += 1) await again(buyer, (await page(buyer)).find(({ name, title }) => name === "Gift" && title === offer.title)?.id ?? "");
  expect(await db.outboxEmail.count()).toBe(before + 5);
});

test("who has changed their address gets it there, not where somebody else may read it", async () => {
  const person = await makePerson({ email: "now@example.com" });
  const order = await anOrder(person, offer, { buyerEmail: "left@example.com", number: 4711 });
  const mail = await mailOf("refund-receipt", { orderId: order.id, toAddress: "left@example.com" });
  await again(person, mail.id);
  await answerOf(async () => receiptAgain({ request: await requestOf(person, `/library/orders/${order.id}`, { form: {} }), params: { orderId: order.id }, context }));
  expect(await db.outboxEmail.findMany({ where: { orderId: order.id, status: "pending" }, orderBy: { kind: "asc" }, select: { kind: true, toAddress: true } })).toEqual([
    { kind: "receipt", toAddress: "now@example.com" },
    { kind: "refund-receipt", toAddress: "now@example.com" },
  ]);
});
