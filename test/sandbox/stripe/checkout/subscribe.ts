import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { SandboxError } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { SessionRecord } from "../../engine/state";
import type { TestMethod } from "../cards";
import { makeInvoice, payInvoice } from "../invoice-object";
import { makeIntent, type Payer } from "../payment-objects";
import { succeedAttempt } from "../payments";
import { makeSubscription } from "../subscription-object";
import { attachCustomer, complete, type PayResult } from "./complete";

/** The end of a `subscription` session: subscription, first invoice and its payment (none during a trial). */
export function subscribe(
  engine: Engine,
  session: Stripe.Checkout.Session,
  record: SessionRecord,
  account: string,
  payer: Payer,
  method: TestMethod,
): PayResult {
  if (method.outcome === "declined")
    return {
      status: "declined",
      session,
      message: method.decline?.message ?? "Your card was declined.",
      declineCode: method.decline?.declineCode ?? "generic_decline",
    };
  if (method.outcome === "delayed") throw new SandboxError("The sandbox does not sell subscriptions with delayed payment methods.");
  if (method.outcome === "requires_authentication") {
    record.pendingAuthentication = { cardNumber: method.number };
    return { status: "requires_authentication", session };
  }
  attachCustomer(engine, session, account, payer, null);
  const { subscriptionData: data } = record;
  const customer = idOf(session.customer) ?? "";
  const subscription = makeSubscription(engine, account, { customer, items: record.lineItems, paymentMethod: null, application: record.application, ...data });
  const trial = subscription.status === "trialing";
  const total = trial ? 0 : (session.amount_total ?? 0);
  const invoice = makeInvoice(engine, account, {
    customer,
    customerEmail: payer.email,
    customerName: payer.name,
    currency: session.currency ?? "usd",
    billingReason: "subscription_create",
    application: record.application,
    subscription,
    metadata: {},
    lines: record.lineItems.map((item) => {
      const part = subscription.items.data.find((candidate) => candidate.price.id === item.price.id);
      return {
        description: item.description ?? "",
        amount: trial ? 0 : item.amount_subtotal,
        discount: trial ? 0 : item.amount_discount,
        quantity: item.quantity ?? 1,
        price: item.price,
        subscriptionItem: part?.id ?? null,
        period: { start: part?.current_period_start ?? subscription.created, end: part?.current_period_end ?? subscription.created },
      };
    }),
  });
  let intent: Stripe.PaymentIntent | null = null;
  if (total > 0) {
    const fee = data.applicationFeePercent === null ? null : Math.round((total * data.applicationFeePercent) / 100) || null;
    intent = makeIntent(engine, account, {
      amount: total,
      currency: session.currency ?? "usd",
      applicationFeeAmount: fee,
      metadata: {},
      description: "Subscription creation",
      receiptEmail: null,
      statementDescriptor: null,
      statementDescriptorSuffix: null,
      setupFutureUsage: "off_session",
      customer,
      application: record.application,
    });
    succeedAttempt(engine, account, intent, method, payer);
    subscription.default_payment_method = intent.payment_method;
  }
  subscription.latest_invoice = invoice.id;
  session.subscription = subscription.id;
  session.invoice = invoice.id;
  engine.state.subscriptions[subscription.id] = {
    account,
    paymentMethod: idOf(subscription.default_payment_method),
    session: session.id,
    renewals: method.failsLater ? "fail" : "succeed",
    discount: record.discount,
  };
  payInvoice(engine, account, invoice, intent?.id ?? null);
  engine.emit(account, "customer.subscription.created", subscription);
  return complete(engine, session, record, account, payer, intent, total > 0 ? "paid" : "no_payment_required");
}
