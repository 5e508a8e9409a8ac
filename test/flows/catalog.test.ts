import { describe, expect, test } from "vitest";
import { currentConnection, db, sql } from "~/db.server";
import { createOffer } from "~/domain/catalog/create-offer.server";
import { publicOffer, publicStore, studioOffers } from "~/domain/catalog/queries.server";
import { setPrice } from "~/domain/catalog/set-price.server";
import { writeCursor } from "~/lib/cursor";
import { action as details, loader as detailsPage } from "~/routes/studio/offers/details";
import { loader as list } from "~/routes/studio/offers/list";
import { action as create } from "~/routes/studio/offers/new";
import { loader as frame } from "~/routes/studio/offers/offer";
import { action as publish, loader as publishPage } from "~/routes/studio/offers/publish";
import { action as status } from "~/routes/studio/offers/status";
import { aCourse, aDownload, aStore } from "../factories/catalog";
import { anAccount } from "../factories/merchants";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

const cause = { cause: "test" };
const context = {};

/** A signed-in creator who presses buttons on an offer's pages. */
async function aCreator() {
  const { owner, store } = await aStore();
  const cookie = await signedInAs(owner.id);
  const press = (action: typeof details, offerId: string, form: Record<string, string>) =>
    answerOf(() => action({ request: makeRequest(`/studio/offers/${offerId}`, { form, cookie }), params: { offerId }, context }));
  const look = (loader: typeof detailsPage | typeof frame | typeof publishPage, offerId: string) =>
    answerOf(() => loader({ request: makeRequest(`/studio/offers/${offerId}`, { cookie }), params: { offerId }, context }));
  return { owner, store, cookie, press, look };
}

const WORDS = { intent: "details", title: "Bread from nothing", subtitle: "", slug: "bread", description: "", highlights: "" };

