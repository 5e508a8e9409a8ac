import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import * as pay from "~/routes/checkout/pay";
import * as start from "~/routes/checkout/start";
import * as offerPage from "~/routes/storefront/offer";
import * as storePage from "~/routes/storefront/store";
import * as waitPage from "~/routes/storefront/wait";
import { aDownload } from "../factories/catalog";
import { anAccount } from "../factories/merchants";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { rendererOf } from "../setup/render";
import { makeRequest, signedInAs, type RequestOptions } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const open = rendererOf([
  { id: "routes/storefront/store", path: "s/:storeSlug", module: storePage },
  { id: "routes/storefront/offer", path: "s/:storeSlug/:offerSlug", module: offerPage },
  { id: "routes/storefront/wait", path: "s/:storeSlug/:offerSlug/wait", module: waitPage },
  { id: "routes/checkout/start", path: "checkout/start", module: start },
  { id: "routes/checkout/pay", path: "checkout/:orderId", module: pay },
]);

let shop: SellingStore;
let path: string;
beforeEach(async () => {
  await db.rateCounter.deleteMany();
  shop = await aSellingStore(control);
  path = `/s/${shop.store.slug}/${shop.offer.slug}`;
});

const page = (address: string, options: RequestOptions = {}) => open(makeRequest(address, options));
const charges = (enabled: boolean, accountId = shop.account.id) => db.connectedAccount.update({ where: { id: accountId }, data: { chargesEnabled: enabled } });
const join = (email: string, options: RequestOptions = {}) => page(`${path}/wait`, { form: { email }, ...options });
const waiting = () => db.waitingListEntry.findMany({ where: { offerId: shop.offer.id }, orderBy: { createdAt: "asc" } });
const availability = (html: string) => /"availability":"https:\/\/schema.org\/(\w+)"/.exec(html)?.[1];

describe("while nobody can be charged", () => {
  test("the buy button is a waiting list, with the price beside it; and a button again afterwards", async () => {
    const selling = await page(path);
    expect(selling.html).toContain('action="/checkout/start"');
    expect(availability(selling.html)).toBe("InStock");
    await charges(false);
    const paused = await page(path);
    expect(paused.status).toBe(200);
    expect(paused.html).not.toContain("/checkout/start");
    expect(paused.html).toContain("Sales are paused for a moment");
    expect(paused.html).toContain(`action="${path}/wait"`);
    expect(paused.html).toContain("€49");
    expect(paused.html).not.toMatch(/requirement|verif|capabilit/i);
    expect(availability(paused.html)).toBe("OutOfStock");
    await charges(true);
    expect((await page(path)).html).toContain('action="/checkout/start"');
  });

  test("a backup account that can charge keeps the button; the offer's own choice counts", async () => {
    await charges(false);
    const backup = await anAccount(shop.store.id, { isPrimary: false });
    expect((await page(path)).html).toContain('action="/checkout/start"');
    await charges(false, backup.id);
    const chosen = await anAccount(shop.store.id, { isPrimary: false, position: 9 });
    await db.offer.update({ where: { id: shop.offer.id }, data: { connectedAccountId: chosen.id } });
    expect((await page(path)).html).toContain('action="/checkout/start"');
    await charges(false, chosen.id);
    expect((await page(path)).html).toContain("Sales are paused for a moment");
  });

  test("the shelf says so on what costs something, and on nothing else; one look at the accounts for all cards", async () => {
    const { offer: free } = await aDownload(shop.store.id, { title: "A gift", amount: 0 });
    expect((await page(`/s/${shop.store.slug}`)).html).not.toContain("Back soon");
    await charges(false);
    const { html } = await page(`/s/${shop.store.slug}`);
    expect(html.match(/Back soon/g)).toHaveLength(1);
    expect(html).toContain("€49");
    expect((await page(`/s/${shop.store.slug}/${free.slug}`)).html).toContain("Get it free");
  });

  test("who has it goes to the library; its creator is told what to do; signed-in people find their address filled in", async () => {
    await charges(false);
    const buyer = await makePerson();
    const cookie = await signedInAs(buyer.id);
    expect((await page(path, { cookie })).html).toContain(`value="${buyer.email}"`);
    await db.grant.create({ data: { id: newId("grant"), userId: buyer.id, offerId: shop.offer.id, grantedAt: now() } });
    const owned = await page(path, { cookie });
    expect(owned.html).toContain(`/library/${shop.offer.id}`);
    expect(owned.html).not.toContain(`${path}/wait`);
    expect(await join(buyer.email, { cookie })).toMatchObject({ status: 302, location: path });
    expect(await waiting()).toEqual([]);

    const creator = await page(path, { cookie: await signedInAs(shop.owner.id) });
    expect(creator.html).toContain("Nobody can buy this at the moment");
    expect(creator.html).toContain('href="/settings/integrations/stripe"');
    expect(creator.html).not.toContain(`${path}/wait`);
  });
});

