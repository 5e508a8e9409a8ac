import { beforeEach, describe, expect, test } from "vitest";
import { db } from "~/db.server";
import { CONNECT_MESSAGES, type ConnectFailure } from "~/domain/merchants/connect-outcome";
import { env } from "~/env.server";
import { HOUR, MINUTE, now, setClock } from "~/lib/clock";
import { action, loader } from "~/routes/settings/integrations.stripe";
import { loader as callback } from "~/routes/settings/integrations.stripe.callback";
import { anAccount } from "../factories/merchants";
import { makeStore } from "../factories/people";
import { context } from "../setup/context";
import { answerOf, makeRequest, signedInAs } from "../setup/request";
import { useSandbox } from "../setup/sandbox";

const { sandbox, control } = useSandbox();
const PAGE = "/settings/integrations/stripe";
const CALLBACK = `${env.appUrl}${PAGE}/callback`;

let cookie: string;
let store: Awaited<ReturnType<typeof makeStore>>["store"];
let owner: Awaited<ReturnType<typeof makeStore>>["owner"];
let account: string;

beforeEach(async () => {
  ({ store, owner } = await makeStore());
  cookie = await signedInAs(owner.id);
  account = control.accounts.create({ businessName: "Atelier Vint", email: "mara@example.com", country: "DE", currency: "eur" }).account.id;
});

/** Press Connect; answers Stripe's page. */
async function connect(as = cookie, form: Record<string, string> = {}): Promise<URL> {
  const answer = await answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "connect", ...form }, cookie: as }), params: {}, context }));
  expect(answer.status).toBe(302);
  return new URL(answer.headers.get("Location") ?? "");
}

/** The browser comes back to this address. */
function comeBack(address: string, as = cookie): Promise<Response> {
  const { pathname, search } = new URL(address);
  return answerOf(() => callback({ request: makeRequest(`${pathname}${search}`, { cookie: as }), params: {}, context }));
}

function agree(page: URL, options: { account?: string; livemode?: boolean } = {}): string {
  return control.oauth.authorize({ account, redirectUri: CALLBACK, state: page.searchParams.get("state"), ...options }).redirectTo;
}

async function page(as = cookie, query = "") {
  const answer = await answerOf(() => loader({ request: makeRequest(`${PAGE}${query}`, { cookie: as }), params: {}, context }));
  return (await answer.json()) as Awaited<ReturnType<typeof loader>>;
}

const exchanges = () => sandbox.control.state.requests({}).filter((request) => request.operation === "oauth.token").length;
const outcomeOf = (answer: Response) => new URL(answer.headers.get("Location") ?? "", env.appUrl).searchParams.get("outcome");

async function refusedAs(answer: Response, outcome: ConnectFailure): Promise<void> {
  expect(outcomeOf(answer)).toBe(outcome);
  const { message, accounts } = await page(cookie, `?outcome=${outcome}`);
  expect(accounts).toEqual([]);
  expect(message).toMatchObject({ title: CONNECT_MESSAGES[outcome].title, text: CONNECT_MESSAGES[outcome].text });
}

describe("connecting", () => {
  test("there, agree, and back to where the creator was, with the account read and primary", async () => {
    const there = await connect(cookie, { returnTo: "/studio/offers/off_1?step=publish" });
    expect(`${there.origin}${there.pathname}`).toBe(`${env.stripe.connectBase}/oauth/authorize`);
    expect(Object.fromEntries(there.searchParams)).toMatchObject({
      client_id: env.stripe.clientId, response_type: "code", scope: "read_write", redirect_uri: CALLBACK, "stripe_user[email]": owner.email, "stripe_user[country]": "DE", "stripe_user[business_name]": "Mara Vint",
    });
    const state = there.searchParams.get("state") ?? "";
    const row = await db.oAuthState.findFirstOrThrow({ where: { storeId: store.id } });
    expect(row.stateHash).not.toContain(state);

    const answer = await comeBack(agree(there));
    expect(answer.headers.get("Location")).toBe("/studio/offers/off_1?step=publish");
    expect(answer.headers.get("Set-Cookie")).toContain("flash=");

    const connected = await db.connectedAccount.findFirstOrThrow({ where: { storeId: store.id } });
    expect(connected).toMatchObject({ stripeAccountId: account, status: "connected", isPrimary: true, livemode: false, country: "DE", defaultCurrency: "eur", chargesEnabled: true, payoutsEnabled: true });
    expect((await page()).accounts).toMatchObject([{ name: "Atelier Vint", country: "Germany", mode: "Test mode", currency: "EUR", summary: { state: "ready", title: "Ready to sell" }, lines: [] }]);
    const steps = await db.transition.findMany({ where: { subjectId: connected.id }, orderBy: { id: "asc" } });
    expect(steps.map(({ fromState, toState }) => [fromState, toState])).toEqual([[null, "connected"], ["connected", "ready"]]);
    // None of the token fields is kept anywhere.
    expect(JSON.stringify(connected)).not.toMatch(/sk_|rt_|pk_/);
  });

  test("a name that is plainly first and last is filled in, any other is left to its owner", async () => {
    const names = async (name: string) => {
      await db.user.update({ where: { id: owner.id }, data: { name } });
      const query = (await connect()).searchParams;
      return [query.get("stripe_user[first_name]"), query.get("stripe_user[last_name]")];
    };
    expect(await names("Mara Vint")).toEqual(["Mara", "Vint"]);
    expect(await names("Mara")).toEqual([null, null]);
    expect(await names("Mara van der Vint")).toEqual([null, null]);
  });

  test("row 30: only a local path is gone back to", async () => {
    for (const returnTo of ["https://evil.example", "//evil.example", "/\\evil.example"]) {
      expect((await comeBack(agree(await connect(cookie, { returnTo })))).headers.get("Location")).toBe(PAGE);
    }
  });

  test("an unfinished account is connected too, and says what is missing", async () => {
    account = control.accounts.create({ status: "new", businessName: "New one", country: "DE" }).account.id;
    await comeBack(agree(await connect()));
    const [view] = (await page()).accounts;
    expect(view?.summary.state).toBe("needs_you");
    expect(view?.lines.length).toBeGreaterThan(0);
  });

  test("nobody is connected without a sign-in: the return waits for it", async () => {
    const before = exchanges();
    const answer = await comeBack(agree(await connect()), "");
    expect(answer.headers.get("Location")).toMatch(/^\/sign-in\?returnTo=%2Fsettings%2Fintegrations%2Fstripe%2Fcallback/);
    expect(exchanges()).toBe(before);
  });
});

