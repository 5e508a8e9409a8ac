import type Stripe from "stripe";
import { z } from "zod";
import type { Engine } from "../engine/engine";
import { SandboxError } from "../engine/errors";
import { idOf } from "../engine/operation";
import type { StoredLineItem, StoredSubscription } from "../engine/tables";
import type { PayResult } from "../stripe/checkout/complete";
import { authenticateSession, paySession, settleSession } from "../stripe/checkout/pay";
import { enterPromotionCode, expireSession, findSession, returnUrl } from "../stripe/checkout/sessions";
import { answerDispute, closeDispute, escalateInquiry, openDispute } from "../stripe/disputes";
import { warnOfFraud } from "../stripe/fraud-warnings";
import { PAYOUT_FAILURES, type PayoutFailureCode } from "../stripe/payout-failures";
import { arrive, failPayout, makePayout } from "../stripe/payouts";
import { failRefund, makeRefund, settleRefund } from "../stripe/refunds";
import { liveUntil } from "../stripe/renewals";
import { methodFor } from "../stripe/billing/collect";
import { endSubscription } from "../stripe/billing/ending";
import { subscribeDirectly } from "../stripe/subscribe-directly";
import { recordOf } from "./account-changes";
import { action, nothing } from "./action";
import { anywhere } from "./find";

/** A charge by its own id, its intent's or its session's. */
function chargeOf(engine: Engine, id: string): { account: string; object: Stripe.Charge } {
  if (id.startsWith("cs_")) {
    const { session } = findSession(engine, id);
    return chargeOf(engine, idOf(session.payment_intent) ?? "");
  }
  if (id.startsWith("pi_")) {
    const { object } = anywhere(engine, "payment_intent", id);
    return anywhere(engine, "charge", idOf(object.latest_charge) ?? "");
  }
  return anywhere(engine, "charge", id);
}

const outcome = z.enum(["success", "declined", "requires_authentication", "delayed"]);
const address = z
  .strictObject({
    city: z.string().nullable(),
    country: z.string().nullable(),
    line1: z.string().nullable(),
    line2: z.string().nullable(),
    postal_code: z.string().nullable(),
    state: z.string().nullable(),
  })
  .partial();
const session = z.strictObject({ session: z.string() });

export interface CheckoutView {
  session: Stripe.Checkout.Session;
  lineItems: StoredLineItem[];
  /** Who sells: what the page shows at its top. */
  account: { id: string; name: string; chargesEnabled: boolean };
  promotionCode: string | null;
  /** Days that cost nothing before the first renewal. */
  trialDays: number | null;
  /** True while the buyer's bank waits for an answer. */
  waitsForAuthentication: boolean;
  returnUrl: string | null;
}

export const checkoutActions = {
  /** All that a checkout page needs, by session id or by client secret (the embedded page knows nothing else). */
  view: action(z.strictObject({ session: z.string().optional(), clientSecret: z.string().optional() }), (engine, input): CheckoutView => {
    const id = input.session ?? input.clientSecret?.split("_secret_")[0] ?? "";
    const found = findSession(engine, id);
    if (input.clientSecret !== undefined && found.session.client_secret !== input.clientSecret)
      throw new SandboxError("This client secret does not belong to a Checkout Session.");
    const owner = engine.account(found.account)?.account;
    const code = engine.find(found.account, "promotion_code", found.record.discount?.promotionCode ?? "");
    return {
      session: found.session,
      lineItems: found.record.lineItems,
      account: {
        id: found.account,
        name: owner?.business_profile?.name ?? owner?.settings?.dashboard.display_name ?? "Shop",
        chargesEnabled: owner?.charges_enabled ?? false,
      },
      promotionCode: code?.code ?? null,
      trialDays: found.record.subscriptionData.trialPeriodDays,
      waitsForAuthentication: found.record.pendingAuthentication !== null,
      returnUrl: returnUrl(found.session),
    };
  }),
  list: action(z.strictObject({ account: z.string().optional() }), (engine, { account }): Stripe.Checkout.Session[] =>
    Object.entries(engine.state.buckets).flatMap(([id, bucket]) => (account === undefined || account === id ? Object.values(bucket["checkout.session"]) : [])),
  ),
  /** The buyer presses Pay. */
  pay: action(
    session.extend({
      number: z.string().optional(),
      outcome: outcome.optional(),
      email: z.string().optional(),
      name: z.string().optional(),
      phone: z.string().optional(),
      address: address.optional(),
      promotionCode: z.string().optional(),
      termsAccepted: z.boolean().optional(),
      business: z.string().optional(),
      taxId: z.object({ type: z.string(), value: z.string() }).optional(),
    }),
    (engine, input): PayResult => paySession(engine, dropUndefined(input)),
  ),
  /** The buyer answers the bank's question, or does not. */
  authenticate: action(session.extend({ result: z.enum(["succeed", "fail"]).default("succeed") }), (engine, input): PayResult =>
    authenticateSession(engine, input.session, input.result),
  ),
  applyPromotionCode: action(session.extend({ code: z.string() }), (engine, input): Stripe.Checkout.Session =>
    enterPromotionCode(engine, input.session, input.code),
  ),
  settleDelayed: action(session.extend({ result: z.enum(["succeeded", "failed"]) }), (engine, input): Stripe.Checkout.Session =>
    settleSession(engine, input.session, input.result),
  ),
  expire: action(session, (engine, input): Stripe.Checkout.Session => {
    const found = findSession(engine, input.session);
    if (found.session.status !== "open") throw new SandboxError(`This checkout is ${found.session.status ?? "closed"} already.`);
    expireSession(engine, found.account, found.session);
    return found.session;
  }),
};

