import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { makePrimary } from "~/domain/merchants/account-order.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import type { ConnectedAccount } from "~/generated/prisma/client";
import { action as start } from "~/routes/checkout/start";
import { action as change, loader as accountPage } from "~/routes/settings/integrations.stripe.account";
import { loader as listPage } from "~/routes/settings/integrations.stripe";
import { action as details, loader as detailsPage } from "~/routes/studio/offers/details";
import { loader as frame } from "~/routes/studio/offers/offer";
import { action as publish } from "~/routes/studio/offers/publish";
import { aCourse } from "../factories/catalog";
import { aConnectedAccount, anAccount } from "../factories/merchants";
import { aSellingStore, type SellingStore } from "../factories/sales";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const LIST = "/settings/integrations/stripe";
const args = (request: Request, params: Record<string, string> = {}) => ({ request, params, context: { nonce: "", requestId: "" } });

let shop: SellingStore;
let main: ConnectedAccount;
let backup: ConnectedAccount;
let third: ConnectedAccount;
let cookie: string;

beforeEach(async () => {
  control.state.reset({});
  shop = await aSellingStore(control);
  cookie = await signedInAs(shop.owner.id);
  main = shop.account;
  backup = await aConnectedAccount(control, shop.store.id, { businessName: "Backup GmbH" });
  third = await aConnectedAccount(control, shop.store.id, { businessName: "Third SARL" });
});

const pathOf = (accountId: string, query = "") => `${LIST}/accounts/${accountId}${query}`;
const press = (accountId: string, form: Record<string, string>, query = "") => answerOf(() => change(args(makeRequest(pathOf(accountId, query), { form, cookie }), { accountId })));
const page = (accountId: string) => answerOf(() => accountPage(args(makeRequest(pathOf(accountId), { cookie }), { accountId })));
async function list() {
  const answer = await answerOf(() => listPage(args(makeRequest(LIST, { cookie }))));
  return (await answer.json()) as Awaited<ReturnType<typeof listPage>>;
}
const onOffer = (form: Record<string, string>, offerId = shop.offer.id) => answerOf(() => details(args(makeRequest(`/studio/offers/${offerId}`, { form, cookie }), { offerId })));
async function choice(offerId = shop.offer.id) {
  const answer = await answerOf(() => detailsPage(args(makeRequest(`/studio/offers/${offerId}`, { cookie }), { offerId })));
  return ((await answer.json()) as Awaited<ReturnType<typeof detailsPage>>).account;
}
async function soldThrough({ offer, price }: Pick<SellingStore, "offer" | "price"> = shop) {
  const response = await answerOf(() => start(args(makeRequest("/checkout/start", { form: { offerId: offer.id, priceId: price.id, uiMode: "hosted_page" } }))));
  const id = /ord_\w+/.exec(response.headers.get("Location") ?? "")?.[0];
  return id ? db.order.findUniqueOrThrow({ where: { id }, select: { connectedAccountId: true, accountReason: true } }) : null;
}
async function charges(account: ConnectedAccount, enabled: boolean): Promise<void> {
  control.accounts.setCharges({ account: account.stripeAccountId, enabled });
  await syncAccount(account.stripeAccountId, { cause: "test" });
}
const primaries = () => db.connectedAccount.findMany({ where: { storeId: shop.store.id, isPrimary: true }, select: { id: true } });

describe("the order of accounts", () => {
  test("one press makes an account the primary one, and says what that changes", async () => {
    expect((await list()).accounts.map(({ id }) => id)).toEqual([main.id, backup.id, third.id]);
    const pressed = await press(third.id, { intent: "primary" }, "?back=list");
    expect(pressed.headers.get("Location")).toBe(LIST);
    expect((await list()).accounts.map(({ id }) => id)).toEqual([third.id, main.id, backup.id]);
    expect(await soldThrough()).toEqual({ connectedAccountId: third.id, accountReason: "primary" });
    // Pressed again: nothing more.
    await press(third.id, { intent: "primary" });
    expect((await list()).accounts.map(({ id }) => id)).toEqual([third.id, main.id, backup.id]);
  });

  test("two windows at once: exactly one primary account, and all are still in the order once", async () => {
    for (let round = 0; round < 3; round += 1) {
      await Promise.all([press(backup.id, { intent: "primary" }), press(third.id, { intent: "primary" }), press(main.id, { intent: "primary" }), press(backup.id, { intent: "move", direction: "up" })]);
      expect(await primaries()).toHaveLength(1);
      const rows = await db.connectedAccount.findMany({ where: { storeId: shop.store.id }, orderBy: { position: "asc" }, select: { position: true, isPrimary: true } });
      expect(rows.map(({ position }) => position)).toEqual([0, 1, 2]);
      expect(rows[0]?.isPrimary).toBe(true);
    }
  });

  test("backups move up and down and stop at the ends; the one put before stands in first", async () => {
    const moved = await press(third.id, { intent: "move", direction: "up" }, "?back=list");
    expect(moved.headers.get("Location")).toBe(`${LIST}?moved=${third.id}&direction=up`);
    expect((await list()).accounts.map(({ id }) => id)).toEqual([main.id, third.id, backup.id]);
    await press(third.id, { intent: "move", direction: "up" });
    await press(main.id, { intent: "move", direction: "down" });
    expect((await list()).accounts.map(({ id }) => id)).toEqual([main.id, third.id, backup.id]);
    await charges(main, false);
    expect(await soldThrough()).toEqual({ connectedAccountId: third.id, accountReason: `backup:primary_cannot_charge@${main.id}` });
    expect((await list()).failover).toMatchObject({ from: { id: main.id }, to: { id: third.id } });
    await press(third.id, { intent: "move", direction: "down" });
    expect((await list()).failover).toMatchObject({ to: { id: backup.id } });
  });
});

