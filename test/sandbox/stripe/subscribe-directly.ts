import type Stripe from "stripe";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { newId } from "../engine/ids";
import type { Call } from "../engine/operation";
import type { StoredSubscription } from "../engine/tables";
import { bill, periodLines } from "./billing/bill";
import { testMethod } from "./cards";
import { makeCustomer } from "./customers";
import { makePaymentMethod } from "./payment-objects";
import { makePrice } from "./price-object";
import { makeProduct } from "./product-object";
import { makeSubscription } from "./subscription-object";

export interface DirectSubscription {
  /** Minor units a period. */
  amount: number;
  currency: string;
  interval: Stripe.Price.Recurring.Interval;
  /** Unix seconds of the next renewal; default: one period from now. */
  renewsAt?: number;
  /** Sold by the platform on this account, or by the account itself. */
  throughPlatform: boolean;
  email: string;
  name: string;
}

/** A paid, running subscription without the way through Checkout. */
export function subscribeDirectly(engine: Engine, account: string, given: DirectSubscription): StoredSubscription {
  const call: Call<unknown> = { engine, account, params: {}, path: {}, key: "", onBehalf: given.throughPlatform };
  const application = given.throughPlatform ? engine.keys.clientId : null;
  const product = makeProduct(call, { name: given.name });
  const price = makePrice(call, { currency: given.currency, product: product.id, unit_amount: given.amount, recurring: { interval: given.interval } });
  const customer = makeCustomer(engine, account, { email: given.email });
  const item = {
    id: newId("li"),
    object: "item" as const,
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: given.amount,
    amount_tax: 0,
    amount_total: given.amount,
    currency: given.currency,
    description: given.name,
    metadata: {},
    price,
    quantity: 1,
  };
  const subscription = makeSubscription(engine, account, {
    customer: customer.id,
    items: [item],
    metadata: {},
    description: null,
    applicationFeePercent: null,
    application,
    trialPeriodDays: null,
    paymentMethod: null,
  });
  const [part] = subscription.items.data;
  if (part && given.renewsAt !== undefined) {
    if (given.renewsAt <= engine.clock.seconds()) throw new SandboxError("A renewal must lie in the future.");
    part.current_period_end = given.renewsAt;
    subscription.billing_cycle_anchor = given.renewsAt;
  }
  engine.state.subscriptions[subscription.id] = { account, paymentMethod: null, session: null, renewals: "succeed", discount: null };
  const method = testMethod({ outcome: "success" });
  if (!method) throw new SandboxError("The sandbox has no card that pays.");
  subscription.default_payment_method = makePaymentMethod(engine, account, method, { email: given.email, name: null }, customer.id).id;
  engine.emit(account, "customer.subscription.created", subscription);
  const lines = periodLines(engine, account, subscription, subscription.items.data);
  const { invoice } = bill(engine, account, subscription, { lines, reason: "subscription_create" });
  subscription.latest_invoice = invoice.id;
  return subscription;
}