const charge = z.strictObject({ charge: z.string() });

export const paymentActions = {
  listCharges: action(z.strictObject({ account: z.string() }), (engine, { account }): Stripe.Charge[] => Object.values(engine.bucket(account).charge)),
  /** The seller refunds in the Dashboard. `charge` may also be a payment intent or a session. */
  refund: action(
    charge.extend({
      amount: z.number().int().positive().optional(),
      reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
      refundApplicationFee: z.boolean().default(false),
    }),
    (engine, input): Stripe.Refund => {
      const found = chargeOf(engine, input.charge);
      return makeRefund(engine, found.account, found.object, {
        ...(input.amount === undefined ? {} : { amount: input.amount }),
        reason: input.reason ?? null,
        refundApplicationFee: input.refundApplicationFee && found.object.application_fee !== null,
      });
    },
  ),
  failRefund: action(z.strictObject({ refund: z.string(), reason: z.string().default("expired_or_canceled_card") }), (engine, input): Stripe.Refund => {
    const { account, object } = anywhere(engine, "refund", input.refund);
    failRefund(engine, account, object, input.reason);
    return object;
  }),
  settleRefund: action(z.strictObject({ refund: z.string() }), (engine, input): Stripe.Refund => {
    const { account, object } = anywhere(engine, "refund", input.refund);
    settleRefund(engine, account, object);
    return object;
  }),
  openDispute: action(charge.extend({ reason: z.string().default("fraudulent"), inquiry: z.boolean().default(false) }), (engine, input): Stripe.Dispute => {
    const { account, object } = chargeOf(engine, input.charge);
    return openDispute(engine, account, object, input.reason, input.inquiry);
  }),
  /** The seller answers on Stripe. */
  answerDispute: action(z.strictObject({ dispute: z.string() }), (engine, input): Stripe.Dispute => {
    const { account, object } = anywhere(engine, "dispute", input.dispute);
    return answerDispute(engine, account, object);
  }),
  /** A bank's question becomes a dispute. */
  escalateInquiry: action(z.strictObject({ dispute: z.string() }), (engine, input): Stripe.Dispute => {
    const { account, object } = anywhere(engine, "dispute", input.dispute);
    return escalateInquiry(engine, account, object);
  }),
  /** The card's bank warns of fraud, before there is a dispute. */
  warnOfFraud: action(charge.extend({ fraudType: z.string().default("unauthorized_use_of_card") }), (engine, input): Stripe.Radar.EarlyFraudWarning => {
    const { account, object } = chargeOf(engine, input.charge);
    return warnOfFraud(engine, account, object, input.fraudType);
  }),
  closeDispute: action(z.strictObject({ dispute: z.string(), result: z.enum(["won", "lost"]) }), (engine, input): Stripe.Dispute => {
    const { account, object } = anywhere(engine, "dispute", input.dispute);
    return closeDispute(engine, account, object, input.result);
  }),
};

