import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { sumDays } from "~/domain/books/sum-days.server";
import { moneyFigures } from "~/domain/figures/money.server";
import { readPeriod } from "~/domain/figures/period";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import { DAY, now, setClock } from "~/lib/clock";
import { loader } from "~/routes/studio/payments/payout";
import { loader as fileLoader } from "~/routes/studio/payments/payout-csv";
import { makeStore } from "../factories/people";
import { aCheckout, aSellingStore, type SellingStore } from "../factories/sales";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let cookie: string;

beforeEach(async () => {
  control.state.reset({});
  control.webhooks.configure({ mode: "hold" });
  shop = await aSellingStore(control);
  control.accounts.setPayoutSchedule({ account: shop.account.stripeAccountId, interval: "manual" });
  cookie = await signedInAs(shop.owner.id);
});

const on = () => ({ stripeAccount: shop.account.stripeAccountId });

async function aSale() {
  const { orderId, sessionId } = await aCheckout(shop);
  control.checkout.pay({ session: sessionId, email: "noor@example.com", name: "Noor Haddad" });
  await completePurchase(orderId, { cause: "test" });
  return db.order.findUniqueOrThrow({ where: { id: orderId } });
}

/** What is ripe goes to the bank. */
function aPayout(amount?: number) {
  const start = Date.now();
  setClock(() => start + 3 * DAY);
  return control.payouts.create({ account: shop.account.stripeAccountId, ...(amount ? { amount } : {}) });
}

type Page = Exclude<Awaited<ReturnType<typeof loader>>, Response>;
async function page(payoutId: string, query = "", who = cookie): Promise<{ status: number; view: Page }> {
  const answer = await answerOf(() => loader({ request: makeRequest(`/studio/payments/payouts/${payoutId}${query}`, { cookie: who }), params: { payoutId }, context }));
  return { status: answer.status, view: answer.status === 200 ? ((await answer.json()) as Page) : (null as never) };
}

describe("a payout with what is in it", () => {
  test("each line leads to its order, what was not sold here says so, and all of it adds up to the payout", async () => {
    const order = await aSale();
    const other = await aSale();
    await stripeClient().refunds.create({ payment_intent: other.stripePaymentIntentId!, amount: 1000 }, on());
    const elsewhere = await stripeClient().checkout.sessions.create(
      { mode: "payment", success_url: "http://localhost:3000/done", line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 2000, product_data: { name: "A vase" } } }] },
      on(),
    );
    control.checkout.pay({ session: elsewhere.id, email: "someone@example.com" });
    const payout = aPayout();
    const { view } = await page(payout.id);
    expect(view.lines!.map(({ kind, sale, amount }) => [kind, sale?.orderId ?? null, amount])).toEqual([
      ["Payment", null, "€20"],
      ["Refund", other.id, "−€10"],
      ["Payment", other.id, "€49"],
      ["Payment", order.id, "€49"],
    ]);
    expect(view.lines![3]).toMatchObject({ sale: { title: order.offerTitle }, note: `Payment · Order ${order.number} · Noor Haddad` });
    expect(view.lines![0]!.note).toContain("Not sold through this store");
    expect(view.sums).toMatchObject({ adds: true, foreign: 1, total: view.payout!.amount.replace("Payout of ", "") });
    expect(view.sums!.rows.map(({ label, note }) => [label, note])).toEqual([["Payments", "3 payments"], ["Refunds and disputes", "1 line"], ["Stripe’s fees", ""]]);
  });

  test("what Stripe took, with the tax on it, is the same on the order, in the figures and in the payout", async () => {
    const { orderId, sessionId } = await aCheckout(shop);
    control.checkout.pay({ session: sessionId, email: "noor@example.com" });
    const state = control.state.export({});
    const [booked] = Object.values(state.buckets[shop.account.stripeAccountId]?.balance_transaction ?? {});
    const before = BigInt(booked!.fee);
    const tax = { amount: 19, application: null, currency: "eur", description: "VAT", type: "tax" };
    Object.assign(booked!, { fee: booked!.fee + tax.amount, net: booked!.net - tax.amount, fee_details: [...booked!.fee_details, tax] });
    control.state.import({ state });
    await completePurchase(orderId, { cause: "test" });
    const order = await db.order.findUniqueOrThrow({ where: { id: orderId } });
    expect(order.stripeFee! + order.applicationFee).toBe(before + 19n);
    const payout = aPayout();
    expect((await page(payout.id)).view.sums).toMatchObject({ adds: true });
    await sumDays(shop.store.id);
    const { total } = await moneyFigures(shop.store.id, "eur", readPeriod(new URLSearchParams("span=30"), now().toISOString().slice(0, 10)).period);
    expect(total.net).toBe(BigInt(payout.amount));
  });

  test("the next payout holds only what came since", async () => {
    await aSale();
    aPayout();
    const later = await aSale();
    const start = now().getTime();
    setClock(() => start + 3 * DAY);
    const second = control.payouts.create({ account: shop.account.stripeAccountId });
    const { view } = await page(second.id);
    expect(view.lines!.map(({ sale }) => sale?.orderId)).toEqual([later.id]);
    expect(view.sums).toMatchObject({ adds: true });
  });

  test("of one asked for by hand Stripe keeps no list, and the page says that", async () => {
    await aSale();
    const payout = aPayout(1000);
    expect((await page(payout.id)).view).toMatchObject({ byHand: true, lines: null, sums: null, trouble: null, payout: { amount: "€10" } });
  });

  test("Stripe down is said, with the way to try again", async () => {
    await aSale();
    const payout = aPayout();
    control.faults.add({ service: "stripe", operation: "balanceTransactions.list", effect: "error_500" });
    expect((await page(payout.id)).view).toMatchObject({ payout: { amount: expect.any(String) }, lines: null, trouble: { way: "again" } });
  });

  test("another store's payout, and what is none, is not found", async () => {
    await aSale();
    const payout = aPayout();
    const { owner } = await makeStore();
    expect((await page(payout.id, "", await signedInAs(owner.id))).status).toBe(404);
    expect((await page("po_nothing")).status).toBe(404);
    expect((await page("..%2Faccounts")).status).toBe(404);
    expect((await page(payout.id, "?account=acn_other")).status).toBe(404);
  });

  test("as a file it has every line, the sale's number and the net that went to the bank", async () => {
    const order = await aSale();
    const payout = aPayout();
    const answer = await answerOf(() => fileLoader({ request: makeRequest(`/studio/payments/payouts/${payout.id}/lines.csv`, { cookie }), params: { payoutId: payout.id }, context }));
    const [header, line] = (await answer.text()).split("\r\n");
    expect(header).toContain("Order id");
    expect(line).toContain(order.id);
    expect(line).toContain(order.stripePaymentIntentId!);
    expect(line).toContain("49.00");
  });
});
