import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen, openedBy } from "~/domain/access/can-open.server";
import { bundleContents } from "~/domain/bundles/contents.server";
import { addToBundle, removeFromBundle } from "~/domain/bundles/edit-bundle.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { DAY, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aBundle, aCourse } from "../factories/catalog";
import { aGrant } from "../factories/library";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore } from "../factories/sales";
import { bought, bundle, CARD, CAUSE, control, course, download, grantsOf, key, opens, person, refunded, shop, prepareBundleShop } from "../setup/bundle-shop";

prepareBundleShop();

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
    const buyer = await makePerson();
    const timed = await aCheckout({ ...shop, offer: bundle.offer, price: bundle.price! }, { viewer: buyer });
    await db.offer.update({ where: { id: bundle.offer.id }, data: { accessDays: 5 } });
    control.checkout.pay({ session: timed.sessionId, number: CARD, email: buyer.email, name: buyer.name });
    await completePurchase(timed.orderId, CAUSE);
    expect((await grantsOf(timed.orderId)).map((grant) => Math.round(((grant.expiresAt?.getTime() ?? 0) - now().getTime()) / DAY))).toEqual([60, 60, 60]);
    setClock(() => Date.now() + 61 * DAY);
    expect(await Promise.all([bundle.offer, course.offer].map(({ id }) => canOpen(buyer.id, id)))).toEqual([false, false]);
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
