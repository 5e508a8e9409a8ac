import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { noteAccountFailure } from "~/domain/checkout/note-account-failure.server";
import { dueReads } from "~/domain/merchants/due-reads.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { markDisconnected } from "~/domain/merchants/disconnect-account.server";
import { requirementHistory } from "~/domain/merchants/requirement-records.server";
import { sendNotice } from "~/domain/merchants/send-notices.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, MINUTE, now, setClock } from "~/lib/clock";
import { aConnectedAccount, anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { mailsTo } from "../setup/people";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let store: Store;
let owner: User;
let account: ConnectedAccount;
let stripeAccountId: string;

beforeEach(async () => {
  control.state.reset({});
  control.webhooks.configure({ mode: "drop" });
  // Others of this file would be swept along.
  await db.connectedAccount.updateMany({ data: { status: "disconnected", noticeCheckAt: null } });
  ({ store, owner } = await makeStore());
  account = await aConnectedAccount(control, store.id);
  ({ stripeAccountId } = account);
  await deliver();
});

/**
 * What an event about the account does (requirements.test.ts takes them through the webhook): it is read again. Webhooks
 * themselves are signed with the real time and would be refused where the clock stands elsewhere.
 */
async function deliver(): Promise<void> {
  await syncAccount(stripeAccountId, { cause: "account.updated" });
  await drain(jobHandlers);
}
/** The clock goes on from there. */
function jump(ms: number): void {
  const ahead = now().getTime() + ms - Date.now();
  setClock(() => Date.now() + ahead);
}
/** Time goes by, with a sweep at its end. */
async function pass(ms: number): Promise<void> {
  jump(ms);
  await deliver();
  await sweep();
}
async function sweep(): Promise<void> {
  await jobHandlers.sweep({});
  await drain(jobHandlers);
}
const tell = (name: Parameters<typeof control.accounts.scenario>[0]["name"], more: Partial<Parameters<typeof control.accounts.scenario>[0]> = {}) => control.accounts.scenario({ account: stripeAccountId, name, ...more });
const kinds = async () => (await mailsTo(owner.email)).map(({ kind }) => kind);
const history = async () => (await requirementHistory(account.id)).rows.map(({ lineId, outcome }) => `${lineId} ${outcome ?? "open"}`);

describe("mail", () => {
  test("asked with a date, reminded, the date passes, and all is well again: one conversation", async () => {
    tell("deadline", { days: 8 });
    await deliver();
    await sweep();
    expect(await kinds()).toEqual([]);
    await pass(11 * MINUTE);
    await sweep();
    expect(await kinds()).toEqual(["stripe-needs-you"]);
    const [first] = await mailsTo(owner.email);
    expect(first?.props).toMatchObject({ storeName: store.name, lines: [{ what: expect.any(String), byWhen: expect.stringMatching(/^By \d/), who: expect.any(String) }, {}] });
    expect(JSON.stringify(first?.props)).not.toMatch(/individual\.verification/);

    for (let day = 1; day <= 7; day += 1) await pass(DAY);
    expect(await kinds()).toEqual(["stripe-needs-you", "stripe-reminder", "stripe-reminder", "stripe-reminder"]);
    expect((await mailsTo(owner.email)).slice(1).map(({ props }) => props.daysLeft)).toEqual([7, 3, 1]);

    await pass(DAY);
    await pass(11 * MINUTE);
    expect(await kinds()).toHaveLength(5);
    expect((await mailsTo(owner.email)).at(-1)).toMatchObject({ kind: "stripe-stopped", props: { salesOff: true, payoutsOff: true } });

    tell("all_clear");
    await deliver();
    await pass(11 * MINUTE);
    expect(await kinds()).toHaveLength(5);
    await pass(DAY);
    expect((await kinds()).at(-1)).toBe("stripe-clear");

    const sent = control.mail.list({}).filter((mail) => mail.to.includes(owner.email));
    expect(sent).toHaveLength(6);
    expect(new Set(sent.map((mail) => mail.headers.References)).size).toBe(1);
    expect(sent[0]?.headers).toMatchObject({ References: expect.stringContaining(account.id), "In-Reply-To": sent[0]?.headers.References });
    expect(new Set(sent.map((mail) => mail.subject))).toEqual(new Set([`What Stripe wants for ${store.name}`]));
    // Two hours later, and the next day: nothing more.
    await pass(2 * HOUR);
    await pass(2 * DAY);
    expect(await kinds()).toHaveLength(6);
  });

  test("a blip of nine minutes is told to nobody", async () => {
    tell("deadline_passed");
    await deliver();
    await pass(9 * MINUTE);
    tell("all_clear");
    await deliver();
    await pass(5 * MINUTE);
    await pass(DAY);
    expect(await kinds()).toEqual([]);
    expect(await history()).toEqual(expect.arrayContaining([expect.stringMatching(/satisfied$/)]));
  });

  test("Stripe is asked just before: what has cleared unheard is not told", async () => {
    tell("deadline_passed");
    await deliver();
    control.webhooks.configure({ mode: "drop" });
    tell("all_clear");
    jump(15 * MINUTE);
    await sendNotice(account.id);
    expect(await kinds()).toEqual([]);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } })).toMatchObject({ chargesEnabled: true });
  });

  test("Stripe cannot be asked: nothing is told until it can", async () => {
    tell("deadline_passed");
    await deliver();
    control.faults.add({ service: "stripe", operation: "accounts.retrieve", effect: "error_500", when: "before", times: 40 });
    await pass(15 * MINUTE);
    expect(await kinds()).toEqual([]);
    control.faults.clear();
    await pass(15 * MINUTE);
    expect(await kinds()).toEqual(["stripe-stopped"]);
  });

  test("a mail that waits for Resend is taken back when it is no longer true", async () => {
    tell("deadline_passed");
    await deliver();
    control.faults.add({ service: "resend", operation: "emails.send", effect: "error_500", when: "before", times: 40 });
    await pass(11 * MINUTE);
    expect(await db.outboxEmail.findMany({ where: { toAddress: owner.email } })).toMatchObject([{ kind: "stripe-stopped", status: "pending" }]);
    tell("all_clear");
    await deliver();
    control.faults.clear();
    await pass(HOUR);
    await pass(DAY);
    // Neither that sales have stopped, nor that they are on again.
    expect(await kinds()).toEqual([]);
    expect(await db.accountNotice.count({ where: { accountId: account.id } })).toBe(0);
  });

  test("two sweeps at once write one mail", async () => {
    tell("deadline_passed");
    await deliver();
    jump(11 * MINUTE);
    await Promise.all([sendNotice(account.id), sendNotice(account.id), sendNotice(account.id)]);
    await Promise.all([jobHandlers.sweep({}), jobHandlers.sweep({})]);
    await drain(jobHandlers);
    expect(await kinds()).toEqual(["stripe-stopped"]);
    expect(control.mail.list({}).filter((mail) => mail.to.includes(owner.email))).toHaveLength(1);
  });

  test("closed by Stripe: once, and nothing after it", async () => {
    tell("rejected", { reason: "rejected.terms_of_service" });
    await deliver();
    await pass(11 * MINUTE);
    await pass(DAY);
    await pass(DAY);
    expect(await kinds()).toEqual(["stripe-closed"]);
  });

  test("payouts paused while charges work", async () => {
    tell("payouts_paused");
    await deliver();
    await pass(11 * MINUTE);
    expect(await mailsTo(owner.email)).toMatchObject([{ kind: "stripe-stopped", props: { salesOff: false, payoutsOff: true } }]);
  });

  test("under review: told that sales stopped, and once", async () => {
    tell("under_review");
    await deliver();
    await pass(11 * MINUTE);
    await pass(2 * DAY);
    expect(await mailsTo(owner.email)).toMatchObject([{ kind: "stripe-stopped" }]);
    expect(await kinds()).toHaveLength(1);
  });

  test("disconnected: whatever waited is not told", async () => {
    tell("deadline_passed");
    await deliver();
    await markDisconnected(stripeAccountId, { cause: "test" });
    await pass(11 * MINUTE);
    expect((await kinds()).filter((kind) => kind !== "stripe-failover")).toEqual([]);
    expect(await history()).toEqual(expect.arrayContaining([expect.stringMatching(/disconnected$/)]));
    expect(await db.requirementRecord.count({ where: { accountId: account.id, satisfiedAt: null } })).toBe(0);
  });
});

