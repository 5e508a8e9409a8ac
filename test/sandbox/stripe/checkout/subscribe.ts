import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { SandboxError } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { SessionRecord } from "../../engine/state";
import { finalizeInvoice, markPaid, paymentOf } from "../billing/finalize";
import { invoiceFields } from "../billing/bill";
import type { TestMethod } from "../cards";
import { draftInvoice, type NewLine } from "../invoice-object";
import { makePaymentMethod, type Payer } from "../payment-objects";
import { succeedAttempt } from "../payments";
import { makeSubscription } from "../subscription-object";
import type { StoredSubscription } from "../../engine/tables";
import { attachCustomer, complete, type PayResult } from "./complete";

/**
 * The end of a `subscription` session: subscription, first invoice and its payment. A trial takes the card and no money: its first invoice is of 0.
 * @param method null where nothing is due today and `payment_method_collection` is `if_required`
 */
export function subscribe(
  engine: Engine,
  session: Stripe.Checkout.Session,
  record: SessionRecord,
  account: string,
  payer: Payer,
  method: TestMethod | null,
): PayResult {
  const stopped = method && beforeAnything(session, record, method);
  if (stopped) return stopped;
  attachCustomer(engine, session, account, payer, null);
  const customer = idOf(session.customer) ?? "";
  const saved = method ? makePaymentMethod(engine, account, method, payer, customer) : null;
  const subscription = makeSubscription(engine, account, {
    ...record.subscriptionData,
    customer,
    items: record.lineItems,
    paymentMethod: saved?.id ?? null,
    application: record.application,
  });
  engine.state.subscriptions[subscription.id] = {
    account,
    paymentMethod: saved?.id ?? null,
    session: session.id,
    renewals: "succeed",
    discount: record.discount,
  };
  engine.onRollback(() => delete engine.state.subscriptions[subscription.id]);
  const fields = invoiceFields(engine, account, subscription, { lines: firstLines(subscription, record), reason: "subscription_create" });
  const invoice = finalizeInvoice(engine, account, draftInvoice(engine, account, fields));
  const intent = paymentOf(engine, account, invoice)?.intent ?? null;
  if (intent && saved && method) succeedAttempt(engine, account, intent, method, payer, method.outcome === "requires_authentication", saved);
  subscription.latest_invoice = invoice.id;
  session.subscription = subscription.id;
  session.invoice = invoice.id;
  markPaid(engine, account, invoice);
  engine.emit(account, "customer.subscription.created", subscription);
  return complete(engine, session, record, account, payer, null, invoice.amount_due > 0 ? "paid" : "no_payment_required");
}

/** A card that stops the sale here, with a trial as without. */
function beforeAnything(session: Stripe.Checkout.Session, record: SessionRecord, method: TestMethod): PayResult | null {
  if (method.outcome === "delayed") throw new SandboxError("The sandbox does not sell subscriptions with delayed payment methods.");
  if (method.outcome === "declined")
    return {
      status: "declined",
      session,
      message: method.decline?.message ?? "Your card was declined.",
      declineCode: method.decline?.declineCode ?? "generic_decline",
    };
  if (method.outcome !== "requires_authentication") return null;
  record.pendingAuthentication = { cardNumber: method.number };
  return { status: "requires_authentication", session };
}

/** What the first invoice says: the period that begins, or the trial for nothing. One-time lines are due in either case. */
function firstLines(subscription: StoredSubscription, record: SessionRecord): NewLine[] {
  const trial = subscription.status === "trialing";
  return record.lineItems.map((item) => {
    const part = subscription.items.data.find((candidate) => candidate.price.id === item.price.id);
    return {
      description: trial && part ? `Trial period for ${item.description ?? ""}` : (item.description ?? ""),
      amount: item.amount_subtotal,
      discount: item.amount_discount,
      quantity: item.quantity ?? 1,
      price: item.price,
      subscriptionItem: part?.id ?? null,
      period: { start: part?.current_period_start ?? subscription.created, end: part?.current_period_end ?? subscription.created },
    };
  });
}