describe("from nothing to sale", () => {
  test("a creator makes a draft, writes it, prices it and, with an account that can charge, publishes it", async () => {
    const { store, cookie, press } = await aCreator();
    const made = await answerOf(() => create({ request: makeRequest("/studio/offers/new", { form: { kind: "course", title: "Bread from nothing" }, cookie }), params: {}, context }));
    const offerId = made.headers.get("Location")!.split("/").at(-1)!;
    expect(await db.offer.findUnique({ where: { id: offerId } })).toMatchObject({ storeId: store.id, status: "draft", slug: "bread-from-nothing" });

    const saved = await press(details, offerId, { ...WORDS, subtitle: "For tired people", description: "<p>Flour.</p><script>x</script>", highlights: "• Twelve lessons\n\n- A table\n" });
    expect(saved.status).toBe(302);
    expect(await db.offer.findUnique({ where: { id: offerId } })).toMatchObject({ slug: "bread", descriptionHtml: "<p>Flour.</p>", highlights: ["Twelve lessons", "A table"] });

    const early = await press(publish, offerId, {});
    expect(early.status).toBe(400);
    expect(await early.json()).toEqual({ problem: "Something is still missing. It is not published." });

    await press(details, offerId, { intent: "price", price: "49,00" });
    await db.module.create({ data: { id: "mod_1", offerId, title: "One", position: 0 } });
    await db.lesson.create({ data: { id: "les_1", offerId, moduleId: "mod_1", title: "One", position: 0, updatedAt: new Date() } });
    const unconnected = await press(publish, offerId, {});
    expect(await unconnected.json()).toEqual({ problem: "Connect Stripe first. It is not published." });
    expect(await publicOffer(store.slug, "bread")).toBeNull();

    await anAccount(store.id);
    expect((await press(publish, offerId, {})).status).toBe(302);
    const shown = await publicOffer(store.slug, "bread");
    expect(shown?.offer).toMatchObject({ title: "Bread from nothing", priceText: "€49", lessonCount: 1, price: { decimal: "49.00", currency: "eur" } });
    expect(shown?.store).toMatchObject({ name: store.name, addressLines: ["Lindenweg 4", "10115 Berlin"], logoUrl: null });
    const moves = await db.transition.findMany({ where: { subjectId: offerId }, orderBy: { at: "asc" } });
    expect(moves.map((move) => [move.fromState, move.toState, move.cause])).toEqual([[null, "draft", "creator"], ["draft", "published", "creator"]]);
  });

  test("a paid offer of an account that cannot charge stays a draft and shows Stripe's own words; a free one needs no account", async () => {
    const { store, press, look } = await aCreator();
    await anAccount(store.id, {
      chargesEnabled: false,
      capabilities: { card_payments: "inactive", transfers: "inactive" },
      requirements: { currently_due: ["individual.verification.document"], past_due: ["individual.verification.document"], disabled_reason: "requirements.past_due" },
    });
    const { offer } = await aCourse(store.id, { status: "draft" });
    expect(await (await press(publish, offer.id, {})).json()).toEqual({ problem: "Verification required: Stripe takes no payments for Studio Vint yet. It is not published." });
    const shell = await (await look(frame, offer.id)).json();
    expect(shell.publish.payments.connect).toBeNull();
    expect(shell.publish.payments.blocking[0].what).toBeTruthy();
    expect(shell.publish.payments.blocking[0].where.url).toBeTruthy();

    const { offer: free } = await aCourse(store.id, { status: "draft", amount: 0 });
    expect((await press(publish, free.id, {})).status).toBe(302);
    expect((await publicOffer(store.slug, free.slug))?.offer).toMatchObject({ isFree: true, priceText: "Free" });

    // The way round: published for nothing, then priced.
    const raised = await press(details, free.id, { intent: "price", price: "20" });
    expect(raised.status).toBe(400);
    expect((await publicOffer(store.slug, free.slug))?.offer.isFree).toBe(true);
  });

  test("not connected: the checklist leads to Stripe and back to here", async () => {
    const { store, look } = await aCreator();
    const { offer } = await aCourse(store.id, { status: "draft" });
    const shell = await (await look(frame, offer.id)).json();
    expect(shell.publish.payments.connect).toBe(`/settings/integrations/stripe?returnTo=${encodeURIComponent(`/studio/offers/${offer.id}/publish`)}`);
    expect(shell.publish.items.find((item: { key: string }) => item.key === "payments").done).toBe(false);
  });
});

