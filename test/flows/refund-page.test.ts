import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { readFlash } from "~/lib/flash.server";
import { newId } from "~/lib/ids";
import { seal } from "~/lib/secret-box.server";
import { loader as libraryOrder } from "~/routes/library/order";
import { loader as orderPage } from "~/routes/studio/orders.order";
import { action, loader } from "~/routes/studio/orders.refund";
import { action as warning } from "~/routes/studio/orders.warning";
import { deliver } from "../factories/memberships";
import { aSale, type Sold } from "../factories/money-back";
import { makePerson } from "../factories/people";
import { aSellingStore } from "../factories/sales";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const args = (request: Request, orderId: string) => ({ request, params: { orderId }, context: { nonce: "", requestId: "" } });
const page = (sold: Sold, cookie: string, query = "") => answerOf(() => loader(args(makeRequest(`/studio/orders/${sold.orderId}/refund${query}`, { cookie }), sold.orderId)));
const post = (sold: Sold, cookie: string, form: Record<string, string>) => answerOf(() => action(args(makeRequest(`/studio/orders/${sold.orderId}/refund`, { cookie, form }), sold.orderId)));
/** What the page it leads to says. */
const flashOf = async (answer: Response) => (await readFlash(makeRequest("/", { cookie: cookieFrom(answer) }))).message;
type Loaded = Extract<Awaited<ReturnType<typeof loader>>, object>;
const read = async (sold: Sold, cookie: string) => (await (await page(sold, cookie)).json()) as Loaded;
const orderView = async (sold: Sold, cookie: string) => (await (await answerOf(() => orderPage(args(makeRequest(`/studio/orders/${sold.orderId}`, { cookie }), sold.orderId)))).json()) as Awaited<ReturnType<typeof orderPage>>;

