import { readdir, readFile } from "node:fs/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { currentConnection, db } from "~/db.server";
import { recordPayment, recordRefund } from "~/domain/books/record.server";
import { storesToSum, sumDays, sumNewestDays } from "~/domain/books/sum-days.server";
import { memberFigures } from "~/domain/figures/members.server";
import { readPeriod } from "~/domain/figures/period";
import { pauseMembership, resumeMembership } from "~/domain/memberships/pause.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { DAY, HOUR, now, setClock } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { aClub, aMember, deliver } from "../factories/memberships";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
beforeAll(async () => {
  shop = await aSellingStore(control);
});

const CAUSE = { cause: "test" };
/** Noon, so that no test is cut by midnight. */
const noon = new Date(new Date().setUTCHours(12, 0, 0, 0)).getTime();
beforeEach(() => void setClock(() => noon));
const day = (at: Date) => at.toISOString().slice(0, 10);

async function aSale(country = "DE") {
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, email: `buyer-${Math.random().toString(36).slice(2)}@example.com` });
  await completePurchase(orderId, CAUSE);
  await db.order.update({ where: { id: orderId }, data: { buyerCountry: country } });
  await db.$transaction((tx) => recordPayment(tx, { orderId }));
  return db.order.findUniqueOrThrow({ where: { id: orderId } });
}

const figures = (storeId: string) => db.dailyFigure.findMany({ where: { storeId }, orderBy: [{ day: "asc" }, { cut: "asc" }, { key: "asc" }] });

describe("sums of days", () => {
  test("every day by itself, all of it, by offer and by country; a refund counts on its own day", async () => {
    const first = await aSale("DE");
    await aSale("PT");
    const [today, tomorrow] = [day(now()), day(new Date(now().getTime() + DAY))];
    setClock(() => noon + DAY);
    const refund = await db.refund.create({
      data: { id: newId("refund"), storeId: shop.store.id, orderId: first.id, connectedAccountId: shop.account.id, stripeRefundId: "re_1", amount: 900n, currency: "eur", reason: "other", status: "succeeded", createdAt: now() },
    });
    await db.$transaction((tx) => recordRefund(tx, refund));
    expect(await storesToSum()).toContain(shop.store.id);
    await sumDays(shop.store.id);
    expect(await db.dayToSum.count({ where: { storeId: shop.store.id } })).toBe(0);
    expect((await figures(shop.store.id)).map((row) => [day(row.day), row.cut, row.key, row.payments, row.gross, row.refunded])).toEqual([
      [today, "all", "", 2, 9800n, 0n],
      [today, "offer", shop.offer.id, 2, 9800n, 0n],
      [today, "country", "DE", 1, 4900n, 0n],
      [today, "country", "PT", 1, 4900n, 0n],
      [tomorrow, "all", "", 0, 0n, -900n],
      [tomorrow, "offer", shop.offer.id, 0, 0n, -900n],
      [tomorrow, "country", "DE", 0, 0n, -900n],
    ]);
    expect(await db.dailyCheckouts.findMany({ where: { storeId: shop.store.id } })).toMatchObject([{ begun: 2, completed: 2 }]);
  });

  test("a day that changes is summed anew, whoever sums at the same time; what is not marked is left alone", async () => {
    await aSale();
    await aCheckout(shop);
    await Promise.all([sumDays(shop.store.id), sumNewestDays(shop.store.id), jobHandlers.sweep({})]);
    expect((await figures(shop.store.id)).find(({ cut }) => cut === "all")).toMatchObject({ payments: 3, gross: 14_700n });
    expect(await db.dailyCheckouts.findFirst({ where: { storeId: shop.store.id } })).toMatchObject({ begun: 4, completed: 3 });
    await db.dailyFigure.updateMany({ where: { storeId: shop.store.id, cut: "all" }, data: { payments: 99 } });
    await sumDays(shop.store.id);
    expect((await figures(shop.store.id)).find(({ cut }) => cut === "all")).toMatchObject({ payments: 99 });
    expect(await storesToSum()).not.toContain(shop.store.id);
  });

  test("what was sold before there were books comes into them by the migration, as if it had been recorded", async () => {
    const storeId = shop.store.id;
    const picture = async () =>
      (await db.moneyMovement.findMany({ where: { storeId }, orderBy: [{ kind: "asc" }, { sourceId: "asc" }] })).map(({ kind, orderId, gross, tax, stripeFee, country, currency, offerId }) => ({ kind, orderId, gross, tax, stripeFee, country, currency, offerId }));
    const order = await db.order.findFirstOrThrow({ where: { refunds: { some: {} } } });
    await db.order.update({ where: { id: order.id }, data: { amountRefunded: 900n } });
    await db.$transaction((tx) => recordPayment(tx, { orderId: order.id }));
    const recorded = await picture();
    await sumDays(storeId);
    await db.moneyMovement.deleteMany({});
    const folder = (await readdir("prisma/migrations")).find((name) => name.endsWith("after_the_sale"))!;
    const migration = await readFile(`prisma/migrations/${folder}/migration.sql`, "utf8");
    await currentConnection().query(migration.slice(migration.indexOf("-- The books of what was sold before")).split("-- End of the books.")[0]!);
    expect(await picture()).toEqual(recorded);
    expect(await storesToSum()).toContain(storeId);
    await sumDays(storeId);
    expect((await figures(storeId)).find(({ cut }) => cut === "all")).toMatchObject({ payments: 3, gross: 14_700n });
  });
});

