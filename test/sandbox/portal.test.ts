import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { useClub } from "./club";
import { visitor } from "./pages/browserless";
import { failure, stripeFor } from "./support";

const club = useClub();
const { at, join, mark, read, since } = club;

const open = (params: Omit<Stripe.BillingPortal.SessionCreateParams, "customer">, customer: string) =>
  club.world.stripe.billingPortal.sessions.create({ customer, ...params }, club.on);
const visit = () => visitor(club.world.url);
const path = (address: string | null | undefined) => new URL(address ?? "").pathname;
const RETURN = "https://shop.example/back";
const UPDATE = { type: "payment_method_update", after_completion: { type: "redirect", redirect: { return_url: RETURN } } } as const;

describe("the billing portal", () => {
  it("is refused in Stripe's words where its settings were never saved", async () => {
    const { subscription } = await join();
    const customer = String(subscription.customer);
    const { portal } = club.world.sandbox.control;
    const { billingPortal } = club.world.stripe;
    expect((await billingPortal.configurations.list({ is_default: true }, club.on)).data).toHaveLength(1);
    portal.setDefault({ account: club.on.stripeAccount, on: false });
    expect((await billingPortal.configurations.list({}, club.on)).data).toEqual([]);
    const error = await failure(open({ return_url: RETURN }, customer));
    expect(error).toMatchObject({ statusCode: 400, code: undefined, type: "StripeInvalidRequestError" });
    expect(error.message).toMatch(/^No configuration provided and your test mode default configuration has not been created\./);
    const own = await billingPortal.configurations.create({ features: { payment_method_update: { enabled: true } } }, club.on);
    expect(own).toMatchObject({ is_default: false, features: { invoice_history: { enabled: false } } });
    expect(await open({ configuration: own.id, flow_data: UPDATE, return_url: RETURN }, customer)).toMatchObject({ configuration: own.id, flow: { type: "payment_method_update" } });
    await billingPortal.configurations.update(own.id, { features: { payment_method_update: { enabled: false } } }, club.on);
    expect(await failure(open({ configuration: own.id, flow_data: UPDATE }, customer))).toMatchObject({ param: "flow_data[type]" });
    portal.setDefault({ account: club.on.stripeAccount, on: true });
    expect((await open({}, customer)).url).toMatch(/\/portal\/bps_/);
  });

  it("takes another card and sends the customer back; the subscription keeps its own", async () => {
    const { subscription } = await join();
    const customer = String(subscription.customer);
    const session = await open({ flow_data: UPDATE, return_url: RETURN }, customer);
    const at = path(session.url);
    const shown = await visit().get(at);
    expect(shown.text).toContain("Save card");
    expect(shown.text).not.toContain("Invoices");
    expect((await visit().post(at, { intent: "card", number: "4000 0000 0000 0002" })).text).toContain("Your card was declined.");
    const known = mark();
    expect((await visit().post(at, { intent: "card", number: "5555 5555 5555 4444" })).location).toBe(RETURN);
    expect(since(known)).toEqual(["payment_method.attached", "customer.updated"]);
    const changed = await club.world.stripe.customers.retrieve(customer, { expand: ["invoice_settings.default_payment_method"] }, club.on);
    expect(changed).toMatchObject({ invoice_settings: { default_payment_method: { card: { last4: "4444" } } } });
    expect((await read(subscription.id)).default_payment_method).toMatchObject({ card: { last4: "4242" } });
    expect((await visit().post(at, { intent: "cancel", subscription: subscription.id })).location).toContain("problem=");
    expect(await read(subscription.id)).toMatchObject({ cancel_at_period_end: false });
  });

  it("shows and does what the configuration allows, and only that", async () => {
    const { subscription } = await join();
    const other = await join();
    const customer = String(subscription.customer);
    const session = await open({ return_url: RETURN }, customer);
    const at = path(session.url);
    expect((await visit().get(at)).text).toMatch(/Cancel[\s\S]*Save card[\s\S]*Invoices/);
    await visit().post(at, { intent: "cancel", subscription: subscription.id });
    expect(await read(subscription.id)).toMatchObject({ status: "active", cancel_at_period_end: true });
    await visit().post(at, { intent: "keep", subscription: subscription.id });
    expect(await read(subscription.id)).toMatchObject({ cancel_at_period_end: false, cancel_at: null });
    expect(decodeURIComponent((await visit().post(at, { intent: "cancel", subscription: other.subscription.id })).location)).toContain("not+yours");
    const narrow = await club.world.stripe.billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } }, club.on);
    const second = path((await open({ configuration: narrow.id }, customer)).url);
    expect((await visit().get(second)).text).not.toMatch(/Save card|Cancel/);
    expect((await visit().post(second, { intent: "card", number: "4242424242424242" })).text).toContain("cannot be changed here");
    expect((await visit().post(second, { intent: "cancel", subscription: subscription.id })).location).toContain("problem=");
    expect((await read(subscription.id)).cancel_at_period_end).toBe(false);
  });

  it("needs its permission", async () => {
    const { subscription } = await join();
    const { key } = club.world.sandbox.control.accounts.createRestrictedKey({ account: club.on.stripeAccount, missing: ["rak_customer_portal_write", "rak_setup_intent_read"] });
    const own = stripeFor(club.world.url, key);
    expect((await failure(own.billingPortal.sessions.create({ customer: String(subscription.customer) }))).message).toContain("rak_customer_portal_write");
    expect((await failure(own.setupIntents.list())).message).toContain("rak_setup_intent_read");
    expect((await own.paymentMethods.list({ customer: String(subscription.customer) })).data).toHaveLength(1);
    expect((await own.invoices.createPreview({ subscription: subscription.id })).amount_due).toBe(900);
  });
});

