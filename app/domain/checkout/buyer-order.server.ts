import { db } from "~/db.server";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { canChargeIn, selectAccount } from "~/domain/merchants/select-account";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import type { OrderStatus } from "~/generated/prisma/enums";
import { now, SECOND } from "~/lib/clock";
import { hashToken } from "~/lib/tokens";
import { canResume, isLive } from "./checkout-session";
import { retireSession } from "./open-session.server";

/** Who asks for an order: the signed-in person, and the token of the buyer cookie of this browser. */
export interface Asker {
  viewer: { id: string; email: string; emailVerified: boolean } | null;
  buyerKey: string | null;
}

const PARTS = {
  store: true,
  price: { select: { amount: true } },
  offer: { select: { slug: true, subtitle: true, status: true, coverFileId: true, connectedAccountId: true, prices: { where: { active: true } } } },
  account: { select: { stripeAccountId: true, status: true, chargesEnabled: true, paymentCurrencies: true } },
  sessions: { orderBy: { createdAt: "desc" as const } },
};

export type BuyerOrder = NonNullable<Awaited<ReturnType<typeof buyerOrder>>>;

/** The order if this browser began it or it is the viewer's own; null for everybody else, as if it did not exist. */
export async function buyerOrder(orderId: string, { viewer, buyerKey }: Asker) {
  const mine = [...(viewer ? [{ userId: viewer.id }] : []), ...(buyerKey ? [{ buyerKeyHash: hashToken(buyerKey) }] : [])];
  if (mine.length === 0) return null;
  return db.order.findFirst({ where: { id: orderId, OR: mine }, include: PARTS });
}

/** Where a checkout stands when its page is opened. */
export type CheckoutState =
  | { state: "pay"; uiMode: "embedded_page" | "hosted_page"; clientSecret: string | null; url: string | null; stripeAccountId: string }
  /** There is something to tell that the return page tells: paid, on its way, failed, refunded, being checked. */
  | { state: "settled" }
  /**
   * Nothing to pay here any more. `timed_out`: begin again; `unfinished`: Stripe has not answered yet, try again; `moved`:
   * not on the account it was begun on, but the store sells on another one, so begin again. `unsure`: Stripe does not say
   * any more whether something was paid before.
   */
  | { state: "closed"; reason: "timed_out" | "unfinished" | "offer_unavailable" | "not_chargeable" | "moved"; unsure?: boolean };

/** A page opened within this time of the session's making cannot have been paid elsewhere yet. */
const SURELY_UNPAID = 15 * SECOND;

/**
 * What the buyer can do on the checkout page now. Asks Stripe when the session is not brand-new, so that going back to a
 * checkout that was paid shows the purchase and not the till. What is no longer for sale is closed at Stripe first.
 */
export async function checkoutState(order: BuyerOrder): Promise<CheckoutState> {
  if (!awaitsPayment(order.status)) return { state: "settled" };
  const session = order.sessions.find(isLive);
  const stripeAccountId = order.account?.stripeAccountId;
  const sells = order.account && canChargeIn(order.account, order.currency);
  // A session that Stripe refused because of the account, or that ended with it, has not simply run out.
  if ((!session || !stripeAccountId) && order.account && !sells && order.offer.status === "published") return elsewhere(order);
  if (!session || !stripeAccountId) return { state: "closed", reason: "timed_out" };

  if (order.offer.status !== "published") {
    const retired = await retireSession(session.id);
    if (!retired.ok && retired.error.kind === "complete") return settle(order.id);
    return { state: "closed", reason: "offer_unavailable" };
  }
  if (!sells) return elsewhere(order);
  if (session.status === "creating") return { state: "closed", reason: "unfinished" };
  if (now().getTime() - session.createdAt.getTime() > SURELY_UNPAID) {
    const truth = await completePurchase(order.id, { cause: "checkout opened" });
    if (truth.ok && !awaitsPayment(truth.value.status)) return { state: "settled" };
    if (truth.ok && truth.value.status === "expired") return { state: "closed", reason: "timed_out" };
  }
  if (!canResume(session, session.uiMode, now())) return { state: "closed", reason: "timed_out" };
  const uiMode = session.uiMode === "hosted_page" ? "hosted_page" : "embedded_page";
  return { state: "pay", uiMode, clientSecret: session.clientSecret, url: session.url, stripeAccountId };
}

/** The order's account takes no payments any more. What was paid before that is shown first. */
async function elsewhere(order: BuyerOrder): Promise<CheckoutState> {
  const truth = await completePurchase(order.id, { cause: "checkout opened" });
  if (truth.ok && !awaitsPayment(truth.value.status)) return { state: "settled" };
  const unsure = !truth.ok && order.sessions.some((session) => session.stripeSessionId && now().getTime() - session.createdAt.getTime() > SURELY_UNPAID);
  const next = selectAccount(await connectedAccounts(order.storeId), order.currency, { offerChoice: order.offer.connectedAccountId });
  return { state: "closed", reason: next ? "moved" : "not_chargeable", unsure };
}

async function settle(orderId: string): Promise<CheckoutState> {
  await completePurchase(orderId, { cause: "checkout opened" });
  return { state: "settled" };
}

/** `expired` too: the closing of a former session may be reported while a newer one is open. */
export function awaitsPayment(status: OrderStatus): boolean {
  return status === "pending" || status === "expired";
}
