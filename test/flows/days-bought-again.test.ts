import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { syncRefunds } from "~/domain/refunds/sync-refunds.server";
import { DAY, setClock } from "~/lib/clock";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { address, control, orderOf, paid, prepareShop } from "../setup/two-payments";

prepareShop();

describe("days bought again while some remain", () => {
  const NOON = Date.UTC(2026, 10, 20, 12);
  const onDay = (day: number) => setClock(() => NOON + day * DAY);
  const endOf = async (mine: SellingStore, orderId: string) => {
    const grant = (await orderOf(orderId)).grants.find((one) => one.offerId === mine.offer.id);
    return grant && { day: ((grant.expiresAt?.getTime() ?? 0) - NOON) / DAY, from: ((grant.daysFrom?.getTime() ?? 0) - NOON) / DAY };
  };
  async function thirtyDays() {
    onDay(0);
    const mine = await aSellingStore(control);
    await db.offer.update({ where: { id: mine.offer.id }, data: { accessDays: 30 } });
    const email = address();
    const buy = async (day: number) => {
      onDay(day);
      const checkout = await paid(email, mine);
      await completePurchase(checkout.orderId, { cause: "test" });
      return checkout;
    };
    const opensOn = async (day: number, { orderId }: { orderId: string }) => {
      onDay(day);
      return canOpen((await orderOf(orderId)).userId ?? "", mine.offer.id);
    };
    const payBack = async ({ orderId, sessionId }: { orderId: string; sessionId: string }) => {
      const { payment_intent: payment } = control.payments.refund({ charge: sessionId });
      await completePurchase(orderId, { cause: "test" });
      await syncRefunds(String(payment), { cause: "test" });
    };
    const comeBack = async ({ orderId }: { orderId: string }) => {
      const { refunds } = await db.order.findUniqueOrThrow({ where: { id: orderId }, select: { refunds: { select: { stripeRefundId: true } } } });
      control.payments.failRefund({ refund: refunds[0]?.stripeRefundId ?? "" });
      await completePurchase(orderId, { cause: "test" });
    };
    return { mine, buy, opensOn, payBack, comeBack };
  }

  test("a guest on day 10 of 30 has it until day 60, once, and a third time until day 90", async () => {
    const { mine, buy, opensOn } = await thirtyDays();
    await buy(0);
    const again = await buy(10);
    expect(await endOf(mine, again.orderId)).toEqual({ day: 60, from: 30 });
    onDay(12);
    await Promise.all(Array.from({ length: 10 }, () => completePurchase(again.orderId, { cause: "test" })));
    expect(await endOf(mine, again.orderId)).toEqual({ day: 60, from: 30 });
    const third = await buy(14);
    expect(await orderOf(third.orderId)).toMatchObject({ status: "paid", duplicateOfId: null });
    expect(await endOf(mine, third.orderId)).toEqual({ day: 90, from: 60 });
    expect([await opensOn(31, third), await opensOn(61, third), await opensOn(89, third), await opensOn(91, third)]).toEqual([true, true, true, false]);
  });

  test("two orders at the same moment follow each other", async () => {
    const { mine, buy } = await thirtyDays();
    const first = await buy(0);
    onDay(10);
    const { buyerEmail } = await orderOf(first.orderId);
    // The second tab's order sells more days than the first gives, so it is no second payment for the same thing.
    const one = await paid(buyerEmail ?? "", mine);
    await db.offer.update({ where: { id: mine.offer.id }, data: { accessDays: 90 } });
    const two = await paid(buyerEmail ?? "", mine);
    await Promise.all([one, two].map(({ orderId }) => completePurchase(orderId, { cause: "test" })));
    const ends = [await endOf(mine, one.orderId), await endOf(mine, two.orderId)].map((end) => end?.day);
    expect([[60, 150], [undefined, 120]]).toContainEqual(ends);
  });

  test("a refund of what runs brings what comes after it forward, whole; of what has not begun, it takes only that", async () => {
    const { mine, buy, opensOn, payBack } = await thirtyDays();
    const first = await buy(0);
    const second = await buy(10);
    const third = await buy(12);
    onDay(20);
    await payBack(first);
    // Ten of the first thirty days were left: the others move up by those and keep their thirty.
    expect([await endOf(mine, second.orderId), await endOf(mine, third.orderId)]).toEqual([{ day: 50, from: 20 }, { day: 80, from: 50 }]);
    await completePurchase(first.orderId, { cause: "test" });
    expect(await endOf(mine, third.orderId)).toEqual({ day: 80, from: 50 });
    await payBack(third);
    expect(await endOf(mine, second.orderId)).toEqual({ day: 50, from: 20 });
    expect([await opensOn(49, second), await opensOn(51, second)]).toEqual([true, false]);
  });

  test("a refund that the bank sends back gives every purchase its days again; one that was over meanwhile stays over", async () => {
    const { mine, buy, opensOn, payBack, comeBack } = await thirtyDays();
    const first = await buy(0);
    const second = await buy(10);
    onDay(20);
    await payBack(first);
    const third = await buy(22);
    expect([await endOf(mine, second.orderId), await endOf(mine, third.orderId)]).toEqual([{ day: 50, from: 20 }, { day: 80, from: 50 }]);
    onDay(25);
    await comeBack(first);
    expect([await endOf(mine, first.orderId), await endOf(mine, second.orderId), await endOf(mine, third.orderId)]).toEqual([{ day: 30, from: 0 }, { day: 60, from: 30 }, { day: 90, from: 60 }]);
    await payBack(second);
    expect(await endOf(mine, third.orderId)).toEqual({ day: 60, from: 30 });
    onDay(61);
    await comeBack(second);
    await completePurchase(second.orderId, { cause: "test" });
    expect([await endOf(mine, third.orderId), (await orderOf(second.orderId)).grants[0]?.revokedKind]).toEqual([{ day: 90, from: 60 }, "expired"]);
    expect(await opensOn(89, third)).toBe(true);
  });

  test("days that are over are not given back by a late refund, and a gap between two purchases stays one", async () => {
    const { mine, buy, payBack } = await thirtyDays();
    const first = await buy(0);
    const second = await buy(10);
    onDay(35);
    await payBack(first);
    expect(await endOf(mine, second.orderId)).toEqual({ day: 60, from: 30 });
    const third = await buy(70);
    expect(await endOf(mine, third.orderId)).toEqual({ day: 100, from: 70 });
  });
});
