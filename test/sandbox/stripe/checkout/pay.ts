import type Stripe from 'stripe';
import type { Engine } from '../../engine/engine';
import { SandboxError } from '../../engine/errors';
import { idOf } from '../../engine/operation';
import type { SessionRecord } from '../../engine/state';
import { type Outcome, type TestMethod, testMethod } from '../cards';
import { couponIsValid } from '../coupons';
import { makeCustomer } from '../customers';
import { askForAuthentication, declineAttempt, makeIntent, type Payer, settleFailed, settleSucceeded, startDelayed, succeedAttempt } from '../payments';
import { codeIsUsable } from '../promotion-codes';
import { makeInvoice, makeSubscription, payInvoice } from '../subscription-object';
import { applyDiscount } from './discounts';

export interface PayInput {
  session: string;
  /** A test card number or the test IBAN. Without it the number that stands for `outcome`. */
  number?: string;
  outcome?: Outcome;
  email?: string;
  name?: string;
  phone?: string;
  address?: Partial<Stripe.Address>;
  /** What the buyer typed into the promotion code field. */
  promotionCode?: string;
  termsAccepted?: boolean;
}

export type PayResult =
  | { status: 'complete'; session: Stripe.Checkout.Session; redirectTo: string | null }
  | { status: 'declined'; session: Stripe.Checkout.Session; message: string; declineCode: string }
  | { status: 'requires_authentication'; session: Stripe.Checkout.Session };

/** A session and what belongs to it. @throws {SandboxError} when there is none */
export function findSession(engine: Engine, id: string): { session: Stripe.Checkout.Session; record: SessionRecord; account: string } {
  const record = Object.hasOwn(engine.state.sessions, id) ? engine.state.sessions[id] : undefined;
  const session = record && engine.find(record.account, 'checkout.session', id);
  if (!record || !session) throw new SandboxError(`There is no Checkout Session ${id}.`);
  return { session, record, account: record.account };
}

/** The buyer presses Pay. */
export function paySession(engine: Engine, input: PayInput): PayResult {
  const { session, record, account } = findSession(engine, input.session);
  requireOpen(session);
  const method = testMethod(input);
  if (!method) throw new SandboxError('Your card number is not one of the test numbers. Try 4242 4242 4242 4242.');
  if (!session.payment_method_types.includes(method.type)) throw new SandboxError(`This checkout does not take ${method.type}.`);
  if (!engine.account(account)?.account.charges_enabled) throw new SandboxError('This seller cannot take payments at the moment.');
  if (session.consent_collection?.terms_of_service === 'required' && input.termsAccepted === false) throw new SandboxError('You must accept the terms to continue.');
  if (input.promotionCode) enterPromotionCode(engine, session.id, input.promotionCode);
  const payer = payerOf(engine, account, session, input);
  if (!payer.email) throw new SandboxError('Enter your email address.');
  session.customer_details = {
    address: payer.address ?? null, business_name: null, email: payer.email, individual_name: null, name: payer.name, phone: payer.phone ?? null, tax_exempt: 'none', tax_ids: [],
  };
  if (session.amount_total === 0 && session.mode === 'payment') return complete(engine, session, record, account, payer, null, 'no_payment_required');
  if (session.mode === 'subscription') return subscribe(engine, session, record, account, payer, method);
  const intent = intentOf(engine, session, record, account);
  switch (method.outcome) {
    case 'declined':
      declineAttempt(engine, account, intent, method, payer);
      return { status: 'declined', session, message: method.decline?.message ?? 'Your card was declined.', declineCode: method.decline?.declineCode ?? 'generic_decline' };
    case 'requires_authentication':
      askForAuthentication(engine, account, intent, method, payer);
      record.pendingAuthentication = { cardNumber: method.number };
      return { status: 'requires_authentication', session };
    case 'delayed':
      attachCustomer(engine, session, account, payer, intent);
      startDelayed(engine, account, intent, method, payer);
      return complete(engine, session, record, account, payer, intent, 'unpaid');
    case 'success':
      attachCustomer(engine, session, account, payer, intent);
      succeedAttempt(engine, account, intent, method, payer);
      return complete(engine, session, record, account, payer, intent, 'paid');
  }
}

