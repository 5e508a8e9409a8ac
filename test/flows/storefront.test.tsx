import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { DAY, later } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as home from "~/routes/storefront/home";
import * as offerRoute from "~/routes/storefront/offer";
import * as preview from "~/routes/storefront/preview";
import * as storeRoute from "~/routes/storefront/store";
import { aCourse, aDownload, aStore } from "../factories/catalog";
import { anAccount } from "../factories/merchants";
import { makePerson } from "../factories/people";
import { rendererOf } from "../setup/render";
import { makeRequest, signedInAs } from "../setup/request";

const render = rendererOf([
  { id: "home", index: true, module: home },
  { id: "store", path: "s/:storeSlug", module: storeRoute },
  { id: "offer", path: "s/:storeSlug/:offerSlug", module: offerRoute },
  { id: "preview", path: "s/:storeSlug/:offerSlug/preview/:lessonId", module: preview },
]);

function open(path: string, cookie = "") {
  return render(makeRequest(path, { cookie }));
}

let creator: Awaited<ReturnType<typeof aStore>>;
beforeAll(async () => {
  creator = await aStore({ tagline: "Bread, slowly", about: "First.\n\nSecond." });
  await anAccount(creator.store.id);
});
const path = (slug: string) => `/s/${creator.store.slug}/${slug}`;