describe("refunding from the order", () => {
  test("row 18: it says what will happen, then does it once, and the order and the student's page show it", async () => {
    const sold = await aSale(control, "course");
    const cookie = await signedInAs(sold.shop.owner.id);
    const form = await read(sold, cookie);
    expect(form).toMatchObject({ left: "€49", all: "49.00", refusal: null, reason: "requested_by_customer", buyer: "Noor Haddad" });
    const filled = { refundId: form.refundId, invoice: "", amount: "12,50", reason: "other", access: "as_usual", note: "<b>half</b> of it" };
    const asked = (await (await post(sold, cookie, { ...filled, intent: "check" })).json()) as { step: string; preview: { title: string; facts: { label: string; value: string }[] } };
    expect(asked).toMatchObject({ step: "confirm", preview: { title: "Send €12.50 back to Noor Haddad?" } });
    expect(asked.preview.facts).toContainEqual({ label: "Access", value: "Stays open." });
    expect(await db.refund.count({ where: { orderId: sold.orderId } }), "nothing is done before it is confirmed").toBe(0);
    for (let n = 0; n < 2; n += 1) {
      const done = await post(sold, cookie, { ...filled, intent: "refund" });
      expect(done.headers.get("Location")).toBe(`/studio/orders/${sold.orderId}`);
    }
    await deliver(control);
    const { moneyBack } = await orderView(sold, cookie);
    expect(moneyBack).toMatchObject({
      refunds: [{ amount: "€12.50", label: "Sent back", by: sold.shop.owner.name, note: "<b>half</b> of it" }],
      payments: [{ left: "€36.50", to: `/studio/orders/${sold.orderId}/refund` }],
    });
    const student = await signedInAs(sold.userId);
    const theirs = (await (await answerOf(() => libraryOrder(args(makeRequest(`/library/orders/${sold.orderId}`, { cookie: student }), sold.orderId)))).json()) as Awaited<ReturnType<typeof libraryOrder>>;
    expect(theirs).toMatchObject({ refunds: [{ amount: "€12.50" }], status: { label: "Partly refunded", text: expect.stringContaining("stays in your library") } });
    expect(JSON.stringify(theirs)).not.toContain("half");
    expect(await db.auditEntry.findMany({ where: { storeId: sold.shop.store.id } })).toMatchObject([{ action: "order.refund", summary: "refunded €12.50 of order #1" }]);
  });

  test("what is no amount, or too much, is answered at the field", async () => {
    const sold = await aSale(control, "course");
    const cookie = await signedInAs(sold.shop.owner.id);
    for (const [amount, words] of [["", "amount"], ["0", "how much"], ["-5", "above zero"], ["12.505", "fewer digits"], ["49.01", "No more than €49"], ["all", "amount"]] as const) {
      const answer = (await (await post(sold, cookie, { refundId: newId("refund"), amount, intent: "check" })).json()) as { step: string; errors: { amount: string }; values: object };
      expect(answer).toMatchObject({ step: "form", values: { amount } });
      expect(answer.errors.amount).toContain(words);
    }
  });

  test("Stripe's refusal is told in words, and Stripe's silence as what happens by itself", async () => {
    const sold = await aSale(control, "course");
    const cookie = await signedInAs(sold.shop.owner.id);
    control.faults.add({ service: "stripe", operation: "refunds.create", effect: "connection_reset", when: "before", times: 5 });
    const silent = await post(sold, cookie, { refundId: newId("refund"), amount: "10", intent: "refund", access: "as_usual", reason: "other" });
    expect(await flashOf(silent)).toMatchObject({ text: expect.stringContaining("as soon as Stripe answers") });
    expect((await orderView(sold, cookie)).moneyBack.refunds).toMatchObject([{ label: "Asked for", amount: "€10" }]);
    control.faults.clear();
    control.payments.openDispute({ charge: sold.payment });
    await deliver(control);
    expect((await read(sold, cookie)).refusal).toContain("bank has taken this payment back");
    const { moneyBack } = await orderView(sold, cookie);
    expect(moneyBack.disputes).toMatchObject([{ phase: "open", answerBy: expect.any(String), stripeUrl: expect.stringContaining("/payments/pi_") }]);
  });

  test("a second press after a refusal names it again, and nothing is said to be on its way", async () => {
    const sold = await aSale(control, "course");
    const cookie = await signedInAs(sold.shop.owner.id);
    const { key } = control.accounts.createRestrictedKey({ account: sold.shop.account.stripeAccountId, missing: ["rak_refund_write"] });
    await db.connectedAccount.update({ where: { id: sold.shop.account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    const filled = { refundId: newId("refund"), amount: "10", intent: "refund", access: "as_usual", reason: "other" };
    for (let n = 0; n < 2; n += 1) expect(await flashOf(await post(sold, cookie, filled))).toMatchObject({ tone: "danger", text: expect.stringContaining("may not make refunds") });
  });

  test("the same form sent once more is answered by where its refund is now", async () => {
    const sold = await aSale(control, "course");
    const cookie = await signedInAs(sold.shop.owner.id);
    const filled = { refundId: newId("refund"), amount: "10", intent: "refund", access: "as_usual", reason: "other" };
    expect(await flashOf(await post(sold, cookie, filled))).toMatchObject({ tone: "success", text: "€10 is on its way back." });
    const { stripeRefundId } = await db.refund.findUniqueOrThrow({ where: { id: filled.refundId } });
    control.payments.failRefund({ refund: stripeRefundId ?? "", reason: "expired_or_canceled_card" });
    await deliver(control);
    // The same form again, with another amount typed into it: it is still that refund.
    expect(await flashOf(await post(sold, cookie, { ...filled, amount: "12" }))).toMatchObject({ tone: "danger", text: expect.stringContaining("expired or was closed") });
  });

  test("a bank's warning leads to the refund, or is put aside and stays so", async () => {
    const sold = await aSale(control, "course");
    const cookie = await signedInAs(sold.shop.owner.id);
    control.payments.warnOfFraud({ charge: sold.payment });
    await deliver(control);
    const { moneyBack } = await orderView(sold, cookie);
    expect(moneyBack.warnings).toMatchObject([{ refundTo: `/studio/orders/${sold.orderId}/refund?reason=fraudulent` }]);
    expect(await (await page(sold, cookie, "?reason=fraudulent")).json()).toMatchObject({ reason: "fraudulent" });
    const aside = () => answerOf(() => warning(args(makeRequest(`/studio/orders/${sold.orderId}/warning`, { cookie, form: { warningId: moneyBack.warnings[0]?.id ?? "" } }), sold.orderId)));
    expect((await aside()).status).toBe(302);
    expect((await aside()).status).toBe(404);
    await drain(jobHandlers);
    expect((await orderView(sold, cookie)).moneyBack.warnings).toEqual([]);
    expect(await canOpen(sold.userId, sold.opensId)).toBe(true);
  });
});

describe("who may", () => {
  async function colleague(sold: Sold, role: "editor" | "support", mayRefund: boolean) {
    const person = await makePerson();
    await db.teamMember.create({ data: { id: newId("teamMember"), storeId: sold.shop.store.id, userId: person.id, role, mayRefund, invitedById: sold.shop.owner.id, createdAt: now() } });
    return signedInAs(person.id);
  }

  test("row 29: another store's order is nothing, a colleague needs the right, nobody is sent to sign in", async () => {
    const sold = await aSale(control, "course");
    const other = await aSellingStore(control);
    const foreign = await signedInAs(other.owner.id);
    const form = { refundId: newId("refund"), amount: "5", intent: "refund", reason: "other", access: "as_usual", warningId: "frw_x" };
    for (const id of [sold.orderId, "ord_nothing"]) {
      expect((await page({ ...sold, orderId: id }, foreign)).status).toBe(404);
      expect((await post({ ...sold, orderId: id }, foreign, form)).status).toBe(404);
      expect((await answerOf(() => warning(args(makeRequest(`/studio/orders/${id}/warning`, { cookie: foreign, form }), id)))).status).toBe(404);
    }
    expect((await page(sold, await signedInAs(sold.shop.owner.id), "?invoice=inv_nothing")).status).toBe(404);
    for (const [cookie, status] of [[await colleague(sold, "editor", true), 403], [await colleague(sold, "support", false), 403], [await colleague(sold, "support", true), 200]] as const) {
      expect((await page(sold, cookie)).status).toBe(status);
      if (status === 403) expect((await post(sold, cookie, form)).status).toBe(403);
    }
    expect((await page(sold, "")).headers.get("Location")).toMatch(/^\/sign-in\?returnTo=/);
    expect(await db.refund.count({ where: { orderId: sold.orderId } })).toBe(0);
  });
});
