import { db } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { targetOfPayment, type PaymentTarget } from "~/domain/refunds/payment-target.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { namesOfCharge } from "~/integrations/stripe/disputes.server";
import type { StoredEvent } from "./event";
import { notNow } from "./not-now.server";
import { bringOrderUpToDate, idOf } from "./order-of.server";
import { bringRenewalUpToDate } from "./subscription-of.server";

/** A payment of ours, and how its account is asked. */
export interface SaleOf {
  target: PaymentTarget;
  access: AccountAccess;
}

/**
 * The sale an event about a payment or its charge speaks of. One we do not know by its payment may be a purchase whose own
 * events have not come yet: then what Stripe has on it leads to the order, or by its invoice to the membership, and that is
 * brought up to date first. Null: not ours, or not sold on this account.
 */
export async function saleOf(event: StoredEvent): Promise<SaleOf | null> {
  const { stripeAccountId } = event;
  // Of one that sold for several stores in turn: the connection that holds, since a former one has no key any more.
  const account = stripeAccountId ? await db.connectedAccount.findFirst({ where: { stripeAccountId }, orderBy: [{ status: "asc" }, { connectedAt: "desc" }], select: ACCESS_COLUMNS }) : null;
  if (!account || !stripeAccountId) return null;
  const access = accessOf(account);
  const names = { paymentIntentId: idOf(event.object.payment_intent), chargeId: idOf(event.object.charge) };
  const found = (await targetOfPayment(names)) ?? (await byWhatStripeHas(event, access, names));
  return found?.account.stripeAccountId === stripeAccountId ? { target: found, access } : null;
}

async function byWhatStripeHas(event: StoredEvent, access: AccountAccess, names: { paymentIntentId: string | null; chargeId: string | null }): Promise<PaymentTarget | null> {
  const charge = names.chargeId ? await namesOfCharge(access, names.chargeId) : null;
  if (charge && !charge.ok) {
    if (charge.error.kind === "not_found") return null;
    throw await notNow(event, charge.error, "The payment");
  }
  const orderId = charge?.value.orderId ?? null;
  const paymentIntentId = names.paymentIntentId ?? charge?.value.paymentIntentId ?? null;
  if (orderId && (await bringOrderUpToDate(event, { orderId })).status === "processed") {
    const target = await targetOfPayment({ paymentIntentId });
    if (target) return target;
  }
  if (!paymentIntentId || (await bringRenewalUpToDate(event, paymentIntentId)).status !== "processed") return null;
  return targetOfPayment({ paymentIntentId });
}
