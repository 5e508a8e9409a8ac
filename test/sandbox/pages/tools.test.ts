import { describe, expect, it } from "vitest";
import { APP, NASTY } from "./browserless";
import { account, control, prepareTools, press, sell, stage } from "./tools-stage";

prepareTools();

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

  it("tells each story with one button, and knows people", async () => {
    const page = await stage.visit.get(`/control?account=${account}`);
    for (const words of ["Asked before the first sale", "Two directors, one without a name", "Payouts paused, charges work", "All clear"]) expect(page.text).toContain(`${words}</button>`);
    expect(await press("stories", "tell", { story: "document_refused", code: "verification_document_expired", days: "3" })).toBe("A document is refused.");
    expect(control().accounts.view({ account }).requirements).toMatchObject({ errors: [{ code: "verification_document_expired" }] });
    await press("stories", "tell", { story: "rejected", rejected: "rejected.listed" });
    expect(control().accounts.view({ account }).requirements?.disabled_reason).toBe("rejected.listed");
    await press("stories", "tell", { story: "all_clear" });
    expect(control().accounts.view({ account }).charges_enabled).toBe(true);
    expect(await press("stories", "tell", { story: "nonsense" })).toContain("problem:");
    await press("stories", "add_person", { first_name: NASTY, role: "owner" });
    const [person] = control().accounts.people({ account });
    await press("stories", "hide_name", { person: person?.id ?? "" });
    expect(person).toMatchObject({ firstName: NASTY, roles: ["owner"], hidden: true });
    expect((await stage.visit.get(`/control?account=${account}`)).text).not.toContain("<script>alert");
    await press("stories", "remove_person", { person: person?.id ?? "" });
    expect(control().accounts.people({ account })).toEqual([]);
  });

  it("switches endpoints, the time on the answers, subscriptions and why a payout fails", async () => {
    await press("webhooks", "endpoint_remove", { endpoint: "we_sandbox_connect" });
    expect(control().webhooks.endpoints().map(({ id }) => id)).toEqual(["we_sandbox_account"]);
    expect((await stage.visit.get("/control")).text).toContain("connect endpoint is not registered");
    await press("webhooks", "endpoint_on", { endpoint: "connect" });
    await press("webhooks", "endpoint_off", { endpoint: "we_sandbox_connect" });
    expect(control().webhooks.endpoints().find(({ id }) => id === "we_sandbox_connect")?.status).toBe("disabled");
    await press("webhooks", "endpoint_on", { endpoint: "we_sandbox_connect" });
    await press("clock", "skew", { skew: "-300" });
    expect(control().state.export().dateSkewSeconds).toBe(-300);
    await press("clock", "reset");
    expect(await press("subscriptions", "sell", { amount: "12.50", days: "10" })).toBe("Somebody subscribed.");
    expect(await press("subscriptions", "sell_alone", { amount: "" })).toContain("problem:");
    const [sold] = Object.values(stage.sandbox.engine.bucket(account).subscription);
    await press("subscriptions", "fail_next", { subscription: sold?.id ?? "" });
    expect(stage.sandbox.engine.state.subscriptions[sold?.id ?? ""]?.failNext).toBe(1);
    await press("subscriptions", "retries", { after: "unpaid" });
    await press("subscriptions", "portal_off");
    expect(control().accounts.get({ account })).toMatchObject({ afterRetries: "unpaid", portalDefault: false });
    await press("subscriptions", "portal_on");
    expect(control().accounts.get({ account }).portalDefault).toBe(true);
    control().clock.advance({ days: 3 });
    await press("payouts", "payout");
    const [payout] = Object.values(stage.sandbox.engine.bucket(account).payout);
    await press("payouts", "payout_fails", { payout: payout?.id ?? "", code: "invalid_currency" });
    expect(payout).toMatchObject({ status: "failed", failure_code: "invalid_currency" });
    control().clock.reset();
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
