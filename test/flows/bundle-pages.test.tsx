import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { db } from "~/db.server";
import type { Offer, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as libraryOffer from "~/routes/library/offer";
import { loader as moduleLessons } from "~/routes/storefront/module-lessons";
import * as offerRoute from "~/routes/storefront/offer";
import * as contents from "~/routes/studio/offers/bundle-contents";
import { action as details } from "~/routes/studio/offers/details";
import { loader as list } from "~/routes/studio/offers/list";
import { action as create } from "~/routes/studio/offers/new";
import { aBundle, aCourse, aDownload, aStore } from "../factories/catalog";
import { aGrant, anOrder } from "../factories/library";
import { anAccount } from "../factories/merchants";
import { makePerson } from "../factories/people";
import { context } from "../setup/context";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const render = rendererOf([
  { id: "offer", path: "s/:storeSlug/:offerSlug", module: offerRoute },
  { id: "library", path: "library/:offerId", module: libraryOffer },
]);

let shop: Awaited<ReturnType<typeof aStore>>;
let cookie: string;
let course: Awaited<ReturnType<typeof aCourse>>;
let download: Awaited<ReturnType<typeof aDownload>>;
let bundle: Awaited<ReturnType<typeof aBundle>>;
beforeAll(async () => {
  shop = await aStore();
  await anAccount(shop.store.id);
  cookie = await signedInAs(shop.owner.id);
});
beforeEach(async () => {
  course = await aCourse(shop.store.id, { title: "Rye", amount: 6000 });
  download = await aDownload(shop.store.id, { title: "Margins", amount: 4000 });
  bundle = await aBundle(shop.store.id, [course.offer.id, download.offer.id], { amount: 7500, ownersPayLess: true });
});

const at = (offer: Pick<Offer, "id">) => ({ params: { offerId: offer.id }, context });
const press = (form: Record<string, string>, offer: Pick<Offer, "id"> = bundle.offer, as = cookie) => answerOf(() => contents.action({ request: makeRequest(`/studio/offers/${offer.id}/contents`, { form, cookie: as }), ...at(offer) }));
const editor = async (query = "", as = cookie) => answerOf(() => contents.loader({ request: makeRequest(`/studio/offers/${bundle.offer.id}/contents${query}`, { cookie: as }), ...at(bundle.offer) }));
const page = (offer: Pick<Offer, "slug">, as = "", query = "") => render(makeRequest(`/s/${shop.store.slug}/${offer.slug}${query}`, { cookie: as }));
const library = (offer: Pick<Offer, "id">, as: string) => render(makeRequest(`/library/${offer.id}`, { cookie: as }));

/** A person who bought the bundle: its order with all its grants. */
async function owner(expiresAt: Date | null = null): Promise<{ user: User; cookie: string; orderId: string }> {
  const user = await makePerson();
  const order = await anOrder(user, bundle.offer);
  for (const { id } of [bundle.offer, course.offer, download.offer]) await aGrant(user.id, id, { orderId: order.id, expiresAt });
  return { user, cookie: await signedInAs(user.id), orderId: order.id };
}

/** Statements the database is asked while something runs, on either kind of database. */
async function statements(run: () => Promise<unknown>): Promise<number> {
  const spies = [vi.spyOn(PGlite.prototype, "query"), vi.spyOn(pg.Client.prototype, "query")];
  await run();
  const count = spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  for (const spy of spies) spy.mockRestore();
  expect(count).toBeGreaterThan(0);
  return count;
}

describe("the bundle editor", () => {
  test("every kind can be begun, and a membership's prices are not set like a course's", async () => {
    for (const kind of ["course", "download", "bundle", "membership"]) {
      const made = await answerOf(() => create({ request: makeRequest("/studio/offers/new", { form: { kind, title: `A ${kind}` }, cookie }), params: {}, context }));
      expect(made.headers.get("Location")).toMatch(/^\/studio\/offers\/off_/);
    }
    const membership = await db.offer.findFirstOrThrow({ where: { storeId: shop.store.id, kind: "membership" } });
    const refused = await answerOf(() => details({ request: makeRequest(`/studio/offers/${membership.id}`, { form: { intent: "price", price: "9" }, cookie }), ...at(membership) }));
    expect(refused.status).toBe(404);
  });

  test("shows what is inside, what buyers save and what is left out; finds what can be added", async () => {
    const draft = await aCourse(shop.store.id, { title: "Not out yet", status: "draft", amount: 5000 });
    await press({ intent: "add", offerId: draft.offer.id });
    const { rows, saving, leftOut, toAdd } = await (await editor("?q=arg")).json();
    expect(rows.map((row: { title: string; status: string; price: string }) => [row.title, row.status, row.price])).toEqual([["Rye", "published", "€60"], ["Margins", "published", "€40"], ["Not out yet", "draft", "€50"]]);
    expect(saving).toEqual({ worth: "€100", price: "€75", saving: "€25" });
    expect(leftOut).toEqual(["Not out yet"]);
    expect(toAdd.offers.some((offer: { id: string }) => offer.id === download.offer.id)).toBe(false);
  });

  test("moves, removes after a question, refuses in words, and asks about those who own it", async () => {
    const before = await owner();
    const extra = await aCourse(shop.store.id, { title: "Spelt" });
    const added = await press({ intent: "add", offerId: extra.offer.id });
    const location = added.headers.get("Location") ?? "";
    const itemId = location.split("added=")[1] ?? "";
    const row = (await (await editor()).json()).rows.find((one: { itemId: string }) => one.itemId === itemId);
    expect(row).toMatchObject({ owners: 1, reached: 0, extension: "none" });
    expect((await press({ intent: "extend", itemId })).status).toBe(302);
    await drain(jobHandlers);
    expect(await db.grant.count({ where: { userId: before.user.id, offerId: extra.offer.id, orderId: before.orderId } })).toBe(1);
    expect((await (await editor()).json()).rows.find((one: { itemId: string }) => one.itemId === itemId)).toMatchObject({ owners: 1, reached: 1, extension: "done" });

    await press({ intent: "move", itemId, direction: "up" });
    expect((await (await editor()).json()).rows.map((one: { title: string }) => one.title)).toEqual(["Rye", "Spelt", "Margins"]);
    expect(await (await press({ intent: "add", offerId: extra.offer.id })).json()).toMatchObject({ refused: "That offer is in this bundle already." });
    expect(await (await press({ intent: "remove", itemId })).json()).toMatchObject({ question: { confirmLabel: "Take it out" } });
    expect((await press({ intent: "remove", itemId, confirmed: "yes" })).status).toBe(302);
    expect(await db.grant.count({ where: { offerId: extra.offer.id, revokedAt: null } })).toBe(1);
  });

  test("row 29: another creator finds nothing, and can add nothing of mine", async () => {
    const other = await aStore();
    const theirs = await signedInAs(other.owner.id);
    expect((await editor("", theirs)).status).toBe(404);
    const tries: Record<string, string>[] = [{ intent: "add", offerId: course.offer.id }, { intent: "remove", itemId: bundle.items[0]!.id, confirmed: "yes" }, { intent: "extend", itemId: bundle.items[0]!.id }, { intent: "owners", ownersPayLess: "on" }];
    for (const form of tries) expect((await press(form, bundle.offer, theirs)).status).toBe(404);
    const foreign = await aCourse(other.store.id);
    expect((await press({ intent: "add", offerId: foreign.offer.id })).status).toBe(404);
    const elsewhere = await aBundle(other.store.id, [foreign.offer.id]);
    expect((await press({ intent: "remove", itemId: elsewhere.items[0]!.id, confirmed: "yes" })).status).toBe(404);
    expect(await db.bundleItem.count({ where: { bundleId: bundle.offer.id } })).toBe(2);
  });

  test("access for a time is set with words, and what is no number of days is refused and kept", async () => {
    const save = (form: Record<string, string>) => answerOf(() => details({ request: makeRequest(`/studio/offers/${bundle.offer.id}`, { form: { intent: "access", ...form }, cookie }), ...at(bundle.offer) }));
    for (const days of ["", "0", "-3", "1.5", "9999", "soon"]) expect((await save({ lasts: "days", days })).status).toBe(400);
    expect((await save({ lasts: "days", days: "30" })).status).toBe(302);
    expect(await db.offer.findUnique({ where: { id: bundle.offer.id }, select: { accessDays: true } })).toEqual({ accessDays: 30 });
    expect((await page(bundle.offer)).html).toContain("Open for 30 days after you buy it");
    await save({ lasts: "forever" });
    expect(await db.offer.findUnique({ where: { id: bundle.offer.id }, select: { accessDays: true } })).toEqual({ accessDays: null });
  });

  test("row 39: the list is searched and filtered in the order it is in, page by page", async () => {
    const big = await aStore();
    const as = await signedInAs(big.owner.id);
    for (let n = 0; n < 30; n += 1) await aCourse(big.store.id, { title: n % 3 === 0 ? `100% rye_${n}` : `Wheat ${n}`, status: "draft" });
    await aBundle(big.store.id, [], { title: "Rye and wheat" });
    const find = async (query: string) => (await answerOf(() => list({ request: makeRequest(`/studio/offers?${query}`, { cookie: as }), params: {}, context }))).json();
    expect((await find("q=RYE")).rows).toHaveLength(11);
    expect((await find("q=%25")).rows).toHaveLength(10);
    expect((await find("q=rye_")).rows).toHaveLength(10);
    expect((await find("kind=bundle")).rows).toHaveLength(1);
    expect((await find("kind=course&q=rye")).rows).toHaveLength(10);
    const first = await find("kind=course");
    const second = await find(`kind=course&before=${first.older}`);
    expect([first.rows.length, second.rows.length]).toEqual([25, 5]);
  });
});

describe("the offer page of a bundle", () => {
  test("what is inside with the way to each, the saving, and a sign-in for who may pay less", async () => {
    const { html, status } = await page(bundle.offer);
    expect(status).toBe(200);
    for (const text of ["Inside the bundle", "Rye", "Margins", "One by one they cost €100, so you save €25", `/s/${shop.store.slug}/${course.offer.slug}`, "Do you own some of it already?", "2 offers"]) expect(html).toContain(text);
    expect(html).toContain('name="seenAmount" value="7500"');
    const data = JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "{}");
    expect(data).toMatchObject({ "@type": "ProductCollection", collectionSize: 2, offers: { price: "75.00", priceCurrency: "EUR" } });
  });

  test("an owner of a part sees the reduced price and why, and it is what the form says; who has all of it buys nothing", async () => {
    const user = await makePerson();
    const as = await signedInAs(user.id);
    await aGrant(user.id, course.offer.id);
    const { html } = await page(bundle.offer, as);
    for (const text of ["€30", "€75", "You own 1 of 2 already, so €45 is taken off.", "You own this"]) expect(html).toContain(text);
    expect(html).toContain('name="seenAmount" value="3000"');
    await aGrant(user.id, download.offer.id);
    const all = await page(bundle.offer, as);
    expect(all.html).toContain("You own everything in it");
    expect(all.html).not.toContain("/checkout/start");
  });

  test("a draft inside is named and leads nowhere; row 27: markup in a title stays text", async () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>`;
    const draft = await aCourse(shop.store.id, { title: evil, status: "draft", amount: 100_000 });
    await press({ intent: "add", offerId: draft.offer.id });
    const { html } = await page(bundle.offer);
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img src=x");
    expect(html).not.toContain(`/${draft.offer.slug}"`);
    expect(html, "what cannot be bought alone is no saving").toContain("cost €100");
  });

  test("what a membership opens can still be bought to keep", async () => {
    const membership = await aCourse(shop.store.id, { amount: null });
    await db.offer.update({ where: { id: membership.offer.id }, data: { kind: "membership" } });
    const tier = await db.tier.create({ data: { id: newId("tier"), offerId: membership.offer.id, title: "Studio", highlights: [], position: 0, createdAt: now() } });
    await db.tierItem.create({ data: { tierId: tier.id, offerId: course.offer.id, addedAt: now() } });
    const member = await makePerson();
    await aGrant(member.id, membership.offer.id, { tierId: tier.id });
    const { html } = await page(course.offer, await signedInAs(member.id));
    expect(html).toContain("Your membership opens this already. Buying it keeps it for good.");
    expect(html).toContain("/checkout/start");
  });
});

