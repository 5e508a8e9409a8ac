import { beforeAll, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { proveEmail } from "~/domain/people/prove-email.server";
import { DAY, setClock } from "~/lib/clock";
import { newToken } from "~/lib/tokens";
import { action as claim, loader as claimPage } from "~/routes/checkout/claim";
import { action as payAction, loader as payPage } from "~/routes/checkout/pay";
import { action as returnAction, loader as returnPage } from "~/routes/checkout/return";
import { action as start } from "~/routes/checkout/start";
import { loader as status } from "~/routes/checkout/status";
import { action as offerAction } from "~/routes/storefront/offer";
import { getViewer } from "~/auth/guards.server";
import { aCourse } from "../factories/catalog";
import { makePerson } from "../factories/people";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});

const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });
const address = () => `buyer-${newToken().slice(0, 8).toLowerCase()}@example.com`;

async function begin(cookie = "") {
  const form = { offerId: shop.offer.id, priceId: shop.price.id, uiMode: "embedded_page" };
  const response = await answerOf(() => start(args(makeRequest("/checkout/start", { form, cookie }))));
  const orderId = /ord_\w+/.exec(response.headers.get("Location") ?? "")?.[0] ?? "";
  const { stripeSessionId } = await db.checkoutSession.findFirstOrThrow({ where: { orderId, status: "open" } });
  return { orderId, session: stripeSessionId!, cookie: [cookie, cookieFrom(response)].filter(Boolean).join("; ") };
}

async function pay(begun: { session: string }, email: string, method: { number: string } | { outcome: "delayed" } = { number: "4242424242424242" }) {
  control.checkout.pay({ session: begun.session, ...method, email, name: "Noor Haddad" });
}

const back = (orderId: string, cookie = "") => answerOf(() => returnPage(args(makeRequest(`/checkout/${orderId}/return?session_id=cs_anything`, { cookie }), { orderId })));
const outcome = async (orderId: string, cookie: string) => ((await (await back(orderId, cookie)).json()) as { purchase: { outcome: string; entry: string; buyerEmail: string | null } }).purchase;
const press = (orderId: string, cookie: string, form: Record<string, string>) => answerOf(() => returnAction(args(makeRequest(`/checkout/${orderId}/return`, { form, cookie }), { orderId })));
const viewerOf = (response: Response) => getViewer(makeRequest("/", { cookie: cookieFrom(response) }));

describe("the page after the payment tells the truth", () => {
  test("row 5: the buyer is back before any webhook: paid, inside, receipt on its way", async () => {
    const email = address();
    const begun = await begin();
    await pay(begun, email);
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "paid", entry: "enter", buyerEmail: email });
    expect(await db.outboxEmail.findMany({ where: { orderId: begun.orderId, kind: "receipt" } })).toMatchObject([{ toAddress: email }]);
    const person = await db.user.findUniqueOrThrow({ where: { email } });
    expect(await canOpen(person.id, shop.offer.id)).toBe(true);
  });

  test("an address claims nothing: what the browser says of the session is not believed", async () => {
    const begun = await begin();
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "unpaid" });
    control.checkout.expire({ session: begun.session });
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "expired" });
  });

  test("a delayed payment waits, and then it is there or it failed", async () => {
    const answers: Record<string, string> = {};
    for (const result of ["succeeded", "failed"] as const) {
      const begun = await begin();
      await pay(begun, address(), { outcome: "delayed" });
      expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "processing", entry: "none" });
      const poll = () => answerOf(() => status(args(makeRequest(`/checkout/${begun.orderId}/status`, { cookie: begun.cookie }), { orderId: begun.orderId })));
      expect(await (await poll()).json()).toEqual({ status: "processing" });
      // Pressing Buy again meanwhile does not lead to a second payment.
      const again = await answerOf(() => start(args(makeRequest("/checkout/start", { form: { offerId: shop.offer.id, priceId: shop.price.id }, cookie: begun.cookie }))));
      expect(again.headers.get("Location")).toBe(`/checkout/${begun.orderId}/return`);
      control.checkout.settleDelayed({ session: begun.session, result });
      answers[result] = ((await (await poll()).json()) as { status: string }).status;
      expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: result === "succeeded" ? "paid" : "failed" });
    }
    expect(answers).toEqual({ succeeded: "paid", failed: "failed" });
  });

  test("row 22: a payment that does not match is set aside, and nobody is let in", async () => {
    const begun = await begin();
    await db.order.update({ where: { id: begun.orderId }, data: { amount: 4901n } });
    await pay(begun, address());
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "quarantined", entry: "none" });
    expect((await press(begun.orderId, begun.cookie, { intent: "enter" })).headers.get("Location")).toBe(`/checkout/${begun.orderId}/return`);
  });
});

