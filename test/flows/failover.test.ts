import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { makePrimary } from "~/domain/merchants/account-order.server";
import { disconnectAccount } from "~/domain/merchants/disconnect-account.server";
import { currentFailover } from "~/domain/merchants/failover.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { MINUTE, setClock } from "~/lib/clock";
import { loader as payPage } from "~/routes/checkout/pay";
import { action as start } from "~/routes/checkout/start";
import { loader as orderPage } from "~/routes/studio/orders.order";
import { aConnectedAccount } from "../factories/merchants";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const CARD = "4242424242424242";
const cause = { cause: "test" };
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

let shop: SellingStore;
let main: ConnectedAccount;
let backup: ConnectedAccount;

beforeEach(async () => {
  control.state.reset({});
  control.webhooks.configure({ mode: "hold" });
  shop = await aSellingStore(control);
  main = shop.account;
  await db.connectedAccount.update({ where: { id: main.id }, data: { label: "Main Ltd" } });
  backup = await aConnectedAccount(control, shop.store.id, { businessName: "Backup GmbH" });
});

/** Everything Stripe has to say arrives and is worked off; mails that are due go out. */
async function deliver(): Promise<void> {
  control.webhooks.release({});
  await control.webhooks.flush({});
  control.webhooks.configure({ mode: "hold" });
  await drain(jobHandlers);
  await jobHandlers.sweep({});
  await drain(jobHandlers);
}
async function charges(account: ConnectedAccount, enabled: boolean): Promise<void> {
  control.accounts.setCharges({ account: account.stripeAccountId, enabled });
  await deliver();
}
async function pass(minutes: number): Promise<void> {
  const at = Date.now() + minutes * MINUTE;
  setClock(() => at);
  await deliver();
}
const buy = ({ offer, price }: Pick<SellingStore, "offer" | "price"> = shop, cookie?: string) =>
  answerOf(() => start(args(makeRequest("/checkout/start", { form: { offerId: offer.id, priceId: price.id, uiMode: "hosted_page" }, ...(cookie ? { cookie } : {}) }))));
const orderIdOf = (response: Response) => /^\/checkout\/(ord_\w+)/.exec(response.headers.get("Location") ?? "")?.[1] ?? "";
const orderOf = (response: Response) => db.order.findUniqueOrThrow({ where: { id: orderIdOf(response) }, include: { sessions: true } });
const open = (account: ConnectedAccount) => control.checkout.list({ account: account.stripeAccountId }).filter((session) => session.status === "open");
const told = () => control.mail.list({ to: shop.owner.email }).map((mail) => mail.subject).filter((subject) => subject.startsWith("New sales of"));
const episodes = () => db.failover.findMany({ where: { storeId: shop.store.id }, orderBy: { startedAt: "asc" } });

