import { beforeEach, expect, test } from "vitest";
import { renderEmail, type EmailMessage } from "../../emails";
import { db } from "~/db.server";
import { cancelAtPeriodEnd } from "~/domain/memberships/cancel.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { storesWithFailures, tellFailures } from "~/domain/memberships/tell-failures.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { action as stop, loader as stopPage } from "~/routes/resources/mail-stop";
import { action as change, loader as settings } from "~/routes/settings/mail";
import { aClub, aMember, deliver, type Club } from "../factories/memberships";
import { after, CAUSE, control, prepareClubMails } from "../setup/club-mails";
import { context } from "../setup/context";
import { mailsTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";

// The creator's summary of payments that failed; what it says of a plain day stands in membership-reminders.
prepareClubMails();
let own: Club;
beforeEach(async () => {
  own = await aClub(control);
});

const storeId = () => own.shop.store.id;
const told = async () => (await mailsTo(own.shop.owner.email)).filter(({ kind }) => kind === "renewals-failed");
async function aFailingMember() {
  const member = await aMember(control, own);
  control.subscriptions.setRenewals({ subscription: member.stripeSubscriptionId, renewals: "fail" });
  return member;
}
/** As the mailbox shows the newest. */
async function newest() {
  const { props } = (await told()).at(-1)!;
  return { props, ...(await renderEmail({ kind: "renewals-failed", props } as unknown as EmailMessage)) };
}

test("an end that is heard of days late is told all the same; one that the member wished is not", { timeout: 90_000 }, async () => {
  const [late, leaver] = [await aFailingMember(), await aFailingMember()];
  after(32);
  await deliver(control);
  after(33.5);
  await tellFailures(storeId());
  expect((await newest()).props).toMatchObject({ failed: [{}, {}], ended: [] });
  expect(await cancelAtPeriodEnd({ ...leaver.which, reason: "" }, { cause: "member", causeId: leaver.userId })).toMatchObject({ ok: true });
  // Stripe gives up, and nobody hears of it.
  control.webhooks.configure({ mode: "drop" });
  after(69.5);
  control.clock.get({});
  await tellFailures(storeId());
  after(70);
  await syncSubscription(late.stripeSubscriptionId, CAUSE);
  const { failuresToldTo } = await db.store.findUniqueOrThrow({ where: { id: storeId() } });
  expect((await db.subscription.findUniqueOrThrow({ where: { id: late.subscriptionId } })).endedAt!.getTime()).toBeLessThan(failuresToldTo!.getTime());
  after(71.5);
  expect(await storesWithFailures()).toContain(storeId());
  await tellFailures(storeId());
  const mail = await newest();
  expect(mail.props).toMatchObject({ failed: [], ended: [{ member: expect.stringContaining(late.user!.email), what: "The Tuesday Club · €9" }], endedMore: 0 });
  expect(mail.subject).toBe(`A member of ${own.shop.store.name} left because no payment came`);
  after(72.5);
  await tellFailures(storeId());
  expect(await told()).toHaveLength(2);
});

test("more ends than are named are counted", async () => {
  const member = await aMember(control, own);
  const order = await db.order.findUniqueOrThrow({ where: { id: member.orderId } });
  const row = await db.subscription.findUniqueOrThrow({ where: { id: member.subscriptionId } });
  for (let index = 0; index < 23; index += 1) {
    const { id: orderId } = await db.order.create({ data: { ...order, id: newId("order"), number: null, stripePaymentIntentId: null } });
    await db.subscription.create({ data: { ...row, id: newId("subscription"), orderId, stripeSubscriptionId: `sub_${newId("order")}`, status: "canceled", endedAt: now(), lapsedAt: now() } });
  }
  after(1);
  await tellFailures(storeId());
  const { subject, text, props } = await newest();
  expect(props.ended).toHaveLength(20);
  expect(subject).toBe(`23 members of ${own.shop.store.name} left because no payment came`);
  expect(text).toContain("And 3 more.");
});

test("an invoice that Stripe could not make is the creator's to mend: nobody is said to have been told", async () => {
  const member = await aFailingMember();
  after(32);
  await deliver(control);
  await db.invoice.updateMany({ where: { subscriptionId: member.subscriptionId, status: "open" }, data: { status: "draft", failure: "Stripe could not make this invoice: no location." } });
  after(33.5);
  await tellFailures(storeId());
  const { subject, text, props } = await newest();
  expect(props).toMatchObject({ failed: [], amount: "", stuck: [{ note: expect.stringContaining("no location") }] });
  expect(subject).toBe(`Stripe could not make an invoice of ${own.shop.store.name}`);
  expect(text).toContain("nobody was asked to pay");
  expect(text).not.toContain("was written to");
});

test("can be stopped in the mailbox and in the settings; what failed meanwhile is not told later", { timeout: 90_000 }, async () => {
  await aFailingMember();
  after(32);
  await deliver(control);
  after(33.5);
  await tellFailures(storeId());
  await drain(jobHandlers);
  const { headers, text } = control.mail.list({ to: own.shop.owner.email }).find(({ tags }) => tags.some(({ value }) => value === "renewals-failed"))!;
  expect(headers["List-Unsubscribe-Post"]).toBe("List-Unsubscribe=One-Click");
  expect(text).toContain("/settings/mail");
  const path = new URL(/<(.*)>/.exec(headers["List-Unsubscribe"] ?? "")![1]!).pathname;
  const args = (request: Request) => ({ request, params: { token: path.split("/").at(-1)! }, context });
  expect(await (await answerOf(() => stopPage(args(makeRequest(path))))).json()).toMatchObject({ what: "renewals", wanted: true });
  await stop(args(makeRequest(path, { form: { "List-Unsubscribe": "One-Click" } })));

  // Months go by: each visit signs in anew.
  const visit = async (form?: Record<string, string>) => ({ request: makeRequest("/settings/mail", { cookie: await signedInAs(own.shop.owner.id), ...(form ? { form } : {}) }), params: {}, context });
  const page = async () => (await answerOf(async () => settings(await visit()))).json();
  expect(await page()).toMatchObject({ renewals: false });
  await aFailingMember();
  after(66);
  await deliver(control);
  after(67.5);
  expect(await storesWithFailures()).toContain(storeId());
  await tellFailures(storeId());
  expect(await storesWithFailures()).not.toContain(storeId());
  await answerOf(async () => change(await visit({ intent: "renewals", renewals: "on" })));
  expect(await page()).toMatchObject({ renewals: true });
  after(68.5);
  await tellFailures(storeId());
  expect(await told()).toHaveLength(1);
});
