import { db } from "~/db.server";
import type { Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { AccountAccess } from "~/integrations/stripe/account-call.server";
import { customersPaymentMethod, paymentDetailsPortal, readSetup, setCustomersPaymentMethod, setupPage } from "~/integrations/stripe/billing-portal.server";
import { finishedInvoice, payInvoice } from "~/integrations/stripe/invoices.server";
import { readSubscription, setPaymentMethod } from "~/integrations/stripe/subscriptions.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { sameToken, signedToken } from "~/lib/tokens";
import { ownSubscription } from "./own-subscription.server";
import { pullLever, type WhichMembership } from "./pull-lever.server";
import { refusalOf, type LeverRefusal } from "./refusals";
import { membershipState } from "./state";

/** In the address the member comes back to: the session to hand to `paymentDetailsDone`, or `portal`. */
export const DETAILS_PARAM = "payment_details";

/**
 * Where the member gives new payment details: Stripe's billing portal on the creator's account, or, where the creator never
 * set it up, a page of Checkout that takes them (`own`). Either comes back to `returnPath` with `?payment_details=…`, whose value goes to
 * `paymentDetailsDone`.
 * @param returnPath a local path without a query
 */
export async function paymentDetailsUrl({ returnPath, ...which }: WhichMembership & { returnPath: string }): Promise<Result<{ url: string; own: boolean }, LeverRefusal>> {
  const found = await ownSubscription(which);
  if (!found.ok) return found;
  const { row, access } = found.value;
  const state = membershipState(row, now());
  if (state.state === "ended" && !state.canPay) return fail({ kind: "not_now" });
  const back = new URL(returnPath, env.appUrl).href;
  const portal = await paymentDetailsPortal(access, row.stripeCustomerId, `${back}?${DETAILS_PARAM}=${fromPortal(row.id)}`);
  if (portal.ok) return ok({ url: portal.value, own: false });
  // The account's own key may lack the portal's right and still make checkouts.
  if (portal.error.kind !== "not_set_up" && portal.error.kind !== "permission_missing") return refusalOf(portal.error);
  const page = await setupPage(access, {
    customerId: row.stripeCustomerId,
    currency: row.price.currency,
    subscriptionId: row.id,
    // Stripe writes the id in, so the braces must stay as they are.
    successUrl: `${back}?${DETAILS_PARAM}={CHECKOUT_SESSION_ID}`,
    cancelUrl: back,
  });
  return page.ok ? ok({ url: page.value, own: true }) : refusalOf(page.error);
}

/** What says in an address that the member comes from the portal, to which we sent them. */
function fromPortal(subscriptionId: string): string {
  return `portal.${signedToken(env.sessionSecret, "payment-details", subscriptionId)}`;
}

/**
 * The member is back with new payment details: they become those of the subscription and of the customer, and Stripe tries what is
 * open. `sessionId`: what stood in the address we gave to Stripe, `portal.…` or `cs_…`; nobody can make it up, so no link from elsewhere
 * has a payment made. Any number of calls. `not_now`: the page was not finished, or
 * is of another membership. `declined`: the details are kept, the open payment was refused.
 */
export function paymentDetailsDone({ sessionId, ...which }: WhichMembership & { sessionId: string }, cause: Cause): Promise<Result<undefined, LeverRefusal>> {
  return pullLever(which, cause, async ({ row, access }) => {
    const method = sameToken(sessionId, fromPortal(row.id)) ? await customersPaymentMethod(access, row.stripeCustomerId) : await fromSetup(access, row, sessionId);
    if (!method.ok) return method;
    if (method.value) {
      const set = await useMethod(access, row, method.value);
      if (!set.ok) return set;
    }
    return collectOpen(access, row.stripeSubscriptionId);
  });
}

/**
 * The customer has chosen other payment details in Stripe's portal or the creator in the Dashboard: what stands on the subscription
 * itself would win over them, so it follows. For the event `customer.updated`.
 */
export async function followCustomersChoice(stripeCustomerId: string, connectedAccountId: string, access: AccountAccess): Promise<Result<number, LeverRefusal>> {
  const rows = await db.subscription.findMany({ where: { connectedAccountId, stripeCustomerId, endedAt: null }, select: { stripeSubscriptionId: true, stripeCustomerId: true } });
  if (rows.length === 0) return ok(0);
  const method = await customersPaymentMethod(access, stripeCustomerId);
  if (!method.ok) return refusalOf(method.error);
  if (!method.value) return ok(0);
  for (const row of rows) {
    const read = await readSubscription(access, row.stripeSubscriptionId);
    if (!read.ok) return refusalOf(read.error);
    if (read.value.status === "canceled" || read.value.paymentMethodId === method.value) continue;
    const set = await setPaymentMethod(access, row.stripeSubscriptionId, method.value);
    if (!set.ok) return refusalOf(set.error);
    // Whether the bank accepts is told by the invoice's own event.
    await collectOpen(access, row.stripeSubscriptionId);
  }
  return ok(rows.length);
}

async function fromSetup(access: AccountAccess, row: { id: string; stripeCustomerId: string }, sessionId: string): Promise<Result<string, LeverRefusal>> {
  if (!sessionId.startsWith("cs_")) return fail({ kind: "not_now" });
  const read = await readSetup(access, sessionId);
  if (!read.ok) return refusalOf(read.error);
  const { customerId, subscriptionId, paymentMethodId } = read.value;
  // An id in an address can be of anybody's page.
  if (customerId !== row.stripeCustomerId || subscriptionId !== row.id || !paymentMethodId) return fail({ kind: "not_now" });
  return ok(paymentMethodId);
}

async function useMethod(access: AccountAccess, row: { stripeSubscriptionId: string; stripeCustomerId: string }, method: string) {
  const onSubscription = await setPaymentMethod(access, row.stripeSubscriptionId, method);
  return onSubscription.ok ? setCustomersPaymentMethod(access, row.stripeCustomerId, method) : onSubscription;
}

/** Let Stripe try the newest invoice again. What it gave up on has left that one as a draft, once a period has begun since. */
async function collectOpen(access: AccountAccess, stripeSubscriptionId: string) {
  const read = await readSubscription(access, stripeSubscriptionId);
  if (!read.ok) return read;
  const { status, latestInvoiceId } = read.value;
  if (!latestInvoiceId || (status !== "past_due" && status !== "unpaid")) return ok();
  const finished = status === "unpaid" ? await finishedInvoice(access, latestInvoiceId) : ok();
  return finished.ok ? payInvoice(access, latestInvoiceId) : finished;
}
