import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { publishGate } from "~/domain/merchants/publish-gate";
import { primaryAccount } from "~/domain/merchants/queries.server";
import { studioBanner } from "~/domain/merchants/studio-banner.server";
import { syncAccount } from "~/domain/merchants/sync-account.server";
import { env } from "~/env.server";
import type { ConnectedAccount, Store, User } from "~/generated/prisma/client";
import { jobHandlers } from "~/jobs/handlers.server";
import { drain } from "~/jobs/queue.server";
import { DAY, later, now, setClock } from "~/lib/clock";
import { action, loader } from "~/routes/settings/integrations.stripe";
import { loader as callback } from "~/routes/settings/integrations.stripe.callback";
import { loader as openAtStripe } from "~/routes/settings/integrations.stripe.open";
import { aConnectedAccount, anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { control } = useSandbox();
const PAGE = "/settings/integrations/stripe";
let store: Store;
let owner: User;
let cookie: string;
let account: ConnectedAccount;
let stripeAccountId: string;

beforeEach(async () => {
  control.state.reset({});
  control.webhooks.configure({ mode: "hold" });
  ({ store, owner } = await makeStore());
  cookie = await signedInAs(owner.id);
  account = await aConnectedAccount(control, store.id);
  ({ stripeAccountId } = account);
  await deliver();
});

/** Everything Stripe has to say arrives and is worked off. */
async function deliver(): Promise<void> {
  control.webhooks.release({});
  await control.webhooks.flush({});
  control.webhooks.configure({ mode: "hold" });
  await drain(jobHandlers);
}
const row = () => db.connectedAccount.findUniqueOrThrow({ where: { id: account.id } });
const eventsOf = (type: string) => db.stripeEvent.findMany({ where: { type, stripeAccountId }, orderBy: { receivedAt: "desc" } });
async function page() {
  const answer = await answerOf(() => loader({ request: makeRequest(PAGE, { cookie }), params: {}, context }));
  return (await answer.json()) as Awaited<ReturnType<typeof loader>>;
}

describe("a restricted account", () => {
  test("is read when Stripe says that it changed; page, banner and gate say the same, and it clears by itself", async () => {
    expect(await studioBanner(store.id)).toBeNull();
    control.accounts.setRequirements({
      account: stripeAccountId,
      requirements: {
        past_due: ["individual.verification.document", "interv_1.business_model_verification.form"],
        errors: [{ code: "verification_document_not_readable", reason: "The image supplied is not readable.", requirement: "individual.verification.document" }],
      },
    });
    await deliver();
    expect(await row()).toMatchObject({ chargesEnabled: false, payoutsEnabled: false });

    const [view] = (await page()).accounts;
    expect(view?.summary).toMatchObject({ state: "needs_you", tone: "urgent", title: "Stripe needs 2 things from you" });
    expect(view?.lines).toMatchObject([
      { what: expect.stringContaining("photo of your identity document"), why: expect.stringContaining("could not be read"), byWhen: "Now", who: "you", consequence: "You cannot sell, and payouts to your bank are on hold." },
      { what: "Answers about how your business works", byWhen: "Now", who: "you" },
    ]);
    // Stripe's raw words reach nobody.
    expect(JSON.stringify(view)).not.toContain("The image supplied");
    expect(await studioBanner(store.id)).toMatchObject({ state: "needs_you", tone: "urgent", action: { url: PAGE } });
    expect(publishGate({ amount: 4900n, account: await primaryAccount(store.id), now: now() })).toMatchObject({ allowed: false, connect: false, lines: [{}, {}] });

    control.accounts.satisfy({ account: stripeAccountId });
    await deliver();
    expect((await page()).accounts).toMatchObject([{ lines: [], summary: { state: "ready" } }]);
    expect(await studioBanner(store.id)).toBeNull();
    expect(publishGate({ amount: 4900n, account: await primaryAccount(store.id), now: now() })).toEqual({ allowed: true, warnings: [] });
    const states = (await db.transition.findMany({ where: { subjectId: account.id }, orderBy: { id: "asc" } })).map(({ toState }) => toState);
    expect(states).toEqual(["ready", "needs_you", "ready"]);
  });

  test("a date to come warns without blocking; when it passes, sales stop", async () => {
    const deadline = later(5 * DAY);
    control.accounts.setRequirements({ account: stripeAccountId, requirements: { currently_due: ["external_account"], current_deadline: Math.floor(deadline.getTime() / 1000) } });
    await deliver();
    expect(await studioBanner(store.id)).toMatchObject({ state: "soon", tone: "urgent", text: expect.stringMatching(/^By \d+ \w+ \d{4} \(4 days left\)/) });
    expect(publishGate({ amount: 1n, account: await primaryAccount(store.id), now: now() })).toMatchObject({ allowed: true, warnings: [{ what: "Your bank account for payouts" }] });

    const at = deadline.getTime() + DAY;
    setClock(() => at);
    await control.webhooks.flush({});
    await deliver();
    await syncAccount(stripeAccountId, { cause: "test" });
    expect(publishGate({ amount: 1n, account: await primaryAccount(store.id), now: now() })).toMatchObject({ allowed: false });
  });

  test("payouts on hold while sales work", async () => {
    control.accounts.setPayouts({ account: stripeAccountId, enabled: false });
    await deliver();
    expect(await studioBanner(store.id)).toMatchObject({ state: "needs_you", text: expect.stringContaining("You can sell, but payouts to your bank are on hold.") });
  });

  test("requirements that Stripe hides are not taken for none", async () => {
    control.accounts.configure({ account: stripeAccountId, hidesRequirements: true });
    control.accounts.setCharges({ account: stripeAccountId, enabled: false });
    await deliver();
    expect((await page()).accounts[0]?.lines).toMatchObject([{ id: "unexplained", what: "Stripe does not let this account take payments" }]);
  });

  test("Check again reads it when a webhook was lost", async () => {
    control.webhooks.configure({ mode: "drop" });
    control.accounts.setRequirements({ account: stripeAccountId, requirements: { past_due: ["individual.dob.day"] } });
    await answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "refresh", accountId: account.id }, cookie }), params: {}, context }));
    expect((await page()).accounts[0]?.lines).toMatchObject([{ what: "Your date of birth" }]);
  });
});

