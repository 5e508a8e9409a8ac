import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { accessState, canOpen } from "~/domain/access/can-open.server";
import { endAccess } from "~/domain/orders/end-access.server";
import { giveByHand, type ByHand } from "~/domain/orders/give-by-hand.server";
import { storeOrders } from "~/domain/orders/list.server";
import { studentOrders } from "~/domain/library/orders.server";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as givePage from "~/routes/studio/customers/give";
import { action as endIt, loader as endPage } from "~/routes/studio/order-access";
import { loader as orderPage } from "~/routes/studio/orders.order";
import { aBundle, aCourse, aDownload, aStore } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { aTier } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { mailsTo } from "../setup/people";
import { rendererOf } from "../setup/render";

const { action: give, loader: giveForm } = givePage;
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

async function aShop() {
  const { owner, store } = await aStore();
  const { offer } = await aCourse(store.id);
  const gift = (overrides: Partial<ByHand> = {}): ByHand => ({ orderId: newId("order"), storeId: store.id, actorId: owner.id, email: "Nadia@Example.com", name: "Nadia", offerId: offer.id, tierId: null, days: null, reason: "Won the contest", message: "Enjoy it.", ...overrides });
  return { owner, store, offer, gift, cookie: await signedInAs(owner.id) };
}

async function aMembership(storeId: string) {
  const id = newId("offer");
  const offer = await db.offer.create({ data: { id, storeId, kind: "membership", slug: id.slice(-12), title: "The club", subtitle: "", highlights: [], status: "published", publishedAt: now(), createdAt: now(), updatedAt: now() } });
  return { offer, tier: await aTier(id, "Friends", 0) };
}

async function given(gift: ByHand): Promise<{ orderId: string; userId: string }> {
  const done = await giveByHand(gift);
  if (!done.ok) throw new Error(`not given: ${done.error}`);
  return done.value;
}