describe("inside at once, and never in somebody else's account", () => {
  test("a first-time buyer is signed in by the browser that bought", async () => {
    const email = address();
    const begun = await begin();
    await pay(begun, email);
    await back(begun.orderId, begun.cookie);
    const entered = await press(begun.orderId, begun.cookie, { intent: "enter" });
    expect(entered.headers.get("Location")).toBe(`/library/${shop.offer.id}`);
    expect(await viewerOf(entered)).toMatchObject({ email, emailVerified: false });
    // Behind the scenes, from the page itself.
    const stayed = await press(begun.orderId, begun.cookie, { intent: "enter", stay: "1" });
    expect(await stayed.json()).toEqual({ entered: true });
    expect(await viewerOf(stayed)).toMatchObject({ email });
  });

  test.each([
    { name: "a proved address", set: { emailVerifiedAt: new Date() } },
    { name: "a password", set: { passwordHash: "$argon2id$x" } },
    { name: "an account from before, neither proved nor with a password", set: { createdAt: new Date(Date.now() - DAY) } },
  ])("typing the address of an account with $name opens nothing", async ({ set }) => {
    const victim = await makePerson({ emailVerifiedAt: null });
    await db.user.update({ where: { id: victim.id }, data: set });
    const begun = await begin();
    await pay(begun, victim.email);
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "paid", entry: "link" });
    const refused = await press(begun.orderId, begun.cookie, { intent: "enter" });
    expect(refused.headers.get("Location")).toBe(`/checkout/${begun.orderId}/return`);
    expect(await viewerOf(refused)).toBeNull();
    await press(begun.orderId, begun.cookie, { intent: "link" });
    expect(await db.outboxEmail.count({ where: { kind: "sign-in-link", toAddress: victim.email } })).toBe(1);
  });

  test("the second purchase of an address that was never proved does not open the first one", async () => {
    const email = address();
    const first = await begin();
    await pay(first, email);
    await back(first.orderId, first.cookie);
    const second = await begin();
    await pay(second, email);
    // The same thing twice: it goes back, and there is no door in it.
    expect(await outcome(second.orderId, second.cookie)).toMatchObject({ outcome: "paid_twice", entry: "none" });
    expect(await viewerOf(await press(second.orderId, second.cookie, { intent: "enter" }))).toBeNull();
  });

  test("once the address is proved, or a day later, the cookie opens nothing any more", async () => {
    const email = address();
    const begun = await begin();
    await pay(begun, email);
    await back(begun.orderId, begun.cookie);
    const restore = setClock(() => Date.now() + 2 * DAY);
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ entry: "link" });
    restore();
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ entry: "enter" });
    const { id } = await db.user.findUniqueOrThrow({ where: { email } });
    await db.$transaction((tx) => proveEmail(tx, id));
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ entry: "link" });
  });

  test("a signed-in buyer just goes on", async () => {
    const person = await makePerson();
    const begun = await begin(await signedInAs(person.id));
    await pay(begun, person.email);
    expect(await outcome(begun.orderId, begun.cookie)).toMatchObject({ outcome: "paid", entry: "open" });
  });
});

describe("row 29: an order is its buyer's alone", () => {
  test("404 on every address of a checkout, for strangers, other buyers and the creator", async () => {
    const begun = await begin();
    const { orderId } = begun;
    const other = await begin();
    const creator = await signedInAs(shop.owner.id);
    for (const cookie of ["", "buyer=nonsense", other.cookie, creator]) {
      const calls = [
        () => payPage(args(makeRequest(`/checkout/${orderId}`, { cookie }), { orderId })),
        () => payAction(args(makeRequest(`/checkout/${orderId}`, { form: { intent: "hosted" }, cookie }), { orderId })),
        () => returnPage(args(makeRequest(`/checkout/${orderId}/return`, { cookie }), { orderId })),
        () => returnAction(args(makeRequest(`/checkout/${orderId}/return`, { form: { intent: "enter" }, cookie }), { orderId })),
        () => returnAction(args(makeRequest(`/checkout/${orderId}/return`, { form: { intent: "link" }, cookie }), { orderId })),
        () => status(args(makeRequest(`/checkout/${orderId}/status`, { cookie }), { orderId })),
      ];
      for (const call of calls) expect((await answerOf(call)).status).toBe(404);
    }
    expect((await answerOf(() => claimPage(args(makeRequest(`/checkout/${orderId}/claim`, { cookie: creator }), { orderId })))).status).toBe(404);
    expect((await back(orderId, begun.cookie)).status).toBe(200);
    expect((await back("ord_nothing", begun.cookie)).status).toBe(404);
  });
});

