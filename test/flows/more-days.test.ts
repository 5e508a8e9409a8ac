import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { openedBy } from "~/domain/access/can-open.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { User } from "~/generated/prisma/client";
import { DAY, setClock } from "~/lib/clock";
import { action as start } from "~/routes/checkout/start";
import * as libraryOffer from "~/routes/library/offer";
import * as offerRoute from "~/routes/storefront/offer";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { rendererOf } from "../setup/render";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// Who has something for some days may add to them while they run; a second press by mistake still buys nothing (row 24).
const { control } = useSandbox();
const NOON = Date.UTC(2026, 10, 20, 12);
const onDay = (day: number) => setClock(() => NOON + day * DAY);
const render = rendererOf([
  { id: "offer", path: "s/:storeSlug/:offerSlug", module: offerRoute },
  { id: "library", path: "library/:offerId", module: libraryOffer },
]);

let shop: SellingStore;
let buyer: User;
let cookie: string;
beforeEach(async () => {
  onDay(0);
  shop = await aSellingStore(control);
  await db.offer.update({ where: { id: shop.offer.id }, data: { accessDays: 30 } });
  buyer = await makePerson();
  cookie = await signedInAs(buyer.id);
});

const page = () => render(makeRequest(`/s/${shop.store.slug}/${shop.offer.slug}`, { cookie }));
const library = () => render(makeRequest(`/library/${shop.offer.id}`, { cookie }));
const press = (form: Record<string, string> = {}) => answerOf(() => start({ request: makeRequest("/checkout/start", { cookie, form: { offerId: shop.offer.id, priceId: shop.price.id, uiMode: "embedded_page", ...form } }), params: {}, context }));
const orderIn = (response: Response) => /^\/checkout\/(ord_\w+)$/.exec(response.headers.get("Location") ?? "")?.[1];
/** What the button on the page sends. */
async function shownEnd(): Promise<string> {
  const found = /name="addAfter" value="([^"]+)"/.exec((await page()).html)?.[1];
  if (!found) throw new Error("the page offers no more days");
  return found;
}
async function pay(response: Response): Promise<string> {
  const orderId = orderIn(response);
  if (!orderId) throw new Error(`no checkout: ${response.status} ${response.headers.get("Location")}`);
  const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId, status: "open" } });
  control.checkout.pay({ session: stripeSessionId ?? "", number: "4242424242424242", email: buyer.email });
  await completePurchase(orderId, { cause: "test" });
  return orderId;
}
const endDay = async () => (((await openedBy(buyer.id, shop.offer.id))?.expiresAt?.getTime() ?? 0) - NOON) / DAY;

describe("adding days to those that run", () => {
  test("on day 10 of 30 the page and the library offer thirty more, which begin where the first end", async () => {
    await pay(await press());
    onDay(10);
    expect((await page()).html).toMatch(/Add 30 days, €49[\s\S]*open until 19 January 2027/);
    expect((await library()).html).toMatch(new RegExp(`href="/s/${shop.store.slug}/${shop.offer.slug}"[^>]*>Add 30 days</a>`));
    const second = await pay(await press({ addAfter: await shownEnd() }));
    expect(await db.order.findUniqueOrThrow({ where: { id: second } })).toMatchObject({ status: "paid", duplicateOfId: null, amountPaid: 4900n });
    expect(await endDay()).toBe(60);
  });

  test("the plain button, and a page that is older than the last purchase, charge nothing", async () => {
    await pay(await press());
    onDay(10);
    const old = await shownEnd();
    for (const answer of [await press(), await press({ addAfter: "tomorrow" })]) expect(answer.headers.get("Location")).toBe(`/library/${shop.offer.id}`);
    await pay(await press({ addAfter: old }));
    expect((await press({ addAfter: old })).headers.get("Location"), "the days end elsewhere by now").toBe(`/library/${shop.offer.id}`);
    expect(await db.order.count({ where: { userId: buyer.id } })).toBe(2);
    expect(await endDay()).toBe(60);
  });

  test("two tabs that add at the same time share one order; one begun before the first purchase is not gone on with", async () => {
    // A tab that was left open at the till, while another browser, not signed in, paid.
    const left = orderIn(await press());
    const guest = await aCheckout(shop);
    control.checkout.pay({ session: guest.sessionId, number: "4242424242424242", email: buyer.email, name: buyer.name });
    await completePurchase(guest.orderId, { cause: "test" });
    onDay(0.5);
    const addAfter = await shownEnd();
    const [one, two] = [orderIn(await press({ addAfter })), orderIn(await press({ addAfter }))];
    expect(one).toMatch(/^ord_/);
    expect(one).toBe(two);
    expect(one).not.toBe(left);
  });

  test("nothing is offered for what is open for good, is free, or is not on sale", async () => {
    await pay(await press());
    onDay(10);
    await db.offer.update({ where: { id: shop.offer.id }, data: { status: "archived" } });
    expect((await library()).html).not.toContain("Add 30 days");
    await db.offer.update({ where: { id: shop.offer.id }, data: { status: "published" } });
    await db.grant.updateMany({ where: { userId: buyer.id }, data: { expiresAt: null } });
    expect((await page()).html).not.toContain("addAfter");
    expect((await press({ addAfter: new Date(NOON + 30 * DAY).toISOString() })).headers.get("Location")).toBe(`/library/${shop.offer.id}`);
  });

  test("what is sold for good by now can be kept: the days then do not end", async () => {
    await pay(await press());
    onDay(10);
    await db.offer.update({ where: { id: shop.offer.id }, data: { accessDays: null } });
    expect((await page()).html).toContain("Keep it for good, €49");
    await pay(await press({ addAfter: await shownEnd() }));
    expect((await openedBy(buyer.id, shop.offer.id))?.expiresAt).toBeNull();
  });
});
