import { describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { noteAccountFailure } from "~/domain/checkout/note-account-failure.server";
import { dueReads } from "~/domain/merchants/due-reads.server";
import { requirementHistory } from "~/domain/merchants/requirement-records.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { DAY, HOUR, MINUTE, now } from "~/lib/clock";
import { useAccountStory } from "../setup/account-story";
import { mailsTo } from "../setup/people";

const story = useAccountStory();
const { control, deliver, history, jump, kinds, pass, sweep, tell } = story;

describe("history", () => {
  test("a document refused twice for different reasons is two entries, and two requests", async () => {
    tell("document_refused", { code: "verification_document_not_readable", days: 20 });
    await deliver();
    await pass(11 * MINUTE);
    const [first] = await mailsTo(story.owner.email);
    await pass(2 * DAY);
    tell("document_refused", { code: "verification_document_expired", days: 18 });
    await deliver();
    await pass(11 * MINUTE);
    const { rows } = await requirementHistory(story.account.id);
    expect(rows).toMatchObject([{ outcome: null }, { outcome: "asked_again" }]);
    expect(rows[0]?.lineId).toBe(rows[1]?.lineId);
    expect(rows[0]?.why).not.toBe(rows[1]?.why);
    const mails = await mailsTo(story.owner.email);
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
    const page = await requirementHistory(story.account.id, {}, 2);
    expect(page.rows).toHaveLength(2);
    const older = await requirementHistory(story.account.id, { before: page.older }, 2);
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
    const row = () => db.connectedAccount.findUniqueOrThrow({ where: { id: story.account.id } });
    await passWithoutWebhooks(23 * HOUR);
    expect(await db.requirementRecord.count({ where: { accountId: story.account.id } })).toBe(0);
    await passWithoutWebhooks(90 * MINUTE);
    expect(await db.requirementRecord.count({ where: { accountId: story.account.id } })).toBeGreaterThan(0);
    const read = (await row()).syncedAt;
    tell("all_clear");
    control.webhooks.configure({ mode: "drop" });
    await passWithoutWebhooks(61 * MINUTE);
    expect((await row()).syncedAt).not.toEqual(read);
    expect(await db.requirementRecord.count({ where: { accountId: story.account.id, satisfiedAt: null } })).toBe(0);
  });

  test("a deadline that passes unheard is read a quarter of an hour later", async () => {
    tell("deadline", { days: 2 });
    await deliver();
    await passWithoutWebhooks(2 * DAY - 30 * MINUTE);
    await passWithoutWebhooks(46 * MINUTE);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: story.account.id } })).toMatchObject({ chargesEnabled: false });
  });

  test("one that cannot be read keeps nobody waiting and is not asked at every sweep", async () => {
    await passWithoutWebhooks(25 * HOUR - MINUTE);
    control.faults.add({ service: "stripe", operation: "accounts.retrieve", effect: "error_500", when: "before", times: 40 });
    const asked = () => control.state.requests({}).filter((request) => request.operation === "accounts.retrieve").length;
    await db.connectedAccount.update({ where: { id: story.account.id }, data: { syncedAt: new Date(now().getTime() - 30 * HOUR) } });
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
    await noteAccountFailure(story.account.stripeAccountId, refusal, { cause: "test" });
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: story.account.id } })).toMatchObject({ chargesEnabled: false });
    expect(await history()).toEqual(expect.arrayContaining(["unexplained open", "off.sales open"]));
    const sells = async () => (await db.connectedAccount.findUniqueOrThrow({ where: { id: story.account.id } })).chargesEnabled;
    // Neither the reading before the mail nor the hourly one sends the next buyer into the refusal; and the creator is told.
    await pass(11 * MINUTE);
    await sweep();
    expect(await kinds()).toEqual(["stripe-stopped"]);
    await pass(2 * HOUR);
    expect(await sells()).toBe(false);
    // What Stripe says of the account has changed: tried again.
    control.accounts.configure({ account: story.account.stripeAccountId, businessName: "Now with a name" });
    await pass(2 * HOUR);
    expect(await sells()).toBe(true);
    expect(await history()).toEqual(expect.arrayContaining(["unexplained satisfied"]));
    // Refused again, and nothing changes: a day later all the same. Or as soon as the creator asks.
    await noteAccountFailure(story.account.stripeAccountId, refusal, { cause: "test" });
    await pass(DAY + HOUR);
    expect(await sells()).toBe(true);
    await noteAccountFailure(story.account.stripeAccountId, refusal, { cause: "test" });
    await syncAccount(story.account.stripeAccountId, { cause: "checked again by the creator" }, { anew: true });
    expect(await sells()).toBe(true);
  });

  test("shows what Stripe wants within the same breath", async () => {
    control.webhooks.configure({ mode: "drop" });
    tell("deadline_passed");
    await noteAccountFailure(story.account.stripeAccountId, refusal, { cause: "test" });
    expect((await history()).some((line) => line.includes("document"))).toBe(true);
  });
});
