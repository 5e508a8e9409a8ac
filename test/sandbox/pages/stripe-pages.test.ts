import { describe, expect, it } from "vitest";
import { failure, stripeFor } from "../support";
import { APP, NASTY } from "./browserless";
import { account, control, prepareTools, sell, stage } from "./tools-stage";

prepareTools();

describe("The Dashboard", () => {
  const dashboard = (path: string) => `/dashboard/${account}/test/${path}`;

  it("gives what is asked, one thing or all", async () => {
    control().accounts.setRequirements({ account, requirements: { past_due: ["individual.verification.document", "tos_acceptance.date"] } });
    const page = await stage.visit.get(dashboard("account/status"));
    expect(page.text).toContain("individual.verification.document");
    await stage.visit.post(dashboard("account/status"), { intent: "provide", requirement: "tos_acceptance.date" });
    expect(control().accounts.view({ account })).toMatchObject({ charges_enabled: false, requirements: { past_due: ["individual.verification.document"] } });
    await stage.visit.post(dashboard("account/status"), { intent: "provide_all" });
    expect(control().accounts.view({ account }).charges_enabled).toBe(true);
  });

  it("shows payments at the addresses the app links to, and refunds in part and in full", async () => {
    const { intent, charge, session } = await sell();
    expect((await stage.visit.get(`/dashboard/payments/${intent}`)).location).toBe(dashboard(`payments/${intent}`));
    for (const id of [intent, charge, session]) expect((await stage.visit.get(dashboard(`payments/${id}`))).text).toContain("€49.00");
    await stage.visit.post(dashboard(`payments/${intent}`), { intent: "refund", charge, amount: "9.50" });
    expect(control().payments.listCharges({ account })[0]?.amount_refunded).toBe(950);
    await stage.visit.post(dashboard("payments"), { intent: "refund", charge });
    expect(control().payments.listCharges({ account })[0]?.refunded).toBe(true);
    expect((await stage.visit.get(`/receipts/${charge}`)).text).toContain("€49.00");
    expect((await stage.visit.get(dashboard("payments/pi_none"))).status).toBe(404);
  });

  it("has something for every address and writes names as text", async () => {
    await sell();
    for (const path of ["", "settings/public", "settings/payouts", "settings/payment_methods", "payments", "customers/cus_1", "anything/at/all"]) {
      const { status, text } = await stage.visit.get(dashboard(path));
      expect(status).toBe(200);
      expect(text).not.toContain("<script>alert");
    }
    expect((await stage.visit.get("/dashboard")).text).not.toContain("<script>alert");
    expect((await stage.visit.get("/")).text).toContain('href="/mailbox"');
    expect((await stage.visit.get("/dashboard/acct_none/test")).status).toBe(404);
  });
});