describe("fail-over and back", () => {
  test("the next sale goes to the backup with its reason; the creator is told once, and once when it is over", async () => {
    await charges(main, false);
    expect(await currentFailover(shop.store.id)).toMatchObject({ from: { id: main.id, name: "Main Ltd" }, to: { id: backup.id, name: "Backup GmbH" } });
    const sale = await orderOf(await buy());
    expect(sale).toMatchObject({ connectedAccountId: backup.id, accountReason: `backup:primary_cannot_charge@${main.id}` });
    control.checkout.pay({ session: sale.sessions[0]?.stripeSessionId ?? "", number: CARD, email: "noor@example.com" });
    await completePurchase(sale.id, cause);
    expect(control.payments.listCharges({ account: backup.stripeAccountId })).toHaveLength(1);
    const page = await answerOf(async () => orderPage(args(makeRequest(`/studio/orders/${sale.id}`, { cookie: await signedInAs(shop.owner.id) }), { orderId: sale.id })));
    expect(await page.json()).toMatchObject({ account: { name: "Backup GmbH" }, accountReason: "Sold through Backup GmbH because Main Ltd could not take payments." });
    // Read again, and again: told once.
    await syncAccount(main.stripeAccountId, cause);
    await deliver();
    expect(told()).toEqual([`New sales of ${shop.store.name} now go to Backup GmbH`]);

    await charges(main, true);
    expect(await currentFailover(shop.store.id)).toBeNull();
    expect(await orderOf(await buy())).toMatchObject({ connectedAccountId: main.id, accountReason: "primary" });
    // It waits whether it stays.
    expect(told()).toHaveLength(1);
    await pass(11);
    expect(told()).toContain(`New sales of ${shop.store.name} go to Main Ltd again`);
    await pass(30);
    expect(told()).toHaveLength(2);
    // The sale stays where it was made.
    expect(await db.order.findUniqueOrThrow({ where: { id: sale.id } })).toMatchObject({ connectedAccountId: backup.id, status: "paid" });
  });

  test("an account that comes and goes every minute is one episode and two mails", async () => {
    for (let minute = 0; minute < 4; minute += 1) {
      await charges(main, false);
      await charges(main, true);
    }
    expect(await episodes()).toHaveLength(1);
    expect(told()).toHaveLength(1);
    await pass(11);
    expect(told()).toHaveLength(2);
    // Hours later it is a new one.
    await pass(120);
    control.accounts.setCharges({ account: main.stripeAccountId, enabled: false });
    await syncAccount(main.stripeAccountId, cause);
    await drain(jobHandlers);
    expect(await episodes()).toHaveLength(2);
    expect(told()).toHaveLength(3);
  });

  test("'they go back' is not said when it has failed again meanwhile, or when another account was put first", async () => {
    await charges(main, false);
    await charges(main, true);
    await charges(main, false);
    await pass(30);
    expect(told()).toHaveLength(1);

    await charges(main, true);
    await makePrimary(shop.store.id, backup.id, cause);
    await pass(60);
    expect(told()).toHaveLength(1);
    expect(await currentFailover(shop.store.id)).toBeNull();
  });

  test("with nowhere to go nothing is said from here; when the backup comes back, it is", async () => {
    await charges(backup, false);
    await charges(main, false);
    expect(await currentFailover(shop.store.id)).toMatchObject({ from: { id: main.id }, to: null });
    expect(told()).toEqual([]);
    expect((await buy()).status).toBe(409);
    await charges(backup, true);
    expect(told()).toHaveLength(1);
    expect(await episodes()).toMatchObject([{ toAccountId: backup.id, endedAt: null }]);
  });

  test("a backup that falters is nobody's fail-over", async () => {
    await charges(backup, false);
    expect(await episodes()).toEqual([]);
    expect(told()).toEqual([]);
  });
});

describe("the primary account is lost", () => {
  test("at Stripe's side: the first backup takes its place for good, and the creator is told once", async () => {
    control.accounts.revoke({ account: main.stripeAccountId });
    await deliver();
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: backup.id } })).toMatchObject({ isPrimary: true });
    await syncAccount(backup.stripeAccountId, cause);
    await deliver();
    expect(told()).toEqual([`New sales of ${shop.store.name} now go to Backup GmbH`]);
    expect(await currentFailover(shop.store.id)).toBeNull();
    expect(await episodes()).toMatchObject([{ fromAccountId: main.id, toAccountId: backup.id, endedAt: expect.any(Date) }]);
    expect(await orderOf(await buy())).toMatchObject({ connectedAccountId: backup.id, accountReason: "primary" });
  });

  test("by the creator here: nothing is mailed", async () => {
    await disconnectAccount(shop.store.id, main.id, cause);
    await deliver();
    expect(told()).toEqual([]);
  });

  test("while sales went elsewhere already: told once, then", async () => {
    await charges(main, false);
    control.accounts.revoke({ account: main.stripeAccountId });
    await deliver();
    expect(told()).toHaveLength(1);
    expect(await currentFailover(shop.store.id)).toBeNull();
  });
});