export const payoutActions = {
  create: action(
    z.strictObject({ account: z.string(), currency: z.string().optional(), amount: z.number().int().positive().optional() }),
    (engine, input): Stripe.Payout =>
      makePayout(engine, input.account, input.currency ?? engine.account(input.account)?.account.default_currency ?? "usd", input.amount),
  ),
  arrive: action(z.strictObject({ payout: z.string() }), (engine, input): Stripe.Payout => {
    const { account, object } = anywhere(engine, "payout", input.payout);
    arrive(engine, account, object);
    return object;
  }),
  /** The bank sends it back, also after it "arrived". Codes that tell of a bad bank account stop payouts and make Stripe ask for `external_account`. */
  fail: action(
    z.strictObject({ payout: z.string(), code: z.string().default("account_closed"), message: z.string().optional() }),
    (engine, { payout, code, message }): Stripe.Payout => {
      const { account, object } = anywhere(engine, "payout", payout);
      const known = Object.hasOwn(PAYOUT_FAILURES, code) ? PAYOUT_FAILURES[code as PayoutFailureCode].message : "The bank could not process this payout.";
      failPayout(engine, account, object, { code, message: message ?? known });
      return object;
    },
  ),
};

const subscription = z.strictObject({ subscription: z.string() });

export const subscriptionActions = {
  /** A running, paid subscription without the way through Checkout: sold by the platform on this account, or by the account itself. */
  create: action(
    z.strictObject({
      account: z.string(),
      /** Minor units a period. */
      amount: z.number().int().positive().default(2000),
      currency: z.string().length(3).optional(),
      interval: z.enum(["day", "week", "month", "year"]).default("month"),
      /** Unix seconds or an ISO date; default: one period from now. */
      renewsAt: z.union([z.number().int(), z.string()]).optional(),
      throughPlatform: z.boolean().default(true),
      email: z.string().default("member@example.com"),
      name: z.string().default("Membership"),
    }),
    (engine, { account, currency, renewsAt, ...given }): StoredSubscription => {
      const record = recordOf(engine, account);
      const at = typeof renewsAt === "string" ? Math.floor(Date.parse(renewsAt) / 1000) : renewsAt;
      if (Number.isNaN(at)) throw new SandboxError(`${String(renewsAt)} is not a date.`);
      return subscribeDirectly(engine, account, {
        ...given,
        currency: (currency ?? record.account.default_currency ?? "usd").toLowerCase(),
        ...(at === undefined ? {} : { renewsAt: at }),
      });
    },
  ),
  list: action(nothing, (engine): StoredSubscription[] => Object.values(engine.state.buckets).flatMap((bucket) => Object.values(bucket.subscription))),
  /** Makes the coming renewals fail (or work again); move the clock past the period's end to see one. */
  setRenewals: action(subscription.extend({ renewals: z.enum(["succeed", "fail"]) }), (engine, input): void => {
    const record = engine.state.subscriptions[input.subscription];
    if (!record) throw new SandboxError(`There is no subscription ${input.subscription}.`);
    record.renewals = input.renewals;
  }),
  /** The next payments of it fail, whatever the card: also one that a plan change asks for. */
  failNext: action(subscription.extend({ times: z.number().int().min(1).default(1) }), (engine, input): void => {
    const record = engine.state.subscriptions[input.subscription];
    if (!record) throw new SandboxError(`There is no subscription ${input.subscription}.`);
    record.failNext = input.times;
  }),
  /** So many days go by for this subscription and for nothing else: renewals, ends and notices happen in their order. */
  advance: action(subscription.extend({ days: z.number().positive() }), (engine, input): StoredSubscription => {
    const { account, object } = anywhere(engine, "subscription", input.subscription);
    liveUntil(engine, account, object, engine.clock.seconds() + Math.round(input.days * 86_400));
    return object;
  }),
  /** The card it is paid with is good until the end of this month (1 to 12). */
  setCardExpiry: action(subscription.extend({ year: z.number().int(), month: z.number().int().min(1).max(12) }), (engine, { subscription: id, year, month }): void => {
    const { account, object } = anywhere(engine, "subscription", id);
    const method = methodFor(engine, account, object);
    if (!method?.card) throw new SandboxError("This subscription is not paid by card.");
    engine.guard(method);
    Object.assign(method.card, { exp_year: year, exp_month: month });
    engine.emit(account, "payment_method.updated", method);
  }),
  /** What happens at this account when the last retry of a renewal failed (Stripe's own default: cancel). */
  setRetries: action(z.strictObject({ account: z.string(), after: z.enum(["cancel", "unpaid", "past_due"]) }), (engine, { account, after }): void => {
    recordOf(engine, account).afterRetries = after;
  }),
  cancelNow: action(subscription, (engine, input): StoredSubscription => {
    const { account, object } = anywhere(engine, "subscription", input.subscription);
    if (object.status === "canceled") throw new SandboxError("This subscription is canceled already.");
    endSubscription(engine, account, object, "cancellation_requested");
    return object;
  }),
};

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Defined<T>;
}
