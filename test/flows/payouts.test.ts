import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { processEvent } from "~/domain/events/process.server";
import { forgetMoney } from "~/domain/payouts/money-overview.server";
import { tellOfFailedPayout } from "~/domain/payouts/payout-failed.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { payoutState } from "~/integrations/stripe/balance.server";
import { stripeClient } from "~/integrations/stripe/client.server";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, now, setClock } from "~/lib/clock";
import { seal } from "~/lib/secret-box.server";
import { loader as openAtStripe } from "~/routes/settings/integrations.stripe.open";
import { loader } from "~/routes/studio/payments/page";
import { aConnectedAccount, anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { mailsTo } from "../setup/people";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
let store: Store;
let owner: User;
let cookie: string;
let account: ConnectedAccount;

beforeEach(async () => {
  control.state.reset({});
  control.webhooks.configure({ mode: "hold" });
  ({ store, owner } = await makeStore());
  cookie = await signedInAs(owner.id);
  account = await aConnectedAccount(control, store.id);
  control.accounts.setPayoutSchedule({ account: account.stripeAccountId, interval: "manual" });
});

type Page = Exclude<Awaited<ReturnType<typeof loader>>, Response>;

async function page(query = ""): Promise<Page> {
  const answer = await answerOf(() => loader({ request: makeRequest(`/studio/payments${query}`, { cookie }), params: {}, context }));
  expect(answer.status).toBe(200);
  return (await answer.json()) as Page;
}

/** A buyer pays on the account; `ripe`: long enough ago that the money is available. */
async function earn(amount: number, { ripe = true, on = account.stripeAccountId }: { ripe?: boolean; on?: string } = {}): Promise<void> {
  const session = await stripeClient().checkout.sessions.create(
    { mode: "payment", success_url: "http://localhost:3000/done", line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: amount, product_data: { name: "A course" } } }] },
    { stripeAccount: on },
  );
  control.checkout.pay({ session: session.id, email: "buyer@example.com" });
  if (ripe) control.clock.advance({ days: 3 });
}

async function deliver(): Promise<void> {
  control.webhooks.release({});
  await control.webhooks.flush({});
  control.webhooks.configure({ mode: "hold" });
  await drain(jobHandlers);
}

const notices = () => db.accountNotice.findMany({ where: { accountId: account.id, kind: "payout" } });
const payoutMails = async () => (await mailsTo(owner.email)).filter((mail) => mail.kind === "payout-failed");

