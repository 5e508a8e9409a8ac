import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { markDisconnected } from "~/domain/merchants/disconnect-account.server";
import { sendNotice } from "~/domain/merchants/send-notices.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, HOUR, MINUTE } from "~/lib/clock";
import { anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { useAccountStory } from "../setup/account-story";
import { mailsTo } from "../setup/people";

const story = useAccountStory();
const { control, deliver, history, jump, kinds, pass, sweep, tell } = story;

describe("mail", () => {
  test("asked with a date, reminded, the date passes, and all is well again: one conversation", async () => {
    tell("deadline", { days: 8 });
    await deliver();
    await sweep();
    expect(await kinds()).toEqual([]);
    await pass(11 * MINUTE);
    await sweep();
    expect(await kinds()).toEqual(["stripe-needs-you"]);
    const [first] = await mailsTo(story.owner.email);
    expect(first?.props).toMatchObject({ storeName: story.store.name, lines: [{ what: expect.any(String), byWhen: expect.stringMatching(/^By \d/), who: expect.any(String) }, {}] });
    expect(JSON.stringify(first?.props)).not.toMatch(/individual\.verification/);

    for (let day = 1; day <= 7; day += 1) await pass(DAY);
    expect(await kinds()).toEqual(["stripe-needs-you", "stripe-reminder", "stripe-reminder", "stripe-reminder"]);
    expect((await mailsTo(story.owner.email)).slice(1).map(({ props }) => props.daysLeft)).toEqual([7, 3, 1]);

    await pass(DAY);
    await pass(11 * MINUTE);
    expect(await kinds()).toHaveLength(5);
    expect((await mailsTo(story.owner.email)).at(-1)).toMatchObject({ kind: "stripe-stopped", props: { salesOff: true, payoutsOff: true } });

    tell("all_clear");
    await deliver();
    await pass(11 * MINUTE);
    expect(await kinds()).toHaveLength(5);
    await pass(DAY);
    expect((await kinds()).at(-1)).toBe("stripe-clear");

    const sent = control.mail.list({}).filter((mail) => mail.to.includes(story.owner.email));
    expect(sent).toHaveLength(6);
    expect(new Set(sent.map((mail) => mail.headers.References)).size).toBe(1);
    expect(sent[0]?.headers).toMatchObject({ References: expect.stringContaining(story.account.id), "In-Reply-To": sent[0]?.headers.References });
    expect(new Set(sent.map((mail) => mail.subject))).toEqual(new Set([`What Stripe wants for ${story.store.name}`]));
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
    await sendNotice(story.account.id);
    expect(await kinds()).toEqual([]);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: story.account.id } })).toMatchObject({ chargesEnabled: true });
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
    expect(await db.outboxEmail.findMany({ where: { toAddress: story.owner.email } })).toMatchObject([{ kind: "stripe-stopped", status: "pending" }]);
    tell("all_clear");
    await deliver();
    control.faults.clear();
    await pass(HOUR);
    await pass(DAY);
    // Neither that sales have stopped, nor that they are on again.
    expect(await kinds()).toEqual([]);
    expect(await db.accountNotice.count({ where: { accountId: story.account.id } })).toBe(0);
  });

  test("two sweeps at once write one mail", async () => {
    tell("deadline_passed");
    await deliver();
    jump(11 * MINUTE);
    await Promise.all([sendNotice(story.account.id), sendNotice(story.account.id), sendNotice(story.account.id)]);
    await Promise.all([jobHandlers.sweep({}), jobHandlers.sweep({})]);
    await drain(jobHandlers);
    expect(await kinds()).toEqual(["stripe-stopped"]);
    expect(control.mail.list({}).filter((mail) => mail.to.includes(story.owner.email))).toHaveLength(1);
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
    expect(await mailsTo(story.owner.email)).toMatchObject([{ kind: "stripe-stopped", props: { salesOff: false, payoutsOff: true } }]);
  });

  test("under review: told that sales stopped, and once", async () => {
    tell("under_review");
    await deliver();
    await pass(11 * MINUTE);
    await pass(2 * DAY);
    expect(await mailsTo(story.owner.email)).toMatchObject([{ kind: "stripe-stopped" }]);
    expect(await kinds()).toHaveLength(1);
  });

  test("disconnected: whatever waited is not told", async () => {
    tell("deadline_passed");
    await deliver();
    await markDisconnected(story.account.stripeAccountId, { cause: "test" });
    await pass(11 * MINUTE);
    expect((await kinds()).filter((kind) => kind !== "stripe-failover")).toEqual([]);
    expect(await history()).toEqual(expect.arrayContaining([expect.stringMatching(/disconnected$/)]));
    expect(await db.requirementRecord.count({ where: { accountId: story.account.id, satisfiedAt: null } })).toBe(0);
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