describe("each way it can end without a connection has a sentence", () => {
  beforeEach(() => control.state.reset({}));
  beforeEach(() => {
    account = control.accounts.create({ businessName: "Atelier Vint", country: "DE" }).account.id;
  });

  test("denied", async () => {
    const state = (await connect()).searchParams.get("state");
    const answer = await comeBack(control.oauth.deny({ redirectUri: CALLBACK, state }).redirectTo);
    expect(outcomeOf(answer)).toBe("denied");
    expect(new URL(answer.headers.get("Location") ?? "", env.appUrl).searchParams.has("returnTo")).toBe(false);
    // A page of its own asks which it was.
    expect(await page(cookie, "?outcome=denied")).toMatchObject({ denied: true, message: null, accounts: [] });
    expect(exchanges()).toBe(0);
  });

  test("denied on the way to publishing: the way on still leads back there", async () => {
    const state = (await connect(cookie, { returnTo: "/studio/offers/off_1?step=publish" })).searchParams.get("state");
    const back = new URL((await comeBack(control.oauth.deny({ redirectUri: CALLBACK, state }).redirectTo)).headers.get("Location") ?? "", env.appUrl);
    expect(await page(cookie, back.search)).toMatchObject({ denied: true, returnTo: "/studio/offers/off_1?step=publish" });
  });

  test("held by another platform: Stripe lets nobody pick it, an additional account under the same email connects", async () => {
    const held = control.accounts.create({ businessName: "Held", email: owner.email, heldByAnotherPlatform: true }).account.id;
    const there = await connect();
    expect(() => agree(there, { account: held })).toThrow(/connected to another platform/);
    await comeBack(control.oauth.deny({ redirectUri: CALLBACK, state: there.searchParams.get("state") }).redirectTo);
    account = control.accounts.create({ businessName: "Additional", email: owner.email, country: "DE" }).account.id;
    await comeBack(agree(await connect()));
    expect((await page()).accounts).toMatchObject([{ stripeAccountId: account, summary: { state: "ready" } }]);
  });

  test("longer than an hour", async () => {
    const back = agree(await connect());
    const at = now().getTime() + HOUR;
    setClock(() => at);
    await refusedAs(await comeBack(back), "expired_state");
    expect(exchanges()).toBe(0);
  });

  test("a state nobody gave", async () => {
    await refusedAs(await comeBack(`${CALLBACK}?state=forged&code=ac_1`), "unknown_state");
    await refusedAs(await comeBack(`${CALLBACK}?code=ac_1`), "unknown_state");
    expect(exchanges()).toBe(0);
  });

  test("a state of somebody else: not used up, so that its owner can still come back with it", async () => {
    const other = await makeStore();
    const back = agree(await connect(await signedInAs(other.owner.id)));
    await refusedAs(await comeBack(back), "foreign_state");
    expect(exchanges()).toBe(0);
    expect(await db.oAuthState.findFirst({ where: { storeId: other.store.id } })).toMatchObject({ usedAt: null });
  });

  test("a state of an earlier sign-in of the same person", async () => {
    const back = agree(await connect());
    const anew = await signedInAs(owner.id);
    expect(outcomeOf(await comeBack(back, anew))).toBe("foreign_state");
    expect(outcomeOf(await comeBack(back))).toBeNull();
  });

  test("a code that has expired, that was used, that nobody knows", async () => {
    const slow = agree(await connect());
    const at = now().getTime() + 6 * MINUTE;
    setClock(() => at);
    await refusedAs(await comeBack(slow), "code_expired");

    const first = new URL(agree(await connect()));
    const second = (await connect()).searchParams.get("state") ?? "";
    await comeBack(first.toString());
    const again = new URL(first);
    again.searchParams.set("state", second);
    expect(outcomeOf(await comeBack(again.toString()))).toBe("code_used");

    const state = (await connect()).searchParams.get("state");
    expect(outcomeOf(await comeBack(`${CALLBACK}?code=ac_nobody&state=${state}`))).toBe("code_unknown");
  });

  test("keys of the other mode", async () => {
    await refusedAs(await comeBack(agree(await connect(), { livemode: true })), "wrong_mode");
    expect(control.accounts.get({ account }).connected).toBe(false);
  });

  test("an account that sells for another store: that store keeps it", async () => {
    const other = await makeStore();
    const theirs = await signedInAs(other.owner.id);
    expect(outcomeOf(await comeBack(agree(await connect(theirs)), theirs))).toBeNull();
    await refusedAs(await comeBack(agree(await connect())), "taken");
    expect(await db.connectedAccount.findFirst({ where: { stripeAccountId: account, status: "connected" } })).toMatchObject({ storeId: other.store.id });
    expect(control.accounts.get({ account }).connected).toBe(true);
  });

  test.each(["error_500", "rate_limited", "connection_reset"] as const)("Stripe does not answer (%s): asked once, and beginning again works", async (effect) => {
    control.faults.add({ service: "connect", operation: "oauth.token", effect, when: "after", times: 1 });
    await refusedAs(await comeBack(agree(await connect())), "unreachable");
    expect(exchanges()).toBe(1);
    expect((await comeBack(agree(await connect()))).headers.get("Location")).toBe(PAGE);
    expect((await page()).accounts).toHaveLength(1);
  });

  test("an answer without a code", async () => {
    const state = (await connect()).searchParams.get("state");
    await refusedAs(await comeBack(`${CALLBACK}?state=${state}`), "no_code");
    await refusedAs(await comeBack(`${CALLBACK}?state=${state}&code=ac_1`), "replayed_state");
    expect(exchanges()).toBe(0);
  });

  test("a name that is not one of ours says nothing", async () => {
    expect((await page(cookie, "?outcome=constructor")).message).toBeNull();
    expect((await page(cookie, "?outcome=%3Cscript%3E")).message).toBeNull();
  });
});