describe("The Dashboard's settings", () => {
  const at = (section: string) => `/dashboard/${account}/test/${section}`;

  it("make a restricted key with the rights chosen, show it once, change it and revoke it", async () => {
    const asked = await stage.visit.get(at("apikeys"));
    expect(asked.text).toMatch(/name="level_checkout_session"[^]*?value="write" selected/);
    const linked = await stage.visit.get(`${at("apikeys")}?name=Shop&permissions[]=rak_event_read`);
    expect(linked.text).toContain('value="Shop"');
    expect(linked.text).not.toMatch(/value="write" selected/);
    const made = await stage.visit.post(at("apikeys"), { intent: "key_create", name: NASTY, level_charge: "read", level_checkout_session: "write", level_event: "none" });
    const key = /rk_test_sandbox_\w+/.exec(made.text)?.[0] ?? "";
    expect(made.text).not.toContain("<script>alert");
    expect(control().accounts.restrictedKeys({ account })[0]?.permissions).toEqual(["rak_charge_read", "rak_refund_read", "rak_checkout_session_write"]);
    const own = stripeFor(stage.url, key);
    await own.refunds.list();
    expect((await failure(own.events.list())).message).toContain("rak_event_read");
    const again = await stage.visit.get(at("apikeys"));
    expect(again.text).toContain("rk_test_");
    await stage.visit.post(at("apikeys"), { intent: "key_permissions", key, level_event: "read" });
    await own.events.list();
    await stage.visit.post(at("apikeys"), { intent: "key_revoke", key });
    expect(await failure(own.events.list())).toMatchObject({ code: "api_key_expired" });
  });

  it("find the account when the address names none", async () => {
    const { text } = await stage.visit.get("/dashboard/test/apikeys?name=Lectern");
    expect(text).toContain(`href="/dashboard/${account}/test/apikeys?name=Lectern"`);
  });

  it("have a page for each place the app links to", async () => {
    const headings = { "account/status": "What Stripe asks for", "settings/public": "Business", "settings/payouts": "Bank account", payouts: "Payouts", "balance/overview": "Instant payouts", "settings/payment_methods": "Domains for wallets", disputes: "No disputes", apikeys: "Create restricted key" };
    for (const [section, heading] of Object.entries(headings)) {
      const page = await stage.visit.get(at(section));
      expect(page.status, section).toBe(200);
      expect(page.text, section).toContain(`${heading}</h2>`);
      expect(page.text).not.toContain("<script>alert");
    }
  });

  it("change the bank account after a payout came back, methods and instant payouts", async () => {
    await sell();
    control().clock.advance({ days: 3 });
    const payout = control().payouts.create({ account, currency: "eur" });
    control().payouts.fail({ payout: payout.id, code: "account_closed" });
    expect((await stage.visit.get(at("payouts"))).text).toContain("this bank account cannot be used");
    await stage.visit.post(at("settings/payouts"), { intent: "bank" });
    expect(control().accounts.view({ account })).toMatchObject({ payouts_enabled: true, requirements: { past_due: [], disabled_reason: null } });
    await stage.visit.post(at("settings/payment_methods"), { intent: "method", method: "link", on: "" });
    expect(control().paymentMethods.list({ account }).link.on).toBe(false);
    await stage.visit.post(at("balance/overview"), { intent: "instant_on" });
    expect(control().accounts.get({ account }).instantPayouts).toBe(true);
    control().clock.reset();
  });
});

describe("Onboarding", () => {
  it("opens once, gives everything or nothing, and goes back", async () => {
    const made = await stage.stripe.accounts.create({
      country: "DE",
      controller: { stripe_dashboard: { type: "full" }, fees: { payer: "account" }, losses: { payments: "stripe" }, requirement_collection: "stripe" },
    });
    const link = async () =>
      new URL(
        (await stage.stripe.accountLinks.create({ account: made.id, type: "account_onboarding", refresh_url: `${APP}/refresh`, return_url: `${APP}/return` }))
          .url,
      ).pathname;
    const first = await link();
    expect((await stage.visit.post(first, { intent: "give" })).status).toBe(409);
    expect((await stage.visit.get(first)).text).toContain("external_account");
    expect(await stage.visit.get(first)).toMatchObject({ status: 303, location: `${APP}/refresh` });
    expect((await stage.visit.post(first, { intent: "leave" })).location).toBe(`${APP}/return`);
    expect(control().accounts.view({ account: made.id }).charges_enabled).toBe(false);

    const late = await link();
    control().clock.advance({ hours: 1 });
    expect((await stage.visit.get(late)).location).toBe(`${APP}/refresh`);
    control().clock.reset();

    const second = await link();
    await stage.visit.get(second);
    await stage.visit.post(second, { intent: "give", business_name: "Given GmbH" });
    expect(control().accounts.view({ account: made.id })).toMatchObject({
      charges_enabled: true,
      details_submitted: true,
      business_profile: { name: "Given GmbH" },
    });
    const third = await link();
    await stage.visit.get(third);
    expect((await stage.visit.post(third, { intent: "give_unchecked" })).location).toBe(`${APP}/return`);
    expect(control().accounts.view({ account: made.id })).toMatchObject({ charges_enabled: false, requirements: { disabled_reason: "requirements.pending_verification" } });
    expect((await stage.visit.get(`/onboarding/${made.id}/nothing`)).status).toBe(404);
  });
});
