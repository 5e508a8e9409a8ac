import Stripe from "stripe";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkAuthorizeRequest } from "./connect/oauth";
import { sandboxKeys } from "./keys";
import { failure, startWorld, stripeFor, type World } from "./support";

const CALLBACK = "https://app.example/callback";
let world: World;
let account: string;

beforeAll(async () => {
  world = await startWorld({ redirectUris: [CALLBACK] });
});
afterAll(() => world.close());
beforeEach(() => {
  world.sandbox.control.faults.clear();
  account = world.sandbox.control.accounts.create({ businessName: "To connect" }).account.id;
});

const agree = (extra: { livemode?: boolean } = {}) => world.sandbox.control.oauth.authorize({ account, redirectUri: CALLBACK, state: "st4te", ...extra });
const exchange = (code: string, stripe = world.stripe) => stripe.oauth.token({ grant_type: "authorization_code", code });

describe("OAuth", () => {
  it("connects an account: code out, token in, events follow", async () => {
    expect(await failure(world.stripe.accounts.retrieve(account))).toMatchObject({ code: "account_invalid" });
    const { code, redirectTo } = agree();
    const back = new URL(redirectTo);
    expect(Object.fromEntries(back.searchParams)).toEqual({ scope: "read_write", code, state: "st4te" });
    const token = await exchange(code);
    expect(token).toMatchObject({ stripe_user_id: account, livemode: false, scope: "read_write", token_type: "bearer" });
    expect((await world.stripe.accounts.retrieve(account)).controller).toEqual({ type: "account" });
    await world.sandbox.control.webhooks.flush();
    const types = world.received.filter(({ event }) => event.account === account).map(({ endpoint, event }) => `${endpoint} ${event.type}`);
    expect(types).toEqual(["connect account.application.authorized", "connect account.updated"]);
  });

  it("revokes the connection when a code comes twice", async () => {
    const { code } = agree();
    await exchange(code);
    const error = await failure(exchange(code));
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidGrantError);
    expect(error).toMatchObject({
      rawType: "invalid_grant",
      message: "This authorization code has already been used. All tokens issued with this code have been revoked.",
    });
    expect(error.code).toBeUndefined();
    expect(await failure(world.stripe.accounts.retrieve(account))).toMatchObject({ code: "account_invalid" });
    const [event] = world.sandbox.control.webhooks.events({ account, type: "account.application.deauthorized" });
    expect(event).toMatchObject({ account, data: { object: { object: "application", id: sandboxKeys.clientId } } });
  });

  it("refuses a code that is unknown, too old, or of the other mode", async () => {
    expect((await failure(exchange("ac_unknown"))).message).toBe("Authorization code does not exist: ac_unknown");
    const old = agree();
    world.sandbox.control.clock.advance({ minutes: 6 });
    expect((await failure(exchange(old.code))).message).toMatch(/^Authorization code expired/);
    world.sandbox.control.clock.reset();
    expect((await failure(exchange(agree({ livemode: true }).code))).message).toMatch(/authorization code only supports returning live keys/);
    const live = stripeFor(world.url, "sk_live_0123456789abcdef");
    expect((await failure(exchange(agree().code, live))).message).toBe("Passed in livemode API key but authorization code only supports returning test keys");
    const foreign = world.sandbox.control.oauth.authorize({ account, redirectUri: CALLBACK, clientId: "ca_somebody_else" });
    expect((await failure(exchange(foreign.code))).message).toBe("Authorization code provided does not belong to you");
  });

  it("knows its grant types, parameters and keys", async () => {
    expect(await failure(world.stripe.oauth.token({ grant_type: "refresh_token", refresh_token: "rt_x" }))).toBeInstanceOf(
      Stripe.errors.StripeUnsupportedGrantTypeError,
    );
    expect(await failure(world.stripe.oauth.token({ grant_type: "authorization_code" }))).toBeInstanceOf(Stripe.errors.StripeOAuthInvalidRequestError);
    expect(await failure(exchange(agree().code, stripeFor(world.url, "sk_test_wrong_wrong_wrong")))).toBeInstanceOf(Stripe.errors.StripeInvalidClientError);
  });

  it("disconnects once; twice is invalid_client", async () => {
    await exchange(agree().code);
    const call = () => world.stripe.oauth.deauthorize({ client_id: sandboxKeys.clientId, stripe_user_id: account });
    expect(await call()).toMatchObject({ stripe_user_id: account });
    const error = await failure(call());
    expect(error).toBeInstanceOf(Stripe.errors.StripeInvalidClientError);
    expect(error).toMatchObject({
      statusCode: 401,
      message: `This application is not connected to stripe account ${account}, or that account does not exist.`,
    });
  });

  it("lets the account holder revoke, and refuses an account another platform holds", async () => {
    await exchange(agree().code);
    world.sandbox.control.accounts.revoke({ account });
    expect(await failure(world.stripe.products.list({}, { stripeAccount: account }))).toMatchObject({ code: "account_invalid", statusCode: 403 });
    const held = world.sandbox.control.accounts.create({ businessName: "Held", heldByAnotherPlatform: true }).account.id;
    expect(() => world.sandbox.control.oauth.authorize({ account: held, redirectUri: CALLBACK })).toThrow(
      "This account is connected to another platform. Please create a new account.",
    );
  });

  it("sends only a denial back; every other problem stays on Stripe’s page", async () => {
    const { redirectTo } = world.sandbox.control.oauth.deny({ redirectUri: CALLBACK, state: "s" });
    expect(new URL(redirectTo).searchParams.get("error")).toBe("access_denied");
    const check = (query: Record<string, string>) => {
      const url = new URL(`${world.url}/oauth/authorize`);
      const good = { client_id: sandboxKeys.clientId, response_type: "code", scope: "read_write", redirect_uri: CALLBACK, "stripe_user[email]": "a@b.example" };
      for (const [key, value] of Object.entries({ ...good, ...query })) url.searchParams.set(key, value);
      return checkAuthorizeRequest(world.sandbox.engine, url);
    };
    expect(check({})).toMatchObject({ ok: true, request: { redirectUri: CALLBACK, stripeUser: { email: "a@b.example" } } });
    for (const [query, code] of [
      [{ redirect_uri: "https://evil.example/callback" }, "invalid_redirect_uri"],
      [{ scope: "everything" }, "invalid_scope"],
      [{ response_type: "token" }, "unsupported_response_type"],
      [{ client_id: "ca_other" }, "invalid_request"],
    ] as const) {
      const result = check(query);
      expect(result.ok ? null : await result.response.json()).toMatchObject({ error: code });
    }
  });
});
