import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { canOpen } from "~/domain/access/can-open.server";
import { endAccess } from "~/domain/orders/end-access.server";
import { action } from "~/routes/studio/orders.refund";
import { newId } from "~/lib/ids";
import { aBundle, aDownload } from "../factories/catalog";
import { deliver } from "../factories/memberships";
import { aSale, buy, refund, type Sold } from "../factories/money-back";
import { mailsTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

// What a refund means for access: said before it, done, and told to the buyer, all the same. Row 18 of docs/faults.md; the rule is access/refund-choice.
const { control } = useSandbox();
const opens = ({ userId, opensId }: Sold) => canOpen(userId, opensId);
/** What the buyer's mail of each refund says: whether they still have it. Oldest first. */
const told = async (sold: Sold) => (await mailsTo(sold.email)).filter(({ kind }) => kind === "refund-receipt").map(({ props }) => props.open);
/** What the page says about access before it is done. */
async function said(sold: Sold, amount: string, access: string): Promise<string> {
  const form = { refundId: newId("refund"), invoice: "", amount, reason: "other", access, note: "", intent: "check" };
  const cookie = await signedInAs(sold.shop.owner.id);
  const request = makeRequest(`/studio/orders/${sold.orderId}/refund`, { cookie, form });
  const answer = (await (await answerOf(() => action({ request, params: { orderId: sold.orderId }, context: { nonce: "", requestId: "" } }))).json()) as { preview: { facts: { label: string; value: string }[] } };
  return answer.preview.facts.find(({ label }) => label === "Access")?.value ?? "";
}

describe("row 18: kept with a part, the rest as usual", () => {
  test("ends a course, as the page and the mail say", async () => {
    const sold = await aSale(control, "course");
    expect(await said(sold, "10", "keep")).toBe("Stays open.");
    await refund(sold, { amount: 1000n, access: "keep" });
    expect(await opens(sold)).toBe(true);
    expect(await said(sold, "39", "as_usual")).toBe("Ends with the refund.");
    await refund(sold, { amount: 3900n });
    await deliver(control, "shuffle");
    expect(await opens(sold)).toBe(false);
    expect(await db.order.findUniqueOrThrow({ where: { id: sold.orderId } })).toMatchObject({ status: "refunded", keepAccess: false });
    expect(await told(sold)).toEqual([true, false]);
  });

  test("ends a membership, here and at Stripe", async () => {
    const sold = await aSale(control, "membership");
    await refund(sold, { amount: 1000n, access: "keep" });
    expect(await said(sold, "39", "as_usual")).toBe("The membership ends at once, here and at Stripe.");
    await refund(sold, { amount: 3900n });
    await deliver(control, "shuffle");
    expect(await opens(sold)).toBe(false);
    expect(await db.subscription.findUniqueOrThrow({ where: { orderId: sold.orderId } })).toMatchObject({ status: "canceled", endedAt: expect.any(Date) });
    expect(await told(sold)).toEqual([true, false]);
  });

  test("in the Dashboard it stays kept: nobody said anything else there", async () => {
    for (const kind of ["course", "membership"] as const) {
      const sold = await aSale(control, kind);
      await refund(sold, { amount: 1000n, access: "keep" });
      control.payments.refund({ charge: sold.payment });
      await deliver(control, "shuffle");
      expect(await opens(sold), kind).toBe(true);
      expect(await told(sold), kind).toEqual([true, true]);
    }
  });
});

describe("row 18: ended with a part", () => {
  test("another part opens nothing again, asked for here or made in the Dashboard; only keeping it does", async () => {
    const sold = await aSale(control, "course");
    expect(await said(sold, "1", "end")).toBe("Ends at once.");
    await refund(sold, { amount: 100n, access: "end" });
    control.payments.refund({ charge: sold.payment, amount: 100 });
    await deliver(control, "shuffle");
    expect(await said(sold, "1", "as_usual")).toBe("Is closed already, and stays so.");
    await refund(sold, { amount: 100n });
    expect(await opens(sold)).toBe(false);
    expect(await told(sold)).toEqual([false, false, false]);
    expect(await said(sold, "1", "keep")).toBe("Opens again.");
    await refund(sold, { amount: 100n, access: "keep" });
    expect(await opens(sold)).toBe(true);
    expect((await told(sold)).at(-1)).toBe(true);
  });

  test("closed by hand: a part that goes back later does not say that it stays", async () => {
    const sold = await aSale(control, "course");
    expect((await endAccess({ storeId: sold.shop.store.id, orderId: sold.orderId, actorId: sold.shop.owner.id })).ok).toBe(true);
    await refund(sold, { amount: 100n });
    expect(await told(sold)).toEqual([false]);
  });
});

test("row 18: what a bundle opens too is open after the refund of its own purchase, and both say so", async () => {
  const sold = await aSale(control, "course");
  const { offer: beside } = await aDownload(sold.shop.store.id);
  const { offer, price } = await aBundle(sold.shop.store.id, [sold.opensId, beside.id]);
  if (!price) throw new Error("made without a price");
  await buy(control, { ...sold.shop, offer, price }, sold.opensId, sold.email);
  expect(await said(sold, "49", "as_usual")).toBe("Ends with the refund. The buyer still has it by something else.");
  await refund(sold);
  await deliver(control, "shuffle");
  expect(await opens(sold)).toBe(true);
  expect(await told(sold)).toEqual([true]);
});