describe("before the first sale", () => {
  test("an account that never could charge has not stopped: it is asked", async () => {
    const fresh = await makeStore();
    const { account: other } = control.accounts.create({ businessName: "New here", country: "DE", currency: "eur", connected: true });
    control.accounts.scenario({ account: other.id, name: "before_first_sale" });
    await anAccount(fresh.store.id, { stripeAccountId: other.id, chargesEnabled: false, payoutsEnabled: false, syncedAt: null });
    await syncAccount(other.id, { cause: "connected" });
    await pass(11 * MINUTE);
    expect((await mailsTo(fresh.owner.email)).map(({ kind }) => kind)).toEqual(["stripe-needs-you"]);
  });
});

describe("history", () => {
  test("a document refused twice for different reasons is two entries, and two requests", async () => {
    tell("document_refused", { code: "verification_document_not_readable", days: 20 });
    await deliver();
    await pass(11 * MINUTE);
    const [first] = await mailsTo(owner.email);
    await pass(2 * DAY);
    tell("document_refused", { code: "verification_document_expired", days: 18 });
    await deliver();
    await pass(11 * MINUTE);
    const { rows } = await requirementHistory(account.id);
    expect(rows).toMatchObject([{ outcome: null }, { outcome: "asked_again" }]);
    expect(rows[0]?.lineId).toBe(rows[1]?.lineId);
    expect(rows[0]?.why).not.toBe(rows[1]?.why);
    const mails = await mailsTo(owner.email);
    expect(mails.map(({ kind }) => kind)).toEqual(["stripe-needs-you", "stripe-needs-you"]);
    expect(mails[1]?.props.lines).not.toEqual(first?.props.lines);
  });

  test("asked, done, asked again: a new entry each time, newest first, a page at a time", async () => {
    for (let round = 0; round < 3; round += 1) {
      tell("deadline", { requirements: ["external_account"] });
      await deliver();
      await pass(HOUR);
      tell("all_clear");
      await deliver();
      await pass(HOUR);
    }
    expect(await history()).toEqual(Array(3).fill(expect.stringMatching(/satisfied$/)));
    const page = await requirementHistory(account.id, {}, 2);
    expect(page.rows).toHaveLength(2);
    const older = await requirementHistory(account.id, { before: page.older }, 2);
    expect(older.rows).toHaveLength(1);
    expect(older.older).toBeNull();
  });

  test("sales that stopped and came back stand there with their time", async () => {
    tell("deadline_passed");
    await deliver();
    await pass(HOUR);
    tell("all_clear");
    await deliver();
    expect(await history()).toEqual(expect.arrayContaining(["off.sales satisfied", "off.payouts satisfied"]));
  });
});