/** The buyer answers (or fails) the bank's question. */
export function authenticateSession(engine: Engine, id: string, result: 'succeed' | 'fail'): PayResult {
  const { session, record, account } = findSession(engine, id);
  requireOpen(session);
  const waiting = record.pendingAuthentication;
  const method = waiting && testMethod({ number: waiting.cardNumber });
  if (!method) throw new SandboxError('This checkout does not wait for an authentication.');
  record.pendingAuthentication = null;
  const payer: Payer = { email: session.customer_details?.email ?? null, name: session.customer_details?.name ?? null, address: session.customer_details?.address ?? null };
  if (session.mode === 'subscription') return result === 'fail' ? declined(session) : subscribe(engine, session, record, account, payer, { ...method, outcome: 'success' });
  const intent = intentOf(engine, session, record, account);
  if (result === 'fail') {
    declineAttempt(engine, account, intent, { ...method, decline: { code: 'payment_intent_authentication_failure', declineCode: 'authentication_failed', message: REFUSED } }, payer);
    return declined(session);
  }
  attachCustomer(engine, session, account, payer, intent);
  succeedAttempt(engine, account, intent, method, payer, true);
  return complete(engine, session, record, account, payer, intent, 'paid');
}

/** The delayed payment of a completed session comes through or fails. */
export function settleSession(engine: Engine, id: string, result: 'succeeded' | 'failed'): Stripe.Checkout.Session {
  const { session, record, account } = findSession(engine, id);
  const intent = engine.find(account, 'payment_intent', idOf(session.payment_intent) ?? '');
  const charge = intent && engine.find(account, 'charge', idOf(intent.latest_charge) ?? '');
  if (!intent || !charge || intent.status !== 'processing') throw new SandboxError('This checkout has no payment on its way.');
  if (result === 'failed') {
    settleFailed(engine, account, intent, charge);
    engine.emit(account, 'checkout.session.async_payment_failed', session);
    return session;
  }
  settleSucceeded(engine, account, intent, charge);
  session.payment_status = 'paid';
  invoiceFor(engine, session, record, account, intent);
  engine.touch();
  engine.emit(account, 'checkout.session.async_payment_succeeded', session);
  return session;
}

/** Stops an open session. Money that a bank was still asking about is no longer taken. */
export function expireSession(engine: Engine, account: string, session: Stripe.Checkout.Session): void {
  session.status = 'expired';
  session.url = null;
  const record = engine.state.sessions[session.id];
  if (record) record.pendingAuthentication = null;
  const intent = engine.find(account, 'payment_intent', idOf(session.payment_intent) ?? '');
  if (intent && (intent.status === 'requires_payment_method' || intent.status === 'requires_action')) {
    Object.assign(intent, { status: 'canceled', canceled_at: engine.clock.seconds(), cancellation_reason: 'automatic', next_action: null } satisfies Partial<Stripe.PaymentIntent>);
    engine.emit(account, 'payment_intent.canceled', intent);
  }
  engine.touch();
  engine.emit(account, 'checkout.session.expired', session);
}

/** Sessions end at `expires_at`. Registered as a tick of the engine. */
export function expireOldSessions(engine: Engine): void {
  const now = engine.clock.seconds();
  for (const [account, bucket] of Object.entries(engine.state.buckets)) {
    for (const session of Object.values(bucket['checkout.session'])) if (session.status === 'open' && session.expires_at <= now) expireSession(engine, account, session);
  }
}

/** The buyer types a code. @throws {SandboxError} in words for the buyer */
export function enterPromotionCode(engine: Engine, id: string, text: string): Stripe.Checkout.Session {
  const { session, record, account } = findSession(engine, id);
  requireOpen(session);
  if (!session.allow_promotion_codes) throw new SandboxError('This checkout does not take promotion codes.');
  const code = Object.values(engine.bucket(account).promotion_code).find((candidate) => candidate.active && candidate.code.toLowerCase() === text.trim().toLowerCase());
  const coupon = code && engine.find(account, 'coupon', idOf(code.promotion.coupon) ?? '');
  if (!code || !coupon) throw new SandboxError('This code is invalid.');
  if (!codeIsUsable(engine, account, code) || !couponIsValid(engine, coupon)) throw new SandboxError('This code has expired.');
  const least = code.restrictions.minimum_amount;
  if (least !== null && (session.amount_subtotal ?? 0) < least) throw new SandboxError('Your order is below the minimum amount for this code.');
  if (coupon.currency && coupon.currency !== session.currency) throw new SandboxError('This code cannot be used with this currency.');
  record.discount = { coupon: coupon.id, promotionCode: code.id };
  applyDiscount(engine, session, coupon);
  return session;
}

