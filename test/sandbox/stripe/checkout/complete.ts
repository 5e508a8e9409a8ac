import type Stripe from "stripe";
import type { Engine } from "../../engine/engine";
import { idOf } from "../../engine/operation";
import type { SessionRecord } from "../../engine/state";
import { couponIsValid } from "../coupons";
import { makeCustomer } from "../customers";
import { makeInvoice, markPaid } from "../billing/finalize";
import type { Payer } from "../payment-objects";
import { returnUrl } from "./sessions";

/** How pressing Pay ended. */
export type PayResult =
  | { status: "complete"; session: Stripe.Checkout.Session; redirectTo: string | null }
  | { status: "declined"; session: Stripe.Checkout.Session; message: string; declineCode: string }
  | { status: "requires_authentication"; session: Stripe.Checkout.Session };

/** Makes the customer that `customer_creation: always` (and every subscription) promises. */
export function attachCustomer(engine: Engine, session: Stripe.Checkout.Session, account: string, payer: Payer, intent: Stripe.PaymentIntent | null): void {
  if (!session.customer && session.customer_creation === "always") {
    session.customer = makeCustomer(engine, account, {
      email: payer.email,
      name: payer.name,
      ...(payer.address ? { address: payer.address } : {}),
      phone: payer.phone ?? null,
    }).id;
  }
  if (intent) intent.customer = idOf(session.customer);
}

/** The buyer is done: the session closes and says so. */
export function complete(
  engine: Engine,
  session: Stripe.Checkout.Session,
  record: SessionRecord,
  account: string,
  payer: Payer,
  intent: Stripe.PaymentIntent | null,
  paymentStatus: "paid" | "unpaid" | "no_payment_required",
): PayResult {
  if (!intent) attachCustomer(engine, session, account, payer, null);
  session.status = "complete";
  session.payment_status = paymentStatus;
  session.url = null;
  if (session.automatic_tax.enabled) session.automatic_tax.status = "complete";
  if (session.consent_collection)
    session.consent = { promotions: null, terms_of_service: session.consent_collection.terms_of_service === "required" ? "accepted" : null };
  session.collected_information = { business_name: null, individual_name: null, shipping_details: null };
  redeem(engine, account, record);
  if (paymentStatus !== "unpaid" && session.mode === "payment") invoiceFor(engine, session, record, account, intent);
  engine.touch();
  engine.emit(account, "checkout.session.completed", session);
  return { status: "complete", session, redirectTo: returnUrl(session) };
}

/** A coupon counts when the sale is done, not when it was typed in. */
export function redeem(engine: Engine, account: string, record: SessionRecord): void {
  if (!record.discount) return;
  const coupon = engine.find(account, "coupon", record.discount.coupon);
  const code = engine.find(account, "promotion_code", record.discount.promotionCode ?? "");
  if (coupon) {
    coupon.times_redeemed += 1;
    coupon.valid = couponIsValid(engine, coupon);
  }
  if (code) code.times_redeemed += 1;
}

/** `invoice_creation` of a one-time sale. */
export function invoiceFor(
  engine: Engine,
  session: Stripe.Checkout.Session,
  record: SessionRecord,
  account: string,
  intent: Stripe.PaymentIntent | null,
): void {
  if (!session.invoice_creation?.enabled || session.invoice) return;
  const data = session.invoice_creation.invoice_data;
  const now = engine.clock.seconds();
  const invoice = makeInvoice(engine, account, {
    customer: idOf(session.customer),
    customerEmail: session.customer_details?.email ?? null,
    customerName: session.customer_details?.name ?? null,
    currency: session.currency ?? "usd",
    billingReason: "manual",
    application: record.application,
    subscription: null,
    metadata: data.metadata ?? {},
    description: data.description,
    footer: data.footer,
    lines: record.lineItems.map((item) => ({
      description: item.description ?? "",
      amount: item.amount_subtotal,
      discount: item.amount_discount,
      quantity: item.quantity ?? 1,
      price: item.price,
      subscriptionItem: null,
      period: { start: now, end: now },
    })),
  }, intent?.id ?? null);
  session.invoice = invoice.id;
  markPaid(engine, account, invoice);
}
