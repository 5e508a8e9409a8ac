import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen, openedBy } from "~/domain/access/can-open.server";
import { bundleContents } from "~/domain/bundles/contents.server";
import { addToBundle, removeFromBundle } from "~/domain/bundles/edit-bundle.server";
import { extendBundle, extendToOwners } from "~/domain/bundles/extend-owners.server";
import { bundleInStudio } from "~/domain/bundles/studio.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { Offer, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { newToken } from "~/lib/tokens";
import { action as start } from "~/routes/checkout/start";
import { aBundle, aCourse, aDownload } from "../factories/catalog";
import { aGrant } from "../factories/library";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// A bundle gives each of its offers as a grant of its own (docs/flows/9-bundle.md); rows of docs/faults.md by their number.
const { control } = useSandbox();
const CARD = "4242424242424242";
const CAUSE = { cause: "test" };

let shop: SellingStore;
let course: Awaited<ReturnType<typeof aCourse>>;
let download: Awaited<ReturnType<typeof aDownload>>;
let bundle: Awaited<ReturnType<typeof aBundle>>;
let person: User;
beforeAll(async () => {
  shop = await aSellingStore(control);
});
beforeEach(async () => {
  course = await aCourse(shop.store.id, { amount: 6000 });
  download = await aDownload(shop.store.id, { amount: 4000 });
  bundle = await aBundle(shop.store.id, [course.offer.id, download.offer.id], { amount: 7500, ownersPayLess: true });
  person = await makePerson();
});

type Sold = { offer: Offer; price: { id: string } | null };

/** Bought and paid, as a webhook would find it. */
async function bought(what: Sold, viewer: User = person): Promise<{ orderId: string; sessionId: string }> {
  const { orderId, sessionId } = await aCheckout({ ...shop, offer: what.offer, price: what.price as SellingStore["price"] }, { viewer });
  control.checkout.pay({ session: sessionId, number: CARD, email: viewer.email, name: viewer.name });
  await completePurchase(orderId, CAUSE);
  return { orderId, sessionId };
}
async function refunded({ orderId, sessionId }: { orderId: string; sessionId: string }, amount?: number): Promise<void> {
  control.payments.refund({ charge: sessionId, ...(amount ? { amount } : {}) });
  await completePurchase(orderId, CAUSE);
}
const opens = async (...offers: { id: string }[]) => Promise.all(offers.map(({ id }) => canOpen(person.id, id)));
const grantsOf = (orderId: string) => db.grant.findMany({ where: { orderId }, orderBy: { id: "asc" } });
const key = () => ({ storeId: shop.store.id, bundleId: bundle.offer.id });