/** Where Stripe sends the browser when the buyer is done; null when the page stays. */
export function returnUrl(session: Stripe.Checkout.Session): string | null {
  const target = session.ui_mode === 'embedded_page' ? (session.redirect_on_completion === 'never' ? null : session.return_url) : session.success_url;
  return target ? target.replaceAll('{CHECKOUT_SESSION_ID}', session.id) : null;
}

const REFUSED = 'We are unable to authenticate your payment method. Please choose a different payment method and try again.';

function declined(session: Stripe.Checkout.Session): PayResult {
  return { status: 'declined', session, message: REFUSED, declineCode: 'authentication_failed' };
}

function requireOpen(session: Stripe.Checkout.Session): void {
  if (session.status === 'complete') throw new SandboxError('You have already paid for this order.');
  if (session.status === 'expired') throw new SandboxError('This checkout has expired. Go back to the shop and start again.');
}

function payerOf(engine: Engine, account: string, session: Stripe.Checkout.Session, input: PayInput): Payer {
  const customer = engine.find(account, 'customer', idOf(session.customer) ?? '');
  const known = customer && !customer.deleted ? customer : undefined;
  const empty: Stripe.Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  const address = input.address ? { ...empty, ...input.address } : (session.customer_details?.address ?? { ...empty, country: 'US' });
  // A prefilled address cannot be changed on Stripe's page.
  const email = session.customer_email ?? known?.email ?? input.email ?? session.customer_details?.email ?? null;
  return { email, name: input.name ?? known?.name ?? session.customer_details?.name ?? null, address, phone: input.phone ?? null };
}

/** One session has one intent, however often the buyer tries. */
function intentOf(engine: Engine, session: Stripe.Checkout.Session, record: SessionRecord, account: string): Stripe.PaymentIntent {
  const existing = engine.find(account, 'payment_intent', idOf(session.payment_intent) ?? '');
  if (existing) return existing;
  const { paymentIntentData: data } = record;
  const intent = makeIntent(engine, account, { ...data, amount: session.amount_total ?? 0, currency: session.currency ?? 'usd', customer: idOf(session.customer) });
  session.payment_intent = intent.id;
  return intent;
}

function attachCustomer(engine: Engine, session: Stripe.Checkout.Session, account: string, payer: Payer, intent: Stripe.PaymentIntent | null): void {
  if (!session.customer && session.customer_creation === 'always') {
    session.customer = makeCustomer(engine, account, { email: payer.email, name: payer.name, ...(payer.address ? { address: payer.address } : {}), phone: payer.phone ?? null }).id;
  }
  if (intent) intent.customer = idOf(session.customer);
}

function complete(
  engine: Engine, session: Stripe.Checkout.Session, record: SessionRecord, account: string, payer: Payer, intent: Stripe.PaymentIntent | null, paymentStatus: 'paid' | 'unpaid' | 'no_payment_required',
): PayResult {
  if (!intent) attachCustomer(engine, session, account, payer, null);
  session.status = 'complete';
  session.payment_status = paymentStatus;
  session.url = null;
  if (session.automatic_tax.enabled) session.automatic_tax.status = 'complete';
  if (session.consent_collection) session.consent = { promotions: null, terms_of_service: session.consent_collection.terms_of_service === 'required' ? 'accepted' : null };
  session.collected_information = { business_name: null, individual_name: null, shipping_details: null };
  redeem(engine, account, record);
  if (paymentStatus !== 'unpaid' && session.mode === 'payment') invoiceFor(engine, session, record, account, intent);
  engine.touch();
  engine.emit(account, 'checkout.session.completed', session);
  return { status: 'complete', session, redirectTo: returnUrl(session) };
}

