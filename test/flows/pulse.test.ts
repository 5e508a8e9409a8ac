import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { stripePulse } from "~/domain/merchants/pulse.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { onAccount } from "~/integrations/stripe/account-call.server";
import { DAY, now } from "~/lib/clock";
import { action, loader } from "~/routes/settings/integrations.stripe.pulse";
import { loader as offersLoader } from "~/routes/studio/offers/list";
import { aConnectedAccount, anAccount } from "../factories/merchants";
import { makePerson, makeStore } from "../factories/people";
import { aCourse } from "../factories/catalog";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const PAGE = "/settings/integrations/stripe/pulse";
let store: Store;
let owner: User;
let cookie: string;
let account: ConnectedAccount;
let stripeAccountId: string;

beforeEach(async () => {
  control.webhooks.configure({ mode: "drop" });
  ({ store, owner } = await makeStore());
  cookie = await signedInAs(owner.id);
  account = await aConnectedAccount(control, store.id);
  ({ stripeAccountId } = account);
});

const get = (as: string | undefined = cookie) => answerOf(() => loader({ request: makeRequest(PAGE, as ? { cookie: as } : {}), params: {}, context }));
const post = (as: string | undefined = cookie) => answerOf(() => action({ request: makeRequest(PAGE, { form: {}, ...(as ? { cookie: as } : {}) }), params: {}, context }));
const version = async (answer: Promise<Response>) => ((await (await answer).json()) as { version: string }).version;
const read = () => syncAccount(stripeAccountId, { cause: "test" });
const reads = () => control.state.requests({}).filter((request) => request.operation === "accounts.retrieve").length;

describe("the pulse of open pages", () => {
  test("changes when something changed, and only then", async () => {
    const first = await version(get());
    await read();
    await read();
    expect(await version(get())).toBe(first);
    control.accounts.scenario({ account: stripeAccountId, name: "deadline" });
    expect(await version(get())).toBe(first);
    await read();
    const asked = await version(get());
    expect(asked).not.toBe(first);
    expect(await stripePulse(store.id)).toMatchObject({ open: true, ready: true });
    await read();
    expect(await version(get())).toBe(asked);
    control.accounts.scenario({ account: stripeAccountId, name: "all_clear" });
    await read();
    expect(await version(get())).not.toBe(asked);
    expect(await stripePulse(store.id)).toMatchObject({ open: false, ready: true });
  });

  test("back from Stripe: the accounts are read again, but not at every click", async () => {
    const first = await version(get());
    control.accounts.scenario({ account: stripeAccountId, name: "deadline_passed" });
    expect(await version(post())).not.toBe(first);
    for (let again = 0; again < 10; again += 1) await post();
    const before = reads();
    expect((await post()).status).toBe(200);
    expect(reads()).toBe(before);
  });

  test("is for the owner alone", async () => {
    expect((await get("")).status).toBe(401);
    expect((await post("")).status).toBe(401);
    const student = await signedInAs((await makePerson()).id);
    expect((await get(student)).status).toBe(404);
    expect((await post(student)).status).toBe(404);
    const other = await makeStore();
    const stranger = await signedInAs(other.owner.id);
    // A store without an account has nothing to ask for.
    expect((await get(stranger)).status).toBe(404);
    expect(await stripePulse(other.store.id)).toBeNull();
    await aConnectedAccount(control, other.store.id);
    expect(await version(get(stranger))).not.toBe(await version(get()));
    expect((await get()).headers.get("Cache-Control")).toBe("no-store");
  });
});