describe("a webhook that was lost", () => {
  test("every account is read once a day, and once an hour while something is open", async () => {
    control.webhooks.configure({ mode: "drop" });
    tell("deadline", { days: 20 });
    const row = () => db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } });
    await passWithoutWebhooks(23 * HOUR);
    expect(await db.requirementRecord.count({ where: { accountId: account.id } })).toBe(0);
    await passWithoutWebhooks(90 * MINUTE);
    expect(await db.requirementRecord.count({ where: { accountId: account.id } })).toBeGreaterThan(0);
    const read = (await row()).syncedAt;
    tell("all_clear");
    control.webhooks.configure({ mode: "drop" });
    await passWithoutWebhooks(61 * MINUTE);
    expect((await row()).syncedAt).not.toEqual(read);
    expect(await db.requirementRecord.count({ where: { accountId: account.id, satisfiedAt: null } })).toBe(0);
  });

  test("a deadline that passes unheard is read a quarter of an hour later", async () => {
    tell("deadline", { days: 2 });
    await deliver();
    await passWithoutWebhooks(2 * DAY - 30 * MINUTE);
    await passWithoutWebhooks(46 * MINUTE);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } })).toMatchObject({ chargesEnabled: false });
  });

  test("one that cannot be read keeps nobody waiting and is not asked at every sweep", async () => {
    await passWithoutWebhooks(25 * HOUR - MINUTE);
    control.faults.add({ service: "stripe", operation: "accounts.retrieve", effect: "error_500", when: "before", times: 40 });
    const asked = () => control.state.requests({}).filter((request) => request.operation === "accounts.retrieve").length;
    await db.connectedAccount.update({ where: { id: account.id }, data: { syncedAt: new Date(now().getTime() - 30 * HOUR) } });
    await passWithoutWebhooks(16 * MINUTE);
    const before = asked();
    await readings();
    await readings();
    expect(asked()).toBe(before);
    expect(before).toBeGreaterThan(0);
  });

  /** Only the nightly reading: the comparison with Stripe's list of events would find the change as well. */
  async function passWithoutWebhooks(ms: number): Promise<void> {
    jump(ms);
    control.webhooks.configure({ mode: "drop" });
    await readings();
  }
  async function readings(): Promise<void> {
    for (const id of await dueReads()) await syncAccount(id, { cause: "nightly reading" });
  }
});