describe("the payments page", () => {
  test("a store without an account says how to begin; a former account is explained", async () => {
    const { owner: other, store: empty } = await makeStore();
    cookie = await signedInAs(other.id);
    expect(await page()).toMatchObject({ accounts: [], former: [], money: null });
    const former = await anAccount(empty.id, { status: "disconnected", isPrimary: false, disconnectedAt: now() });
    expect(await page()).toMatchObject({ money: null, former: [{ id: former.id, name: "Studio Vint" }] });
  });

  test("what is there, what is on its way, and the payouts with their bank", async () => {
    await earn(10_000);
    await earn(2_000, { ripe: false });
    const { money } = await page();
    expect(money).toMatchObject({
      figures: [{ currency: "EUR", available: "€98.25", pending: "€19.45", below: false }],
      next: { value: "By hand" },
      schedule: expect.stringMatching(/by hand/),
      payouts: [],
      failure: null,
      paused: null,
    });
    const payout = control.payouts.create({ account: account.stripeAccountId, amount: 5_000 });
    forgetMoney(account.stripeAccountId);
    const after = (await page()).money;
    expect(after).toMatchObject({ figures: [{ available: "€48.25" }], next: { value: "€50", note: expect.stringMatching(/^Expected at your bank on /) }, payouts: [{ id: payout.id, amount: "€50", status: { label: "On its way" }, to: expect.stringMatching(/ending \d{4} · asked for by hand$/) }] });
  });

  test("is at most 20 seconds old, and an event of a payout makes it new at once", async () => {
    await earn(10_000);
    expect((await page()).money?.payouts).toEqual([]);
    control.payouts.create({ account: account.stripeAccountId });
    expect((await page()).money?.payouts).toEqual([]);
    await deliver();
    expect((await page()).money?.payouts).toHaveLength(1);
    const at = Date.now();
    control.payouts.fail({ payout: (await page()).money?.payouts?.[0]?.id ?? "" });
    setClock(() => at + 21_000);
    expect((await page()).money?.payouts?.[0]?.status.label).toBe("Came back");
  });

  test("older payouts by Stripe's own cursor; a cursor from elsewhere leads to the newest", async () => {
    await earn(100_000);
    const made = Array.from({ length: 12 }, () => control.payouts.create({ account: account.stripeAccountId, amount: 1_000 }).id).reverse();
    const first = (await page()).money;
    expect(first?.payouts?.map(({ id }) => id)).toEqual(made.slice(0, 10));
    expect(first?.older).toBe(made[9]);
    const { money, later } = await page(`?account=${account.id}&after=${first?.older}`);
    expect(later).toBe(true);
    expect(money?.payouts?.map(({ id }) => id)).toEqual(made.slice(10));
    expect(money?.older).toBeNull();
    const lost = await answerOf(() => loader({ request: makeRequest("/studio/payments?after=po_nobody", { cookie }), params: {}, context }));
    expect(lost.headers.get("Location")).toBe(`/studio/payments?account=${account.id}`);
  });

  test("each account has its own money; another store's account is not shown", async () => {
    const backup = await aConnectedAccount(control, store.id, { businessName: "Second till" });
    await db.connectedAccount.update({ where: { id: backup.id }, data: { label: "Weekend shop" } });
    await earn(4_000, { on: backup.stripeAccountId });
    expect(await page()).toMatchObject({ accounts: [{ name: "Studio Vint" }, { name: "Weekend shop" }], money: { id: account.id, figures: [{ available: "€0" }], next: { value: "By hand" } } });
    expect((await page(`?account=${backup.id}`)).money).toMatchObject({ name: "Weekend shop", figures: [{ available: "€39.15" }] });
    const stranger = await aConnectedAccount(control, (await makeStore()).store.id);
    const theirs = await answerOf(() => loader({ request: makeRequest(`/studio/payments?account=${stranger.id}`, { cookie }), params: {}, context }));
    expect(theirs.status).toBe(404);
  });

  test("Stripe does not answer: each part says so by itself, and the next look tries again", async () => {
    await earn(4_000);
    control.faults.add({ service: "stripe", operation: "balance.retrieve", effect: "error_500" });
    const broken = (await page()).money;
    expect(broken).toMatchObject({ figures: null, balanceTrouble: { title: "Stripe does not answer right now", way: "again" }, payouts: [], payoutTrouble: null });
    expect((await page()).money).toMatchObject({ figures: [{ available: "€39.15" }], balanceTrouble: null });
  });

  test("a restricted key that may not read payouts names the permission; the bank account is a matter of its own", async () => {
    const { key } = control.accounts.createRestrictedKey({ account: account.stripeAccountId, missing: ["rak_payout_read", "rak_payout_write"] });
    await db.connectedAccount.update({ where: { id: account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    expect((await page()).money).toMatchObject({ figures: [{ available: "€0" }], payouts: null, payoutTrouble: { way: "key", text: expect.stringContaining("“Payouts” (Read)") } });
    control.accounts.setRestrictedKeyPermissions({ key, missing: [] });
    expect((await page()).money).toMatchObject({ payouts: [], payoutTrouble: null });
    control.accounts.revokeRestrictedKey({ key });
    forgetMoney(account.stripeAccountId);
    expect((await page()).money).toMatchObject({ balanceTrouble: { way: "connection" }, payoutTrouble: { way: "connection" } });
  });

  test("payouts on hold while sales go on", async () => {
    control.accounts.setRequirements({ account: account.stripeAccountId, requirements: { past_due: ["external_account"] }, charges: true, payouts: false });
    await deliver();
    const { money } = await page();
    expect(money?.paused).toMatchObject({ text: expect.stringMatching(/^Stripe asks for one thing: /), label: "See what Stripe needs" });
    expect(money?.next).toMatchObject({ value: "On hold" });
  });

  test.each(["payouts", "balance", "disputes", "bank"])("the link to %s leads to the account's own Dashboard", async (place) => {
    const answer = await answerOf(() => openAtStripe({ request: makeRequest(`/settings/integrations/stripe/open/${place}?account=${account.id}`, { cookie }), params: { place }, context }));
    expect(answer.headers.get("Location")).toContain(`/${account.stripeAccountId}/test/`);
  });
});

describe("a payout that comes back", () => {
  test("is told once by mail with the reason, also after it was paid; the account is read again", async () => {
    await earn(10_000);
    const payout = control.payouts.create({ account: account.stripeAccountId });
    control.payouts.arrive({ payout: payout.id });
    await deliver();
    expect(await payoutMails()).toEqual([]);
    control.payouts.fail({ payout: payout.id, code: "account_closed" });
    control.webhooks.configure({ mode: "normal", copies: 3 });
    await deliver();
    const mails = await payoutMails();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.props).toMatchObject({ amount: "€98.25", accountName: "Studio Vint", what: "The bank account is closed.", bank: expect.stringMatching(/ending \d{4}$/), url: expect.stringContaining(`/studio/payments?account=${account.id}`) });
    expect(await notices()).toHaveLength(1);
    const { money } = await page();
    expect(money?.failure).toMatchObject({ title: "Your payout of €98.25 came back", action: { url: `/settings/integrations/stripe/open/bank?account=${account.id}` } });
    expect(money?.figures?.[0]?.available).toBe("€98.25");
    // The sandbox, like Stripe, holds payouts until there is another bank account.
    expect(money).toMatchObject({ onHold: true, paused: null });
    expect((await db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } })).payoutsEnabled).toBe(false);
  });

  test("each payout is news of its own; an unknown code has a sentence", async () => {
    await earn(10_000);
    for (const [amount, code] of [[1_000, "declined"], [2_000, "moon_in_the_wrong_house"]] as const) {
      const payout = control.payouts.create({ account: account.stripeAccountId, amount });
      control.payouts.fail({ payout: payout.id, code });
    }
    await deliver();
    const mails = await payoutMails();
    expect(mails.map(({ props }) => props.amount).sort()).toEqual(["€10", "€20"]);
    for (const { props } of mails) expect(String(props.what)).not.toMatch(/_/);
    expect(await notices()).toHaveLength(2);
  });

  test("Stripe's word counts and not the event's; unreachable means later; a key without the right means the event's word", async () => {
    await earn(10_000);
    const payout = control.payouts.create({ account: account.stripeAccountId });
    control.payouts.fail({ payout: payout.id, code: "declined" });
    control.faults.add({ service: "stripe", operation: "payouts.retrieve", effect: "error_500", times: 3 });
    await deliver();
    expect(await payoutMails()).toEqual([]);
    expect(await db.stripeEvent.findFirst({ where: { type: "payout.failed", stripeAccountId: account.stripeAccountId } })).toMatchObject({ status: "failed" });
    const { key } = control.accounts.createRestrictedKey({ account: account.stripeAccountId, missing: ["rak_payout_read", "rak_payout_write"] });
    await db.connectedAccount.update({ where: { id: account.id }, data: { kind: "restricted_key", apiKeyEncrypted: seal(key) } });
    setClock(() => Date.now() + 60_000);
    await drain(jobHandlers);
    await processEvent((await db.stripeEvent.findFirstOrThrow({ where: { type: "payout.failed", stripeAccountId: account.stripeAccountId } })).id);
    expect(await payoutMails()).toHaveLength(1);
  });

  test("one of long ago is no news, nor one that did not fail; one of an unknown account changes nothing", async () => {
    await earn(10_000);
    const payout = control.payouts.create({ account: account.stripeAccountId });
    control.payouts.fail({ payout: payout.id, code: "declined" });
    const hint = payoutState(payout);
    const ahead = Date.now() + 30 * DAY;
    const back = setClock(() => ahead);
    expect(await tellOfFailedPayout(account, hint, { cause: "test" })).toBe("old");
    back();
    expect(await tellOfFailedPayout(account, { ...hint, id: control.payouts.create({ account: account.stripeAccountId }).id }, { cause: "test" })).toBe("did_not_fail");
    expect(await payoutMails()).toEqual([]);
    const stranger = control.accounts.create({ businessName: "Elsewhere", connected: true, currency: "eur", country: "DE" }).account;
    await earn(10_000, { on: stranger.id });
    const other = control.payouts.create({ account: stranger.id });
    control.payouts.fail({ payout: other.id });
    await deliver();
    expect(await db.stripeEvent.findFirst({ where: { type: "payout.failed", stripeAccountId: stranger.id } })).toMatchObject({ status: "ignored" });
  });
});