describe("a long course's page", () => {
  async function long(modules: number, lessons: number) {
    const made = await aCourse(shop.store.id);
    await db.lesson.deleteMany({ where: { offerId: made.offer.id } });
    await db.module.deleteMany({ where: { offerId: made.offer.id } });
    for (let m = 0; m < modules; m += 1) {
      const module = await db.module.create({ data: { id: newId("module"), offerId: made.offer.id, title: `Part ${m}`, position: m } });
      await db.lesson.createMany({ data: Array.from({ length: lessons }, (_, n) => ({ id: newId("lesson"), offerId: made.offer.id, moduleId: module.id, title: `Lesson ${m}.${n}`, position: n, updatedAt: now() })) });
    }
    return made.offer;
  }

  test("has the lessons of its first module only, the others on opening, with or without a script, and not of a draft", async () => {
    const offer = await long(10, 30);
    const { html } = await page(offer);
    expect(html).toContain("300 lessons");
    expect(html).toContain("Lesson 0.19");
    expect(html).not.toContain("Lesson 0.20");
    expect(html).not.toContain("Lesson 5.0");
    const module = await db.module.findFirstOrThrow({ where: { offerId: offer.id, title: "Part 5" } });
    expect((await page(offer, "", `?module=${module.id}`)).html).toContain("Lesson 5.29");
    const params = { storeSlug: shop.store.slug, offerSlug: offer.slug, moduleId: module.id };
    const open = (request: Request) => answerOf(() => moduleLessons({ request, params, context }));
    expect((await (await open(makeRequest("/x"))).json()).lessons).toHaveLength(30);
    await db.offer.update({ where: { id: offer.id }, data: { status: "draft" } });
    expect((await open(makeRequest("/x"))).status).toBe(404);
    expect((await open(makeRequest("/x", { cookie }))).status).toBe(200);
  });

  test("asks the database as often for 300 lessons as for 10", async () => {
    const [small, large] = [await long(2, 5), await long(30, 10)];
    const counts = [await statements(() => page(small)), await statements(() => page(large))];
    expect(counts[1]).toBe(counts[0]);
  });
});

