import type { Engine } from "../engine/engine";
import { idOf } from "../engine/operation";
import type { StoredSubscription } from "../engine/tables";
import { testMethod } from "./cards";
import { discountPerLine } from "./checkout/discounts";
import { makeInvoice, payInvoice } from "./invoice-object";
import { makeIntent } from "./payment-objects";
import { declineAttempt, succeedAttempt } from "./payments";
import { periodEnd } from "./subscription-object";

/** Ends a subscription now. */
export function endSubscription(engine: Engine, account: string, subscription: StoredSubscription, reason: string): void {
  const now = engine.clock.seconds();
  subscription.status = "canceled";
  subscription.ended_at = now;
  subscription.canceled_at ??= now;
  if (subscription.cancellation_details) subscription.cancellation_details.reason = reason;
  engine.touch();
  engine.emit(account, "customer.subscription.deleted", subscription);
}

/** Periods end, trials end, renewals are charged. Registered as a tick of the engine; one move of the clock may pass several periods. */
export function renewSubscriptions(engine: Engine): void {
  for (const [id, record] of Object.entries(engine.state.subscriptions)) {
    const subscription = engine.find(record.account, "subscription", id);
    if (!subscription) continue;
    for (let guard = 0; guard < 120; guard += 1) {
      if (subscription.status !== "active" && subscription.status !== "trialing") break;
      const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
      if (end > engine.clock.seconds()) break;
      if (subscription.cancel_at_period_end) endSubscription(engine, record.account, subscription, "cancellation_requested");
      else renew(engine, record.account, subscription);
    }
  }
}

/** One renewal: an invoice for the next period, paid or not. */
export function renew(engine: Engine, account: string, subscription: StoredSubscription): void {
  const record = engine.state.subscriptions[subscription.id];
  const customer = engine.find(account, "customer", idOf(subscription.customer) ?? "");
  if (!record || !customer || customer.deleted) return;
  for (const item of subscription.items.data) {
    item.current_period_start = item.current_period_end;
    item.current_period_end = item.price.recurring ? periodEnd(item.current_period_start, item.price.recurring) : item.current_period_end;
  }
  const items = subscription.items.data.map((item) => ({ item, amount: (item.price.unit_amount ?? 0) * (item.quantity ?? 1) }));
  const coupon = record.discount ? engine.find(account, "coupon", record.discount.coupon) : undefined;
  // A `once` coupon was used up by the first invoice.
  const lasting = coupon && coupon.duration !== "once" ? coupon : null;
  const off = discountPerLine(
    lasting,
    items.map(({ item, amount }) => ({ amount_subtotal: amount, price: item.price })),
  );
  const invoice = makeInvoice(engine, account, {
    customer: customer.id,
    customerEmail: customer.email,
    customerName: customer.name ?? null,
    currency: subscription.currency,
    billingReason: "subscription_cycle",
    application: idOf(subscription.application),
    subscription,
    metadata: {},
    lines: items.map(({ item, amount }, index) => ({
      description: `${item.quantity ?? 1} × ${item.price.nickname ?? item.price.product}`,
      amount,
      discount: off[index] ?? 0,
      quantity: item.quantity ?? 1,
      price: item.price,
      subscriptionItem: item.id,
      period: { start: item.current_period_start, end: item.current_period_end },
    })),
  });
  subscription.latest_invoice = invoice.id;
  const payer = { email: customer.email, name: customer.name ?? null };
  const fails = record.renewals === "fail" || !subscription.default_payment_method;
  if (invoice.total > 0) {
    const fee = subscription.application_fee_percent === null ? null : Math.round((invoice.total * subscription.application_fee_percent) / 100) || null;
    const intent = makeIntent(engine, account, {
      amount: invoice.total,
      currency: subscription.currency,
      applicationFeeAmount: fee,
      metadata: {},
      description: "Subscription update",
      receiptEmail: null,
      statementDescriptor: null,
      statementDescriptorSuffix: null,
      setupFutureUsage: null,
      customer: customer.id,
      application: idOf(subscription.application),
    });
    const method = testMethod({ outcome: fails ? "declined" : "success" });
    if (!method) return;
    if (fails) {
      declineAttempt(engine, account, intent, method, payer);
      Object.assign(invoice, { attempted: true, attempt_count: 1, next_payment_attempt: engine.clock.seconds() + 3 * 86_400 });
      subscription.status = "past_due";
      engine.touch();
      engine.emit(account, "invoice.payment_failed", invoice);
      engine.emit(account, "customer.subscription.updated", subscription, { previous: { status: "active" } });
      return;
    }
    succeedAttempt(engine, account, intent, method, payer);
    payInvoice(engine, account, invoice, intent.id);
  } else payInvoice(engine, account, invoice, null);
  const before = subscription.status;
  subscription.status = "active";
  engine.emit(account, "customer.subscription.updated", subscription, { previous: { status: before, latest_invoice: null } });
}