describe("joining", () => {
  test("is a row, once, in one spelling, and the answer is the same for an address that waits", async () => {
    await charges(false);
    const first = await join(" Noor@Example.com ");
    expect(first.status).toBe(200);
    expect(first.html).toContain("You are on the list");
    const again = await join("noor@example.com");
    const words = (html: string) => html.replace(/^[\s\S]*<body>/, "").replace(/<script[\s\S]*?<\/script>/g, "");
    expect(words(again.html)).toBe(words(first.html));
    await Promise.all([join("both@example.com"), join("both@example.com"), join("BOTH@example.com")]);
    expect((await waiting()).map((entry) => entry.email)).toEqual(["noor@example.com", "both@example.com"]);
    expect(await db.outboxEmail.count({ where: { kind: "back-on-sale" } })).toBe(0);
  });

  test("a wrong address is said at the field, and what was typed stays, without JavaScript too", async () => {
    await charges(false);
    for (const typed of ["noor@", `a"><script>alert(1)</script>`, `${"x".repeat(300)}@example.com`]) {
      const { status, html } = await join(typed);
      expect(status).toBe(400);
      expect(html).toContain("Please enter your email address");
      expect(html).toContain(`value="${typed.replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}"`);
    }
    expect((await page(`${path}/wait`, { form: {} })).status).toBe(400);
    expect(await waiting()).toEqual([]);
  });

  test("is limited by who asks and by the address, and keeps what was typed", async () => {
    await charges(false);
    const answers: number[] = [];
    for (let index = 0; index < 31; index += 1) answers.push((await join(`many-${index}@example.com`, { ip: "203.0.113.9" })).status);
    expect(answers).toEqual([...Array.from({ length: 30 }, () => 200), 429]);
    expect(await waiting()).toHaveLength(30);
    for (let index = 0; index < 10; index += 1) await join("flood@example.com", { ip: `203.0.113.${20 + index}` });
    const refused = await join("flood@example.com", { ip: "203.0.113.99" });
    expect(refused.status).toBe(429);
    expect(refused.html).toContain('value="flood@example.com"');
  });

  test("what can be had at once, or not at all, has no waiting list", async () => {
    expect(await join("early@example.com")).toMatchObject({ status: 302, location: path });
    expect(await page(`${path}/wait`)).toMatchObject({ status: 302, location: path });
    await charges(false);
    await db.offer.update({ where: { id: shop.offer.id }, data: { status: "archived" } });
    expect(await join("late@example.com")).toMatchObject({ status: 404 });
    expect(await join("owner@example.com", { cookie: await signedInAs(shop.owner.id) })).toMatchObject({ status: 404 });
    const { offer: free } = await aDownload(shop.store.id, { amount: 0 });
    expect(await page(`/s/${shop.store.slug}/${free.slug}/wait`, { form: { email: "free@example.com" } })).toMatchObject({ status: 302 });
    expect(await db.waitingListEntry.count({ where: { storeId: shop.store.id } })).toBe(0);
  });

  test("only somebody who has proved an address hears whether it waits", async () => {
    await charges(false);
    const proved = await makePerson();
    await join(proved.email);
    expect((await page(path, { cookie: await signedInAs(proved.id) })).html).toContain("You are on the list");
    await db.user.update({ where: { id: proved.id }, data: { emailVerifiedAt: null } });
    expect((await page(path, { cookie: await signedInAs(proved.id) })).html).not.toContain("You are on the list");
  });
});

describe("a checkout that is refused", () => {
  test("a page that was open while charges went off: Buy leads to the waiting list, nothing was charged", async () => {
    await charges(false);
    const { status, html } = await page("/checkout/start", { form: { offerId: shop.offer.id, priceId: shop.price.id } });
    expect(status).toBe(409);
    expect(html).toContain("nothing was charged");
    expect(html).toContain(`action="${path}/wait"`);
    expect(html).toContain(shop.store.supportEmail);
    expect(html).not.toContain("Try again");
  });

  test("Stripe's own refusal is never shown", async () => {
    control.accounts.setCharges({ account: shop.account.stripeAccountId, enabled: false });
    const { status, html } = await page("/checkout/start", { form: { offerId: shop.offer.id, priceId: shop.price.id } });
    expect(status).toBe(409);
    expect(html).toContain(`action="${path}/wait"`);
    expect(html).not.toMatch(/acct_|requirements|disabled_reason|charges_enabled/);
  });

  test("turned down though the account seems well: trying again is offered instead of waiting", async () => {
    // Less than Stripe charges: refused there, in Stripe's own words.
    await db.price.update({ where: { id: shop.price.id }, data: { amount: 3n } });
    const { status, html } = await page("/checkout/start", { form: { offerId: shop.offer.id, priceId: shop.price.id } });
    expect(status).toBe(409);
    expect(html).toContain("The payment could not begin");
    expect(html).toContain('action="/checkout/start"');
    expect(html).not.toContain(`${path}/wait`);
    expect(html).not.toMatch(/amount_too_small|unit_amount|convert to at least/i);
  });

  test("a checkout that was open when the account stopped shows the same page on reload", async () => {
    const begun = await open(makeRequest("/checkout/start", { form: { offerId: shop.offer.id, priceId: shop.price.id } }));
    expect(begun.status).toBe(302);
    const buyer = await makePerson();
    const cookie = await signedInAs(buyer.id);
    const { orderId } = await aCheckout(shop, { viewer: buyer });
    await charges(false);
    const { html } = await page(`/checkout/${orderId}`, { cookie });
    expect(html).toContain("nothing was charged");
    expect(html).toContain(`action="${path}/wait"`);
    // Its session is gone too: it has not simply run out.
    await db.checkoutSession.updateMany({ where: { orderId }, data: { status: "failed" } });
    expect((await page(`/checkout/${orderId}`, { cookie })).html).toContain(`action="${path}/wait"`);
  });

  test("when Stripe no longer says whether it was paid, nobody claims that nothing was charged", async () => {
    const buyer = await makePerson();
    const { orderId } = await aCheckout(shop, { viewer: buyer });
    await db.checkoutSession.updateMany({ where: { orderId }, data: { createdAt: new Date(Date.now() - 60_000) } });
    control.accounts.revoke({ account: shop.account.stripeAccountId });
    await db.connectedAccount.update({ where: { id: shop.account.id }, data: { status: "disconnected", chargesEnabled: false } });
    const { html } = await page(`/checkout/${orderId}`, { cookie: await signedInAs(buyer.id) });
    expect(html).not.toMatch(/nothing was charged/i);
    expect(html).toContain("before you pay again");
  });
});
