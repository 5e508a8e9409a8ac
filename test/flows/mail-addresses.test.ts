import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { addressProblem } from "~/domain/mail/address-problem.server";
import { deliverEmail } from "~/domain/mail/deliver-email.server";
import { mailsOf } from "~/domain/mail/mail-lines.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { sendWaiting } from "~/domain/mail/send-waiting.server";
import { createEmailToken } from "~/domain/people/email-tokens.server";
import { env } from "~/env.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, later, MINUTE, now, SECOND, setClock } from "~/lib/clock";
import { readFlash } from "~/lib/flash.server";
import { newId } from "~/lib/ids";
import { action as again } from "~/routes/studio/mail/again";
import { makeStore } from "../factories/people";
import { aPaidSale, aSellingStore, type SellingStore } from "../factories/sales";
import { answerOf, cookieFrom, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let shop: SellingStore;
let email: string;
let orderId: string;
let buyers = 0;

beforeAll(async () => {
  shop = await aSellingStore(control);
});

beforeEach(async () => {
  email = `buyer-${(buyers += 1)}@example.com`;
  ({ orderId } = await aPaidSale(control, shop, { email }));
  await drain(jobHandlers);
});

const mails = () => control.mail.list({ to: email });
const receipt = () => db.outboxEmail.findFirstOrThrow({ where: { orderId, kind: "receipt" }, orderBy: { createdAt: "asc" } });
async function tell(type: "email.bounced" | "email.complained" | "email.delivered", id = mails()[0]?.id ?? "") {
  control.mail.event({ id, type });
  control.webhooks.release({});
  await control.webhooks.flush({});
}
/** A mail of each sort: one that nobody asked for, and one that the person waits for. */
async function write(kind: "paid-twice" | "sign-in-link"): Promise<string> {
  const { id } = await db.$transaction(async (tx) => {
    if (kind === "sign-in-link") {
      const tokenId = await createEmailToken(tx, { purpose: "sign_in", email });
      return queueEmail(tx, { kind, subjectKey: tokenId, to: email, link: { tokenId, purpose: "sign_in" }, props: { email, validFor: "10 minutes", requestedAt: "now", requestedFrom: "Firefox" } as never, cause: { cause: "test" } });
    }
    const former = await tx.outboxEmail.findFirstOrThrow({ where: { orderId, kind: "receipt" } });
    const { store } = (former.payload as { props: { store: object } }).props;
    return queueEmail(tx, { kind, subjectKey: newId("order"), to: email, storeId: shop.store.id, orderId, link: null, props: { store, offerTitle: "A course", amount: "€49", paidAt: "today", orderNumber: "1", libraryUrl: "http://localhost:3000/library" } as never, cause: { cause: "test" } });
  });
  return id;
}
const stateOf = async (id: string) => (await db.outboxEmail.findUniqueOrThrow({ where: { id } })).status;

describe("an address that gave trouble", () => {
  test("bounced: nothing more goes there but what is asked for; the order says so, with the reason", async () => {
    await tell("email.bounced");
    expect(await addressProblem(email)).toMatchObject({ problem: "bounced", detail: expect.stringContaining("hard bounce") });
    const [unasked, asked] = [await write("paid-twice"), await write("sign-in-link")];
    await drain(jobHandlers);
    expect([await stateOf(unasked), await stateOf(asked)]).toEqual(["suppressed", "sent"]);
    // Resend has a list of its own: who signed out long ago gets the link all the same, delivered and not only taken.
    expect(mails().filter(({ tags }) => tags.some(({ value }) => value === "sign-in-link"))).toMatchObject([{ lastEvent: "delivered" }]);
    expect(mails().filter(({ tags }) => tags.some(({ value }) => value === "paid-twice"))).toHaveLength(0);
    const lines = await mailsOf({ orderId });
    expect(lines.find(({ id }) => id === unasked)).toMatchObject({ label: "Kept back", text: expect.stringContaining("hard bounce"), again: true });
    expect(lines.find(({ name }) => name === "Receipt")).toMatchObject({ label: "Came back", tone: "danger" });
  });

  test("called spam: the same, and a delivered mail does not undo it", async () => {
    await tell("email.complained");
    setClock(() => Date.now() + MINUTE);
    const asked = await write("sign-in-link");
    await deliverEmail(asked);
    expect(mails().at(-1)).toMatchObject({ lastEvent: "delivered" });
    await tell("email.delivered", mails().find(({ tags }) => tags.some(({ value }) => value === "sign-in-link"))?.id);
    expect(await addressProblem(email)).toMatchObject({ problem: "complained" });
  });

  test("Resend cannot be asked about its list just now: the mail waits and is not kept back there", async () => {
    await tell("email.bounced");
    control.faults.add({ service: "resend", operation: "suppressions.remove", effect: "error_500" });
    const asked = await write("sign-in-link");
    expect(await deliverEmail(asked)).toBe("retry");
    setClock(() => Date.now() + MINUTE);
    expect(await deliverEmail(asked)).toBe("sent");
    expect(mails().at(-1)).toMatchObject({ lastEvent: "delivered" });
  });

  test("a full mailbox is no reason to give up on an address", async () => {
    const { applyMailEvent } = await import("~/domain/mail/apply-mail-event.server");
    await applyMailEvent({ id: `msg_${email}`, type: "email.bounced", emailId: (await receipt()).providerId, outboxId: null, reason: { permanent: false, detail: "Mailbox full" }, payload: {} });
    expect(await addressProblem(email)).toBeNull();
    expect(await receipt()).toMatchObject({ status: "bounced", lastError: "Mailbox full" });
  });

  test("a mail written after the bounce that arrives clears it; an older one that arrives late does not", async () => {
    await db.mailAddress.create({ data: { email, problem: "bounced", since: later(-MINUTE) } });
    await db.outboxEmail.updateMany({ where: { orderId, kind: "receipt" }, data: { createdAt: later(-2 * MINUTE), status: "sent" } });
    await tell("email.delivered");
    expect(await addressProblem(email)).toMatchObject({ problem: "bounced" });
    await db.outboxEmail.updateMany({ where: { orderId, kind: "receipt" }, data: { createdAt: now(), status: "sent" } });
    await tell("email.delivered");
    expect(await addressProblem(email)).toBeNull();
  });
});

describe("sending again from the studio", () => {
  const post = async (emailId: string, userId: string) =>
    answerOf(async () => again({ request: makeRequest(`/studio/mails/${emailId}/again`, { form: { back: `/studio/orders/${orderId}` }, cookie: await signedInAs(userId) }), params: { emailId }, context: { nonce: "", requestId: "" } }));

  /** What the next page says. */
  const said = async (answer: Response) => (await readFlash(makeRequest("/", { cookie: cookieFrom(answer) }))).message;

  test("a copy under its own number, a deed in the list of who did what, five times a day at most", async () => {
    const { id } = await receipt();
    for (let round = 0; round < 6; round += 1) expect((await post(id, shop.owner.id)).headers.get("Location")).toBe(`/studio/orders/${orderId}`);
    const subjects = (await db.outboxEmail.findMany({ where: { orderId, kind: "receipt" }, orderBy: { subjectKey: "asc" } })).map(({ subjectKey }) => subjectKey);
    expect(subjects).toEqual([orderId, ...[2, 3, 4, 5].map((number) => `${orderId}#${number}`)]);
    expect(await db.auditEntry.count({ where: { storeId: shop.store.id, action: "mail.resend", subjectId: orderId } })).toBe(4);
    const other = await write("paid-twice");
    await drain(jobHandlers);
    await post(other, shop.owner.id);
    expect(await db.outboxEmail.count({ where: { orderId, kind: "paid-twice" } })).toBe(2);
  });

  test("to an address that takes no mail it is refused in words, and nothing is written that would be kept back", async () => {
    await db.mailAddress.create({ data: { email, problem: "bounced", since: now() } });
    const other = await write("paid-twice");
    await drain(jobHandlers);
    for (const id of [(await receipt()).id, other]) expect(await said(await post(id, shop.owner.id))).toMatchObject({ text: expect.stringContaining("kept back until its reader corrects that"), tone: "danger" });
    expect(await db.outboxEmail.count({ where: { orderId, toAddress: email } })).toBe(2);
    expect(await db.auditEntry.count({ where: { storeId: shop.store.id, action: "mail.resend", subjectId: orderId } })).toBe(0);
  });

  test("after more than ten copies the next has the next number", async () => {
    const gift = await write("paid-twice");
    await drain(jobHandlers);
    const { subjectKey, payload, ...row } = await db.outboxEmail.findUniqueOrThrow({ where: { id: gift } });
    const earlier = Array.from({ length: 12 }, (_, index) => ({ ...row, providerId: null, payload: payload as object, id: newId("outboxEmail"), subjectKey: `${subjectKey}#${index + 2}`, createdAt: later(-2 * DAY) }));
    await db.outboxEmail.createMany({ data: earlier });
    expect(await said(await post(gift, shop.owner.id))).toMatchObject({ tone: "success" });
    expect(await db.outboxEmail.count({ where: { kind: "paid-twice", subjectKey: `${subjectKey}#14` } })).toBe(1);
  });

  test("row 29: a mail of another store is nothing", async () => {
    const { owner } = await makeStore();
    expect((await post((await receipt()).id, owner.id)).status).toBe(404);
  });
});

describe("Resend's rate", () => {
  test("is kept by everybody together; what waits goes out in its turn, what somebody waits for first", async () => {
    const ids = [await write("paid-twice"), await write("paid-twice"), await write("paid-twice"), await write("sign-in-link")];
    await drainNothing();
    const former = env.mail.ratePerSecond;
    Object.assign(env.mail, { ratePerSecond: 2 });
    let at = Math.ceil(Date.now() / 1000) * 1000;
    setClock(() => at);
    try {
      await db.outboxEmail.updateMany({ where: { id: { in: ids } }, data: { nextAttemptAt: new Date(at - 1000) } });
      for (const [index, id] of ids.entries()) await db.outboxEmail.update({ where: { id }, data: { createdAt: new Date(at - 1000 + index) } });
      // Two processes at once: one turn.
      const both = await Promise.all(ids.slice(0, 2).map((id) => deliverEmail(id)));
      expect(both.filter((one) => one === "sent")).toHaveLength(1);
      expect(both.filter((one) => typeof one === "object")).toHaveLength(1);
      const order: string[] = [];
      const rests: number[] = [];
      await sendWaiting(async (milliseconds) => {
        for (const id of ids) if (!order.includes(id) && (await stateOf(id)) === "sent") order.push(id);
        rests.push(milliseconds);
        at += milliseconds;
      });
      for (const id of ids) if (!order.includes(id)) order.push(id);
      const first = order[0] ?? "";
      expect(order.slice(1)).toEqual([ids[3], ...ids.slice(0, 3).filter((id) => id !== first)]);
      expect(rests.every((rest) => rest > 0 && rest <= SECOND / 2)).toBe(true);
      expect(mails().length).toBe(5);
      expect(await Promise.all(ids.map(stateOf))).toEqual(["sent", "sent", "sent", "sent"]);
    } finally {
      Object.assign(env.mail, { ratePerSecond: former });
    }
  });
});

/** The jobs of mails a test delivers by itself. */
async function drainNothing(): Promise<void> {
  await db.$executeRaw`DELETE FROM pgboss.job WHERE name = 'send-email'`;
}
