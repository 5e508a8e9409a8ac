import { db } from "~/db.server";
import { openedBy } from "~/domain/access/can-open.server";
import { markDay } from "~/domain/books/mark-day.server";
import { moreDays } from "~/domain/catalog/more-days";
import { accountReason } from "~/domain/merchants/account-reason";
import { connectedAccounts } from "~/domain/merchants/queries.server";
import { canChargeIn, selectAccount } from "~/domain/merchants/select-account";
import { completePurchase } from "~/domain/orders/complete-purchase.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import { joinObstacle, trialBefore } from "~/domain/memberships/joining.server";
import type { Offer, Order, Price } from "~/generated/prisma/client";
import type { CheckoutUiMode } from "~/integrations/stripe/checkout.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { hashToken } from "~/lib/tokens";
import { orderInTheWay } from "./former-orders.server";
import { openSession, retireSession, type PayableSession } from "./open-session.server";
import { platformFee } from "./platform-fee";
import { hasAlready, quote } from "./quote.server";
import type { Buyer, CheckoutRefusal } from "./refusals";

export interface CheckoutRequest extends Buyer {
  offerId: string;
  /** The price the buyer saw. It only says which one was seen: amount and currency come from our own row. */
  priceId: string;
  /** What the page said is to be paid (minor units), where that can differ from the price: it must still be so. */
  seenAmount?: bigint;
  /** They have it for some days and add to them: the end of those days as their page showed it (UTC). Another end by now is no wish to add. */
  addAfter?: Date;
  uiMode: CheckoutUiMode;
}

/**
 * Begin to buy: the order and a Stripe Checkout Session on the creator's account. The same buyer asking again for the same
 * offer at the same price gets the same order and session, so that the back button, a reload or a second tab cannot lead to
 * a second charge. When Stripe refuses the sale because of the account, it is tried once on the store's next one before the
 * buyer is told. Everything that can go wrong is a CheckoutRefusal.
 */
export async function startCheckout(request: CheckoutRequest): Promise<Result<PayableSession, CheckoutRefusal>> {
  const cause: Cause = { cause: "checkout", causeId: request.viewer?.id ?? null };
  const offer = await db.offer.findUnique({ where: { id: request.offerId }, include: { prices: { where: { active: true }, include: { tier: { select: { archivedAt: true } } } } } });
  if (!offer || offer.status !== "published" || offer.prices.length === 0) return fail({ kind: "offer_unavailable" });
  const price = offer.prices.find(({ id }) => id === request.priceId);
  if (!price) return fail({ kind: "price_changed" });
  if (price.tier?.archivedAt) return fail({ kind: "offer_unavailable" });
  if (price.amount === 0n) return fail({ kind: "free" });
  const since = await addedTo(request, offer);
  const having = request.viewer && !since && (await havingAlready(request.viewer, offer, price));
  if (having) return fail(having);
  // Days that are added cost their full price: what of a bundle is open because of the days before is not owned otherwise.
  const asked = await quote(offer, price, since && offer.accessDays !== null ? null : request.viewer);
  // A guest is known by the browser: it has had its trial too.
  if (asked.trialDays > 0 && (await trialBefore(offer.id, { buyerKeyHash: hashToken(request.buyerKey) }))) Object.assign(asked, { trialDays: 0, amount: price.amount });
  if (request.seenAmount !== undefined && request.seenAmount !== asked.amount) return fail({ kind: "price_changed" });
  const former = await orderInTheWay(offer.id, request, price.interval !== null);
  if (former) return fail({ kind: "already_ordered", orderId: former });

  const wanted = {
    storeId: offer.storeId,
    offerId: offer.id,
    priceId: price.id,
    offerTitle: offer.title,
    offerKind: offer.kind,
    ...asked,
    currency: price.currency,
    applicationFee: platformFee(asked.amount, env.platformFeePercent),
    livemode: env.stripe.livemode,
    userId: request.viewer?.id ?? null,
    buyerKeyHash: hashToken(request.buyerKey),
    buyerEmail: request.viewer?.email ?? null,
  };
  const refused = new Set<string>();
  for (let round = 0; round < ACCOUNTS_TRIED; round += 1) {
    const accounts = await connectedAccounts(offer.storeId);
    const chosen = selectAccount(accounts, price.currency, { offerChoice: offer.connectedAccountId, refused });
    if (!chosen) return fail({ kind: "not_chargeable" });
    const able = accounts.filter((account) => canChargeIn(account, price.currency) && !refused.has(account.id)).map(({ id }) => id);

    const order = await currentOrder({ ...wanted, since, connectedAccountId: chosen.account.id, accountReason: accountReason(chosen), applicationFee: chosen.account.kind === "restricted_key" ? 0n : wanted.applicationFee }, able, cause);
    if (!order.ok) return order;
    const alone = await retireOthers(order.value.id, wanted, cause);
    if (!alone.ok) return alone;
    const session = await openSession(order.value.id, request.uiMode, cause);
    if (session.ok) return session;
    if (session.error.kind === "complete") return paidAlready(order.value.id, cause);
    if (session.error.kind !== "account_refused") return fail(session.error);
    refused.add(order.value.accountId);
    await giveUp(order.value.id, cause);
  }
  return fail({ kind: "not_chargeable" });
}

/**
 * Whether somebody means to add to the days they have: since when they have had the last of these, as far as they still end when the page
 * said. Null: they add nothing (any more), and are a buyer like any other.
 */