describe("the pages of an invoice", () => {
  it("show it, and give a PDF that is one", async () => {
    const { invoice } = await join();
    expect((await visit().get(path(invoice.hosted_invoice_url))).text).toMatch(/\$9\.00/);
    const answer = await fetch(invoice.invoice_pdf ?? "");
    expect(answer.headers.get("content-type")).toBe("application/pdf");
    expect(answer.headers.get("content-disposition")).toContain(`Invoice-${invoice.number ?? ""}.pdf`);
    const text = Buffer.from(await answer.arrayBuffer()).toString("latin1");
    expect(text.startsWith("%PDF-1.4")).toBe(true);
    expect(text).toContain(invoice.number);
    // What the trailer points at is the table, and each entry of the table is an object.
    const table = Number(/startxref\n(\d+)/.exec(text)?.[1]);
    expect(text.slice(table, table + 4)).toBe("xref");
    const offsets = [...text.slice(table).matchAll(/(\d{10}) 00000 n/g)].map(([, offset]) => Number(offset));
    expect(offsets.map((offset) => text.slice(offset, offset + 7))).toEqual(["1 0 obj", "2 0 obj", "3 0 obj", "4 0 obj", "5 0 obj"]);
  });

  it("let its customer pay an open one, also with another card", async () => {
    const { subscription } = await join({ number: "4000 0000 0000 0341" });
    at("2027-04-01T12:00:00Z");
    const due = (await read(subscription.id)).latest_invoice;
    const page = path(due.hosted_invoice_url);
    expect((await visit().get(page)).text).toContain("Pay $9.00");
    expect(decodeURIComponent((await visit().post(page, { number: "4000000000000002" })).location)).toContain("declined");
    expect((await visit().post(page, { number: "4242424242424242" })).location).toContain("said=");
    expect(await read(subscription.id)).toMatchObject({ status: "active", latest_invoice: { status: "paid" } });
    expect((await visit().get(page)).text).not.toContain("Pay $9.00");
  });
});