describe("access given by hand", () => {
  test("opens at once for an address nobody knew, with a mail, a customer, an entry in the audit log, and no sale", async () => {
    const { owner, store, offer, gift } = await aShop();
    const { orderId, userId } = await given(gift());
    expect(await canOpen(userId, offer.id)).toBe(true);
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "paid", number: null, paidAt: null, amount: 0n, givenById: owner.id, givenReason: "Won the contest", buyerEmail: "nadia@example.com" });
    expect(await db.customer.findUnique({ where: { storeId_userId: { storeId: store.id, userId } } })).toMatchObject({ orders: 0 });
    const [mail] = await mailsTo("nadia@example.com");
    expect(mail).toMatchObject({ kind: "gift", props: { title: offer.title, message: "Enjoy it.", recipient: { name: "Nadia", email: "nadia@example.com" } } });
    expect(mail?.link).toContain("/auth/link/");
    expect(mail && "openUntil" in mail.props).toBe(false);
    expect(await db.auditEntry.findFirstOrThrow({ where: { storeId: store.id, action: "access.give" } })).toMatchObject({ actorId: owner.id, subjectId: orderId });
    expect((await storeOrders(store.id, "sales")).rows).toEqual([]);
    expect((await storeOrders(store.id, "given")).rows.map((row) => row.id)).toEqual([orderId]);
    expect((await studentOrders(userId)).rows).toEqual([]);
  });

  test("the same form twice, also at the same moment, gives once", async () => {
    const { offer, gift } = await aShop();
    const one = gift({ email: "twice@example.com" });
    const [first, second] = await Promise.all([giveByHand(one), giveByHand(one)]);
    expect(first).toEqual(second);
    expect(await giveByHand(one)).toEqual(first);
    expect(await db.order.count({ where: { offerId: offer.id } })).toBe(1);
    expect(await mailsTo("twice@example.com")).toHaveLength(1);
  });

  test("days follow the days somebody has; what they own without an end is not given again", async () => {
    const { store, offer, gift } = await aShop();
    const person = await makePerson({ email: "days@example.com" });
    const order = await anOrder(person, offer, { accessDays: 30 });
    const end = later(10 * DAY);
    await aGrant(person.id, offer.id, { orderId: order.id, daysFrom: now(), expiresAt: end });
    const { orderId } = await given(gift({ email: person.email, days: 5 }));
    expect((await db.grant.findFirstOrThrow({ where: { orderId } })).expiresAt?.getTime()).toBe(later(5 * DAY, end).getTime());
    await given(gift({ email: person.email }));
    expect(await giveByHand(gift({ email: person.email }))).toEqual({ ok: false, error: "has_it" });
    expect(await giveByHand(gift({ email: person.email, days: 3 }))).toEqual({ ok: false, error: "has_it" });
    expect((await storeOrders(store.id, "given")).rows).toHaveLength(2);
  });

  test("a bundle opens all in it with licence keys, a membership its tier; taken back, all of it closes", async () => {
    const { owner, store, offer, gift } = await aShop();
    const { offer: files } = await aDownload(store.id);
    await db.downloadOptions.create({ data: { offerId: files.id, licenseKeys: true } });
    const { offer: bundle } = await aBundle(store.id, [offer.id, files.id]);
    const { orderId, userId } = await given(gift({ offerId: bundle.id }));
    expect(await canOpen(userId, files.id)).toBe(true);
    expect(await db.license.count({ where: { orderId } })).toBe(1);
    const club = await aMembership(store.id);
    expect(await giveByHand(gift({ offerId: club.offer.id }))).toEqual({ ok: false, error: "unknown_tier" });
    const member = await given(gift({ offerId: club.offer.id, tierId: club.tier.id, days: 14 }));
    expect(await db.grant.findFirstOrThrow({ where: { orderId: member.orderId } })).toMatchObject({ tierId: club.tier.id });
    expect(await endAccess({ storeId: store.id, orderId, actorId: owner.id })).toEqual({ ok: true, value: { given: true } });
    for (const one of [offer, files, bundle]) expect(await canOpen(userId, one.id)).toBe(false);
    expect(await accessState(userId, offer.id)).toMatchObject({ state: "ended", kind: "by_hand" });
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ givenEndedAt: expect.any(Date) as Date });
    expect(await endAccess({ storeId: store.id, orderId, actorId: owner.id })).toEqual({ ok: false, error: "nothing_open" });
    expect(await db.auditEntry.count({ where: { subjectId: orderId, action: "access.end" } })).toBe(1);
  });

  test("a membership that is paid for is not ended from here", async () => {
    const { owner, store } = await aShop();
    const club = await aMembership(store.id);
    const person = await makePerson();
    const order = await anOrder(person, club.offer, { tierId: club.tier.id, interval: "month" });
    await aGrant(person.id, club.offer.id, { orderId: order.id, tierId: club.tier.id });
    const account = await db.connectedAccount.create({ data: { id: newId("account"), storeId: store.id, stripeAccountId: `acct_${order.id}`, status: "connected", livemode: false, isPrimary: true, connectedAt: now() } });
    await db.subscription.create({
      data: {
        id: newId("subscription"), storeId: store.id, offerId: club.offer.id, tierId: club.tier.id, priceId: order.priceId, userId: person.id, orderId: order.id, connectedAccountId: account.id,
        stripeSubscriptionId: `sub_${order.id}`, stripeCustomerId: "cus_1", status: "active", livemode: false, createdAt: now(), syncedAt: now(),
      },
    });
    expect(await endAccess({ storeId: store.id, orderId: order.id, actorId: owner.id })).toEqual({ ok: false, error: "membership_runs" });
    expect(await canOpen(person.id, club.offer.id)).toBe(true);
  });

  test("by the form: what is wrong is said at its field; then the page of the customer", async () => {
    const { offer, cookie } = await aShop();
    const form = (await (await answerOf(() => giveForm(args(makeRequest(`/studio/customers/give?offer=${offer.id}&back=//evil.example`, { cookie }))))).json()) as Awaited<ReturnType<typeof giveForm>>;
    expect(form).toMatchObject({ what: offer.id, back: "/studio/customers" });
    const fields = { orderId: form.orderId, email: "form@example.com", what: offer.id, lasts: "days", days: "0", name: "", message: "", reason: "" };
    const refused = await answerOf(() => give(args(makeRequest("/studio/customers/give", { cookie, form: fields }))));
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: { days: [expect.stringContaining("whole number")] } });
    const done = await answerOf(() => give(args(makeRequest("/studio/customers/give", { cookie, form: { ...fields, days: "7" } }))));
    expect(done.headers.get("Location")).toMatch(/^\/studio\/customers\/usr_/);
    expect(await mailsTo("form@example.com")).toMatchObject([{ kind: "gift", props: { openUntil: expect.any(String) as string, recipient: { email: "form@example.com" } } }]);
  });

  test("row 29: another store's offers, orders and forms", async () => {
    const mine = await aShop();
    const theirs = await aShop();
    expect(await giveByHand(mine.gift({ offerId: theirs.offer.id }))).toEqual({ ok: false, error: "unknown_offer" });
    const { orderId, userId } = await given(theirs.gift({ email: "row29@example.com" }));
    expect(await giveByHand(mine.gift({ orderId }))).toEqual({ ok: false, error: "bad_form" });
    expect(await giveByHand(mine.gift({ orderId: "ord_x" }))).toEqual({ ok: false, error: "bad_form" });
    expect(await endAccess({ storeId: mine.store.id, orderId, actorId: mine.owner.id })).toEqual({ ok: false, error: "not_found" });
    for (const call of [() => endPage(args(makeRequest(`/studio/orders/${orderId}/access`, { cookie: mine.cookie }), { orderId })), () => endIt(args(makeRequest(`/studio/orders/${orderId}/access`, { cookie: mine.cookie, form: {} }), { orderId }))]) {
      expect((await answerOf(call)).status).toBe(404);
    }
    expect(await canOpen(userId, theirs.offer.id)).toBe(true);
    const page = (await (await answerOf(() => orderPage(args(makeRequest(`/studio/orders/${orderId}`, { cookie: theirs.cookie }), { orderId })))).json()) as Awaited<ReturnType<typeof orderPage>>;
    expect(page).toMatchObject({ given: { reason: "Won the contest" }, words: { label: "Given" }, money: null, access: [{ endTo: `/studio/orders/${orderId}/access` }], mails: [{ name: "Gift" }] });
    expect(page.timeline.map((line) => line.what)).toEqual(["Given by hand", "Access given", "Gift: written", expect.stringContaining("gave “Bread from nothing” to a customer")]);
  });
});

test("the form and its refusals are pages, with and without an offer to give", async () => {
  const render = rendererOf([{ id: "give", path: "studio/customers/give", module: givePage }]);
  const { offer, cookie } = await aShop();
  const page = await render(makeRequest(`/studio/customers/give?offer=${offer.id}&to=a%40b.example`, { cookie }));
  expect(page.html).toContain('value="a@b.example"');
  expect(page.html).toMatch(new RegExp(`<option value="${offer.id}" selected=""`));
  const refused = await render(makeRequest("/studio/customers/give", { cookie, form: { orderId: "ord_x", email: "no", what: offer.id, lasts: "forever" } }));
  expect([refused.status, refused.html.includes("That does not look like an email address")]).toEqual([400, true]);
  const { owner } = await aStore();
  expect((await render(makeRequest("/studio/customers/give", { cookie: await signedInAs(owner.id) }))).html).toContain("There is nothing to give yet");
});