describe("what a bundle gives", () => {
  test("the bundle and each of its offers, as grants of that order, with its licence keys", async () => {
    await db.downloadOptions.create({ data: { offerId: download.offer.id, licenseKeys: true } });
    const { orderId } = await bought(bundle);
    expect((await grantsOf(orderId)).map((grant) => grant.offerId).sort()).toEqual([bundle.offer.id, course.offer.id, download.offer.id].sort());
    expect(await db.license.count({ where: { orderId, offerId: download.offer.id } })).toBe(1);
    expect(await openedBy(person.id, course.offer.id)).toMatchObject({ orderId, membershipId: null, expiresAt: null });
  });

  test("days count from when it first opened: who buys what they have otherwise does not begin anew", async () => {
    const before = new Date(now().getTime() - 20 * DAY);
    const earlier = await aGrant(person.id, course.offer.id);
    await db.grant.update({ where: { id: earlier.id }, data: { grantedAt: before, expiresAt: new Date(now().getTime() + DAY) } });
    const { orderId } = await bought(bundle);
    expect(await openedBy(person.id, course.offer.id)).toMatchObject({ orderId, since: before, expiresAt: null });
  });

  test("rows 1 and 5: fifty at once give each grant once", async () => {
    const { orderId, sessionId } = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! }, { viewer: person });
    control.checkout.pay({ session: sessionId, number: CARD, email: person.email, name: person.name });
    await Promise.all(Array.from({ length: 50 }, () => completePurchase(orderId, CAUSE)));
    expect(await grantsOf(orderId)).toHaveLength(3);
    expect(await db.outboxEmail.count({ where: { orderId, kind: "receipt" } })).toBe(1);
  });

  test("a bundle inside gives what is in it, each offer once", async () => {
    const extra = await aCourse(shop.store.id);
    const outer = await aBundle(shop.store.id, [bundle.offer.id, extra.offer.id, course.offer.id], { amount: 9900 });
    expect((await bundleContents(outer.offer.id)).map((content) => [content.offerId, content.viaId])).toEqual([[course.offer.id, bundle.offer.id], [download.offer.id, bundle.offer.id], [extra.offer.id, null]]);
    const { orderId } = await bought(outer);
    expect((await grantsOf(orderId)).map((grant) => grant.offerId).sort()).toEqual([outer, bundle, extra, course, download].map((one) => one.offer.id).sort());
  });

  test("days of a membership's tier, counted from the purchase", async () => {
    const membership = await aCourse(shop.store.id, { amount: null });
    await db.offer.update({ where: { id: membership.offer.id }, data: { kind: "membership" } });
    const tier = await db.tier.create({ data: { id: newId("tier"), offerId: membership.offer.id, title: "Studio", highlights: [], position: 0, createdAt: now() } });
    const insider = await aCourse(shop.store.id);
    await db.tierItem.create({ data: { tierId: tier.id, offerId: insider.offer.id, addedAt: now() } });
    const mixed = await aBundle(shop.store.id, [course.offer.id, { offerId: membership.offer.id, tierId: tier.id, days: 30 }]);
    const { orderId } = await bought(mixed);
    const grant = (await grantsOf(orderId)).find((one) => one.offerId === membership.offer.id);
    expect(grant).toMatchObject({ tierId: tier.id });
    expect(grant?.expiresAt?.getTime()).toBeCloseTo(now().getTime() + 30 * DAY, -5);
    expect(await opens(insider.offer)).toEqual([true]);
    setClock(() => Date.now() + 31 * DAY);
    expect(await opens(insider.offer, course.offer)).toEqual([false, true]);
  });

  test("the bundle's time holds for all in it, else each offer's own; a later change is not of what was sold", async () => {
    await db.offer.update({ where: { id: course.offer.id }, data: { accessDays: 10 } });
    const own = await bought(bundle);
    const ends = new Map((await grantsOf(own.orderId)).map((grant) => [grant.offerId, grant.expiresAt && Math.round((grant.expiresAt.getTime() - now().getTime()) / DAY)]));
    expect([ends.get(bundle.offer.id), ends.get(course.offer.id), ends.get(download.offer.id)]).toEqual([null, 10, null]);

    await db.offer.update({ where: { id: bundle.offer.id }, data: { accessDays: 60 } });
    person = await makePerson();
    const timed = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! }, { viewer: person });
    await db.offer.update({ where: { id: bundle.offer.id }, data: { accessDays: 5 } });
    control.checkout.pay({ session: timed.sessionId, number: CARD, email: person.email, name: person.name });
    await completePurchase(timed.orderId, CAUSE);
    expect((await grantsOf(timed.orderId)).map((grant) => Math.round(((grant.expiresAt?.getTime() ?? 0) - now().getTime()) / DAY))).toEqual([60, 60, 60]);
    setClock(() => Date.now() + 61 * DAY);
    expect(await opens(bundle.offer, course.offer)).toEqual([false, false]);
  });

  test("days in a bundle begin when the days the buyer has of the same offer end; what came with it is not begun twice", async () => {
    const start = Date.UTC(2026, 10, 20, 12);
    const dayOf = (at: Date | null | undefined) => at && (at.getTime() - start) / DAY;
    setClock(() => start);
    await db.offer.update({ where: { id: course.offer.id }, data: { accessDays: 30 } });
    const alone = await bought(course);
    await db.offer.update({ where: { id: bundle.offer.id }, data: { accessDays: 20 } });
    setClock(() => start + 10 * DAY);
    const whole = await bought(bundle);
    const ends = async () => new Map((await grantsOf(whole.orderId)).map((grant) => [grant.offerId, dayOf(grant.expiresAt)]));
    const mine = () => ends().then((map) => [map.get(bundle.offer.id), map.get(course.offer.id), map.get(download.offer.id)]);
    expect(await mine()).toEqual([30, 50, 30]);
    setClock(() => start + 12 * DAY);
    await completePurchase(whole.orderId, CAUSE);
    expect(await mine()).toEqual([30, 50, 30]);
    await refunded(alone);
    expect(await mine(), "the eighteen days that were left of it are gone, the bundle's twenty are whole").toEqual([30, 32, 30]);
    expect(await openedBy(person.id, course.offer.id)).toMatchObject({ orderId: whole.orderId });
  });
});