describe("free offers", () => {
  const take = (slug: string, form: Record<string, string>, cookie = "") =>
    answerOf(() => offerAction(args(makeRequest(`/s/${shop.store.slug}/${slug}`, { form: { intent: "take", ...form }, cookie }), { storeSlug: shop.store.slug, offerSlug: slug })));

  test("a typed address opens nothing; the mailed link does", async () => {
    const { offer, price } = await aCourse(shop.store.id, { amount: 0 });
    const email = address();
    const sent = await take(offer.slug, { priceId: price!.id, email });
    const orderId = /ord_\w+/.exec(sent.headers.get("Location") ?? "")?.[0] ?? "";
    const cookie = cookieFrom(sent);
    expect(await outcome(orderId, cookie)).toMatchObject({ outcome: "confirm_address", entry: "none", buyerEmail: email });
    expect((await press(orderId, cookie, { intent: "enter" })).headers.get("Set-Cookie")).toBeNull();
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ status: "pending", userId: null });
    const mail = await db.outboxEmail.findFirstOrThrow({ where: { toAddress: email } });
    const { link } = mail.payload as { link: { tokenId: string } };
    expect(await db.emailToken.findUniqueOrThrow({ where: { id: link.tokenId } })).toMatchObject({ email, returnTo: `/checkout/${orderId}/claim` });

    const person = await makePerson({ email });
    const request = (method: "GET" | "POST", who: string) => args(makeRequest(`/checkout/${orderId}/claim`, { cookie: who, method, ...(method === "POST" ? { form: {} } : {}) }), { orderId });
    const signedIn = await signedInAs(person.id);
    const stranger = await signedInAs((await makePerson()).id);
    expect((await answerOf(() => claim(request("POST", stranger)))).status).toBe(404);
    expect((await answerOf(() => claimPage(request("GET", stranger)))).status).toBe(404);
    expect((await answerOf(() => claimPage(request("GET", signedIn)))).status).toBe(200);
    expect(await canOpen(person.id, offer.id)).toBe(false);
    const claimed = await answerOf(() => claim(request("POST", signedIn)));
    expect(claimed.headers.get("Location")).toBe(`/library/${offer.id}`);
    await answerOf(() => claim(request("POST", signedIn)));
    expect(await canOpen(person.id, offer.id)).toBe(true);
    expect(await db.grant.count({ where: { orderId } })).toBe(1);
    // Nothing was paid, so there is nothing to receipt: a welcome with the way in.
    expect((await db.outboxEmail.findMany({ where: { orderId } })).map(({ kind }) => kind)).toEqual(["welcome"]);
  });

  test("asked for in two browsers, the links of both mails open it once: limits and keys do not begin anew", async () => {
    const { offer, price } = await aCourse(shop.store.id, { amount: 0 });
    const person = await makePerson();
    const asked = async () => /ord_\w+/.exec((await take(offer.slug, { priceId: price!.id, email: person.email })).headers.get("Location") ?? "")?.[0] ?? "";
    const ids = [await asked(), await asked()];
    expect(ids[0]).not.toBe(ids[1]);
    const cookie = await signedInAs(person.id);
    for (const orderId of ids) {
      const claimed = await answerOf(() => claim(args(makeRequest(`/checkout/${orderId}/claim`, { cookie, form: {} }), { orderId })));
      expect(claimed.headers.get("Location")).toBe(`/library/${offer.id}`);
    }
    expect(await db.grant.findMany({ where: { userId: person.id } })).toMatchObject([{ orderId: ids[0], offerId: offer.id }]);
  });

  test("signed in with a proved address it is one press; with an unproved one the mail decides", async () => {
    const { offer, price } = await aCourse(shop.store.id, { amount: 0 });
    const person = await makePerson();
    const taken = await take(offer.slug, { priceId: price!.id }, await signedInAs(person.id));
    expect(taken.headers.get("Location")).toBe(`/library/${offer.id}`);
    expect(await canOpen(person.id, offer.id)).toBe(true);
    expect((await take(offer.slug, { priceId: price!.id }, await signedInAs(person.id))).headers.get("Location")).toBe(`/library/${offer.id}`);
    expect(await db.order.count({ where: { offerId: offer.id } })).toBe(1);

    const unproved = await makePerson({ emailVerifiedAt: null });
    const sent = await take(offer.slug, { priceId: price!.id }, await signedInAs(unproved.id));
    expect(sent.headers.get("Location")).toMatch(/^\/checkout\/ord_\w+\/return$/);
    expect(await canOpen(unproved.id, offer.id)).toBe(false);
  });

  test("what was typed wrong is said, and what costs money is not given away", async () => {
    const { offer, price } = await aCourse(shop.store.id, { amount: 0 });
    const wrong = await take(offer.slug, { priceId: price!.id, email: "nobody" });
    expect(wrong.status).toBe(400);
    expect(await wrong.json()).toMatchObject({ initialValue: { email: "nobody" }, error: { email: [expect.stringContaining("email address")] } });
    const paid = await take(shop.offer.slug, { priceId: shop.price.id, email: address() });
    expect(paid.status).toBe(409);
    const bought = await answerOf(() => start(args(makeRequest("/checkout/start", { form: { offerId: offer.id, priceId: price!.id } }))));
    expect(bought.headers.get("Location")).toBe(`/s/${shop.store.slug}/${offer.slug}`);
  });
});
