import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { now } from "~/lib/clock";
import { action as confirm } from "~/routes/auth/mend-address";
import { action as ask } from "~/routes/library/address";
import { loader as settings } from "~/routes/settings/layout";
import { loader as studio } from "~/routes/studio/layout";
import { deliver } from "../factories/memberships";
import { aSale, type Sold } from "../factories/money-back";
import { context } from "../setup/context";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";
import { aSeat } from "../setup/team";

// A creator whose own mailbox gives trouble: what they miss has dates.
const { control } = useSandbox();
let sold: Sold;
let email: string;
let cookie: string;

beforeEach(async () => {
  sold = await aSale(control, "course");
  ({ email } = sold.shop.owner);
  cookie = await signedInAs(sold.shop.owner.id);
  await db.mailAddress.create({ data: { email, problem: "complained", since: now() } });
});

const args = (path: string, form?: Record<string, string>, params: Record<string, string> = {}, as = cookie) => ({ request: makeRequest(path, { cookie: as, ...(form ? { form } : {}) }), params, context });
const frame = async (loader: typeof studio | typeof settings, as = cookie) => (await answerOf(() => loader(args("/studio", undefined, {}, as)))).json();
async function dispute() {
  const { id } = control.payments.openDispute({ charge: sold.payment });
  await deliver(control);
  return id;
}
async function mend() {
  expect(await (await answerOf(() => ask(args("/library/address", { intent: "same" })))).json()).toMatchObject({ sentTo: email });
  const token = await tokenMailedTo(email, "mend-address");
  expect((await answerOf(() => confirm(args(`/auth/mend-address/${token}`, {}, { token })))).status).toBe(302);
  await deliver(control);
}
const disputeMails = async () => (await db.outboxEmail.findMany({ where: { toAddress: email, kind: "dispute-opened" }, orderBy: { createdAt: "asc" } })).map(({ status }) => status);

describe("a creator's own address", () => {
  test("is said on every page of studio and settings; the team hears that the owner is not reached", async () => {
    expect(await frame(studio)).toMatchObject({ trouble: "complained", ownerReached: true });
    expect(await frame(settings)).toMatchObject({ trouble: "complained" });
    const seat = await aSeat(sold.shop.store.id, sold.shop.owner.id);
    expect(await frame(studio, seat.cookie)).toMatchObject({ trouble: null, ownerReached: false });
    await mend();
    expect(await frame(studio)).toMatchObject({ trouble: null });
    expect(await frame(studio, seat.cookie)).toMatchObject({ ownerReached: true });
  });

  test("mended: a dispute that waits for an answer is told again, with its date; one that is decided is not", async () => {
    const id = await dispute();
    expect(await disputeMails()).toEqual(["suppressed"]);
    await mend();
    expect((await disputeMails()).at(-1)).toMatch(/sent|delivered/);
    const told = (await mailsTo(email)).filter(({ kind }) => kind === "dispute-opened");
    expect(told).toHaveLength(2);
    expect(told.at(-1)?.props).toMatchObject({ dueBy: expect.any(String) });

    await db.mailAddress.update({ where: { email }, data: { clearedAt: null } });
    control.payments.answerDispute({ dispute: id });
    await deliver(control);
    await mend();
    expect(await disputeMails()).toHaveLength(2);
  });
});
