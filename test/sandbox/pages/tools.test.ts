import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { APP, NASTY, type Stage, startStage } from "./browserless";

let stage: Stage;
let account: string;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(() => {
  account = stage.sandbox.control.accounts.create({ businessName: NASTY, connected: true }).account.id;
});

const control = () => stage.sandbox.control;
/** Presses a button of the control page and reads what it says. */
async function press(section: string, move: string, fields: Record<string, string> = {}): Promise<string> {
  const { status, location } = await stage.visit.post("/control", { section, move, chosen: account, ...fields });
  expect(status).toBe(303);
  const query = new URL(location, stage.url).searchParams;
  return query.get("said") ?? `problem: ${query.get("problem") ?? ""}`;
}
async function sell(): Promise<{ session: string; charge: string; intent: string }> {
  const on = { stripeAccount: account };
  const { id } = await stage.stripe.checkout.sessions.create(
    {
      mode: "payment",
      line_items: [{ quantity: 1, price_data: { currency: "eur", unit_amount: 4900, product_data: { name: NASTY } } }],
      success_url: `${APP}/ok`,
    },
    on,
  );
  control().checkout.pay({ session: id, email: "buyer@example.com", name: NASTY });
  const charge = control().payments.listCharges({ account })[0];
  return { session: id, charge: charge?.id ?? "", intent: String(charge?.payment_intent) };
}

describe("The control page", () => {
  it("requires anything with any error code and deadline, and satisfies it", async () => {
    expect(
      await press("account", "require", {
        key: "x",
        other: "person_9.id_number",
        list: "currently_due",
        code: "verification_document_expired",
        reason: "Too old.",
        deadline: "at",
        moment: "2099-01-31 12:00",
      }),
    ).toContain("person_9.id_number");
    expect(control().accounts.view({ account }).requirements).toMatchObject({
      currently_due: ["person_9.id_number"],
      current_deadline: Date.UTC(2099, 0, 31, 12) / 1000,
      errors: [{ code: "verification_document_expired", reason: "Too old.", requirement: "person_9.id_number" }],
    });
    expect(await press("account", "require", { key: "tos_acceptance.date", list: "past_due", deadline: "0" })).toContain("tos_acceptance.date");
    expect(control().accounts.view({ account })).toMatchObject({ charges_enabled: false, requirements: { disabled_reason: "requirements.past_due" } });
    await press("account", "satisfy", { key: "tos_acceptance.date" });
    await press("account", "satisfy_all");
    expect(control().accounts.view({ account })).toMatchObject({ charges_enabled: true, requirements: { currently_due: [] } });
    expect(await press("account", "require", { key: "x", deadline: "at", moment: "soon" })).toContain("problem: soon is not a moment");
  });

  it("switches charges, payouts, reasons and the connection", async () => {
    await press("account", "charges_off");
    await press("account", "payouts_off");
    expect(control().accounts.view({ account })).toMatchObject({ charges_enabled: false, payouts_enabled: false });
    await press("account", "disabled_reason", { disabled_reason: "rejected.fraud" });
    expect(control().accounts.view({ account }).requirements?.disabled_reason).toBe("rejected.fraud");
    await press("account", "held");
    await press("account", "revoke");
    expect(control().accounts.get({ account })).toMatchObject({ connected: false, heldByAnotherPlatform: true });
    expect(await press("account", "revoke")).toContain("problem:");
  });

  it("refunds, disputes and settles", async () => {
    const { charge } = await sell();
    expect(await press("payments", "refund", { charge, amount: "10" })).toContain("€10.00");
    await press("payments", "dispute", { charge, reason: "fraudulent" });
    const dispute = Object.values(stage.sandbox.engine.bucket(account).dispute)[0];
    await press("payments", "lose", { dispute: dispute?.id ?? "" });
    expect(dispute?.status).toBe("lost");
    expect(await press("payments", "refund", { charge, amount: "" })).toContain("problem: Charge");
    expect(await press("payments", "refund", { charge, amount: "ten" })).toContain("problem: Enter an amount");
  });

  it("moves the clock, misdelivers webhooks and makes calls fail", async () => {
    const before = control().clock.get().now;
    await press("clock", "advance", { hours: "24" });
    expect(control().clock.get().now - before).toBeGreaterThanOrEqual(86_400_000);
    await press("clock", "reset");
    expect(control().clock.get().offsetMs).toBe(0);
    await press("webhooks", "configure", { mode: "hold", copies: "3", delay: "1.5" });
    expect(control().webhooks.settings()).toEqual({ mode: "hold", copies: 3, delayMs: 1500 });
    await press("account", "payouts_off");
    expect(await press("webhooks", "release", { order: "lifo" })).toMatch(/^Released \d+/);
    await press("webhooks", "configure", { mode: "normal", copies: "1", delay: "0" });
    await press("faults", "add_fault", { service: "stripe", operation: "checkout.*", effect: "timeout", when: "after", times: "2" });
    expect(control().faults.list()).toMatchObject([{ operation: "checkout.*", effect: "timeout", when: "after", remaining: 2 }]);
    await press("faults", "clear_faults");
    expect(await press("faults", "__proto__")).toContain("problem: The sandbox does not know this button");
  });

  it("shows a world with hundreds of things quickly, names as text", async () => {
    for (let count = 0; count < 120; count += 1) control().accounts.setPayouts({ account, enabled: count % 2 === 0 });
    await sell();
    const began = Date.now();
    const { text } = await stage.visit.get(`/control?account=${account}`);
    expect(Date.now() - began).toBeLessThan(2000);
    expect(text).not.toContain("<script>alert");
    expect(text.match(/Redeliver<\/button>/g)?.length).toBe(50);
    expect((await stage.visit.post("/control", { section: "account", move: "revoke", chosen: account }, "https://evil.example")).status).toBe(403);
  });
});

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
    expect((await stage.visit.get(`/onboarding/${made.id}/nothing`)).status).toBe(404);
  });
});

describe("The mailbox", () => {
  it("shows each mail, keeps its HTML harmless, and makes it bounce", async () => {
    const { data } = await stage.resend.emails.send({
      from: "Shop <shop@example.com>",
      to: `reader+${account}@example.com`,
      subject: NASTY,
      html: `<html><head><title>x</title></head><body><a href="${APP}/in">In</a><script>alert('mail')</script></body></html>`,
      text: NASTY,
    });
    const id = data?.id ?? "";
    const list = await stage.visit.get(`/mailbox?to=${encodeURIComponent(`READER+${account}`)}`);
    expect(list.text).toContain(`/mailbox/${id}`);
    expect(list.text).not.toContain("<script>alert");
    expect((await stage.visit.get("/mailbox?to=nobody")).text).toContain("Nobody has sent a mail to nobody");

    const page = await stage.visit.get(`/mailbox/${id}`);
    expect(page.text).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"');
    expect(page.text).not.toContain("<script>alert");
    const body = await stage.visit.get(`/mailbox/${id}/html`);
    expect(body.text).toContain('<head><base target="_top">');
    expect(body.headers.get("content-security-policy")).toMatch(/default-src 'none'.*sandbox (?!.*allow-scripts)/);

    const bounced = await stage.visit.post(`/mailbox/${id}`, { event: "bounced" });
    expect(bounced.location).toContain("said=");
    expect(control().mail.get({ id }).lastEvent).toBe("bounced");
    expect((await stage.visit.post(`/mailbox/${id}`, { event: "nonsense" })).location).toContain("problem=");
    expect((await stage.visit.get("/mailbox/nothing")).status).toBe(404);
  });
});
