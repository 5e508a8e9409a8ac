import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { addressProblem } from "~/domain/mail/address-problem.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as confirm } from "~/routes/auth/mend-address";
import { action as ask, loader as page } from "~/routes/library/address";
import { loader as library } from "~/routes/library/layout";
import { makePerson } from "../factories/people";
import { aPaidSale, aSellingStore, type SellingStore } from "../factories/sales";
import { mailsTo, tokenMailedTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let email: string;
let orderId: string;
let userId: string;
let cookie: string;
let buyers = 0;

beforeAll(async () => {
  shop = await aSellingStore(control);
});

/** A buyer who mistyped: the receipt came back. */
beforeEach(async () => {
  email = `typo-${(buyers += 1)}@example.con`;
  ({ orderId } = await aPaidSale(control, shop, { email }));
  await drain(jobHandlers);
  control.mail.event({ id: control.mail.list({ to: email })[0]?.id ?? "", type: "email.bounced" });
  control.webhooks.release({});
  await control.webhooks.flush({});
  ({ id: userId } = await db.user.findUniqueOrThrow({ where: { email } }));
  cookie = await signedInAs(userId);
});

const args = (path: string, form?: Record<string, string>, params: Record<string, string> = {}, as = cookie) => ({ request: makeRequest(path, { cookie: as, ...(form ? { form } : {}) }), params, context: { nonce: "", requestId: "" } });
const askFor = async (form: Record<string, string>, as = cookie) => (await answerOf(() => ask(args("/library/address", form, {}, as)))).json();
const use = (token: string, as = cookie) => answerOf(() => confirm(args(`/auth/mend-address/${token}`, {}, { token }, as)));

describe("mail that came back", () => {
  test("is said in the library; another address takes its place by the link that arrives there, and the receipt follows", async () => {
    expect(await (await answerOf(() => library(args("/library")))).json()).toMatchObject({ trouble: "bounced" });
    const right = `right-${buyers}@example.com`;
    // It came back once, long ago, and Resend remembers.
    control.mail.configure({ suppressed: [email, right] });
    expect(await askFor({ email: right })).toMatchObject({ sentTo: right });
    await drain(jobHandlers);
    expect(control.mail.list({ to: right })).toMatchObject([{ lastEvent: "delivered" }]);
    const token = await tokenMailedTo(right, "mend-address");
    const done = await use(token);
    expect(done.headers.get("Location")).toBe("/library");
    expect(await db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ email: right });
    expect(await db.order.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({ buyerEmail: right });
    await drain(jobHandlers);
    const [receipt] = control.mail.list({ to: right }).filter(({ tags }) => tags.some(({ value }) => value === "receipt"));
    expect(receipt?.html).toContain(right);
    expect(receipt?.html).not.toContain(email);
    // The link in it opens the library of the new address.
    expect((await mailsTo(right)).find(({ kind }) => kind === "receipt")?.link).toContain("/auth/link/");
    // Once: the link is used up.
    expect((await use(token, await signedInAs(userId))).status).toBe(410);
    expect(await db.outboxEmail.count({ where: { toAddress: right, kind: "receipt" } })).toBe(1);
  });

  test("the same address, when it takes mail again: cleared here and at Resend, and what was kept back goes out, however often it was tried today", async () => {
    const { payload, subjectKey, ...receipt } = await db.outboxEmail.findFirstOrThrow({ where: { orderId, kind: "receipt" } });
    const tries = [2, 3, 4, 5, 6].map((number) => ({ ...receipt, payload: payload as object, id: newId("outboxEmail"), subjectKey: `${subjectKey}#${number}`, providerId: null, status: "suppressed" as const, createdAt: now() }));
    await db.outboxEmail.createMany({ data: tries });
    expect(await askFor({ intent: "same" })).toMatchObject({ sentTo: email });
    await drain(jobHandlers);
    expect(control.mail.list({ to: email }).find(({ tags }) => tags.some(({ value }) => value === "mend-address"))).toMatchObject({ lastEvent: "delivered" });
    expect((await use(await tokenMailedTo(email, "mend-address"))).headers.get("Location")).toBe("/library");
    expect(await addressProblem(email)).toBeNull();
    await drain(jobHandlers);
    expect(control.mail.list({ to: email }).filter(({ tags }) => tags.some(({ value }) => value === "receipt")).map(({ lastEvent }) => lastEvent).sort()).toEqual(["bounced", "delivered"]);
    expect((await answerOf(() => page(args("/library/address")))).headers.get("Location")).toBe("/library");
  });

  test("row 29: somebody else's link changes nothing; without trouble nothing is asked", async () => {
    const right = `other-${buyers}@example.com`;
    await askFor({ email: right });
    const stranger = await makePerson();
    const as = await signedInAs(stranger.id);
    expect((await use(await tokenMailedTo(right, "mend-address"), as)).status).toBe(410);
    expect(await db.user.findUniqueOrThrow({ where: { id: userId } })).toMatchObject({ email });
    expect((await answerOf(() => ask(args("/library/address", { email: "x@example.com" }, {}, as)))).headers.get("Location")).toBe("/library");
  });

  test("an address that called us spam works: it is not changed this way, only asked again", async () => {
    await db.mailAddress.update({ where: { email }, data: { problem: "complained" } });
    expect(await askFor({ email: "elsewhere@example.com" })).toMatchObject({ sentTo: null, error: expect.stringContaining("account page") });
    expect(await askFor({ intent: "same" })).toMatchObject({ sentTo: email });
  });
});