describe("the offer page", () => {
  test("shows what there is to buy, by whom and for how much", async () => {
    const { offer, price } = await aCourse(creator.store.id, { title: "Rye at home", subtitle: "Two doughs, one oven", highlights: ["Three lessons"], descriptionHtml: "<p>Long fermented.</p>", amount: 4950 });
    const { status, html } = await open(path(offer.slug));
    expect(status).toBe(200);
    for (const text of ["Rye at home", "Two doughs, one oven", "€49.50", "Three lessons", "Long fermented.", "Free preview", "Mara Vint", creator.store.supportEmail]) expect(html).toContain(text);
    expect(html).toContain(`name="priceId" value="${price!.id}"`);
    expect(html).toContain(`<link rel="canonical" href="http://localhost:3000${path(offer.slug)}"`);
    expect(html).toMatch(/"price":"49.50","priceCurrency":"EUR"/);
    // Lessons that are not free are named and lead nowhere.
    const ids = await db.lesson.findMany({ where: { offerId: offer.id } });
    for (const lesson of ids) expect(html.includes(`/preview/${lesson.id}`)).toBe(lesson.isPreview);
  });

  test("row 27: markup in what a creator typed stays text, in the page and in the JSON-LD", async () => {
    const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)> & "q"`;
    await db.store.update({ where: { id: creator.store.id }, data: { name: evil, legalName: evil } });
    const { offer } = await aCourse(creator.store.id, { title: evil, subtitle: evil, highlights: [evil] });
    const { html } = await open(path(offer.slug));
    await db.store.update({ where: { id: creator.store.id }, data: { name: "Studio Vint", legalName: "Mara Vint" } });
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img src=x");
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "";
    expect(data).not.toMatch(/[<>]/);
    expect(JSON.parse(data)).toMatchObject({ name: evil, provider: { name: evil } });
  });

  test("drafts and archived offers: nothing for strangers, a preview for their creator", async () => {
    const stranger = await signedInAs((await makePerson()).id);
    const owner = await signedInAs(creator.owner.id);
    for (const status of ["draft", "archived"] as const) {
      const { offer, lessons } = await aCourse(creator.store.id, { title: "Not yet", status, amount: status === "draft" ? null : 4900 });
      for (const cookie of ["", stranger]) {
        expect(await open(path(offer.slug), cookie)).toMatchObject({ status: 404 });
        expect(await open(`${path(offer.slug)}/preview/${lessons[0]!.id}`, cookie)).toMatchObject({ status: 404 });
      }
      const seen = await open(path(offer.slug), owner);
      expect(seen.status).toBe(200);
      expect(seen.html).toContain("Only you see this");
      expect(seen.html).toContain(`/studio/offers/${offer.id}`);
      expect(seen.html).not.toContain("/checkout/start");
      expect(seen.html).toContain("noindex");
    }
  });

  test("who has it opens it; its creator finds the way to change it; a stranger does not", async () => {
    const { offer } = await aCourse(creator.store.id);
    const buyer = await makePerson();
    await db.grant.create({ data: { id: newId("grant"), userId: buyer.id, offerId: offer.id, grantedAt: new Date() } });
    const mine = await open(path(offer.slug), await signedInAs(buyer.id));
    expect(mine.html).toContain(`/library/${offer.id}`);
    expect(mine.html).not.toContain("/checkout/start");
    expect((await open(path(offer.slug), await signedInAs(creator.owner.id))).html).toContain("Edit this offer");
    expect((await open(path(offer.slug))).html).not.toContain("Edit this offer");
  });

  test("without an account that can be paid there is no button that would fail", async () => {
    const poor = await aStore();
    const { offer } = await aCourse(poor.store.id);
    const { html } = await open(`/s/${poor.store.slug}/${offer.slug}`);
    expect(html).toContain("Sales are paused for a moment");
    expect(html).not.toContain("/checkout/start");
    const { offer: free } = await aDownload(poor.store.id, { amount: 0 });
    const taken = await open(`/s/${poor.store.slug}/${free.slug}`);
    expect(taken.html).toContain("Get it free");
    expect(taken.html).toContain("margins.pdf");
  });

  test("an offer under another store's address is nothing", async () => {
    const other = await aStore();
    const { offer } = await aCourse(other.store.id);
    expect(await open(path(offer.slug))).toMatchObject({ status: 404 });
  });
});

describe("a free lesson", () => {
  test("only lessons marked as free, only under their own offer", async () => {
    const { offer, lessons } = await aCourse(creator.store.id);
    const { offer: other } = await aCourse(creator.store.id);
    const free = await open(`${path(offer.slug)}/preview/${lessons[0]!.id}`);
    expect(free.status).toBe(200);
    expect(free.html).toContain("Flour and water.");
    expect(await open(`${path(offer.slug)}/preview/${lessons[1]!.id}`)).toMatchObject({ status: 404 });
    expect(await open(`${path(other.slug)}/preview/${lessons[0]!.id}`)).toMatchObject({ status: 404 });
  });

  test("its video is there for a visitor", async () => {
    const { offer, lessons } = await aCourse(creator.store.id);
    await db.lesson.update({ where: { id: lessons[0]!.id }, data: { videoUrl: "https://youtu.be/dQw4w9WgXcQ" } });
    const { html } = await open(`${path(offer.slug)}/preview/${lessons[0]!.id}`);
    expect(html).toContain("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ");
  });
});

describe("the store page and the front page", () => {
  test("what is published, newest first, by pages; nothing else", async () => {
    const { store } = await aStore({ name: "Many Things", tagline: "A shelf" });
    await anAccount(store.id);
    for (let index = 0; index < 27; index += 1) {
      const { offer } = await aDownload(store.id, { title: `Thing ${index}.` });
      await db.offer.update({ where: { id: offer.id }, data: { publishedAt: later(index * DAY) } });
    }
    await aDownload(store.id, { title: "Hidden thing", status: "draft" });
    const first = await open(`/s/${store.slug}`);
    expect(first.html).toContain("A shelf");
    expect(first.html).toContain("Thing 26.");
    expect(first.html).not.toContain("Thing 2.");
    expect(first.html).not.toContain("Hidden thing");
    const older = /href="(?:\/s\/[^"?]+)?(\?before=[^"]+)"/.exec(first.html)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const second = await open(`/s/${store.slug}${older}`);
    expect(second.html).toContain("Thing 2.");
    expect(second.html).not.toContain("Thing 26.");
  });

  test("an empty shelf says so, to a visitor and to its creator; an unknown store is nothing", async () => {
    const { store, owner } = await aStore();
    expect((await open(`/s/${store.slug}`)).html).toContain("Nothing on the shelf yet");
    expect((await open(`/s/${store.slug}`, await signedInAs(owner.id))).html).toContain("Make your first offer");
    expect(await open("/s/nobody-here")).toMatchObject({ status: 404 });
  });

  test("the front page lists stores that sell something", async () => {
    const { store: empty } = await aStore({ name: "Empty House" });
    const { html } = await open("/");
    expect(html).toContain(`/s/${creator.store.slug}`);
    expect(html).not.toContain(empty.slug);
  });
});
