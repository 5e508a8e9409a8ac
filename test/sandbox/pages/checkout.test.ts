import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { APP, NASTY, type Stage, startStage } from "./browserless";

let stage: Stage;

beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());

const card = (number: string) => ({ intent: "pay", email: "buyer@example.com", name: "B. Uyer", method: "card", number, country: "PT" });
const session = (id: string) => stage.stripe.checkout.sessions.retrieve(id, {}, stage.on);

describe("The hosted checkout", () => {
  it("shows what is bought and goes to success_url with the session", async () => {
    const { id, path } = await stage.hosted();
    const page = await stage.visit.get(path);
    for (const text of ["Ada Lovelace Studio", "Drawing trees", "$49.00", "Pay $49.00", `href="${APP}/offer"`]) expect(page.text).toContain(text);
    const paid = await stage.visit.post(path, card("4242 4242 4242 4242"));
    expect(paid).toMatchObject({ status: 303, location: `${APP}/thanks?s=${id}` });
    expect(await session(id)).toMatchObject({ status: "complete", payment_status: "paid", customer_details: { email: "buyer@example.com", name: "B. Uyer" } });

    // Back button, reload, second tab: nothing is taken twice.
    expect((await stage.visit.get(path)).text).toContain("You have paid already");
    expect((await stage.visit.post(path, card("4242 4242 4242 4242"))).text).toContain("You have paid already");
  });

  it("says why a card was declined, keeps the form, and takes the next card", async () => {
    const { path } = await stage.hosted();
    const declined = await stage.visit.post(path, card("4000 0000 0000 9995"));
    expect(declined.status).toBe(200);
    expect(declined.text).toContain("Your card has insufficient funds.");
    expect(declined.text).toContain('value="buyer@example.com"');
    expect((await stage.visit.post(path, card("4242424242424242"))).status).toBe(303);
  });

  it("never writes a number back that is not a test number", async () => {
    const { path } = await stage.hosted();
    const refused = await stage.visit.post(path, card("4929 1234 5678 9012"));
    expect(refused.text).toContain("not one of the test numbers");
    expect(refused.text).not.toContain("4929");
  });

  it("asks for authentication: a yes pays, a no can be tried again", async () => {
    const { id, path } = await stage.hosted();
    const asked = await stage.visit.post(path, card("4000 0027 6000 3184"));
    expect(asked).toMatchObject({ status: 303, location: path });
    expect((await stage.visit.get(path)).text).toContain("Complete authentication");
    expect((await stage.visit.post(path, { intent: "not_authenticated" })).text).toContain("unable to authenticate");
    expect((await session(id)).status).toBe("open");
    await stage.visit.post(path, card("4000 0027 6000 3184"));
    expect((await stage.visit.post(path, { intent: "authenticated" })).location).toContain("/thanks");
    expect((await session(id)).payment_status).toBe("paid");
  });

  it("takes a bank debit that is paid later", async () => {
    const { id, path } = await stage.hosted();
    const done = await stage.visit.post(path, {
      intent: "pay",
      email: "buyer@example.com",
      method: "sepa_debit",
      iban: "DE89 3704 0044 0532 0130 00",
      number: "",
    });
    expect(done.location).toContain("/thanks");
    expect(await session(id)).toMatchObject({ status: "complete", payment_status: "unpaid" });
    expect((await stage.visit.get(path)).text).toContain("on its way");
  });

  it("fills in a test card without a script, and keeps what was typed", async () => {
    const { path } = await stage.hosted();
    const filled = await stage.visit.post(path, { ...card(""), intent: "fill:4000 0000 0000 0002" });
    expect(filled.text).toContain('value="4000 0000 0000 0002"');
    expect(filled.text).toContain('value="B. Uyer"');
  });

  it("takes a promotion code before the payment, never together with it", async () => {
    const coupon = await stage.stripe.coupons.create({ percent_off: 20, duration: "once" }, stage.on);
    await stage.stripe.promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id }, code: "SPRING20" }, stage.on);
    const { id, path } = await stage.hosted({ allow_promotion_codes: true });
    expect((await stage.visit.post(path, { ...card("4242424242424242"), intent: "apply", code: "WRONG" })).text).toContain("This code is invalid.");
    const applied = await stage.visit.post(path, { ...card("4242424242424242"), code: "spring20" });
    expect(applied.text).toContain("Pay $39.20");
    expect((await session(id)).status).toBe("open");
    await stage.visit.post(path, card("4242424242424242"));
    expect(await session(id)).toMatchObject({ status: "complete", amount_total: 3920 });
  });

  it("locks a known address, asks for terms, and says when it is over", async () => {
    const known = await stage.hosted({ customer_email: "known@example.com", consent_collection: { terms_of_service: "required" } });
    expect((await stage.visit.get(known.path)).text).toMatch(/value="known@example.com"[^>]* readonly/);
    expect((await stage.visit.post(known.path, { ...card("4242424242424242"), email: "other@example.com" })).text).toContain("accept the terms");
    await stage.visit.post(known.path, { ...card("4242424242424242"), email: "other@example.com", terms: "yes" });
    expect((await session(known.id)).customer_details?.email).toBe("known@example.com");

    const old = await stage.hosted();
    stage.sandbox.control.checkout.expire({ session: old.id });
    const gone = await stage.visit.get(old.path);
    expect(gone).toMatchObject({ status: 410 });
    expect(gone.text).toContain("has expired");
    expect((await stage.visit.post(old.path, card("4242424242424242"))).status).toBe(410);
    expect((await stage.visit.get("/checkout/cs_test_none")).status).toBe(404);
  });

  it("takes a business and its tax number where the seller asks for them, by the country's own kind", async () => {
    const plain = await stage.hosted();
    expect((await stage.visit.get(plain.path)).text).not.toContain("Tax number");
    await stage.visit.post(plain.path, { ...card("4242424242424242"), business: "Olaria Lda", tax_id: "PT123456789" });
    expect((await session(plain.id)).customer_details).toMatchObject({ business_name: null, tax_ids: [] });

    const { id, path } = await stage.hosted({ tax_id_collection: { enabled: true } });
    expect((await stage.visit.get(path)).text).toMatch(/<details><summary>I am buying as a business[\s\S]*Business name[\s\S]*Tax number/);
    const wrong = await stage.visit.post(path, { ...card("4242424242424242"), business: "Olaria Lda", tax_id: "12" });
    expect(wrong.text).toContain("not valid for this country");
    expect(wrong.text).toMatch(/<details open>[\s\S]*value="Olaria Lda"/);
    expect((await stage.visit.post(path, { ...card("4242424242424242"), tax_id: "PT123456789" })).text).toContain("name of your business");
    expect((await stage.visit.post(path, { ...card("4242424242424242"), business: "Olaria Lda", tax_id: "pt123456789" })).status).toBe(303);
    expect((await session(id)).customer_details).toMatchObject({ business_name: "Olaria Lda", tax_ids: [{ type: "eu_vat", value: "PT123456789" }] });

    const must = await stage.hosted({ tax_id_collection: { enabled: true, required: "if_supported" } });
    expect((await stage.visit.post(must.path, card("4242424242424242"))).text).toContain("Enter your tax number");
  });

  it("says what a trial comes to", async () => {
    const line = { quantity: 1, price_data: { currency: "usd", unit_amount: 900, recurring: { interval: "month" as const }, product_data: { name: "Club" } } };
    const { path, id } = await stage.hosted({ mode: "subscription", line_items: [line], subscription_data: { trial_period_days: 14 } });
    expect((await stage.visit.get(path)).text).toMatch(/\$0\.00[\s\S]*14 days free, then \$9\.00 per month[\s\S]*Subscribe/);
    await stage.visit.post(path, card("4242424242424242"));
    expect(await session(id)).toMatchObject({ status: "complete", payment_status: "no_payment_required" });
  });

  it("keeps a card without taking money", async () => {
    const customer = await stage.stripe.customers.create({ email: "kept@example.com" }, stage.on);
    const created = await stage.stripe.checkout.sessions.create({ mode: "setup", currency: "usd", customer: customer.id, success_url: `${APP}/kept` }, stage.on);
    const path = new URL(created.url ?? "").pathname;
    const { text } = await stage.visit.get(path);
    expect(text).toMatch(/Nothing is charged now[\s\S]*Save card/);
    expect(text).not.toContain("Total due");
    expect((await stage.visit.post(path, card("4000000000000002"))).text).toContain("Your card was declined.");
    expect((await stage.visit.post(path, card("4242424242424242"))).location).toBe(`${APP}/kept`);
    expect((await stage.visit.get(path)).text).toContain("Your card is kept");
  });

  it("writes names as text and refuses forms of other sites", async () => {
    const { path, id } = await stage.hosted({
      line_items: [{ quantity: 1, price_data: { currency: "usd", unit_amount: 4900, product_data: { name: NASTY } } }],
      custom_text: { submit: { message: NASTY } },
    });
    const { text, headers } = await stage.visit.get(path);
    expect(text).toContain("&lt;script&gt;");
    expect(text).not.toContain("<script>alert");
    expect(headers.get("content-security-policy")).toContain("script-src 'self'");
    const typed = await stage.visit.post(path, { ...card("4000000000000002"), name: NASTY, email: NASTY });
    expect(typed.text).not.toContain("<script>alert");
    expect((await stage.visit.post(path, card("4242424242424242"), "https://evil.example")).status).toBe(403);
    expect((await session(id)).status).toBe("open");
  });
});