describe("events about accounts", () => {
  test("the same event ten times, and events in the wrong order: Stripe's state now", async () => {
    control.webhooks.configure({ mode: "hold", copies: 10 });
    control.accounts.setPayouts({ account: stripeAccountId, enabled: false });
    control.accounts.setPayouts({ account: stripeAccountId, enabled: true });
    control.accounts.setCharges({ account: stripeAccountId, enabled: false });
    control.webhooks.configure({ mode: "reorder", copies: 10 });
    await deliver();
    expect(await row()).toMatchObject({ chargesEnabled: false, payoutsEnabled: true });
  });

  test("an unknown account: kept as ignored, and Stripe is not even asked", async () => {
    const stranger = control.accounts.create({ connected: true }).account.id;
    control.accounts.setPayouts({ account: stranger, enabled: false });
    await deliver();
    const events = await db.stripeEvent.findMany({ where: { stripeAccountId: stranger } });
    expect(events.length).toBeGreaterThan(0);
    expect(events.every((event) => event.status === "ignored")).toBe(true);
    expect(control.state.requests({}).some((request) => request.account === stranger)).toBe(false);
  });

  test("account.updated before the OAuth row: ignored, and the connection is right all the same", async () => {
    const early = control.accounts.create({ businessName: "Early", country: "DE" }).account.id;
    const fresh = await makeStore();
    const freshCookie = await signedInAs(fresh.owner.id);
    const there = await answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "connect" }, cookie: freshCookie }), params: {}, context }));
    const state = new URL(there.headers.get("Location") ?? "").searchParams.get("state");
    control.accounts.setPayouts({ account: early, enabled: false });
    const { redirectTo } = control.oauth.authorize({ account: early, redirectUri: `${env.appUrl}${PAGE}/callback`, state });
    await deliver();
    await answerOf(() => callback({ request: makeRequest(redirectTo.slice(env.appUrl.length), { cookie: freshCookie }), params: {}, context }));
    expect(await db.connectedAccount.findFirstOrThrow({ where: { stripeAccountId: early } })).toMatchObject({ status: "connected", chargesEnabled: true, payoutsEnabled: false });
    await deliver();
    expect(await db.connectedAccount.findFirstOrThrow({ where: { stripeAccountId: early } })).toMatchObject({ status: "connected", payoutsEnabled: false });
  });

  test("an event of the other mode is stored and not applied", async () => {
    const live = await anAccount(store.id, { stripeAccountId, livemode: true, status: "disconnected", isPrimary: false }).catch(() => null);
    expect(live).toBeNull(); // one row a store and account, whatever the mode
    await db.connectedAccount.update({ where: { id: account.id }, data: { livemode: true } });
    control.accounts.setPayouts({ account: stripeAccountId, enabled: false });
    await deliver();
    expect((await eventsOf("account.updated"))[0]).toMatchObject({ status: "ignored", note: expect.stringContaining("live mode") });
    expect(await row()).toMatchObject({ payoutsEnabled: true });
  });

  test("Stripe cannot be read: the event waits and is tried again", async () => {
    control.faults.add({ service: "stripe", operation: "accounts.retrieve", effect: "error_500", when: "before", times: 20 });
    control.accounts.setPayouts({ account: stripeAccountId, enabled: false });
    await deliver();
    expect((await eventsOf("account.updated"))[0]).toMatchObject({ status: "failed" });
    control.faults.clear();
    const at = later(10_000).getTime();
    setClock(() => at);
    await jobHandlers.sweep({});
    expect((await eventsOf("account.updated"))[0]).toMatchObject({ status: "processed" });
    expect(await row()).toMatchObject({ payoutsEnabled: false });
  });

  test("disconnected in Stripe's Dashboard: the account's id is only in the event's account", async () => {
    control.accounts.revoke({ account: stripeAccountId });
    await deliver();
    expect(await row()).toMatchObject({ status: "disconnected" });
    expect((await eventsOf("account.application.deauthorized"))[0]).toMatchObject({ status: "processed" });
    const { cause } = await db.transition.findFirstOrThrow({ where: { subjectId: account.id, toState: "disconnected" } });
    expect(cause).toBe("account.application.deauthorized");
  });

  test("a late deauthorized does not end a connection that was made anew", async () => {
    control.accounts.revoke({ account: stripeAccountId });
    const { redirectTo } = await reconnect();
    await answerOf(() => callback({ request: makeRequest(redirectTo.slice(env.appUrl.length), { cookie }), params: {}, context }));
    await deliver();
    expect(await row()).toMatchObject({ status: "connected", chargesEnabled: true });
  });

  async function reconnect() {
    const there = await answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "connect" }, cookie }), params: {}, context }));
    const state = new URL(there.headers.get("Location") ?? "").searchParams.get("state");
    return control.oauth.authorize({ account: stripeAccountId, redirectUri: `${env.appUrl}${PAGE}/callback`, state });
  }
});

describe("the way to Stripe", () => {
  const go = (place: string, accountId: string, as = cookie) =>
    answerOf(() => openAtStripe({ request: makeRequest(`${PAGE}/open/${place}?account=${accountId}`, { cookie: as }), params: { place }, context }));

  test("leads to the page of this very account, in its mode", async () => {
    expect((await go("verification", account.id)).headers.get("Location")).toBe(`${env.stripe.dashboardBase}/${stripeAccountId}/test/account/status`);
    expect((await go("bank", account.id)).headers.get("Location")).toBe(`${env.stripe.dashboardBase}/${stripeAccountId}/test/settings/payouts`);
  });
  test("not to places that do not exist, nor for another's account", async () => {
    expect((await go("constructor", account.id)).status).toBe(404);
    const stranger = await makeStore();
    expect((await go("verification", account.id, await signedInAs(stranger.owner.id))).status).toBe(404);
  });
});