describe("a sale that Stripe refused", () => {
  const refusal = { kind: "account_cannot_charge", detail: "Your account cannot currently make charges.", code: null, requestId: null, status: 400 } as const;

  test("is noted although Stripe says that all is well, and holds until something changes or a day has passed", async () => {
    await noteAccountFailure(stripeAccountId, refusal, { cause: "test" });
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } })).toMatchObject({ chargesEnabled: false });
    expect(await history()).toEqual(expect.arrayContaining(["unexplained open", "off.sales open"]));
    const sells = async () => (await db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } })).chargesEnabled;
    // Neither the reading before the mail nor the hourly one sends the next buyer into the refusal; and the creator is told.
    await pass(11 * MINUTE);
    await sweep();
    expect(await kinds()).toEqual(["stripe-stopped"]);
    await pass(2 * HOUR);
    expect(await sells()).toBe(false);
    // What Stripe says of the account has changed: tried again.
    control.accounts.configure({ account: stripeAccountId, businessName: "Now with a name" });
    await pass(2 * HOUR);
    expect(await sells()).toBe(true);
    expect(await history()).toEqual(expect.arrayContaining(["unexplained satisfied"]));
    // Refused again, and nothing changes: a day later all the same. Or as soon as the creator asks.
    await noteAccountFailure(stripeAccountId, refusal, { cause: "test" });
    await pass(DAY + HOUR);
    expect(await sells()).toBe(true);
    await noteAccountFailure(stripeAccountId, refusal, { cause: "test" });
    await syncAccount(stripeAccountId, { cause: "checked again by the creator" }, { anew: true });
    expect(await sells()).toBe(true);
  });

  test("shows what Stripe wants within the same breath", async () => {
    control.webhooks.configure({ mode: "drop" });
    tell("deadline_passed");
    await noteAccountFailure(stripeAccountId, refusal, { cause: "test" });
    expect((await history()).some((line) => line.includes("document"))).toBe(true);
  });
});
