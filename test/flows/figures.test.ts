import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db, sql } from "~/db.server";
import { recordPayment, recordRefund } from "~/domain/books/record.server";
import { memberFigures } from "~/domain/figures/members.server";
import { currenciesOf } from "~/domain/figures/money.server";
import { readPeriod } from "~/domain/figures/period";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { DAY, HOUR, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { loader as csv } from "~/routes/studio/figures/csv";
import { loader as figures } from "~/routes/studio/figures/page";
import { loader as home } from "~/routes/studio/home";
import { aClub, aMember, deliver } from "../factories/memberships";
import { makePerson } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
/** Noon, so that no test is cut by midnight. */
const noon = new Date(new Date().setUTCHours(12, 0, 0, 0)).getTime();
let shop: SellingStore;
let cookie: string;
beforeAll(async () => {
  shop = await aSellingStore(control);
  cookie = await signedInAs(shop.owner.id);
});
beforeEach(() => void setClock(() => noon));

type Page = Exclude<Awaited<ReturnType<typeof figures>>, Response>;
async function page(query = "", who = cookie): Promise<Page> {
  const answer = await answerOf(() => figures({ request: makeRequest(`/studio/figures${query}`, { cookie: who }), params: {}, context }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}
const file = async (table: string, query = "") => answerOf(() => csv({ request: makeRequest(`/studio/figures/csv/${table}${query}`, { cookie }), params: { table }, context }));

/** Paid at noon so many days ago. */
async function aSale(daysAgo: number, country = "PT") {
  setClock(() => noon - daysAgo * DAY);
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, email: `buyer-${Math.random().toString(36).slice(2)}@example.com` });
  await completePurchase(orderId, { cause: "test" });
  await db.order.update({ where: { id: orderId }, data: { buyerCountry: country, stripeFee: 100n } });
  await db.$transaction((tx) => recordPayment(tx, { orderId }));
  setClock(() => noon);
  return db.order.findUniqueOrThrow({ where: { id: orderId } });
}

describe("the store's figures", () => {
  test("what came in, went back and was charged, against the days before; by day, offer and country", async () => {
    await aSale(40);
    const sold = await aSale(3, "DE");
    await aSale(1);
    await aCheckout(shop);
    const refund = await db.refund.create({
      data: { id: newId("refund"), storeId: shop.store.id, orderId: sold.id, connectedAccountId: shop.account.id, stripeRefundId: "re_f", amount: 900n, currency: "eur", reason: "other", status: "succeeded", createdAt: now() },
    });
    await db.$transaction((tx) => recordRefund(tx, refund));
    const view = await page();
    expect(view.money.totals).toMatchObject({
      net: { value: "€87", note: "+81% on the 30 days before" },
      gross: { value: "€98", payments: 2, note: "+100% on the 30 days before" },
      fees: { value: "−€2", note: "−€1 in the 30 days before" },
      back: { value: "−€9", note: "€0 in the 30 days before" },
    });
    expect(view.money.points).toHaveLength(30);
    expect(view.money.points.at(-1)).toMatchObject({ value: -9, text: "−€9", before: 0 });
    expect(view.money.points.at(-2)).toMatchObject({ value: 48 });
    expect(view.money.points.filter(({ before }) => before === 48)).toHaveLength(1);
    expect(view.money.rows[0]).toMatchObject({ net: "−€9", back: "−€9", payments: "0" });
    expect(view.offers.bars).toEqual([{ key: shop.offer.id, label: shop.offer.title, value: 87, text: "€87", note: "2 payments" }]);
    expect(view.countries.bars.map(({ label, text }) => [label, text])).toEqual([["Portugal", "€48"], ["Germany", "€39"]]);
    expect(view.checkouts).toMatchObject({ begun: 3, rate: "66.7%", rows: [{ begun: "3", completed: "2", before: "100%" }] });
    expect(view.members).toBeNull();
  });

  test("a database that takes no writing shows what it has, and says so", async () => {
    await db.dayToSum.create({ data: { id: newId("dayToSum"), storeId: shop.store.id, day: new Date(noon - DAY), markedAt: now() } });
    await sql("CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$");
    await sql("CREATE TRIGGER full_disk BEFORE DELETE ON days_to_sum EXECUTE FUNCTION full_disk()");
    try {
      expect(await page()).toMatchObject({ summing: true, money: { totals: { gross: { value: "€98" } } } });
      const front = await answerOf(() => home({ request: makeRequest("/studio", { cookie }), params: {}, context }));
      expect([front.status, await front.json()]).toMatchObject([200, { lately: { summing: true } }]);
    } finally {
      await sql("DROP TRIGGER full_disk ON days_to_sum");
      await sql("DROP FUNCTION full_disk()");
    }
    expect((await page()).summing).toBe(false);
  });

  test("any period, and nothing but figures of it", async () => {
    expect((await page("?span=7")).money.points).toHaveLength(7);
    expect((await page("?span=12m")).money.points).toHaveLength(12);
    const day = new Date(noon - 3 * DAY).toISOString().slice(0, 10);
    expect(await page(`?span=custom&from=${day}&to=${day}`)).toMatchObject({ problem: null, money: { totals: { gross: { value: "€49" } }, points: [{ value: 48 }] } });
    expect((await page("?span=custom&from=2026-13-01&to=x")).problem).toContain("both days");
  });

  test("currencies are never added up: one is shown, the others a click away", async () => {
    const order = await aSale(2);
    await db.moneyMovement.updateMany({ where: { orderId: order.id }, data: { currency: "usd" } });
    await db.dayToSum.create({ data: { id: newId("dayToSum"), storeId: shop.store.id, day: new Date(order.paidAt!.toISOString().slice(0, 10)), markedAt: now() } });
    expect(await page()).toMatchObject({ currency: "eur", currencies: ["eur", "usd"], money: { totals: { gross: { value: "€98" } } } });
    expect(await page("?currency=usd")).toMatchObject({ currency: "usd", money: { totals: { gross: { value: "$49" } } } });
    expect((await page("?currency=xxx")).currency).toBe("eur");
  });

  test("each table is a file: amounts as numbers, titles never as formulas", async () => {
    await db.offer.update({ where: { id: shop.offer.id }, data: { title: "=SUM(A1)" } });
    const offers = await (await file("offers")).text();
    expect(offers).toContain(`${shop.offer.id},'=SUM(A1),EUR,2,98.00,-9.00,-2.00,87.00`);
    const days = await (await file("days", "?span=7")).text();
    expect(days.trim().split("\r\n")).toHaveLength(8);
    for (const table of ["countries", "members", "checkouts"]) expect((await file(table)).status).toBe(200);
    expect((await file("constructor")).status).toBe(404);
  });

  test("another store's figures are its own; support sees the front page without them", async () => {
    const other = await aSellingStore(control);
    expect((await page("", await signedInAs(other.owner.id))).any).toBe(false);
    const helper = await makePerson();
    await db.teamMember.create({ data: { id: newId("teamMember"), storeId: shop.store.id, userId: helper.id, role: "support", createdAt: now(), invitedById: shop.owner.id } });
    const support = await signedInAs(helper.id);
    expect((await answerOf(() => figures({ request: makeRequest("/studio/figures", { cookie: support }), params: {}, context }))).status).toBe(403);
    const front = (await (await answerOf(() => home({ request: makeRequest("/studio", { cookie: support }), params: {}, context }))).json()) as { lately: unknown; sales: unknown[] };
    expect(front).toMatchObject({ lately: null });
    expect(front.sales.length).toBeGreaterThan(0);
    expect(await (await answerOf(() => home({ request: makeRequest("/studio", { cookie }), params: {}, context }))).json()).toMatchObject({ lately: { totals: { gross: { value: "€98" } } } });
  });
});

describe("members", () => {
  test("how many pay, what it comes to a month, and what part left", async () => {
    const club = await aClub(control);
    const who = await signedInAs(club.shop.owner.id);
    setClock(() => noon - 40 * DAY);
    const staying = await aMember(control, club);
    const leaving = await aMember(control, club, { price: club.yearly });
    expect(staying.subscriptionId).not.toBe(leaving.subscriptionId);
    setClock(() => noon - 2 * DAY);
    await deliver(control);
    control.subscriptions.cancelNow({ subscription: leaving.stripeSubscriptionId });
    await deliver(control);
    setClock(() => noon + HOUR);
    const { members } = await page("", who);
    expect(members).toMatchObject({ members: { value: "1", note: "0 joined, 1 left" }, monthly: { value: "€9", note: "−45% since the start" }, churn: { value: "50%", note: "Who left, of all who were members in these days. 0% in the 30 days before" } });
    expect(members!.counts.map(({ value }) => value).filter((value, index, all) => value !== all[index - 1])).toEqual([2, 1]);
    expect(members!.amounts[0]).toMatchObject({ value: 16.5 });
  });

  test("twelve months begin where they begin; who left is a part of all who were there; a currency with members alone can be chosen", async () => {
    const { store, offer } = await aSellingStore(control);
    const counted = (day: string, members: number, joined: number, left: number) => ({ storeId: store.id, currency: "chf", day: new Date(day), offerId: offer.id, members, trials: 0, monthly: BigInt(members) * 900n, joined, left });
    await db.dailyMembers.createMany({ data: [counted("2025-11-20", 1, 0, 0), counted("2025-11-30", 4, 3, 0), counted("2026-11-10", 6, 4, 2)] });
    const figures = await memberFigures(store.id, "chf", readPeriod(new URLSearchParams("span=12m"), "2026-11-22").period);
    expect(figures).toMatchObject({ monthlyAtStart: 3600n, churn: 0.25, now: { members: 6, monthly: 5400n } });
    expect(await currenciesOf(store.id)).toEqual(["chf"]);
  });
});