describe("row 18: refunds take back what their order gave, and nothing else", () => {
  test("the course was also bought alone: refunding the bundle leaves it", async () => {
    await bought(course);
    const whole = await bought(bundle);
    expect(await opens(bundle.offer, course.offer, download.offer)).toEqual([true, true, true]);
    await refunded(whole, 1000);
    expect(await opens(bundle.offer, course.offer, download.offer)).toEqual([true, true, true]);
    await refunded(whole);
    expect(await opens(bundle.offer, course.offer, download.offer)).toEqual([false, true, false]);
    expect((await grantsOf(whole.orderId)).every((grant) => grant.revokedKind === "refunded")).toBe(true);
  });

  test("and refunding what was bought alone leaves the bundle", async () => {
    const alone = await bought(course);
    await bought(bundle);
    await refunded(alone);
    expect(await opens(bundle.offer, course.offer, download.offer)).toEqual([true, true, true]);
  });

  test("a refund known before fulfilment gives none of it", async () => {
    const { orderId, sessionId } = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! }, { viewer: person });
    control.checkout.pay({ session: sessionId, number: CARD, email: person.email, name: person.name });
    control.payments.refund({ charge: sessionId });
    await completePurchase(orderId, CAUSE);
    expect(await grantsOf(orderId)).toHaveLength(0);
  });

  test("row 21: money on its way opens nothing; when it fails, nothing was given", async () => {
    const { orderId, sessionId } = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! }, { viewer: person });
    control.checkout.pay({ session: sessionId, outcome: "delayed", email: person.email, name: person.name });
    await completePurchase(orderId, CAUSE);
    expect(await opens(bundle.offer, course.offer)).toEqual([false, false]);
    control.checkout.settleDelayed({ session: sessionId, result: "failed" });
    await completePurchase(orderId, CAUSE);
    expect(await grantsOf(orderId)).toHaveLength(0);
  });
});

