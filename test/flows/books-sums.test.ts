import { readdir, readFile } from "node:fs/promises";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { currentConnection, db } from "~/db.server";
import { recordPayment, recordRefund } from "~/domain/books/record.server";
import { storesToSum, sumDays, sumNewestDays } from "~/domain/books/sum-days.server";
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
    expect((await db.dailyMembers.findMany({ where: { storeId }, orderBy: { day: "asc" } })).map((row) => [day(row.day), row.monthly])).toEqual([[joined, 900n], [day(now()), 1800n]]);
  });
});