describe("checkouts that have begun", () => {
  test("one begun on the backup goes on there although the primary account is back", async () => {
    await charges(main, false);
    const begun = await buy();
    await charges(main, true);
    const again = await buy(shop, cookieFrom(begun));
    expect(orderIdOf(again)).toBe(orderIdOf(begun));
    expect(open(backup)).toHaveLength(1);
    expect(open(main)).toHaveLength(0);
  });

  test("one begun on an account that cannot charge any more is replaced, and its session closed", async () => {
    const begun = await buy();
    await charges(main, false);
    const page = await answerOf(() => payPage(args(makeRequest(`/checkout/${orderIdOf(begun)}`, { cookie: cookieFrom(begun) }), { orderId: orderIdOf(begun) })));
    expect(await page.json()).toMatchObject({ view: "closed", refusal: { kind: "moved" } });
    const again = await buy(shop, cookieFrom(begun));
    expect(await orderOf(again)).toMatchObject({ connectedAccountId: backup.id, status: "pending" });
    expect(orderIdOf(again)).not.toBe(orderIdOf(begun));
    expect(open(main)).toHaveLength(0);
    expect(open(backup)).toHaveLength(1);
  });

  test("one that was paid just before shows the purchase, and is not sold twice", async () => {
    const begun = await buy();
    const { sessions } = await orderOf(begun);
    control.checkout.pay({ session: sessions[0]?.stripeSessionId ?? "", number: CARD, email: "quick@example.com" });
    // Only the account is read again; of the payment nothing has arrived.
    control.accounts.setCharges({ account: main.stripeAccountId, enabled: false });
    await syncAccount(main.stripeAccountId, cause);
    const again = await buy(shop, cookieFrom(begun));
    expect(again.headers.get("Location")).toBe(`/checkout/${orderIdOf(begun)}/return`);
    expect(open(backup)).toHaveLength(0);
    expect(await db.order.findMany({ where: { offerId: shop.offer.id, status: "paid" } })).toHaveLength(1);
  });
});

describe("refused at Stripe", () => {
  const refusals: [string, () => void][] = [
    ["the account may not charge, and we had not heard of it", () => control.accounts.setCharges({ account: main.stripeAccountId, enabled: false })],
    ["the connection was ended, and we had not heard of it", () => control.accounts.revoke({ account: main.stripeAccountId })],
  ];
  test.each(refusals)("%s: the sale is made on the backup, once", async (_, refuse) => {
    refuse();
    const begun = await buy();
    expect(begun.status).toBe(302);
    const sale = await orderOf(begun);
    expect(sale.connectedAccountId).toBe(backup.id);
    expect(sale.accountReason).toMatch(/^(backup|primary)/);
    expect([...open(main), ...open(backup)]).toHaveLength(1);
    const again = await buy(shop, cookieFrom(begun));
    expect(orderIdOf(again)).toBe(sale.id);
    control.checkout.pay({ session: sale.sessions[0]?.stripeSessionId ?? "", number: CARD, email: "once@example.com" });
    await completePurchase(sale.id, cause);
    const orders = await db.order.findMany({ where: { offerId: shop.offer.id }, select: { status: true, connectedAccountId: true } });
    expect(orders.map(({ status }) => status).sort()).toEqual(["expired", "paid"]);
  });

  test("by both: the buyer is told, and nothing can be paid", async () => {
    control.accounts.setCharges({ account: main.stripeAccountId, enabled: false });
    control.accounts.setCharges({ account: backup.stripeAccountId, enabled: false });
    const refused = await buy();
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ refusal: { kind: "not_chargeable" } });
    expect([...open(main), ...open(backup)]).toHaveLength(0);
  });

  test("six tabs at that moment: one order to pay, on the backup", async () => {
    const first = await buy();
    const cookie = cookieFrom(first);
    control.accounts.setCharges({ account: main.stripeAccountId, enabled: false });
    await syncAccount(main.stripeAccountId, cause);
    await Promise.all(Array.from({ length: 6 }, () => buy(shop, cookie)));
    expect(open(main)).toHaveLength(0);
    expect(open(backup)).toHaveLength(1);
  });
});
