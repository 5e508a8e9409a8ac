import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { SandboxError } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { SessionRecord } from "../../engine/state";
import { type Outcome, testMethod } from "../cards";
import { makeIntent, type Payer } from "../payment-objects";
import { askForAuthentication, declineAttempt, settleFailed, settleSucceeded, startDelayed, succeedAttempt } from "../payments";
import { attachCustomer, complete, invoiceFor, type PayResult } from "./complete";
import { enterPromotionCode, findSession, requireOpen } from "./sessions";
import { refuseSetup, setUp } from "./set-up";
import { subscribe } from "./subscribe";

export interface PayInput {
  session: string;
  /** A test card number or the test IBAN. Without it the number that stands for `outcome`. */
  number?: string;
  outcome?: Outcome;
  email?: string;
  name?: string;
  phone?: string;
  address?: Partial<Stripe.Address>;
  /** A business and its tax number, e.g. eu_vat: taken where the session collects them. */
  business?: string;
  taxId?: { type: string; value: string };
  /** What the buyer typed into the promotion code field. */
  promotionCode?: string;
  termsAccepted?: boolean;
}

/** The buyer presses Pay. */
export function paySession(engine: Engine, input: PayInput): PayResult {
  const { session, record, account } = findSession(engine, input.session);
  requireOpen(session);
  const method = testMethod(input);
  const needsNone = session.payment_method_collection === "if_required" && session.amount_total === 0 && input.number === undefined && input.outcome === undefined;
  if (!method) throw new SandboxError("Your card number is not one of the test numbers. Try 4242 4242 4242 4242.");
  if (!session.payment_method_types.includes(method.type)) throw new SandboxError(`This checkout does not take ${method.type}.`);
  if (!engine.account(account)?.account.charges_enabled) throw new SandboxError("This seller cannot take payments at the moment.");
  if (session.consent_collection?.terms_of_service === "required" && input.termsAccepted === false)
    throw new SandboxError("You must accept the terms to continue.");
  if (input.promotionCode) enterPromotionCode(engine, session.id, input.promotionCode);
  const payer = payerOf(engine, account, session, input);
  if (!payer.email) throw new SandboxError("Enter your email address.");
  session.customer_details = {
    address: payer.address ?? null,
    business_name: (session.tax_id_collection?.enabled && input.business) || null,
    email: payer.email,
    individual_name: null,
    name: payer.name,
    phone: payer.phone ?? null,
    tax_exempt: "none",
    tax_ids: session.tax_id_collection?.enabled && input.taxId ? [input.taxId] : [],
  };
  if (session.amount_total === 0 && session.mode === "payment") return complete(engine, session, record, account, payer, null, "no_payment_required");
  if (session.mode === "setup") return setUp(engine, session, record, account, payer, method);
  if (session.mode === "subscription") return subscribe(engine, session, record, account, payer, needsNone ? null : method);
  const intent = intentOf(engine, session, record, account);
  switch (method.outcome) {
    case "declined":
      declineAttempt(engine, account, intent, method, payer);
      return {
        status: "declined",
        session,
        message: method.decline?.message ?? "Your card was declined.",
        declineCode: method.decline?.declineCode ?? "generic_decline",
      };
    case "requires_authentication":
      askForAuthentication(engine, account, intent, method, payer);
      record.pendingAuthentication = { cardNumber: method.number };
      return { status: "requires_authentication", session };
    case "delayed":
      attachCustomer(engine, session, account, payer, intent);
      startDelayed(engine, account, intent, method, payer);
      return complete(engine, session, record, account, payer, intent, "unpaid");
    case "success":
      attachCustomer(engine, session, account, payer, intent);
      succeedAttempt(engine, account, intent, method, payer);
      return complete(engine, session, record, account, payer, intent, "paid");
  }
}