describe("where it hurts", () => {
  test("the banner says what is at stake", async () => {
    const { offer, price } = await aCourse(store.id, { amount: 4900, currency: "eur" });
    const sale = { storeId: store.id, offerId: offer.id, priceId: price!.id, buyerKeyHash: "x", status: "paid" as const, offerTitle: "x", offerKind: "course" as const, amount: 4900n, currency: "eur", connectedAccountId: account.id };
    await db.order.create({ data: { ...sale, id: "ord_1", number: 1, amountPaid: 4900n, amountRefunded: 900n, createdAt: now(), paidAt: now() } });
    await db.order.create({ data: { ...sale, id: "ord_2", number: 2, amountPaid: 100_000n, createdAt: now(), paidAt: new Date(now().getTime() - 31 * DAY) } });
    control.accounts.scenario({ account: stripeAccountId, name: "payouts_paused" });
    await read();
    expect(await studioBanner(store.id)).toMatchObject({ tone: "urgent", risk: "In the last 30 days this account took €40." });
    control.accounts.scenario({ account: stripeAccountId, name: "deadline", days: 5 });
    await read();
    expect((await studioBanner(store.id))?.risk).toMatch(/^On \d+ \w+ \d{4} sales stop if it is still open\.$/);
  });

  test("while a backup sells, the banner says so; a backup's own troubles are calm", async () => {
    const backup = await anAccount(store.id, { displayName: "Second account" });
    control.accounts.scenario({ account: stripeAccountId, name: "deadline_passed" });
    await read();
    expect((await studioBanner(store.id))?.text).toContain("New one-time sales go to Second account");
    control.accounts.scenario({ account: stripeAccountId, name: "all_clear" });
    await read();
    expect(await studioBanner(store.id)).toBeNull();
    await db.connectedAccount.update({ where: { id: backup.id }, data: { chargesEnabled: false, requirements: { past_due: ["external_account"] } } });
    expect(await studioBanner(store.id)).toMatchObject({ tone: "calm", title: expect.stringContaining("Second account") });
  });

  test("closed by Stripe: final", async () => {
    control.accounts.scenario({ account: stripeAccountId, name: "rejected" });
    await read();
    expect(await studioBanner(store.id)).toMatchObject({ tone: "final", state: "final" });
  });

  test("the list of offers marks what cannot be bought, and nothing else", async () => {
    const paid = await aCourse(store.id, { amount: 4900, currency: "eur" });
    const free = await aCourse(store.id, { amount: 0, currency: "eur" });
    const list = async () => {
      const answer = await answerOf(() => offersLoader({ request: makeRequest("/studio/offers", { cookie }), params: {}, context }));
      const { rows } = (await answer.json()) as Awaited<ReturnType<typeof offersLoader>>;
      return new Map(rows.map((row) => [row.id, row.unsellable]));
    };
    expect((await list()).get(paid.offer.id)).toBeNull();
    control.accounts.scenario({ account: stripeAccountId, name: "deadline_passed" });
    await read();
    expect((await list()).get(paid.offer.id)).toMatchObject({ reason: "cannot_charge" });
    expect((await list()).get(free.offer.id)).toBeNull();
    await db.connectedAccount.updateMany({ where: { storeId: store.id }, data: { chargesEnabled: true, paymentCurrencies: ["usd"] } });
    expect((await list()).get(paid.offer.id)).toEqual({ reason: "currency", currency: "EUR" });
    await db.connectedAccount.updateMany({ where: { storeId: store.id }, data: { status: "disconnected" } });
    expect((await list()).get(paid.offer.id)).toEqual({ reason: "no_account" });
  });
});

test("the people behind the account are named, and hidden ones by their role", async () => {
  control.accounts.scenario({ account: stripeAccountId, name: "two_directors" });
  await read();
  const { people } = await db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } });
  expect(people).toHaveLength(2);
  expect(people).toEqual(expect.arrayContaining([expect.objectContaining({ name: "Ines Duarte", roles: ["director"] }), expect.objectContaining({ name: null, roles: ["director"] })]));
});

test("renewals at stake are those of subscriptions sold here, a sum a currency", async () => {
  const { secretKey } = control.accounts.ownKeys({ account: stripeAccountId });
  await subscribe({ restrictedKey: null }, "eur", 2100);
  await subscribe({ restrictedKey: null }, "eur", 2100);
  await subscribe({ restrictedKey: null }, "usd", 900);
  // Another shop of the creator's on the same account.
  await subscribe({ restrictedKey: secretKey }, "eur", 77_700);
  expect((await accountRow()).renewals).toEqual([]);
  control.accounts.scenario({ account: stripeAccountId, name: "deadline", days: 5 });
  await read();
  expect((await accountRow()).renewals).toMatchObject([{ currency: "eur", amount: "4200", count: 2 }, { currency: "usd", amount: "900", count: 1, nextAt: expect.stringMatching(/^20.*Z$/) }]);
  expect((await studioBanner(store.id))?.risk).toContain("renewals of €42 and $9 are affected");
});

const accountRow = () => db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } });

async function subscribe({ restrictedKey }: { restrictedKey: string | null }, currency: string, amount: number): Promise<void> {
  const made = await onAccount({ stripeAccountId, restrictedKey }, (stripe, options) =>
    stripe.checkout.sessions.create(
      {
        mode: "subscription", success_url: "https://example.com/done", cancel_url: "https://example.com/no",
        line_items: [{ quantity: 1, price_data: { currency, unit_amount: amount, recurring: { interval: "month" }, product_data: { name: "Membership" } } }],
      },
      options,
    ),
  );
  if (!made.ok) throw new Error(made.error.detail);
  control.checkout.pay({ session: made.value.id, number: "4242424242424242", email: "noor@example.com", name: "Noor" });
}