describe("a bundle in the library", () => {
  test("shows what the order gave and where one stands, whatever the bundle holds now", async () => {
    const mine = await owner();
    await press({ intent: "remove", itemId: bundle.items[1]!.id, confirmed: "yes" });
    const later = await aCourse(shop.store.id, { title: "Added later" });
    await press({ intent: "add", offerId: later.offer.id });
    const { html, status } = await library(bundle.offer, mine.cookie);
    expect(status).toBe(200);
    for (const text of ["Everything in it", "Rye", "3 lessons", "Margins", "1 file", `/library/${course.offer.id}`]) expect(html).toContain(text);
    expect(html).not.toContain("Added later");
  });

  test("access for a time says until when, and afterwards why it is closed and how to have it again", async () => {
    const mine = await owner(new Date(now().getTime() + 12 * DAY));
    const open = await library(bundle.offer, mine.cookie);
    expect(open.html).toMatch(/Open until .*12 days left/);
    expect((await library(course.offer, mine.cookie)).html).toMatch(/Open until/);
    expect((await page(bundle.offer, mine.cookie)).html).toContain("You can buy it again when it has closed.");
    await db.grant.updateMany({ where: { userId: mine.user.id }, data: { expiresAt: new Date(now().getTime() - DAY) } });
    const ended = await library(bundle.offer, mine.cookie);
    expect(ended.html).toContain("It was open for a time");
    expect(ended.html).toContain("Buy it again");
    expect(ended.html).toContain(`href="/s/${shop.store.slug}/${bundle.offer.slug}"`);
    expect((await page(bundle.offer, mine.cookie)).html).toContain("/checkout/start");
  });

  test("row 29: nobody else finds it", async () => {
    await owner();
    expect((await library(bundle.offer, await signedInAs((await makePerson()).id))).status).toBe(404);
  });
});