describe("a state is good for one return", () => {
  test("a reload of the return page changes nothing and says so", async () => {
    const back = agree(await connect());
    await comeBack(back);
    const before = exchanges();
    expect(outcomeOf(await comeBack(back))).toBe("already_done");
    expect(exchanges()).toBe(before);
    expect((await page(cookie, "?outcome=already_done")).message).toBeNull();
    expect(control.accounts.get({ account }).connected).toBe(true);
  });

  test("ten returns at once exchange the code once", async () => {
    const back = agree(await connect());
    const before = exchanges();
    const answers = await Promise.all(Array.from({ length: 10 }, () => comeBack(back)));
    expect(exchanges() - before).toBe(1);
    expect(answers.filter((answer) => outcomeOf(answer) === null)).toHaveLength(1);
    expect(control.accounts.get({ account }).connected).toBe(true);
    expect(await db.connectedAccount.count({ where: { storeId: store.id } })).toBe(1);
  });

  test("Stripe connects but cannot be read: connected, and Check again reads it", async () => {
    control.faults.add({ service: "stripe", operation: "accounts.retrieve", effect: "error_500", when: "before", times: 3 });
    await comeBack(agree(await connect()));
    const [view] = (await page()).accounts;
    expect(view).toMatchObject({ readAt: null, lines: [{ id: "unread" }] });
    control.faults.clear();
    await answerOf(() => action({ request: makeRequest(PAGE, { form: { intent: "refresh", accountId: view?.id ?? "" }, cookie }), params: {}, context }));
    expect((await page()).accounts).toMatchObject([{ lines: [], summary: { state: "ready" } }]);
  });

  test("two accounts at once: one is primary", async () => {
    const second = control.accounts.create({ businessName: "Second", country: "DE" }).account.id;
    const [a, b] = [agree(await connect()), agree(await connect(), { account: second })];
    await Promise.all([comeBack(a), comeBack(b)]);
    const rows = await db.connectedAccount.findMany({ where: { storeId: store.id } });
    expect(rows.map((row) => row.isPrimary).sort()).toEqual([false, true]);
  });

  test("an account that Stripe has closed makes room for another", async () => {
    const closed = await anAccount(store.id, { chargesEnabled: false, payoutsEnabled: false, requirements: { disabled_reason: "rejected.other" } });
    await comeBack(agree(await connect()));
    expect(await db.connectedAccount.findUniqueOrThrow({ where: { id: closed.id } })).toMatchObject({ isPrimary: false, status: "connected" });
    expect(await db.connectedAccount.findFirstOrThrow({ where: { stripeAccountId: account } })).toMatchObject({ isPrimary: true });
  });
});