async function addedTo({ viewer, addAfter }: CheckoutRequest, offer: Offer): Promise<Date | null> {
  if (!viewer || !addAfter) return null;
  const more = moreDays(offer, await openedBy(viewer.id, offer.id));
  if (more?.after.getTime() !== addAfter.getTime()) return null;
  const last = await db.grant.findFirst({ where: { userId: viewer.id, offerId: offer.id }, orderBy: { grantedAt: "desc" }, select: { grantedAt: true } });
  return last?.grantedAt ?? null;
}

/** Why a signed-in buyer does not need this; null: they do. Of a membership who is in it changes the plan instead. */
async function havingAlready(viewer: { id: string }, offer: Offer, price: Price): Promise<CheckoutRefusal | null> {
  if (offer.kind !== "membership") return (await hasAlready(viewer, offer)) ? { kind: "already_owned", offerId: offer.id } : null;
  const obstacle = await joinObstacle(viewer.id, price);
  return obstacle?.kind === "already_owned" ? { kind: "already_owned", offerId: offer.id } : obstacle;
}

/** The account whose turn it is, and once the next one. */
const ACCOUNTS_TRIED = 2;

/** `since`: an order begun before this is not gone on with; its days are those the buyer has meanwhile (orders/paid-twice). */
type WantedOrder = { connectedAccountId: string; since: Date | null } & Pick<
  Order,
  | "storeId" | "offerId" | "priceId" | "accountReason" | "offerTitle" | "offerKind" | "amount" | "currency"
  | "reduction" | "reductionReason" | "accessDays" | "tierId" | "interval" | "trialDays" | "applicationFee" | "livemode" | "userId" | "buyerKeyHash" | "buyerEmail"
>;

/**
 * The buyer's order for exactly this, as Stripe knows it now; a new one if there is none that still waits to be paid. One
 * that was begun on another account goes on there while that account can charge.
 * @param able ids of the accounts on which it may be paid
 */
async function currentOrder(wanted: WantedOrder, able: readonly string[], cause: Cause): Promise<Result<{ id: string; accountId: string }, CheckoutRefusal>> {
  const { created, ...found } = await findOrCreate(wanted, able, cause);
  if (created) return ok(found);
  const truth = await completePurchase(found.id, { ...cause, cause: "checkout resumed" });
  // Stripe cannot be asked: go on with the order we know. It has one session, and one session is paid once.
  if (!truth.ok || truth.value.status === "pending") return ok(found);
  if (truth.value.status !== "expired" && truth.value.status !== "failed") return fail({ kind: "already_ordered", orderId: found.id });
  const next = await findOrCreate(wanted, able, cause);
  return ok({ id: next.id, accountId: next.accountId });
}

function findOrCreate({ since, ...wanted }: WantedOrder, able: readonly string[], cause: Cause): Promise<{ id: string; accountId: string; created: boolean }> {
  return db.$transaction(async (tx) => {
    // Two tabs of one buyer take turns here, so that they find each other's order.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`checkout ${wanted.offerId} ${wanted.userId ?? wanted.buyerKeyHash}`}, 0))`;
    const { offerId, priceId, connectedAccountId, userId, buyerKeyHash, amount, currency, trialDays, accessDays } = wanted;
    const former = await tx.order.findFirst({
      where: { offerId, priceId, connectedAccountId: { in: [...able] }, userId, amount, currency, trialDays, accessDays, status: "pending", ...(userId ? {} : { buyerKeyHash }), ...(since ? { createdAt: { gt: since } } : {}) },
      orderBy: { createdAt: "desc" },
      select: { id: true, connectedAccountId: true },
    });
    if (former) {
      // A person may come back in another browser; that one may look at the order as well.
      if (userId) await tx.order.update({ where: { id: former.id }, data: { buyerKeyHash } });
      return { id: former.id, accountId: former.connectedAccountId ?? connectedAccountId, created: false };
    }
    const id = newId("order");
    const createdAt = now();
    await tx.order.create({ data: { id, status: "pending", createdAt, ...wanted } });
    await markDay(tx, wanted.storeId, createdAt);
    await recordTransition(tx, { subjectType: "order", subjectId: id, from: null, to: "pending", ...cause });
    return { id, accountId: connectedAccountId, created: true };
  });
}

/** Stripe takes no payment for this order on its account, and nothing of it can be paid: it will not be resumed. */
async function giveUp(orderId: string, cause: Cause): Promise<void> {
  await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
    if ((await tx.checkoutSession.count({ where: { orderId, status: { in: ["creating", "open"] } } })) > 0) return;
    const { count } = await tx.order.updateMany({ where: { id: orderId, status: "pending" }, data: { status: "expired" } });
    if (count > 0) await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: "pending", to: "expired", ...cause, cause: "Stripe takes no payments on this account" });
  });
}

/** Sessions this buyer left open for the same offer (at a former price, or before signing in) must not be paid as well. */
async function retireOthers(orderId: string, { offerId, userId, buyerKeyHash }: Pick<WantedOrder, "offerId" | "userId" | "buyerKeyHash">, cause: Cause): Promise<Result<undefined, CheckoutRefusal>> {
  const others = await db.checkoutSession.findMany({
    where: { status: { in: ["creating", "open"] }, orderId: { not: orderId }, order: { offerId, OR: [{ buyerKeyHash }, ...(userId ? [{ userId }] : [])] } },
    select: { id: true, orderId: true },
  });
  for (const other of others) {
    const retired = await retireSession(other.id);
    if (retired.ok) continue;
    return retired.error.kind === "complete" ? paidAlready(other.orderId, cause) : fail(retired.error);
  }
  return ok();
}

/** Stripe says the buyer is through: let the one fulfilment function write down what that means, and show it. */
async function paidAlready(orderId: string, cause: Cause): Promise<Result<never, CheckoutRefusal>> {
  await completePurchase(orderId, cause);
  return fail({ kind: "already_ordered", orderId });
}
