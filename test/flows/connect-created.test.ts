import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { env } from "~/env.server";
import { MINUTE, now, setClock } from "~/lib/clock";
import { action as create } from "~/routes/settings/integrations.stripe.create";
import { action as settings, loader as settingsPage } from "~/routes/settings/integrations.stripe";
import { loader as onboarded } from "~/routes/settings/integrations.stripe.onboarded";
import { loader as onboarding } from "~/routes/settings/integrations.stripe.onboarding";
import { loader as open } from "~/routes/settings/integrations.stripe.open";
import { anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { sandbox, control } = useSandbox();
const PAGE = "/settings/integrations/stripe";

let cookie: string;
let store: Awaited<ReturnType<typeof makeStore>>["store"];
let owner: Awaited<ReturnType<typeof makeStore>>["owner"];

beforeEach(async () => {
  ({ store, owner } = await makeStore());
  cookie = await signedInAs(owner.id);
});

const press = (form: Record<string, string> = {}, as = cookie) => answerOf(() => create({ request: makeRequest(`${PAGE}/create`, { form, cookie: as }), params: {}, context }));
const location = (answer: Response) => answer.headers.get("Location") ?? "";
const rows = () => db.connectedAccount.findMany({ where: { storeId: store.id } });

/** Open one of the two onboarding addresses of the app, as a browser would. */
function visit(address: string, as = cookie): Promise<Response> {
  const { pathname, search } = new URL(address, env.appUrl);
  const [, page = "", accountId = ""] = /\/(onboarding|onboarded)\/(\w+)$/.exec(pathname) ?? [];
  const loader = page === "onboarded" ? onboarded : onboarding;
  return answerOf(() => loader({ request: makeRequest(`${pathname}${search}`, { cookie: as }), params: { accountId }, context }));
}

/** The account and token of one of Stripe's links. */
function partsOf(link: string): { account: string; token: string } {
  const [, account = "", token = ""] = /\/onboarding\/(acct_\w+)\/(\w+)$/.exec(new URL(link).pathname) ?? [];
  return { account, token };
}

describe("an account made by us", () => {
  test("is a full one of the creator's own, filled in, connected, and leads on to Stripe's forms", async () => {
    const answer = await press({ returnTo: "/studio/offers/off_1?step=publish" });
    const [account] = await rows();
    expect(location(answer)).toBe(`${PAGE}/onboarding/${account?.id}?returnTo=${encodeURIComponent("/studio/offers/off_1?step=publish")}`);
    expect(account).toMatchObject({ kind: "created", status: "connected", isPrimary: true, country: "DE", chargesEnabled: false, detailsSubmitted: false });
    expect(account?.syncedAt).not.toBeNull();
    const { account: made } = control.accounts.get({ account: account?.stripeAccountId ?? "" });
    expect(made).toMatchObject({ email: owner.email, country: "DE", business_profile: { name: "Mara Vint" } });
    const sent = sandbox.control.state.requests({}).find((request) => request.operation === "accounts.create");
    expect(sent).toBeDefined();
    expect((await visit(location(answer))).headers.get("Location")).toMatch(/\/onboarding\/acct_\w+\/\w+$/);
  });

  test("two clicks at once make one, and a third goes on with it", async () => {
    const answers = await Promise.all([press(), press()]);
    const [account, ...more] = await rows();
    expect(more).toEqual([]);
    expect(new Set(answers.map(location))).toEqual(new Set([`${PAGE}/onboarding/${account?.id}`]));
    await press();
    expect(await rows()).toHaveLength(1);
    expect(control.accounts.list({}).filter(({ account: made }) => made.email === owner.email)).toHaveLength(1);
  });

  test("a finished one is not in the way of another", async () => {
    await press();
    const [first] = await rows();
    control.accounts.completeOnboarding({ account: first?.stripeAccountId ?? "" });
    await visit(`${PAGE}/onboarded/${first?.id}`);
    await press();
    expect((await rows()).map(({ isPrimary, position }) => [isPrimary, position]).sort()).toEqual([[false, 1], [true, 0]]);
  });

  test.each(["error_500", "connection_reset"] as const)("Stripe fails while it makes it (%s): one account all the same", async (effect) => {
    control.faults.add({ service: "stripe", operation: "accounts.create", effect, when: "after", times: 1 });
    expect((await press()).status).toBe(302);
    expect(await rows()).toHaveLength(1);
  });

  test("Stripe is down: nothing is made and the creator is told", async () => {
    control.faults.add({ service: "stripe", operation: "accounts.create", effect: "error_500", when: "before", times: 20 });
    const answer = await press();
    control.faults.clear();
    expect(location(answer)).toBe(PAGE);
    expect(answer.headers.get("Set-Cookie")).toContain("flash=");
    expect(await rows()).toEqual([]);
    expect((await press()).status).toBe(302);
    expect(await rows()).toHaveLength(1);
  });
});

describe("Stripe's forms", () => {
  let id: string;
  let stripeAccountId: string;
  beforeEach(async () => {
    await press();
    const [account] = await rows();
    id = account?.id ?? "";
    stripeAccountId = account?.stripeAccountId ?? "";
  });

  test("every click mints a link of its own, and a stale one leads back to a fresh one", async () => {
    const [first, second] = [location(await visit(`${PAGE}/onboarding/${id}?returnTo=%2Fstudio`)), location(await visit(`${PAGE}/onboarding/${id}`))];
    expect(first).not.toBe(second);
    // A chat app has looked at the link before the creator did.
    control.accounts.openAccountLink(partsOf(first));
    expect(control.accounts.openAccountLink(partsOf(first))).toBeNull();
    const link = sandbox.control.state.export({}) as unknown as { accountLinks: Record<string, { refreshUrl: string; returnUrl: string }> };
    const { refreshUrl, returnUrl } = link.accountLinks[partsOf(first).token] ?? { refreshUrl: "", returnUrl: "" };
    expect(returnUrl).toBe(`${env.appUrl}${PAGE}/onboarded/${id}?returnTo=%2Fstudio`);
    const again = await visit(refreshUrl);
    expect(location(again)).toMatch(/\/onboarding\/acct_\w+\/\w+$/);
    expect(again.headers.get("Cache-Control")).toBe("no-store");
    expect(control.accounts.openAccountLink(partsOf(location(again)))).not.toBeNull();
  });

  test("coming back proves nothing: the account is read again, and what is true is said", async () => {
    const early = await visit(`${PAGE}/onboarded/${id}?returnTo=%2Fstudio`);
    expect(location(early)).toBe("/studio");
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id } })).toMatchObject({ detailsSubmitted: false, chargesEnabled: false });
    control.accounts.completeOnboarding({ account: stripeAccountId });
    await visit(`${PAGE}/onboarded/${id}`);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id } })).toMatchObject({ detailsSubmitted: true, chargesEnabled: true });
  });

  test("only for the store's own accounts; one that was not made here goes to its own Dashboard", async () => {
    const stranger = await makeStore();
    const theirs = await signedInAs(stranger.owner.id);
    for (const page of ["onboarding", "onboarded"]) expect((await visit(`${PAGE}/${page}/${id}`, theirs)).status).toBe(404);
    const other = await anAccount(store.id);
    expect(location(await visit(`${PAGE}/onboarding/${other.id}`))).toBe(`${env.stripe.dashboardBase}/${other.stripeAccountId}/test/account/status`);
  });

  test("a browser that runs in circles is stopped, and let on later", async () => {
    for (let round = 0; round < 20; round += 1) await visit(`${PAGE}/onboarding/${id}`);
    expect(location(await visit(`${PAGE}/onboarding/${id}`))).toBe(PAGE);
    const at = now().getTime() + 11 * MINUTE;
    setClock(() => at);
    expect(location(await visit(`${PAGE}/onboarding/${id}`))).toMatch(/\/onboarding\/acct_/);
  });

  test("what is asked is answered in the forms while Stripe asks, in the Dashboard afterwards", async () => {
    const to = async (place: string) => location(await answerOf(() => open({ request: makeRequest(`${PAGE}/open/${place}?account=${id}`, { cookie }), params: { place }, context })));
    for (const place of ["verification", "bank", "business"]) expect(await to(place)).toBe(`${PAGE}/onboarding/${id}`);
    expect(await to("payment_methods")).toBe(`${env.stripe.dashboardBase}/${stripeAccountId}/test/settings/payment_methods`);
    control.accounts.completeOnboarding({ account: stripeAccountId });
    await visit(`${PAGE}/onboarded/${id}`);
    expect(await to("bank")).toBe(`${env.stripe.dashboardBase}/${stripeAccountId}/test/settings/payouts`);
  });

  test("Stripe does not answer: said, and nothing is lost", async () => {
    control.faults.add({ service: "stripe", operation: "accountLinks.create", effect: "error_500", when: "before", times: 10 });
    expect(location(await visit(`${PAGE}/onboarding/${id}`))).toBe(PAGE);
    control.faults.clear();
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "connected" });
  });

  test("disconnected here, Stripe keeps it ours: used again with one click, and only by its own store", async () => {
    control.accounts.completeOnboarding({ account: stripeAccountId });
    const gone = await answerOf(() => settings({ request: makeRequest(PAGE, { form: { intent: "disconnect", accountId: id }, cookie }), params: {}, context }));
    expect(location(gone)).toBe(PAGE);
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "disconnected", isPrimary: false });
    const page = await settingsPage({ request: makeRequest(PAGE, { cookie }), params: {}, context });
    expect(page.madeBefore).toEqual([{ id, name: expect.any(String) }]);
    const stranger = await makeStore();
    expect((await press({ accountId: id }, await signedInAs(stranger.owner.id))).status).toBe(404);
    await press({ accountId: id });
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "connected", kind: "created", isPrimary: true, chargesEnabled: true });
  });
});