describe("what may stand in a bundle", () => {
  test("two levels and no more, from both sides; no circle, nothing twice, nothing of another store", async () => {
    const outer = await aBundle(shop.store.id, [bundle.offer.id]);
    const third = await aBundle(shop.store.id, []);
    const at = (bundleId: string, offerId: string) => addToBundle({ storeId: shop.store.id, bundleId, offerId }, CAUSE);
    expect(await at(third.offer.id, outer.offer.id)).toEqual({ ok: false, error: "holds_a_bundle" });
    expect(await at(bundle.offer.id, third.offer.id)).toEqual({ ok: false, error: "stands_in_a_bundle" });
    expect(await at(bundle.offer.id, outer.offer.id)).toEqual({ ok: false, error: "holds_a_bundle" });
    expect(await at(bundle.offer.id, bundle.offer.id)).toEqual({ ok: false, error: "itself" });
    expect(await at(bundle.offer.id, course.offer.id)).toEqual({ ok: false, error: "already_inside" });
    const foreign = await aSellingStore(control);
    expect(await at(bundle.offer.id, foreign.offer.id), "row 29").toEqual({ ok: false, error: "not_found" });
    expect(await addToBundle({ storeId: foreign.store.id, bundleId: bundle.offer.id, offerId: foreign.offer.id }, CAUSE)).toEqual({ ok: false, error: "not_found" });
  });

  test("two windows at once cannot make a circle or a third level", async () => {
    const one = await aBundle(shop.store.id, []);
    const two = await aBundle(shop.store.id, []);
    const three = await aBundle(shop.store.id, []);
    const add = (a: typeof one, b: typeof one) => addToBundle({ storeId: shop.store.id, bundleId: a.offer.id, offerId: b.offer.id }, CAUSE);
    const answers = await Promise.all([add(one, two), add(two, one), add(two, three), add(three, one)]);
    const made = await db.bundleItem.findMany({ where: { bundleId: { in: [one, two, three].map((item) => item.offer.id) } } });
    expect(answers.filter((answer) => answer.ok)).toHaveLength(made.length);
    const holders = new Set(made.map((item) => item.bundleId));
    expect(made.some((item) => holders.has(item.offerId))).toBe(false);
  });

  test("the last offer of a bundle on sale stays; taking one out takes it from nobody", async () => {
    await bought(bundle);
    const [first, second] = bundle.items;
    expect(await removeFromBundle({ ...key(), itemId: second!.id }, CAUSE)).toMatchObject({ ok: true });
    expect(await removeFromBundle({ ...key(), itemId: first!.id }, CAUSE)).toEqual({ ok: false, error: "last" });
    expect(await opens(download.offer)).toEqual([true]);
    const next = await makePerson();
    await bought(bundle, next);
    expect(await canOpen(next.id, download.offer.id)).toBe(false);
  });
});

describe("an offer added later", () => {
  async function added(): Promise<{ offer: Offer; itemId: string }> {
    const { offer } = await aCourse(shop.store.id);
    const item = await addToBundle({ ...key(), offerId: offer.id }, CAUSE);
    if (!item.ok) throw new Error(item.error);
    return { offer, itemId: item.value.itemId };
  }

  test("goes to the owners when the creator says so: each a grant of their bundle's order, once, and gone with it", async () => {
    const first = await bought(bundle);
    const others = await Promise.all([makePerson(), makePerson()]);
    const lost = await bought(bundle, others[0]);
    await refunded(lost);
    await bought(bundle, others[1]);
    const { offer, itemId } = await added();
    expect(await opens(offer)).toEqual([false]);
    expect((await bundleInStudio(bundle.offer.id, null, null)).rows.find((row) => row.offerId === offer.id)).toMatchObject({ owners: 2, reached: 0 });
    await Promise.all([extendToOwners({ ...key(), itemId }, CAUSE), extendToOwners({ ...key(), itemId }, CAUSE)]);
    await Promise.all([drain(jobHandlers), extendBundle(itemId), extendBundle(itemId)]);
    expect((await bundleInStudio(bundle.offer.id, null, null)).rows.find((row) => row.offerId === offer.id)).toMatchObject({ owners: 2, reached: 2 });
    expect(await canOpen(others[0]!.id, offer.id), "who was refunded gets nothing").toBe(false);
    const grants = await db.grant.findMany({ where: { offerId: offer.id } });
    expect(grants.map((grant) => grant.orderId)).toContain(first.orderId);
    expect(grants).toHaveLength(2);
    expect(await db.transition.count({ where: { subjectId: { in: grants.map((grant) => grant.id) }, causeId: itemId } })).toBe(2);
    await refunded(first);
    expect(await opens(offer)).toEqual([false]);
  });

  test("what was taken back is not given again, and the time of the bundle is the longest it lasts", async () => {
    await db.offer.update({ where: { id: bundle.offer.id }, data: { accessDays: 40 } });
    const { orderId } = await bought(bundle);
    setClock(() => Date.now() + 10 * DAY);
    const { offer, itemId } = await added();
    await extendToOwners({ ...key(), itemId }, CAUSE);
    await drain(jobHandlers);
    const [own, given] = await Promise.all([bundle.offer.id, offer.id].map((offerId) => db.grant.findFirstOrThrow({ where: { orderId, offerId } })));
    expect(given?.expiresAt).toEqual(own?.expiresAt);
    setClock(() => Date.now() + 41 * DAY);
    expect(await opens(offer)).toEqual([false]);
  });

  test("a purchase at the very moment is never left out", async () => {
    const people = await Promise.all(Array.from({ length: 6 }, () => makePerson()));
    const checkouts = await Promise.all(people.map((viewer) => aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! }, { viewer })));
    for (const [at, { sessionId }] of checkouts.entries()) control.checkout.pay({ session: sessionId, number: CARD, email: people[at]!.email, name: "x" });
    const { offer } = await aCourse(shop.store.id);
    const grow = async () => {
      const item = await addToBundle({ ...key(), offerId: offer.id }, CAUSE);
      if (item.ok) await extendToOwners({ ...key(), itemId: item.value.itemId }, CAUSE);
      await drain(jobHandlers);
    };
    await Promise.all([...checkouts.map(({ orderId }) => completePurchase(orderId, CAUSE)), grow()]);
    await drain(jobHandlers);
    expect(await Promise.all(people.map(({ id }) => canOpen(id, offer.id)))).toEqual(people.map(() => true));
  });
});