describe("states", () => {
  test("take down, archive, restore: each recorded, each refused when it makes no sense, and out of the store at once", async () => {
    const { store, press } = await aCreator();
    const { offer } = await aCourse(store.id);
    const stateOf = async () => (await db.offer.findUniqueOrThrow({ where: { id: offer.id } })).status;
    await press(status, offer.id, { move: "unpublish" });
    expect(await stateOf()).toBe("draft");
    expect(await publicOffer(store.slug, offer.slug)).toBeNull();
    await press(status, offer.id, { move: "unpublish" });
    await press(status, offer.id, { move: "archive" });
    expect(await stateOf()).toBe("archived");
    expect(await (await press(publish, offer.id, {})).json()).toEqual({ problem: "This offer is archived. Restore it first; it comes back as a draft." });
    expect((await studioOffers(store.id)).rows).toEqual([]);
    expect((await studioOffers(store.id, { archived: true })).rows).toHaveLength(1);
    await press(status, offer.id, { move: "restore" });
    expect(await stateOf()).toBe("draft");
    const moves = await db.transition.findMany({ where: { subjectId: offer.id }, orderBy: { at: "asc" } });
    expect(moves.map((move) => move.toState)).toEqual(["draft", "archived", "draft"]);
  });

  test("published in two windows at once: once", async () => {
    const { store, press } = await aCreator();
    await anAccount(store.id);
    const { offer } = await aCourse(store.id, { status: "draft" });
    const answers = await Promise.all([press(publish, offer.id, {}), press(publish, offer.id, {})]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([302, 400]);
    expect(await db.transition.count({ where: { subjectId: offer.id, toState: "published" } })).toBe(1);
  });
});

describe("price", () => {
  test("a new amount is a new row, the old one stays for its orders; the same amount changes nothing", async () => {
    const { store, press } = await aCreator();
    const { offer, price } = await aCourse(store.id, { status: "draft" });
    await press(details, offer.id, { intent: "price", price: "59.90" });
    await press(details, offer.id, { intent: "price", price: "59.9" });
    const rows = await db.price.findMany({ where: { offerId: offer.id }, orderBy: { amount: "asc" } });
    expect(rows.map((row) => [row.amount, row.active])).toEqual([[4900n, false], [5990n, true]]);
    expect(rows[0]?.id).toBe(price?.id);
  });

  test("two windows set a price at once: one is active", async () => {
    const { store } = await aStore();
    const { offer } = await aCourse(store.id, { status: "draft" });
    const key = { storeId: store.id, offerId: offer.id };
    await Promise.all([1000n, 2000n, 3000n, 4000n].map((amount) => setPrice({ ...key, amount, currency: "eur" })));
    expect(await db.price.count({ where: { offerId: offer.id, active: true } })).toBe(1);
  });

  test("what cannot be charged is refused in words, and what was typed is kept", async () => {
    const { store, press } = await aCreator();
    const { offer } = await aCourse(store.id, { status: "draft" });
    const wrong: [string, RegExp][] = [["0.20", /smallest amount Stripe charges is €0.50/], ["abc", /in figures/], ["", /price/], ["12.345", /fewer digits/], ["-5", /below zero/], ["9999999", /at most/]];
    for (const [typed, words] of wrong) {
      const answer = await press(details, offer.id, { intent: "price", price: typed });
      expect(answer.status, typed).toBe(400);
      const { form, result } = await answer.json();
      expect(form).toBe("price");
      expect(result.error.price.join(), typed).toMatch(words);
      if (typed) expect(result.initialValue.price).toBe(typed);
    }
    expect(await db.price.count({ where: { offerId: offer.id } })).toBe(1);
  });

  test("yen has no decimals (row 22)", async () => {
    const { owner, store } = await aStore({ currency: "jpy" });
    const cookie = await signedInAs(owner.id);
    const { offer } = await aDownload(store.id, { status: "draft", amount: null });
    await answerOf(() => details({ request: makeRequest(`/studio/offers/${offer.id}`, { form: { intent: "price", price: "4900" }, cookie }), params: { offerId: offer.id }, context }));
    expect(await db.price.findFirst({ where: { offerId: offer.id } })).toMatchObject({ amount: 4900n, currency: "jpy" });
  });
});

describe("address", () => {
  test("the second offer of a name gets its own address; a taken one is refused and kept as typed", async () => {
    const { store, press } = await aCreator();
    const first = await createOffer({ storeId: store.id, kind: "course", title: "Bread" }, cause);
    const second = await createOffer({ storeId: store.id, kind: "download", title: "Bread!" }, cause);
    expect([first.slug, second.slug]).toEqual(["bread", "bread-2"]);
    const answer = await press(details, second.id, { ...WORDS, slug: "bread" });
    expect(answer.status).toBe(400);
    expect((await answer.json()).result).toMatchObject({ error: { slug: [expect.stringMatching(/Another of your offers/)] }, initialValue: { title: "Bread from nothing" } });
    const other = await aStore();
    expect((await createOffer({ storeId: other.store.id, kind: "course", title: "Bread" }, cause)).slug).toBe("bread");
  });

  test("ten windows, one name: ten addresses", async () => {
    const { store } = await aStore();
    const made = await Promise.all(Array.from({ length: 10 }, () => createOffer({ storeId: store.id, kind: "course", title: "Ünder – Glaze" }, cause)));
    expect(new Set(made.map((offer) => offer.slug)).size).toBe(10);
  });

  test("a name without a letter of ours still gets an address", async () => {
    const { store } = await aStore();
    expect((await createOffer({ storeId: store.id, kind: "course", title: "陶芸" }, cause)).slug).toBe("course");
  });
});

describe("row 27: whatever is typed is only text", () => {
  test("HTML, SQL and formulas come out as they went in, or are taken out of rich text", async () => {
    const { store, press, look } = await aCreator();
    const { offer } = await aCourse(store.id);
    const title = `=HYPERLINK("x") '; DROP TABLE offers; -- <img src=x onerror=alert(1)>`;
    await press(details, offer.id, { ...WORDS, title, description: `<p onclick="x">a<img src=x onerror=alert(1)></p>`, highlights: "<b>bold</b>" });
    const page = await (await look(detailsPage, offer.id)).json();
    expect(page.words).toMatchObject({ title, description: "<p>a</p>", highlights: "<b>bold</b>" });
    expect((await publicOffer(store.slug, "bread"))?.offer).toMatchObject({ title, descriptionHtml: "<p>a</p>" });
  });
});

describe("row 29: another creator's offer", () => {
  test("is not there, in any loader or action, and nothing changes", async () => {
    const mine = await aCreator();
    const { store } = await aStore();
    const { offer } = await aCourse(store.id);
    const before = JSON.stringify(await db.offer.findUnique({ where: { id: offer.id } }));
    for (const id of [offer.id, "off_nothing", ""]) {
      for (const loader of [frame, detailsPage, publishPage]) expect((await mine.look(loader, id)).status).toBe(404);
      expect((await mine.press(details, id, WORDS)).status).toBe(404);
      expect((await mine.press(details, id, { intent: "price", price: "1" })).status).toBe(404);
      expect((await mine.press(publish, id, {})).status).toBe(404);
      expect((await mine.press(status, id, { move: "archive" })).status).toBe(404);
    }
    expect(JSON.stringify(await db.offer.findUnique({ where: { id: offer.id } }))).toBe(before);
  });

  test("nobody signed in is sent to sign in", async () => {
    const answer = await answerOf(() => list({ request: makeRequest("/studio/offers"), params: {}, context }));
    expect(answer.headers.get("Location")).toBe("/sign-in?returnTo=%2Fstudio%2Foffers");
  });
});

describe("row 39: a long list", () => {
  test("deep pages cost what the first costs, forward and back meet, and none is lost", { timeout: 90_000 }, async () => {
    const { store } = await aStore();
    const rows = 6_000;
    await sql(
      `INSERT INTO offers (id, store_id, kind, status, slug, title, created_at, updated_at, published_at)
       SELECT 'off_bulk' || lpad(n::text, 8, '0'), $1, 'course', CASE WHEN n % 5 = 0 THEN 'archived' ELSE 'published' END::"OfferStatus", 's' || n, 'Bulk ' || n,
              t, t, t FROM generate_series(1, $2::int) n, LATERAL (SELECT timestamptz '2026-01-01' + (n / 3) * interval '1 minute' AS t) x`,
      [store.id, rows],
    );
    await sql(`INSERT INTO prices (id, offer_id, amount, currency, active, created_at) SELECT 'pri_' || id, id, 4900, 'eur', true, now() FROM offers WHERE store_id = $1`, [store.id]);
    await currentConnection().query("ANALYZE offers");

    const first = await studioOffers(store.id);
    const second = await studioOffers(store.id, { before: first.older });
    const back = await studioOffers(store.id, { after: second.newer });
    expect(back.rows).toEqual(first.rows);
    expect(back.newer).toBeNull();

    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page = await studioOffers(store.id, { before: cursor, size: 1000 });
      for (const row of page.rows) seen.add(row.id);
      cursor = page.older;
    } while (cursor);
    expect(seen.size).toBe(rows * 0.8);

    const deep = await db.offer.findUniqueOrThrow({ where: { id: "off_bulk00000301" } });
    const before = writeCursor({ at: deep.createdAt, id: deep.id });
    const started = performance.now();
    const far = await studioOffers(store.id, { before });
    const shop = await publicStore(store.slug, { before });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(far.rows[0]?.id).toBe("off_bulk00000299");
    expect(shop?.offers[0]?.id).toBe("off_bulk00000299");
    expect(shop?.offers).toHaveLength(24);
  });
});
