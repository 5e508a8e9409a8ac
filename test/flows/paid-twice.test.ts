import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { keyHistory } from "~/domain/merchants/key-history.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { payBackDuplicate } from "~/domain/orders/pay-back-duplicate.server";
import { ordersToLookAt } from "~/domain/orders/list.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, MINUTE, setClock } from "~/lib/clock";
import { seal } from "~/lib/secret-box.server";
import { aSellingStore } from "../factories/sales";
import { address, control, deliver, kept, mails, orderOf, paid, prepareShop, refundsOf, sandbox, shop } from "../setup/two-payments";

prepareShop();

describe("row 24: two payments for the same thing", () => {
  test("guests in two browsers with one address: one keeps it, the other is paid back, and told once", async () => {
    const email = address();
    const ids = [(await paid(email)).orderId, (await paid(email)).orderId];
    await deliver();
    const { orders, live, refunded } = await kept(ids);
    expect(live).toHaveLength(1);
    expect(refunded).toMatchObject([{ duplicateOfId: live[0]?.id, amountRefunded: 4900n, payBackNextAt: null, payBackError: null, grants: [] }]);
    expect(refundsOf(orders)).toBe(1);
    expect([mails(email, /receipt/i), mails(email, /paid twice/i)]).toEqual([1, 1]);
    expect(await db.outboxEmail.count({ where: { orderId: refunded[0]?.id ?? "", kind: { in: ["receipt", "sale-notice"] } } })).toBe(0);
    expect(await canOpen(live[0]?.userId ?? "", shop.offer.id)).toBe(true);
    // Everything again, and again: nothing more happens.
    await deliver();
    for (const id of ids) await completePurchase(id, { cause: "test" });
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect([mails(email, /receipt/i), mails(email, /paid twice/i), refundsOf(orders)]).toEqual([1, 1, 1]);
  });

  test("fifty at once, both orders: exactly one is kept", async () => {
    const email = address();
    const ids = [(await paid(email)).orderId, (await paid(email)).orderId];
    await Promise.all(Array.from({ length: 50 }, (_, n) => completePurchase(ids[n % 2] ?? "", { cause: "wave" })));
    await Promise.all([drain(jobHandlers), ...Array.from({ length: 10 }, (_, n) => payBackDuplicate(ids[n % 2] ?? ""))]);
    await deliver("shuffle");
    const { orders, live, refunded } = await kept(ids);
    expect([live.length, refunded.length, refundsOf(orders), mails(email, /receipt/i), mails(email, /paid twice/i)]).toEqual([1, 1, 1, 1, 1]);
  });

  test("two tabs at a price change: the session at the old price was paid as well", async () => {
    const mine = await aSellingStore(control);
    const email = address();
    const first = await paid(email, mine);
    await db.price.update({ where: { id: mine.price.id }, data: { active: false } });
    const price = await db.price.create({ data: { ...mine.price, id: "pri_second", amount: 5900n } });
    const second = await paid(email, { ...mine, price });
    await deliver("lifo");
    const { live, refunded } = await kept([first.orderId, second.orderId]);
    expect(live).toHaveLength(1);
    expect(refunded[0]?.amountRefunded).toBe(refunded[0]?.amount);
  });

  test("a lost account's open page plus the backup: the payment on the other account goes back there", async () => {
    const mine = await aSellingStore(control);
    const backup = await aSellingStore(control);
    await db.connectedAccount.update({ where: { id: backup.account.id }, data: { storeId: mine.store.id, isPrimary: false } });
    const email = address();
    const old = await paid(email, mine);
    await db.connectedAccount.update({ where: { id: mine.account.id }, data: { chargesEnabled: false } });
    const again = await paid(email, mine);
    expect((await orderOf(again.orderId)).connectedAccountId).toBe(backup.account.id);
    await completePurchase(old.orderId, { cause: "test" });
    await completePurchase(again.orderId, { cause: "test" });
    await drain(jobHandlers);
    expect(await orderOf(again.orderId)).toMatchObject({ status: "refunded", duplicateOfId: old.orderId });
    expect(control.payments.listCharges({ account: backup.account.stripeAccountId }).some((charge) => charge.refunded)).toBe(true);
  });

  test("the platform's share goes back with it", async () => {
    env.platformFeePercent = 10;
    const mine = await aSellingStore(control);
    const email = address();
    await paid(email, mine);
    const second = await paid(email, mine);
    env.platformFeePercent = 0;
    await deliver();
    const charges = control.payments.listCharges({ account: mine.account.stripeAccountId });
    expect(charges.map((charge) => charge.refunded).sort()).toEqual([false, true]);
    expect(await orderOf(second.orderId)).toMatchObject({ applicationFee: 490n });
    const returned = Object.values(sandbox.control.state.export({}).buckets).flatMap((bucket) => Object.values(bucket.application_fee)).map((fee) => fee.amount_refunded);
    expect(returned.sort((a, b) => a - b)).toEqual([0, 490]);
  });

  test("with an account's own key that may not refund: the order says so, and once the key may, it goes back", async () => {
    const mine = await aSellingStore(control);
    const { stripeAccountId: account } = mine.account;
    const { key } = control.accounts.createRestrictedKey({ account, missing: ["rak_refund_write"] });
    await db.connectedAccount.update({ where: { id: mine.account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    const email = address();
    const first = await paid(email, mine);
    const second = await paid(email, mine);
    await completePurchase(first.orderId, { cause: "test" });
    await completePurchase(second.orderId, { cause: "test" });
    await drain(jobHandlers);
    expect(await orderOf(second.orderId)).toMatchObject({ status: "paid", payBackTries: 1, payBackError: expect.stringContaining("set “Charges and Refunds” (Write)"), grants: [] });
    expect((await keyHistory(mine.account.id)).missing, "the key's card names it too").toBe("“Charges and Refunds” (Write)");
    expect(mails(email, /paid twice/i)).toBe(0);
    expect((await ordersToLookAt(mine.store.id)).attention).toBe(1);
    // Not asked again at once, and then with success.
    await jobHandlers.sweep({});
    expect((await orderOf(second.orderId)).payBackTries).toBe(1);
    control.accounts.setRestrictedKeyPermissions({ key, permissions: "all" });
    setClock(() => Date.now() + 6 * MINUTE);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    expect(await orderOf(second.orderId)).toMatchObject({ status: "refunded", payBackError: null, payBackNextAt: null });
    expect(mails(email, /paid twice/i)).toBe(1);
    expect((await ordersToLookAt(mine.store.id)).attention).toBe(0);
  });

  test("row 8: an answer that is lost is asked for again, and pays back once", async () => {
    const email = address();
    const ids = [(await paid(email)).orderId, (await paid(email)).orderId];
    control.faults.add({ service: "stripe", operation: "refunds.create", effect: "connection_reset", when: "after", times: 4 });
    await deliver();
    control.faults.clear();
    setClock(() => Date.now() + HOUR);
    await jobHandlers.sweep({});
    await drain(jobHandlers);
    const { orders, live, refunded } = await kept(ids);
    expect([live.length, refunded.length, refundsOf(orders), mails(email, /paid twice/i)]).toEqual([1, 1, 1, 1]);
  });

  test("row 8: a 500 that Stripe repeats for the same key for ever does not stop it, and it pays back once", async () => {
    const email = address();
    const ids = [(await paid(email)).orderId, (await paid(email)).orderId];
    control.faults.add({ service: "stripe", operation: "refunds.create", effect: "error_500", when: "after", times: 1 });
    await deliver();
    for (let hours = 1; hours < 8; hours += 1) {
      setClock(() => Date.now() + hours * HOUR + MINUTE);
      await jobHandlers.sweep({});
      await drain(jobHandlers);
    }
    const { orders, live, refunded } = await kept(ids);
    expect([live.length, refunded.length, refundsOf(orders), mails(email, /paid twice/i)]).toEqual([1, 1, 1, 1]);
    expect(refunded).toMatchObject([{ payBackNextAt: null, payBackError: null }]);
  });

  test("the first was refunded before the second could go back: the second is kept and gives it", async () => {
    const email = address();
    const first = await paid(email);
    const second = await paid(email);
    await completePurchase(first.orderId, { cause: "test" });
    await completePurchase(second.orderId, { cause: "test" });
    expect(await orderOf(second.orderId)).toMatchObject({ duplicateOfId: first.orderId, grants: [] });
    control.payments.refund({ charge: first.sessionId });
    await completePurchase(first.orderId, { cause: "test" });
    await drain(jobHandlers);
    const order = await orderOf(second.orderId);
    expect(order).toMatchObject({ status: "paid", duplicateOfId: null, amountRefunded: 0n });
    expect(await canOpen(order.userId ?? "", shop.offer.id)).toBe(true);
    await deliver();
    expect((await orderOf(second.orderId)).status).toBe("paid");
    expect(mails(email, /paid twice/i)).toBe(0);
  });

  test("row 18: a partial refund of what one has does not make it a second purchase, nor does one of the second open it", async () => {
    const email = address();
    const first = await paid(email);
    await deliver();
    control.payments.refund({ charge: first.sessionId, amount: 500 });
    await deliver();
    expect(await orderOf(first.orderId)).toMatchObject({ status: "partially_refunded", duplicateOfId: null });
    const second = await paid(email);
    control.payments.refund({ charge: second.sessionId, amount: 500 });
    await deliver();
    expect(await orderOf(second.orderId)).toMatchObject({ status: "refunded", duplicateOfId: first.orderId, grants: [] });
  });

  test("two tabs that both sell thirty days: the second gives nothing more, so it goes back; one begun later gives days of its own", async () => {
    const mine = await aSellingStore(control);
    await db.offer.update({ where: { id: mine.offer.id }, data: { accessDays: 30 } });
    const email = address();
    const ids = [(await paid(email, mine)).orderId, (await paid(email, mine)).orderId];
    await deliver();
    const { live, refunded } = await kept(ids);
    expect(live).toHaveLength(1);
    expect(refunded).toMatchObject([{ duplicateOfId: live[0]?.id, grants: [] }]);
    setClock(() => Date.now() + 10 * DAY);
    const later = await paid(email, mine);
    await completePurchase(later.orderId, { cause: "test" });
    expect(await orderOf(later.orderId)).toMatchObject({ status: "paid", duplicateOfId: null, grants: [{ revokedAt: null }] });
  });

  test("access for a time can be bought again once it is over", async () => {
    const mine = await aSellingStore(control);
    await db.offer.update({ where: { id: mine.offer.id }, data: { accessDays: 30 } });
    const email = address();
    const first = await paid(email, mine);
    await deliver();
    const { userId, accessDays } = await orderOf(first.orderId);
    expect(accessDays).toBe(30);
    setClock(() => Date.now() + 31 * DAY);
    expect(await canOpen(userId ?? "", mine.offer.id)).toBe(false);
    const second = await paid(email, mine);
    await completePurchase(second.orderId, { cause: "test" });
    expect(await orderOf(second.orderId)).toMatchObject({ status: "paid", duplicateOfId: null });
    expect(await canOpen(userId ?? "", mine.offer.id)).toBe(true);
  });
});