function redeem(engine: Engine, account: string, record: SessionRecord): void {
  if (!record.discount) return;
  const coupon = engine.find(account, 'coupon', record.discount.coupon);
  const code = engine.find(account, 'promotion_code', record.discount.promotionCode ?? '');
  if (coupon) {
    coupon.times_redeemed += 1;
    coupon.valid = couponIsValid(engine, coupon);
  }
  if (code) code.times_redeemed += 1;
}

/** `invoice_creation` of a one-time sale. */
function invoiceFor(engine: Engine, session: Stripe.Checkout.Session, record: SessionRecord, account: string, intent: Stripe.PaymentIntent | null): void {
  if (!session.invoice_creation?.enabled || session.invoice) return;
  const data = session.invoice_creation.invoice_data;
  const now = engine.clock.seconds();
  const invoice = makeInvoice(engine, account, {
    customer: idOf(session.customer), customerEmail: session.customer_details?.email ?? null, customerName: session.customer_details?.name ?? null, currency: session.currency ?? 'usd', billingReason: 'manual',
    subscription: null, metadata: data.metadata ?? {}, description: data.description, footer: data.footer,
    lines: record.lineItems.map((item) => ({ description: item.description ?? '', amount: item.amount_subtotal, discount: item.amount_discount, quantity: item.quantity ?? 1, price: item.price, subscriptionItem: null, period: { start: now, end: now } })),
  });
  session.invoice = invoice.id;
  payInvoice(engine, account, invoice, intent?.id ?? null);
}

function subscribe(engine: Engine, session: Stripe.Checkout.Session, record: SessionRecord, account: string, payer: Payer, method: TestMethod): PayResult {
  if (method.outcome === 'declined') return { status: 'declined', session, message: method.decline?.message ?? 'Your card was declined.', declineCode: method.decline?.declineCode ?? 'generic_decline' };
  if (method.outcome === 'delayed') throw new SandboxError('The sandbox does not sell subscriptions with delayed payment methods.');
  if (method.outcome === 'requires_authentication') {
    record.pendingAuthentication = { cardNumber: method.number };
    return { status: 'requires_authentication', session };
  }
  attachCustomer(engine, session, account, payer, null);
  const { subscriptionData: data } = record;
  const customer = idOf(session.customer) ?? '';
  const subscription = makeSubscription(engine, account, { customer, items: record.lineItems, paymentMethod: null, ...data });
  const trial = subscription.status === 'trialing';
  const total = trial ? 0 : (session.amount_total ?? 0);
  const invoice = makeInvoice(engine, account, {
    customer, customerEmail: payer.email, customerName: payer.name, currency: session.currency ?? 'usd', billingReason: 'subscription_create', subscription, metadata: {},
    lines: record.lineItems.map((item) => {
      const part = subscription.items.data.find((candidate) => candidate.price.id === item.price.id);
      return {
        description: item.description ?? '', amount: trial ? 0 : item.amount_subtotal, discount: trial ? 0 : item.amount_discount, quantity: item.quantity ?? 1, price: item.price, subscriptionItem: part?.id ?? null,
        period: { start: part?.current_period_start ?? subscription.created, end: part?.current_period_end ?? subscription.created },
      };
    }),
  });
  let intent: Stripe.PaymentIntent | null = null;
  if (total > 0) {
    const fee = data.applicationFeePercent === null ? null : Math.round((total * data.applicationFeePercent) / 100) || null;
    intent = makeIntent(engine, account, {
      amount: total, currency: session.currency ?? 'usd', applicationFeeAmount: fee, metadata: {}, description: 'Subscription creation', receiptEmail: null, statementDescriptor: null, statementDescriptorSuffix: null,
      setupFutureUsage: 'off_session', customer,
    });
    succeedAttempt(engine, account, intent, method, payer);
    subscription.default_payment_method = intent.payment_method;
  }
  subscription.latest_invoice = invoice.id;
  session.subscription = subscription.id;
  session.invoice = invoice.id;
  engine.state.subscriptions[subscription.id] = { account, paymentMethod: idOf(subscription.default_payment_method), session: session.id, renewals: method.failsLater ? 'fail' : 'succeed', discount: record.discount };
  payInvoice(engine, account, invoice, intent?.id ?? null);
  engine.emit(account, 'customer.subscription.created', subscription);
  return complete(engine, session, record, account, payer, intent, total > 0 ? 'paid' : 'no_payment_required');
}
