import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { SandboxError } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { SessionRecord } from "../../engine/state";
import { couponIsValid } from "../coupons";
import { codeIsUsable } from "../promotion-codes";
import { cancelSetupIntent } from "../setup-intents";
import { applyDiscount } from "./discounts";

/** A session and what belongs to it. @throws {SandboxError} when there is none */
export function findSession(engine: Engine, id: string): { session: Stripe.Checkout.Session; record: SessionRecord; account: string } {
  const record = Object.hasOwn(engine.state.sessions, id) ? engine.state.sessions[id] : undefined;
  const session = record && engine.find(record.account, "checkout.session", id);
  if (!record || !session) throw new SandboxError(`There is no Checkout Session ${id}.`);
  return { session, record, account: record.account };
}

/** @throws {SandboxError} in words for the buyer */
export function requireOpen(session: Stripe.Checkout.Session): void {
  if (session.status === "complete") throw new SandboxError("You have already paid for this order.");
  if (session.status === "expired") throw new SandboxError("This checkout has expired. Go back to the shop and start again.");
}

/** Stops an open session. Money that a bank was still asking about is no longer taken. */
export function expireSession(engine: Engine, account: string, session: Stripe.Checkout.Session): void {
  session.status = "expired";
  session.url = null;
  const record = engine.state.sessions[session.id];
  if (record) record.pendingAuthentication = null;
  const intent = engine.find(account, "payment_intent", idOf(session.payment_intent) ?? "");
  if (intent && (intent.status === "requires_payment_method" || intent.status === "requires_action")) {
    Object.assign(intent, {
      status: "canceled",
      canceled_at: engine.clock.seconds(),
      cancellation_reason: "automatic",
      next_action: null,
    } satisfies Partial<Stripe.PaymentIntent>);
    engine.emit(account, "payment_intent.canceled", intent);
  }
  cancelSetupIntent(engine, account, idOf(session.setup_intent) ?? "");
  engine.touch();
  engine.emit(account, "checkout.session.expired", session);
}

/** Sessions end at `expires_at`. Registered as a tick of the engine. */
export function expireOldSessions(engine: Engine): void {
  const now = engine.clock.seconds();
  for (const [account, bucket] of Object.entries(engine.state.buckets)) {
    for (const session of Object.values(bucket["checkout.session"]))
      if (session.status === "open" && session.expires_at <= now) expireSession(engine, account, session);
  }
}

/** The buyer types a code. @throws {SandboxError} in words for the buyer */
export function enterPromotionCode(engine: Engine, id: string, text: string): Stripe.Checkout.Session {
  const { session, record, account } = findSession(engine, id);
  requireOpen(session);
  if (!session.allow_promotion_codes) throw new SandboxError("This checkout does not take promotion codes.");
  const code = Object.values(engine.bucket(account).promotion_code).find(
    (candidate) => candidate.active && candidate.code.toLowerCase() === text.trim().toLowerCase(),
  );
  const coupon = code && engine.find(account, "coupon", idOf(code.promotion.coupon) ?? "");
  if (!code || !coupon) throw new SandboxError("This code is invalid.");
  if (!codeIsUsable(engine, account, code) || !couponIsValid(engine, coupon)) throw new SandboxError("This code has expired.");
  const least = code.restrictions.minimum_amount;
  if (least !== null && (session.amount_subtotal ?? 0) < least) throw new SandboxError("Your order is below the minimum amount for this code.");
  if (coupon.currency && coupon.currency !== session.currency) throw new SandboxError("This code cannot be used with this currency.");
  record.discount = { coupon: coupon.id, promotionCode: code.id };
  applyDiscount(engine, session, coupon);
  return session;
}

/** Where Stripe sends the browser when the buyer is done; null when the page stays. */
export function returnUrl(session: Stripe.Checkout.Session): string | null {
  const target = session.ui_mode === "embedded_page" ? (session.redirect_on_completion === "never" ? null : session.return_url) : session.success_url;
  return target ? target.replaceAll("{CHECKOUT_SESSION_ID}", session.id) : null;
}