describe("owners of some of it pay less", () => {
  const begin = (seenAmount?: bigint, viewer: User = person) =>
    startCheckout({ offerId: bundle.offer.id, priceId: bundle.price!.id, viewer, buyerKey: newToken(), uiMode: "hosted_page", ...(seenAmount === undefined ? {} : { seenAmount }) });

  test("by the share of what they own, and the order says why", async () => {
    await bought(course);
    const begun = await begin(3000n);
    if (!begun.ok) throw new Error(begun.error.kind);
    // 7500 × 6000 / 10000 = 4500 off.
    expect(await db.order.findUniqueOrThrow({ where: { id: begun.value.orderId } })).toMatchObject({ amount: 3000n, reduction: 4500n, reductionReason: `Owned already: ${course.offer.title}.` });
    expect(control.checkout.list({ account: shop.account.stripeAccountId }).filter((session) => session.status === "open" && session.client_reference_id === begun.value.orderId)).toMatchObject([{ amount_total: 3000 }]);
  });

  test("row 25: the amount of the page must still hold; an amount in the form lowers nothing", async () => {
    expect(await begin(3000n)).toEqual({ ok: false, error: { kind: "price_changed" } });
    expect(await begin(1n)).toEqual({ ok: false, error: { kind: "price_changed" } });
    await bought(course);
    expect(await begin(7500n)).toEqual({ ok: false, error: { kind: "price_changed" } });
    const form = { offerId: bundle.offer.id, priceId: bundle.price!.id, seenAmount: "7500" };
    const page = await answerOf(async () => start({ request: makeRequest("/checkout/start", { form, cookie: await signedInAs(person.id) }), params: {}, context }));
    expect(page.status).toBe(409);
    expect(await page.json()).toMatchObject({ refusal: { kind: "price_changed", price: { text: "€30", amount: "3000" } } });
  });

  test("never below the smallest charge; who has everything is not charged at all", async () => {
    await db.offer.update({ where: { id: download.offer.id }, data: { title: "A small one" } });
    await db.price.updateMany({ where: { offerId: download.offer.id }, data: { amount: 50n } });
    await bought(course);
    const begun = await begin();
    if (!begun.ok) throw new Error(begun.error.kind);
    expect(await db.order.findUniqueOrThrow({ where: { id: begun.value.orderId } })).toMatchObject({ amount: 62n });
    await db.price.updateMany({ where: { offerId: download.offer.id }, data: { amount: 1n } });
    const least = await begin();
    expect(least.ok && (await db.order.findUniqueOrThrow({ where: { id: least.value.orderId } })).amount).toBe(50n);
    await aGrant(person.id, download.offer.id);
    expect(await begin()).toEqual({ ok: false, error: { kind: "already_owned", offerId: bundle.offer.id } });
    const form = { offerId: bundle.offer.id, priceId: bundle.price!.id };
    const page = await answerOf(async () => start({ request: makeRequest("/checkout/start", { form, cookie: await signedInAs(person.id) }), params: {}, context }));
    expect(page.headers.get("Location")).toBe("/library");
  });

  test("access that ends sooner than the bundle's does not count; a guest pays the price", async () => {
    await aGrant(person.id, course.offer.id, { expiresAt: new Date(Date.now() + DAY) });
    const begun = await begin();
    expect(begun.ok && (await db.order.findUniqueOrThrow({ where: { id: begun.value.orderId } })).amount).toBe(7500n);
    const guest = await startCheckout({ offerId: bundle.offer.id, priceId: bundle.price!.id, viewer: null, buyerKey: newToken(), uiMode: "hosted_page" });
    expect(guest.ok && (await db.order.findUniqueOrThrow({ where: { id: guest.value.orderId } })).amount).toBe(7500n);
  });

  test("row 22: what Stripe took is held against the lowered amount, in yen as in euros", async () => {
    const tokyo = await aSellingStore(control, { amount: 1500, currency: "jpy", country: "JP" });
    const other = await aCourse(tokyo.store.id, { amount: 1600, currency: "jpy" });
    const set = await aBundle(tokyo.store.id, [tokyo.offer.id, other.offer.id], { amount: 2000, currency: "jpy", ownersPayLess: true });
    await aGrant(person.id, tokyo.offer.id);
    const { orderId, sessionId } = await aCheckout({ ...tokyo, offer: set.offer, price: set.price! }, { viewer: person });
    // 2000 × 1500 / 3100 = 967.7…, rounded down.
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ amount: 1033n });
    control.checkout.pay({ session: sessionId, number: CARD, email: person.email, name: person.name });
    await completePurchase(orderId, CAUSE);
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "paid", amountPaid: 1033n });
  });
});

