import { expect, test } from "vitest";
import { db } from "~/db.server";
import { MINUTE, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as orderPage } from "~/routes/studio/orders.order";
import { aCourse, aDownload, aStore } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { makePerson } from "../factories/people";
import { operationsOf } from "../setup/operations";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

/** An order to which everything has happened, minute after minute. */
async function aLongStory() {
  const { owner, store } = await aStore();
  const { offer, file } = await aDownload(store.id);
  const buyer = await makePerson();
  const begun = later(-60 * MINUTE, now());
  const at = (minute: number) => later(minute * MINUTE, begun);
  const account = await db.connectedAccount.create({ data: { id: newId("account"), storeId: store.id, stripeAccountId: `acct_${newId("account").slice(-12)}`, status: "connected", livemode: false, isPrimary: true, connectedAt: begun } });
  const order = await anOrder(buyer, offer, { number: 12, connectedAccountId: account.id, createdAt: begun, paidAt: at(3), stripePaymentIntentId: `pi_${newId("order").slice(-10)}` });
  const grant = await aGrant(buyer.id, offer.id, { orderId: order.id, grantedAt: at(3) });
  const step = (subjectType: string, subjectId: string, toState: string, minute: number, cause = "checkout") => db.transition.create({ data: { id: newId("transition"), subjectType, subjectId, fromState: null, toState, cause, at: at(minute) } });
  await step("order", order.id, "pending", 0);
  await db.checkoutSession.create({ data: { id: newId("checkoutSession"), orderId: order.id, stripeSessionId: `cs_${order.id}`, uiMode: "embedded_page", status: "complete", createdAt: at(1), expiresAt: at(60) } });
  await db.stripeEvent.create({ data: { id: `evt_${order.id}`, endpoint: "connect", type: "checkout.session.completed", stripeAccountId: account.stripeAccountId, livemode: false, objectId: `cs_${order.id}`, payload: {}, status: "processed", stripeCreatedAt: at(2), receivedAt: at(2) } });
  // Somebody else's event that names our payment says nothing here.
  await db.stripeEvent.create({ data: { id: `evt_foreign_${order.id}`, endpoint: "connect", type: "charge.refunded", stripeAccountId: "acct_other", livemode: false, objectId: order.stripePaymentIntentId, payload: {}, status: "ignored", stripeCreatedAt: at(2), receivedAt: at(2) } });
  await step("order", order.id, "paid", 3, "checkout.session.completed");
  await step("grant", grant.id, "granted", 4);
  const mail = await db.outboxEmail.create({ data: { id: newId("outboxEmail"), kind: "receipt", subjectKey: order.id, storeId: store.id, orderId: order.id, toAddress: buyer.email, payload: {}, status: "bounced", nextAttemptAt: at(5), createdAt: at(5) } });
  await step("email", mail.id, "pending", 5);
  await step("email", mail.id, "bounced", 6);
  await db.download.create({ data: { id: newId("download"), userId: buyer.id, offerId: offer.id, orderId: order.id, downloadFileId: newId("downloadFile"), fileId: file.id, at: at(7) } });
  await db.refund.create({ data: { id: newId("refund"), storeId: store.id, orderId: order.id, connectedAccountId: account.id, stripeRefundId: `re_${order.id}`, amount: 1000n, currency: "eur", reason: "other", status: "succeeded", byUserId: owner.id, createdAt: at(8), settledAt: at(9) } });
  await db.dispute.create({ data: { id: newId("dispute"), storeId: store.id, orderId: order.id, connectedAccountId: account.id, stripeDisputeId: `dp_${order.id}`, stripeChargeId: "ch_1", amount: 3900n, currency: "eur", reason: "fraudulent", status: "won", dueBy: null, openedAt: at(10), closedAt: at(11), syncedAt: at(11) } });
  await db.note.create({ data: { id: newId("note"), storeId: store.id, orderId: order.id, authorId: owner.id, text: "Sent a letter.", createdAt: at(12) } });
  await db.auditEntry.create({ data: { id: newId("auditEntry"), storeId: store.id, actorId: owner.id, actorName: owner.name, action: "order.refund", subjectType: "order", subjectId: order.id, summary: "refunded €10 of order 12", at: at(13) } });
  const cookie = await signedInAs(owner.id);
  const page = async (query = "") => (await (await answerOf(() => orderPage(args(makeRequest(`/studio/orders/${order.id}${query}`, { cookie }), { orderId: order.id })))).json()) as Awaited<ReturnType<typeof orderPage>>;
  return { order, owner, buyer, page };
}

test("an order's page tells all that happened, in the order of time or the other way round", async () => {
  const { owner, buyer, page } = await aLongStory();
  const story = [
    "Checkout begun", "Checkout opened on your page", "Stripe sent checkout.session.completed", "Paid", "Access given", "Receipt: written", "Receipt: came back", "Fetched margins.pdf",
    "Refund of €10 asked for", "€10 went back to the buyer", "The buyer’s bank disputes €39", "Dispute of €39 won", `Note by ${owner.name}`, `${owner.name} refunded €10 of order 12`,
  ];
  const told = await page();
  expect(told.timeline.map((line) => line.what)).toEqual(story);
  expect(told.timeline.find((line) => line.what === "Receipt: came back")).toMatchObject({ tone: "bad", detail: `to ${buyer.email}` });
  expect(told.timeline.find((line) => line.what.startsWith("Refund of"))).toMatchObject({ detail: `by ${owner.name}` });
  const newest = await page("?timeline=newest");
  expect(newest.timeline.map((line) => line.what)).toEqual([...story].reverse());
  expect([told.turn, newest.turn]).toEqual([`/studio/orders/${told.id}?timeline=newest#timeline`, `/studio/orders/${told.id}#timeline`]);
});

test("row 39: as many queries for a long story as for one ten times as long", async () => {
  const { order, buyer, page } = await aLongStory();
  const once = await operationsOf(page);
  for (let n = 0; n < 60; n += 1) {
    await db.transition.create({ data: { id: newId("transition"), subjectType: "order", subjectId: order.id, fromState: null, toState: "paid", cause: "sweep", at: now() } });
    await db.download.create({ data: { id: newId("download"), userId: buyer.id, offerId: order.offerId, orderId: order.id, downloadFileId: newId("downloadFile"), fileId: newId("file"), at: now() } });
  }
  expect(await operationsOf(page)).toBe(once);
  expect((await page()).timeline.length).toBeGreaterThan(120);
});

test("an order by which nothing has happened yet", async () => {
  const { owner, store } = await aStore();
  const { offer } = await aCourse(store.id);
  const order = await anOrder(await makePerson(), offer, { status: "pending", paidAt: null });
  const page = (await (await answerOf(async () => orderPage(args(makeRequest(`/studio/orders/${order.id}`, { cookie: await signedInAs(owner.id) }), { orderId: order.id })))).json()) as Awaited<ReturnType<typeof orderPage>>;
  expect(page).toMatchObject({ timeline: [], access: [], mails: [], notes: [], buyer: { page: null }, words: { label: "Not paid yet" } });
});