describe("The embedded checkout", () => {
  const init = (fields: Record<string, string>) => stage.visit.post("/v3/embedded-checkout/init", fields, APP);
  const frame = (fields: Record<string, string>) => stage.visit.get(`/checkout/embedded?${new URLSearchParams(fields).toString()}`);

  it("tells Stripe.js on any page what it needs, and shows the form", async () => {
    const { id, fields } = await stage.embedded();
    const answer = await init(fields);
    expect(JSON.parse(answer.text)).toEqual({ session: id, status: "open", redirectOnCompletion: "always" });
    expect(answer.headers.get("access-control-allow-origin")).toBe("*");
    const page = await frame(fields);
    expect(page.text).toContain("Drawing trees");
    expect(page.headers.get("content-security-policy")).not.toContain("frame-ancestors");
  });

  it("refuses a wrong key, account, secret and mode", async () => {
    const { fields } = await stage.embedded();
    const other = stage.sandbox.control.accounts.create({ businessName: "Other", connected: true }).account.id;
    const hosted = await stage.hosted();
    for (const wrong of [
      { key: "pk_test_other" },
      { account: other },
      { account: "" },
      { client_secret: `${fields.client_secret}x` },
      { client_secret: hosted.id },
    ]) {
      const answer = await init({ ...fields, ...wrong });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text)).toMatchObject({ error: { type: "invalid_request_error" } });
      expect((await frame({ ...fields, ...wrong })).status).toBe(400);
    }
    expect((await stage.visit.get(hosted.path.replace(hosted.id, (await stage.embedded()).id))).status).toBe(404);
  });

  it("hands the return URL to the page around when it is paid", async () => {
    const { id, fields } = await stage.embedded();
    expect((await stage.visit.post("/checkout/embedded", { ...fields, ...card("4000000000000002") })).text).toContain("Your card was declined.");
    const done = await stage.visit.post("/checkout/embedded", { ...fields, ...card("4242424242424242") });
    expect(done.text).toContain(`data-redirect="${APP}/return?s=${id}"`);
    expect((await frame(fields)).text).toContain("You have paid already");
  });

  it("has no return URL when the page stays", async () => {
    const { fields } = await stage.embedded({ redirect_on_completion: "never", return_url: undefined });
    expect((await stage.visit.post("/checkout/embedded", { ...fields, ...card("4242424242424242") })).text).toContain('data-redirect=""');
  });

  it("brings a Stripe.js of the release that @stripe/stripe-js expects", async () => {
    const { text, headers } = await stage.visit.get("/v3/stripe.js");
    const release = /RELEASE_TRAIN = '(\w+)'/.exec(readFileSync("node_modules/@stripe/stripe-js/dist/pure.mjs", "utf8"))?.[1];
    expect(text).toContain(`Stripe.version = "${release ?? "?"}"`);
    expect(headers.get("content-type")).toContain("text/javascript");
    expect(text).not.toMatch(/\beval\(|new Function/);
  });
});