describe("name and notes", () => {
  test("are kept, and the name is used wherever the account is named", async () => {
    const saved = await press(backup.id, { intent: "describe", label: "  The workshop ", notes: "Pays to the savings bank." });
    expect(saved.headers.get("Location")).toBe(pathOf(backup.id));
    expect(await (await page(backup.id)).json()).toMatchObject({ account: { name: "The workshop" }, named: { label: "The workshop", notes: "Pays to the savings bank." }, nameAtStripe: "Backup GmbH" });
    expect((await choice())?.options.map(({ label }) => label)).toContain("The workshop");
    await press(backup.id, { intent: "describe", label: "", notes: "" });
    expect((await list()).accounts[1]).toMatchObject({ name: "Backup GmbH" });
  });

  test.each([
    ["too long", "x".repeat(61), "under 60"],
    ["two lines", "One\nTwo", "one line"],
    ["the name of another account", "third sarl", "goes by this name"],
  ])("a name that does not do (%s) is told, with what was typed kept, and nothing changes", async (_, label, says) => {
    const refused = await press(backup.id, { intent: "describe", label, notes: "kept" });
    expect(refused.status).toBe(400);
    const reply = (await refused.json()) as { initialValue: Record<string, string>; error: { label: string[] } };
    expect(reply.error.label.join()).toContain(says);
    expect(reply.initialValue).toMatchObject({ label, notes: "kept" });
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: backup.id } })).toMatchObject({ label: null, notes: "" });
  });
});

describe("another store's account", () => {
  test("is not there, on any address and in any form", async () => {
    const other = await aSellingStore(control);
    const theirs = other.account.id;
    expect((await page(theirs)).status).toBe(404);
    const forms: Record<string, string>[] = [{ intent: "primary" }, { intent: "move", direction: "up" }, { intent: "describe", label: "Mine now", notes: "" }];
    for (const form of forms) expect((await press(theirs, form)).status).toBe(404);
    expect((await onOffer({ intent: "account", accountId: theirs })).status).toBe(404);
    expect((await onOffer({ intent: "account", accountId: "acn_nothing" })).status).toBe(404);
    expect((await onOffer({ intent: "account", accountId: main.id }, other.offer.id)).status).toBe(404);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: theirs } })).toMatchObject({ label: null, isPrimary: true });
    expect(await primaries()).toEqual([{ id: main.id }]);
  });

  test("a former account of one's own can be looked at and named, but sells nothing", async () => {
    const former = await anAccount(shop.store.id, { status: "disconnected", isPrimary: false, disconnectedAt: new Date() });
    expect(await (await page(former.id)).json()).toMatchObject({ inUse: false });
    expect((await press(former.id, { intent: "describe", label: "The old one", notes: "" })).status).toBe(302);
    expect((await press(former.id, { intent: "primary" })).status).toBe(404);
    expect((await onOffer({ intent: "account", accountId: former.id })).status).toBe(404);
  });
});

