import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { SandboxError } from "../../engine/errors";
import { idOf } from "../../engine/operation";
import type { SessionRecord } from "../../engine/state";
import type { TestMethod } from "../cards";
import { makePaymentMethod, type Payer } from "../payment-objects";
import { failSetupIntent, succeedSetupIntent } from "../setup-intents";
import { attachCustomer, complete, type PayResult } from "./complete";

/** The end of a `setup` session: the method is kept for its customer, and no money moves. Nothing becomes anybody's default by it. */
export function setUp(engine: Engine, session: Stripe.Checkout.Session, record: SessionRecord, account: string, payer: Payer, method: TestMethod): PayResult {
  if (method.outcome === "declined")
    return refuseSetup(engine, session, account, method.decline ?? { code: "card_declined", declineCode: "generic_decline", message: "Your card was declined." });
  if (method.outcome === "requires_authentication") {
    record.pendingAuthentication = { cardNumber: method.number };
    return { status: "requires_authentication", session };
  }
  attachCustomer(engine, session, account, payer, null);
  const saved = makePaymentMethod(engine, account, method, payer, idOf(session.customer));
  succeedSetupIntent(engine, account, intentOf(engine, session, account), saved);
  return complete(engine, session, record, account, payer, null, "no_payment_required");
}

/** The card is not kept; the page stays for another. */
export function refuseSetup(engine: Engine, session: Stripe.Checkout.Session, account: string, decline: NonNullable<TestMethod["decline"]>): PayResult {
  failSetupIntent(engine, account, intentOf(engine, session, account), decline);
  return { status: "declined", session, message: decline.message, declineCode: decline.declineCode };
}

function intentOf(engine: Engine, session: Stripe.Checkout.Session, account: string): Stripe.SetupIntent {
  const intent = engine.find(account, "setup_intent", idOf(session.setup_intent) ?? "");
  if (!intent) throw new SandboxError("This page has lost what it was for.");
  return intent;
}
