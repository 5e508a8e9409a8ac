import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sandboxKeys } from "../keys";
import { APP, NASTY, type Stage, startStage } from "./browserless";

let stage: Stage;
let owner: { id: string; email: string };
let account: string;

beforeAll(async () => {
  stage = await startStage();
  const { control } = stage.sandbox;
  owner = control.accounts.createUser({ email: "owner@example.com", name: NASTY });
  account = control.accounts.create({ businessName: NASTY, owner: owner.email }).account.id;
});
afterAll(() => stage.close());

function authorize(extra: Record<string, string> = {}): string {
  return `/oauth/authorize?${new URLSearchParams({ client_id: sandboxKeys.clientId, response_type: "code", scope: "read_write", redirect_uri: `${APP}/callback?x=1`, state: "st/4+te", ...extra }).toString()}`;
}

describe("The consent page", () => {
  it("signs in, lets an account be chosen and comes back with a code that works", async () => {
    const first = await stage.visit.get(authorize());
    expect(first.text).toContain("Sign in</button>");
    const wrong = await stage.visit.post(authorize(), { intent: "sign_in", email: owner.email, password: "no" });
    expect(wrong).toMatchObject({ status: 422 });
    expect(wrong.text).toContain("do not fit together");

    const inside = await stage.visit.post(authorize(), { intent: "sign_in", email: "Owner@Example.com ", password: "sandbox" });
    expect(inside.status).toBe(303);
    expect(new URL(inside.location, stage.url).searchParams.get("state")).toBe("st/4+te");
    expect((await stage.visit.get(inside.location)).text).toContain(account);

    const back = await stage.visit.post(authorize(), { intent: "connect", user: owner.id, account });
    const to = new URL(back.location);
    expect(`${to.origin}${to.pathname}`).toBe(`${APP}/callback`);
    expect(Object.fromEntries(to.searchParams)).toMatchObject({ x: "1", scope: "read_write", state: "st/4+te" });
    const token = await stage.stripe.oauth.token({ grant_type: "authorization_code", code: to.searchParams.get("code") ?? "" });
    expect(token.stripe_user_id).toBe(account);
  });

  it("goes back with access_denied from every step", async () => {
    const back = new URL((await stage.visit.post(authorize(), { intent: "deny" })).location);
    expect(Object.fromEntries(back.searchParams)).toMatchObject({
      error: "access_denied",
      error_description: "The user denied your request",
      state: "st/4+te",
    });
    expect(back.searchParams.has("code")).toBe(false);
  });

  it("makes a new account of what the app knows, complete or with everything still to give", async () => {
    const prefilled = authorize({
      "stripe_user[business_name]": "Kiln & Co",
      "stripe_user[country]": "pt",
      "stripe_user[email]": "me@example.com",
      "stripe_user[currency]": "nonsense",
    });
    const signedIn = await stage.visit.post(prefilled, { intent: "create_user", email: "new@example.com", password: "", name: "" });
    const form = await stage.visit.get(signedIn.location);
    expect(form.text).toContain('value="Kiln &amp; Co"');
    expect(form.text).toContain('<option value="PT" selected>');
    const user = new URL(signedIn.location, stage.url).searchParams.get("sandbox_user") ?? "";

    const made = await stage.visit.post(prefilled, {
      intent: "create_account",
      user,
      business_name: "Kiln & Co",
      country: "PT",
      email: "me@example.com",
      currency: "",
      url: "",
      status: "new",
    });
    const id = new URL(made.location, stage.url).searchParams.get("sandbox_account") ?? "";
    expect(stage.sandbox.control.accounts.view({ account: id })).toMatchObject({
      country: "PT",
      default_currency: "eur",
      charges_enabled: false,
      email: "me@example.com",
    });
    expect((await stage.visit.get(made.location)).text).toMatch(new RegExp(`value="${id}"\\s+checked`));
    expect((await stage.visit.post(prefilled, { intent: "create_account", user, business_name: "", country: "PT" })).text).toContain(
      "Give the business a name",
    );
  });

  it("shows an account of another platform and does not connect it", async () => {
    const held = stage.sandbox.control.accounts.create({ businessName: "Held", owner: owner.email, heldByAnotherPlatform: true }).account.id;
    const page = await stage.visit.get(authorize({ sandbox_user: owner.id }));
    expect(page.text).toContain("This account is connected to another platform. Please create a new account.");
    expect(page.text).toMatch(new RegExp(`value="${held}"\\s+disabled`));
    const forced = await stage.visit.post(authorize(), { intent: "connect", user: owner.id, account: held });
    expect(forced).toMatchObject({ status: 422, location: "" });
  });

  it("lets somebody whose only account is held elsewhere make another under the same email, and go on", async () => {
    const { accounts } = stage.sandbox.control;
    const person = accounts.createUser({ email: "held@example.com" });
    const { account: only } = accounts.create({ businessName: "Held elsewhere", owner: person.email });
    accounts.holdElsewhere({ account: only.id });
    const page = await stage.visit.get(authorize({ sandbox_user: person.id }));
    expect(page.text).toMatch(/value="connect" disabled/);
    const form = await stage.visit.post(authorize(), { intent: "to_new", user: person.id });
    expect((await stage.visit.get(form.location)).text).toContain("Create a new account");
    const made = await stage.visit.post(authorize(), { intent: "create_account", user: person.id, business_name: "A second one", country: "DE", email: "", currency: "", url: "" });
    const second = accounts.listUsers().find(({ id }) => id === person.id)?.accounts.at(-1) ?? "";
    expect(accounts.get({ account: second }).account.email).toBe(person.email);
    expect((await stage.visit.get(made.location)).text).toMatch(new RegExp(`value="${second}"\\s+checked`));
    const back = new URL((await stage.visit.post(authorize(), { intent: "connect", user: person.id, account: second })).location);
    expect(back.searchParams.get("code")).toMatch(/^ac_/);
    accounts.holdElsewhere({ account: only.id, held: false });
    expect((await stage.visit.get(authorize({ sandbox_user: person.id }))).text).not.toContain("connected to another platform");
  });

  it("connects nobody else's account", async () => {
    const stranger = stage.sandbox.control.accounts.create({ businessName: "A stranger's" }).account.id;
    expect(await stage.visit.post(authorize(), { intent: "connect", user: owner.id, account: stranger })).toMatchObject({ status: 422, location: "" });
  });

  it("answers a wrong request with JSON and never redirects", async () => {
    for (const [extra, error] of [
      [{ client_id: "ca_other" }, "invalid_request"],
      [{ response_type: "token" }, "unsupported_response_type"],
      [{ scope: "all" }, "invalid_scope"],
      [{ redirect_uri: "https://evil.example/" }, "invalid_redirect_uri"],
    ] as const) {
      const answer = await stage.visit.get(authorize(extra));
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error, state: "st/4+te" });
    }
  });

  it("takes forms from its own pages only, and writes names as text", async () => {
    expect(await stage.visit.post(authorize(), { intent: "deny" }, "https://evil.example")).toMatchObject({ status: 403, location: "" });
    expect(await stage.visit.post(authorize(), { intent: "deny" }, "null")).toMatchObject({ status: 403, location: "" });
    for (const path of [
      authorize(),
      authorize({ sandbox_user: owner.id }),
      authorize({ sandbox_user: owner.id, sandbox_step: "new", "stripe_user[business_name]": NASTY }),
    ]) {
      const { text } = await stage.visit.get(path);
      expect(text).not.toContain("<script>alert");
      expect(text).not.toContain("<img");
    }
  });
});
