import type Stripe from "stripe";
import { z } from "zod";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { idOf } from "../engine/operation";
import type { StoredInvoice, StoredSubscription } from "../engine/tables";
import { cancelNow, setEndByHolder } from "../stripe/billing/update";
import { collectAndFollow } from "../stripe/billing/dunning";
import { testMethod } from "../stripe/cards";
import { makePaymentMethod } from "../stripe/payment-objects";
import { recordOf } from "./account-changes";
import { action } from "./action";
import { anywhere } from "./find";

const session = z.strictObject({ session: z.string() });
const subscription = session.extend({ subscription: z.string() });

export interface PortalView {
  account: string;
  session: Stripe.BillingPortal.Session;
  features: Stripe.BillingPortal.Configuration.Features;
  customer: Stripe.Customer;
  /** The customer's default card; a subscription may have one of its own. */
  card: Stripe.PaymentMethod | null;
  subscriptions: StoredSubscription[];
  invoices: StoredInvoice[];
}

function viewOf(engine: Engine, id: string): PortalView {
  const { account, object } = anywhere(engine, "billing_portal.session", id);
  const bucket = engine.bucket(account);
  const configuration = bucket["billing_portal.configuration"][idOf(object.configuration) ?? ""];
  const customer = bucket.customer[object.customer];
  if (!configuration || !customer || customer.deleted) throw new SandboxError("This page is not available any more.");
  const theirs = (row: { customer: unknown }) => idOf(row.customer as string) === customer.id;
  return {
    account,
    session: object,
    features: configuration.features,
    customer,
    card: bucket.payment_method[idOf(customer.invoice_settings.default_payment_method) ?? ""] ?? null,
    subscriptions: Object.values(bucket.subscription).filter(theirs),
    invoices: Object.values(bucket.invoice).filter((row) => theirs(row) && row.status !== "draft").reverse(),
  };
}

function ofTheirs(engine: Engine, input: { session: string; subscription: string }): { view: PortalView; found: StoredSubscription } {
  const view = viewOf(engine, input.session);
  const found = view.subscriptions.find(({ id }) => id === input.subscription);
  if (!found) throw new SandboxError("This subscription is not yours.");
  if (!view.features.subscription_cancel.enabled || view.session.flow) throw new SandboxError("Subscriptions cannot be changed here.");
  if (found.status === "canceled") throw new SandboxError("This subscription has ended already.");
  return { view, found };
}

/** Keeps a typed card for a customer, or says why not. */
function keepCard(engine: Engine, account: string, customer: Stripe.Customer, number: string): Stripe.PaymentMethod {
  const method = testMethod({ number });
  if (!method || method.type !== "card") throw new SandboxError("Your card number is not one of the test numbers. Try 4242 4242 4242 4242.");
  if (method.outcome === "declined") throw new SandboxError(method.decline?.message ?? "Your card was declined.");
  return makePaymentMethod(engine, account, method, { email: customer.email, name: customer.name ?? null }, customer.id);
}

export const portalActions = {
  /** Whether the holder ever saved the portal's settings in the Dashboard (default: yes). Without that, sessions need a configuration of their own. */
  setDefault: action(z.strictObject({ account: z.string(), on: z.boolean() }), (engine, { account, on }): void => {
    recordOf(engine, account).portalDefault = on;
    for (const row of Object.values(engine.bucket(account)["billing_portal.configuration"])) if (row.is_default && !on) engine.drop(account, "billing_portal.configuration", row.id);
  }),
  view: action(session, (engine, input): PortalView => viewOf(engine, input.session)),
  /**
   * The customer gives another card. It becomes the customer's default and nothing else: a subscription that has a method of its own, as all that came
   * from Checkout do, keeps it. Answers where the browser goes next; null: it stays.
   */
  setCard: action(session.extend({ number: z.string() }), (engine, { session: id, number }): { redirectTo: string | null; paymentMethod: string } => {
    const view = viewOf(engine, id);
    if (!view.features.payment_method_update.enabled) throw new SandboxError("Cards cannot be changed here.");
    const saved = keepCard(engine, view.account, view.customer, number);
    const before = view.customer.invoice_settings.default_payment_method;
    engine.guard(view.customer);
    view.customer.invoice_settings.default_payment_method = saved.id;
    engine.emit(view.account, "customer.updated", view.customer, { previous: { invoice_settings: { default_payment_method: before } } });
    return { redirectTo: view.session.flow?.after_completion.redirect?.return_url ?? null, paymentMethod: saved.id };
  }),
  /** The customer ends a subscription, in the way the configuration says. */
  cancel: action(subscription, (engine, input): StoredSubscription => {
    const { view, found } = ofTheirs(engine, input);
    const { mode, proration_behavior: prorations } = view.features.subscription_cancel;
    if (mode === "at_period_end") setEndByHolder(engine, view.account, found, true);
    else cancelNow(engine, view.account, found, { prorate: prorations !== "none", invoiceNow: prorations === "always_invoice" });
    return found;
  }),
  /** … and takes that back before it happened. */
  keep: action(subscription, (engine, input): StoredSubscription => {
    const { view, found } = ofTheirs(engine, input);
    setEndByHolder(engine, view.account, found, false);
    return found;
  }),
};

export const invoiceActions = {
  list: action(z.strictObject({ account: z.string() }), (engine, { account }): StoredInvoice[] => Object.values(engine.bucket(account).invoice)),
  /** The customer pays an open invoice on its page: with the card typed there, or with the one on file, which its holder confirms. */
  pay: action(z.strictObject({ invoice: z.string(), number: z.string().optional() }), (engine, { invoice: id, number }): StoredInvoice => {
    const { account, object: invoice } = anywhere(engine, "invoice", id);
    if (invoice.status !== "open") throw new SandboxError(`This invoice is ${invoice.status ?? "closed"}.`);
    const customer = engine.find(account, "customer", idOf(invoice.customer) ?? "");
    if (number !== undefined && (!customer || customer.deleted)) throw new SandboxError("This invoice has no customer.");
    const paymentMethod = number !== undefined && customer && !customer.deleted ? keepCard(engine, account, customer, number) : undefined;
    const collected = collectAndFollow(engine, account, invoice, { automatic: false, attended: true, ...(paymentMethod ? { paymentMethod } : {}) });
    if (collected.status === "failed") throw new SandboxError(collected.error.body.message);
    return invoice;
  }),
};