describe("row 24: a second purchase of the same bundle", () => {
  test("signed in it is refused kindly; paid in another browser it goes back and takes nothing", async () => {
    await bought(bundle);
    expect(await startCheckout({ offerId: bundle.offer.id, priceId: bundle.price!.id, viewer: person, buyerKey: newToken(), uiMode: "hosted_page" })).toMatchObject({ ok: false, error: { kind: "already_owned" } });
    const guest = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! });
    control.checkout.pay({ session: guest.sessionId, number: CARD, email: person.email, name: person.name });
    await completePurchase(guest.orderId, CAUSE);
    await drain(jobHandlers);
    expect(await db.order.findUniqueOrThrow({ where: { id: guest.orderId } })).toMatchObject({ status: "refunded", amountRefunded: 7500n });
    expect(await opens(bundle.offer, course.offer, download.offer)).toEqual([true, true, true]);
  });

  test("a part that the bundle gave is not sold again either", async () => {
    await bought(bundle);
    const guest = await aCheckout({ ...shop, offer: course.offer, price: course.price! });
    control.checkout.pay({ session: guest.sessionId, number: CARD, email: person.email, name: person.name });
    await completePurchase(guest.orderId, CAUSE);
    await drain(jobHandlers);
    expect(await db.order.findUniqueOrThrow({ where: { id: guest.orderId } })).toMatchObject({ status: "refunded" });
  });
});