describe("members of a day", () => {
  test("one who tries is no member yet; who pays is, and who leaves is counted on that day", async () => {
    const club = await aClub(control, { trialDays: 7 });
    const storeId = club.shop.store.id;
    const member = await aMember(control, club, { price: club.yearly });
    const start = now().getTime();
    const latest = async () => {
      await sumDays(storeId);
      return db.dailyMembers.findFirst({ where: { storeId }, orderBy: { day: "desc" } });
    };
    expect(await latest()).toMatchObject({ members: 0, trials: 1, monthly: 0n, joined: 0, left: 0 });
    setClock(() => start + 7 * DAY + HOUR);
    await deliver(control);
    expect(await latest()).toMatchObject({ day: new Date(`${day(now())}T00:00:00Z`), members: 1, trials: 0, monthly: 750n, joined: 1, left: 0 });
    setClock(() => start + 12 * DAY);
    expect(await latest()).toMatchObject({ day: new Date(`${day(now())}T00:00:00Z`), members: 1, joined: 0 });
    control.subscriptions.cancelNow({ subscription: member.stripeSubscriptionId });
    await deliver(control);
    expect(await latest()).toMatchObject({ day: new Date(`${day(now())}T00:00:00Z`), members: 0, monthly: 0n, left: 1 });
  });

  test("a plan that changed counts by the price of the day", async () => {
    const club = await aClub(control);
    const storeId = club.shop.store.id;
    const member = await aMember(control, club);
    await sumDays(storeId);
    const joined = day(now());
    const start = now().getTime();
    setClock(() => start + 3 * DAY);
    await db.transition.create({ data: { id: newId("transition"), subjectType: "subscription", subjectId: member.subscriptionId, fromState: club.monthly.id, toState: club.goldMonthly.id, cause: "test", at: now() } });
    await db.subscription.update({ where: { id: member.subscriptionId }, data: { priceId: club.goldMonthly.id } });
    for (const at of [new Date(start), now()]) await db.dayToSum.create({ data: { id: newId("dayToSum"), storeId, day: new Date(day(at)), markedAt: now() } });
    await sumDays(storeId);
    expect((await db.dailyMembers.findMany({ where: { storeId }, orderBy: { day: "asc" } })).map((row) => [day(row.day), row.monthly])).toEqual([[joined, 900n], [day(new Date(start + DAY)), 900n], [day(new Date(start + 2 * DAY)), 900n], [day(now()), 1800n]]);
  });

  /** Members, who joined and who left, by days from the first: all marked and summed anew. */
  async function anew(storeId: string, from: number, days: number) {
    for (let at = from; at <= from + days * DAY; at += DAY) await db.dayToSum.create({ data: { id: newId("dayToSum"), storeId, day: new Date(day(new Date(at))), markedAt: now() } });
    await sumDays(storeId);
    const rows = await db.dailyMembers.findMany({ where: { storeId, day: { gte: new Date(day(new Date(from))) } }, orderBy: { day: "asc" } });
    return { members: rows.map(({ members }) => members), joined: rows.map(({ joined }) => joined), left: rows.map(({ left }) => left) };
  }

  test("who had paused was no paying member on a day that is counted again, also after going on", async () => {
    const club = await aClub(control);
    const storeId = club.shop.store.id;
    const member = await aMember(control, club);
    await pauseMembership({ ...member.which, resumesAt: null }, CAUSE);
    setClock(() => noon + 3 * DAY);
    expect((await anew(storeId, noon, 3)).members).toEqual([0, 0, 0, 0]);
    await resumeMembership(member.which, CAUSE);
    setClock(() => noon + 5 * DAY);
    expect((await anew(storeId, noon, 5)).members).toEqual([0, 0, 0, 1, 1, 1]);
  });

  test("a failed renewal counts for the days of grace, whenever they are counted; the day on which it runs out is counted at its end", async () => {
    const club = await aClub(control, { graceDays: 5 });
    const storeId = club.shop.store.id;
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 2 });
    setClock(() => noon + 32 * DAY);
    await deliver(control);
    const { pastDueSince } = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
    const failed = pastDueSince!.getTime();
    const count = async (at: number) => (await db.dailyMembers.findFirst({ where: { storeId, day: new Date(day(new Date(at))) } }))?.members;
    setClock(() => failed + 5 * DAY - HOUR);
    await sumDays(storeId);
    expect(await count(failed + 5 * DAY)).toBe(1);
    setClock(() => failed + 6 * DAY);
    await sumDays(storeId);
    expect([await count(failed + 5 * DAY), await count(failed + 6 * DAY)]).toEqual([0, 0]);
    // The third try succeeds.
    setClock(() => failed + 8 * DAY + HOUR);
    await deliver(control);
    expect((await anew(storeId, failed, 8)).members).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 1]);
  });

  test("an end that is heard of days later has ended on its day, and nobody is left over", async () => {
    const club = await aClub(control);
    const storeId = club.shop.store.id;
    const member = await aMember(control, club);
    await sumDays(storeId);
    setClock(() => noon + HOUR);
    control.subscriptions.cancelNow({ subscription: member.stripeSubscriptionId });
    for (const days of [1, 2]) {
      setClock(() => noon + days * DAY);
      await sumDays(storeId);
    }
    const known = () => memberFigures(storeId, "eur", readPeriod(new URLSearchParams("span=30"), day(now())).period);
    expect(await known()).toMatchObject({ now: { members: 1 } });
    setClock(() => noon + 3 * DAY);
    await deliver(control);
    await sumDays(storeId);
    expect(await known()).toMatchObject({ now: { members: 0, monthly: 0n, joined: 1, left: 1 } });
    expect((await known())!.steps.slice(-4).map(({ members, left }) => [members, left])).toEqual([[0, 1], [0, 0], [0, 0], [0, 0]]);
  });

  test("a first payment that is heard of days later counts from its day", async () => {
    const club = await aClub(control, { trialDays: 7 });
    const storeId = club.shop.store.id;
    await aMember(control, club);
    for (const days of [7, 8, 9]) {
      setClock(() => noon + days * DAY + HOUR);
      await sumDays(storeId);
    }
    setClock(() => noon + 10 * DAY);
    await deliver(control);
    await sumDays(storeId);
    const rows = await db.dailyMembers.findMany({ where: { storeId }, orderBy: { day: "asc" } });
    expect(rows.slice(-4).map(({ members, trials, joined }) => [members, trials, joined])).toEqual([[1, 0, 1], [1, 0, 0], [1, 0, 0], [1, 0, 0]]);
  });

  test("who tried and never paid has neither joined nor left", async () => {
    const club = await aClub(control, { trialDays: 7, graceDays: 5 });
    const storeId = club.shop.store.id;
    control.subscriptions.setRetries({ account: club.shop.account.stripeAccountId, after: "cancel" });
    const member = await aMember(control, club);
    control.subscriptions.failNext({ subscription: member.stripeSubscriptionId, times: 20 });
    for (const days of [8, 14, 40]) {
      setClock(() => noon + days * DAY);
      await deliver(control);
      await sumDays(storeId);
    }
    expect(await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } })).toMatchObject({ status: "canceled" });
    const { members, joined, left } = await anew(storeId, noon, 40);
    expect(members.length).toBeGreaterThan(14);
    expect(new Set([...members, ...joined, ...left])).toEqual(new Set([0]));
  });
});