/** The buyer answers (or fails) the bank's question. */
export function authenticateSession(engine: Engine, id: string, result: "succeed" | "fail"): PayResult {
  const { session, record, account } = findSession(engine, id);
  requireOpen(session);
  const waiting = record.pendingAuthentication;
  const method = waiting && testMethod({ number: waiting.cardNumber });
  if (!method) throw new SandboxError("This checkout does not wait for an authentication.");
  record.pendingAuthentication = null;
  const payer: Payer = {
    email: session.customer_details?.email ?? null,
    name: session.customer_details?.name ?? null,
    address: session.customer_details?.address ?? null,
  };
  if (session.mode === "setup")
    return result === "fail" ? refuseSetup(engine, session, account, AUTHENTICATION_FAILED) : setUp(engine, session, record, account, payer, { ...method, outcome: "success" });
  if (session.mode === "subscription")
    return result === "fail" ? declined(session) : subscribe(engine, session, record, account, payer, { ...method, outcome: "success" });
  const intent = intentOf(engine, session, record, account);
  if (result === "fail") {
    declineAttempt(
      engine,
      account,
      intent,
      { ...method, decline: { ...AUTHENTICATION_FAILED, code: "payment_intent_authentication_failure" } },
      payer,
    );
    return declined(session);
  }
  attachCustomer(engine, session, account, payer, intent);
  succeedAttempt(engine, account, intent, method, payer, true);
  return complete(engine, session, record, account, payer, intent, "paid");
}

/** The delayed payment of a completed session comes through or fails. */
export function settleSession(engine: Engine, id: string, result: "succeeded" | "failed"): Stripe.Checkout.Session {
  const { session, record, account } = findSession(engine, id);
  const intent = engine.find(account, "payment_intent", idOf(session.payment_intent) ?? "");
  const charge = intent && engine.find(account, "charge", idOf(intent.latest_charge) ?? "");
  if (!intent || !charge || intent.status !== "processing") throw new SandboxError("This checkout has no payment on its way.");
  if (result === "failed") {
    settleFailed(engine, account, intent, charge);
    engine.emit(account, "checkout.session.async_payment_failed", session);
    return session;
  }
  settleSucceeded(engine, account, intent, charge);
  session.payment_status = "paid";
  invoiceFor(engine, session, record, account, intent);
  engine.touch();
  engine.emit(account, "checkout.session.async_payment_succeeded", session);
  return session;
}

const REFUSED = "We are unable to authenticate your payment method. Please choose a different payment method and try again.";
const AUTHENTICATION_FAILED = { code: "setup_intent_authentication_failure", declineCode: "authentication_failed", message: REFUSED };

function declined(session: Stripe.Checkout.Session): PayResult {
  return { status: "declined", session, message: REFUSED, declineCode: "authentication_failed" };
}

function payerOf(engine: Engine, account: string, session: Stripe.Checkout.Session, input: PayInput): Payer {
  const customer = engine.find(account, "customer", idOf(session.customer) ?? "");
  const known = customer && !customer.deleted ? customer : undefined;
  const empty: Stripe.Address = { city: null, country: null, line1: null, line2: null, postal_code: null, state: null };
  const address = input.address ? { ...empty, ...input.address } : (session.customer_details?.address ?? { ...empty, country: "US" });
  // A prefilled address cannot be changed on Stripe's page.
  const email = session.customer_email ?? known?.email ?? input.email ?? session.customer_details?.email ?? null;
  return { email, name: input.name ?? known?.name ?? session.customer_details?.name ?? null, address, phone: input.phone ?? null };
}

/** One session has one intent, however often the buyer tries. */
function intentOf(engine: Engine, session: Stripe.Checkout.Session, record: SessionRecord, account: string): Stripe.PaymentIntent {
  const existing = engine.find(account, "payment_intent", idOf(session.payment_intent) ?? "");
  if (existing) return existing;
  const { paymentIntentData: data } = record;
  const intent = makeIntent(engine, account, {
    ...data,
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "usd",
    customer: idOf(session.customer),
    application: record.application,
  });
  session.payment_intent = intent.id;
  return intent;
}