describe("an offer's own account", () => {
  test("is asked first, falls back in order, and is seen on the account's page", async () => {
    expect(await choice()).toMatchObject({ chosen: "", options: [{ value: "" }, { value: main.id }, { value: backup.id }, { value: third.id }] });
    expect((await onOffer({ intent: "account", accountId: third.id })).status).toBe(302);
    expect(await soldThrough()).toEqual({ connectedAccountId: third.id, accountReason: "offer_choice" });
    expect(await (await page(third.id)).json()).toMatchObject({ offers: [{ id: shop.offer.id, title: shop.offer.title }] });
    await charges(third, false);
    expect(await choice()).toMatchObject({ chosen: third.id, warning: expect.stringContaining("because Third SARL cannot take payments") });
    expect(await soldThrough()).toEqual({ connectedAccountId: main.id, accountReason: `primary:offer_choice_cannot_charge@${third.id}` });
    await onOffer({ intent: "account", accountId: "" });
    expect(await db.offer.findUniqueOrThrow({ where: { id: shop.offer.id } })).toMatchObject({ connectedAccountId: null });
  });

  test("a store with one account is not asked", async () => {
    const single = await aSellingStore(control);
    const theirs = await signedInAs(single.owner.id);
    const answer = await answerOf(() => detailsPage(args(makeRequest(`/studio/offers/${single.offer.id}`, { cookie: theirs }), { offerId: single.offer.id })));
    expect(await answer.json()).toMatchObject({ account: null });
  });
});

describe("a currency the account's country does not take", () => {
  test("is sold through the next account, and says so", async () => {
    await db.connectedAccount.update({ where: { id: main.id }, data: { country: "BR", paymentCurrencies: ["brl"] } });
    expect(await soldThrough()).toEqual({ connectedAccountId: backup.id, accountReason: `backup:primary_currency@${main.id}` });
    await onOffer({ intent: "account", accountId: main.id });
    const view = await choice();
    expect(view?.options.find(({ value }) => value === main.id)?.label).toContain("(cannot take EUR)");
    expect(view?.warning).toContain("cannot take payments in EUR");
  });

  test("by no account: not published, in words that say which; a free offer is", async () => {
    await db.connectedAccount.updateMany({ where: { storeId: shop.store.id }, data: { country: "BR", paymentCurrencies: ["brl"] } });
    expect(await soldThrough()).toBeNull();
    const { offer } = await aCourse(shop.store.id, { status: "draft" });
    const push = (offerId: string) => answerOf(() => publish(args(makeRequest(`/studio/offers/${offerId}/publish`, { form: {}, cookie }), { offerId })));
    const refused = await push(offer.id);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ problem: "None of your Stripe accounts can take payments in EUR. It is not published." });
    const { offer: free } = await aCourse(shop.store.id, { status: "draft", amount: 0 });
    expect((await push(free.id)).status).toBe(302);
  });
});

describe("publishing", () => {
  const shell = async (offerId: string) => (await (await answerOf(() => frame(args(makeRequest(`/studio/offers/${offerId}`, { cookie }), { offerId })))).json()) as Awaited<ReturnType<typeof frame>>;
  const push = (offerId: string) => answerOf(() => publish(args(makeRequest(`/studio/offers/${offerId}/publish`, { form: {}, cookie }), { offerId })));

  test("goes on while a backup can sell, and says who does; when nothing can, it names the account that is meant", async () => {
    const { offer } = await aCourse(shop.store.id, { status: "draft" });
    await db.offer.update({ where: { id: offer.id }, data: { connectedAccountId: third.id } });
    for (const account of [main, backup]) await charges(account, false);
    control.accounts.setRequirements({ account: third.stripeAccountId, requirements: { currently_due: ["external_account"], current_deadline: Math.floor(Date.now() / 1000) + 5 * 86_400 } });
    await syncAccount(third.stripeAccountId, { cause: "test" });
    // A date to come warns without blocking.
    expect((await shell(offer.id)).publish).toMatchObject({ ready: true, payments: { connect: null, meant: null, blocking: [], warnings: [{}] } });

    control.accounts.setRequirements({ account: third.stripeAccountId, requirements: { past_due: ["individual.verification.document"], currently_due: ["individual.verification.document"] } });
    await charges(third, false);
    expect((await shell(offer.id)).publish).toMatchObject({ ready: false, payments: { meant: { name: "Third SARL", to: pathOf(third.id) } } });
    const refused = await push(offer.id);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toEqual({ problem: "Verification required: Stripe takes no payments for Third SARL yet. It is not published." });

    await charges(backup, true);
    expect((await shell(offer.id)).publish).toMatchObject({ ready: true, payments: { because: expect.stringContaining("New sales go to Backup GmbH because Third SARL cannot take payments") } });
    expect((await push(offer.id)).status).toBe(302);
  });

  test("a switch to an account that cannot sell keeps sales where they can be made", async () => {
    await charges(third, false);
    await makePrimary(shop.store.id, third.id, { cause: "test" });
    expect(await soldThrough()).toMatchObject({ connectedAccountId: main.id });
  });
});
