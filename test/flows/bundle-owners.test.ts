import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { addToBundle } from "~/domain/bundles/edit-bundle.server";
import { extendBundle, extendToOwners } from "~/domain/bundles/extend-owners.server";
import { bundleInStudio } from "~/domain/bundles/studio.server";
import { startCheckout } from "~/domain/checkout/start-checkout.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { Offer, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, setClock } from "~/lib/clock";
import { newToken } from "~/lib/tokens";
import { action as start } from "~/routes/checkout/start";
import { aBundle, aCourse } from "../factories/catalog";
import { aGrant } from "../factories/library";
import { deliver } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore } from "../factories/sales";
import { bought, bundle, CARD, CAUSE, control, course, download, key, opens, person, refunded, shop, prepareBundleShop } from "../setup/bundle-shop";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

prepareBundleShop();

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

  test("an order that was closed for a while gets it when it opens again: a dispute won, a refund that came back", async () => {
    const people = await Promise.all([makePerson(), makePerson(), makePerson()]);
    const [disputed, returned, lost] = [await bought(bundle, people[0]), await bought(bundle, people[1]), await bought(bundle, people[2])];
    const disputes = [disputed, lost].map(({ sessionId }) => control.payments.openDispute({ charge: sessionId }).id);
    await deliver(control);
    const refund = control.payments.refund({ charge: returned.sessionId });
    await deliver(control);
    const { offer, itemId } = await added();
    await extendToOwners({ ...key(), itemId }, CAUSE);
    await drain(jobHandlers);
    const have = () => Promise.all(people.map(({ id }) => canOpen(id, offer.id)));
    expect(await have()).toEqual([false, false, false]);
    control.payments.closeDispute({ dispute: disputes[0] ?? "", result: "won" });
    control.payments.closeDispute({ dispute: disputes[1] ?? "", result: "lost" });
    control.payments.failRefund({ refund: refund.id });
    await deliver(control, "shuffle");
    expect(await have()).toEqual([true, true, false]);
    expect(await db.grant.count({ where: { offerId: offer.id } })).toBe(2);
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
