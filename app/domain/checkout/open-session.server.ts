import { db, type Tx } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { canCharge } from "~/domain/merchants/account-state";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { mendStripePrice, stripePriceFor } from "~/domain/memberships/stripe-price.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { env } from "~/env.server";
import type { CheckoutSession, Order } from "~/generated/prisma/client";
import { hasOwnKey, type AccountAccess } from "~/integrations/stripe/account-call.server";
import { createCheckoutSession, expireCheckoutSession, type CheckoutUiMode, type RecurringPart, type SessionAddress } from "~/integrations/stripe/checkout.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { log } from "~/log.server";
import { canResume, isLive, sessionExpiry } from "./checkout-session";
import { noteAccountFailure } from "./note-account-failure.server";

export interface PayableSession {
  orderId: string;
  uiMode: CheckoutUiMode;
  clientSecret: string | null;
  url: string | null;
  /** True when a session that was already open is used again. */
  resumed: boolean;
}

/**
 * `complete`: the buyer has finished a former session of this order, so there is nothing left to pay here.
 * `account_refused`: not on this order's account; another account may be able to sell it. `not_chargeable`: not at all.
 */
export type SessionRefusal = { kind: "complete" } | { kind: "account_refused" } | { kind: "not_chargeable" } | { kind: "try_again" };

/** More rounds than the rules below can need; so that a surprise ends as an answer and not as a loop. */
const ROUNDS = 4;

/**
 * The one session on which an order can be paid, in the way the buyer asks for: the open one, or a new one after the former
 * one was closed at Stripe. The row is written first and its id is the idempotency key, so a lost answer is asked for again
 * instead of making a second session. Any number of tabs may call this at once. Stripe is never called in a transaction.
 */
export async function openSession(orderId: string, wish: CheckoutUiMode, cause: Cause): Promise<Result<PayableSession, SessionRefusal>> {
  const uiMode = await possibleMode(orderId, wish);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { session, fresh } = await db.$transaction((tx) => reserve(tx, orderId, uiMode));
    if (session.status === "open" && canResume(session, uiMode, now())) return ok(payable(session, true));
    if (session.status === "open") {
      const retired = await retireSession(session.id);
      if (!retired.ok) return retired;
      continue;
    }
    const step = await create(session, fresh, cause);
    if (step !== "again") return step;
  }
  log.error({ orderId, uiMode }, "no checkout session after several rounds");
  return fail({ kind: "try_again" });
}

/** With an account's own restricted key buyers pay on Stripe's page: embedding needs a publishable key of that account, which we do not have. */
async function possibleMode(orderId: string, wish: CheckoutUiMode): Promise<CheckoutUiMode> {
  if (wish === "hosted_page") return wish;
  const order = await db.order.findUniqueOrThrow({ where: { id: orderId }, select: { account: { select: { kind: true } } } });
  return order.account?.kind === "restricted_key" ? "hosted_page" : wish;
}

/** Under the order's lock: the row to go on with. Only one row of an order is ever live. */
async function reserve(tx: Tx, orderId: string, uiMode: CheckoutUiMode): Promise<{ session: CheckoutSession; fresh: boolean }> {
  await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
  const live = await tx.checkoutSession.findFirst({ where: { orderId, status: { in: ["creating", "open"] } }, orderBy: { createdAt: "desc" } });
  if (live && (live.status === "open" || canResume(live, uiMode, now()))) return { session: live, fresh: false };
  // Never answered and too old, or for the other way of paying: nobody has its address, so nobody can pay it.
  if (live) await tx.checkoutSession.update({ where: { id: live.id }, data: { status: "failed" } });
  const session = await tx.checkoutSession.create({
    data: { id: newId("checkoutSession"), orderId, uiMode, status: "creating", createdAt: now(), expiresAt: sessionExpiry(now()) },
  });
  return { session, fresh: true };
}

async function create(session: CheckoutSession, fresh: boolean, cause: Cause): Promise<Result<PayableSession, SessionRefusal> | "again"> {
  const order = await db.order.findUniqueOrThrow({
    where: { id: session.orderId },
    include: { account: { select: ACCESS_COLUMNS }, offer: { select: { coverFileId: true } }, store: { select: { taxId: true } }, user: { select: { email: true } } },
  });
  if (!order.account) return fail({ kind: "not_chargeable" });
  const access = accessOf(order.account);
  const recurring = await recurringPart(order, access);
  if (!recurring.ok) return failed(session, fresh, access.stripeAccountId, recurring.error, cause, true);
  const created = await createCheckoutSession({
    key: session.id,
    access,
    orderId: order.id,
    uiMode: uiModeOf(session),
    title: order.offerTitle,
    amount: order.amount,
    currency: order.currency,
    // Only a platform can keep a part of a sale.
    applicationFee: hasOwnKey(access) ? 0n : order.applicationFee,
    buyerEmail: order.user?.email ?? null,
    imageUrl: publicImage(order.offer.coverFileId),
    expiresAt: session.expiresAt,
    collectTaxIds: order.store.taxId !== "",
    recurring: recurring.value,
  });
  if (!created.ok) {
    // Somebody archived the price in Stripe's Dashboard: it is put back to use, and the next round asks with a new key.
    const mend = recurring.value && order.connectedAccountId && (created.error.kind === "refused" || created.error.kind === "not_found");
    if (mend && order.connectedAccountId) await mendStripePrice(access, order.connectedAccountId, order.priceId);
    return failed(session, fresh && !mend, access.stripeAccountId, created.error, cause, recurring.value !== null);
  }

  const { stripeSessionId, clientSecret, url, expiresAt } = created.value;
  const kept = await db.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${order.id} FOR UPDATE`;
    if (!(await stillSells(tx, order.connectedAccountId))) return null;
    const { count } = await tx.checkoutSession.updateMany({ where: { id: session.id, status: "creating" }, data: { status: "open", stripeSessionId, clientSecret, url, expiresAt } });
    // The closing of a former session may have been reported in the meantime; with a new one the order waits again.
    const revived = count > 0 ? await tx.order.updateMany({ where: { id: order.id, status: "expired" }, data: { status: "pending" } }) : { count: 0 };
    if (revived.count > 0) await recordTransition(tx, { subjectType: "order", subjectId: order.id, from: "expired", to: "pending", ...cause });
    return count > 0;
  });
  if (kept === null) return withdraw(session, { stripeSessionId, access });
  if (kept) return ok(payable({ ...session, clientSecret, url }, false));
  const current = await db.checkoutSession.findUniqueOrThrow({ where: { id: session.id } });
  // Another tab asked with the same key and stored the same answer first; or it gave this row up, and nobody must pay it.
  if (current.stripeSessionId === stripeSessionId) return current.status === "open" ? ok(payable(current, true)) : "again";
  await expireCheckoutSession({ stripeSessionId, access });
  return "again";
}

/** What a membership's session is made of; null for what is paid once. The price is made at Stripe at its first use. */
async function recurringPart(order: Order, access: AccountAccess): Promise<Result<RecurringPart | null, StripeFailure>> {
  if (!order.interval || !order.connectedAccountId) return ok(null);
  const price = await stripePriceFor(access, order.connectedAccountId, order.priceId);
  if (!price.ok) return price;
  // Only a platform can keep a part of a sale.
  return ok({ stripePriceId: price.value, trialDays: order.trialDays, applicationFeePercent: hasOwnKey(access) ? 0 : Math.round(env.platformFeePercent * 100) / 100 });
}

/**
 * Whether the account may charge at this moment, and stays so until the transaction ends: a disconnection that begins
 * meanwhile waits, and then finds the open session.
 */
async function stillSells(tx: Tx, connectedAccountId: string | null): Promise<boolean> {
  await tx.$queryRaw`SELECT id FROM connected_accounts WHERE id = ${connectedAccountId} FOR SHARE`;
  const account = connectedAccountId && (await tx.connectedAccount.findUnique({ where: { id: connectedAccountId }, select: { status: true, chargesEnabled: true } }));
  return Boolean(account && canCharge(account));
}

/** Sales have stopped while Stripe made this session: nobody has its address yet, and nobody gets it. */
async function withdraw(session: CheckoutSession, address: SessionAddress): Promise<Result<never, SessionRefusal>> {
  await db.checkoutSession.updateMany({ where: { id: session.id, status: "creating" }, data: { status: "expired", stripeSessionId: address.stripeSessionId } });
  await expireCheckoutSession(address);
  return fail({ kind: "account_refused" });
}

/** What an error at Stripe means for the row and for the buyer. */
async function failed(session: CheckoutSession, fresh: boolean, stripeAccountId: string, failure: StripeFailure, cause: Cause, membership: boolean): Promise<Result<never, SessionRefusal> | "again"> {
  log.warn({ orderId: session.orderId, stripe: failure }, "checkout session was not made");
  const refused = failure.kind === "account_cannot_charge" || failure.kind === "access_lost" || failure.kind === "permission_missing" || failure.kind === "key_unreadable";
  // Not carried out, or no one knows: the same key asks again without making a second session.
  if ((failure.status === null && !refused) || failure.kind === "rate_limited" || failure.kind === "in_progress") {
    const current = await db.checkoutSession.findUniqueOrThrow({ where: { id: session.id }, select: { status: true } });
    return current.status === "open" ? "again" : fail({ kind: "try_again" });
  }
  await db.checkoutSession.updateMany({ where: { id: session.id, status: "creating" }, data: { status: "failed" } });
  if (membership && failure.kind === "permission_missing" && failure.permission !== "rak_checkout_session_write") {
    // The key sells what is paid once; only memberships want more of it, and the account's page says what.
    await notePermissionMissing(stripeAccountId, failure.permission ?? null);
    return fail({ kind: "account_refused" });
  }
  if (refused) {
    await noteAccountFailure(stripeAccountId, failure, cause);
    return fail({ kind: "account_refused" });
  }
  // Stripe repeats a stored 500 for a day, and refuses a key whose values changed: a repeated key deserves one with a new key.
  if (!fresh) return "again";
  if (failure.kind === "unreachable") return fail({ kind: "try_again" });
  log.error({ orderId: session.orderId, stripe: failure }, "Stripe refused a checkout");
  return fail({ kind: "not_chargeable" });
}

/**
 * Close a session at Stripe and mark its row, so that it can no longer be paid. `complete`: the buyer was faster.
 * An account we no longer have access to cannot be asked; nobody pays there through us any more.
 */
export async function retireSession(sessionId: string): Promise<Result<undefined, { kind: "complete" } | { kind: "try_again" }>> {
  const session = await db.checkoutSession.findUniqueOrThrow({ where: { id: sessionId }, include: { order: { select: { account: { select: ACCESS_COLUMNS } } } } });
  const { account } = session.order;
  if (!isLive(session)) return ok();
  if (session.stripeSessionId && account) {
    const closed = await expireCheckoutSession({ stripeSessionId: session.stripeSessionId, access: accessOf(account) });
    if (!closed.ok && closed.error.kind !== "access_lost" && closed.error.kind !== "not_found") {
      log.warn({ orderId: session.orderId, stripe: closed.error }, "checkout session could not be closed");
      return fail({ kind: "try_again" });
    }
    if (closed.ok && closed.value === "complete") return fail({ kind: "complete" });
  }
  await db.checkoutSession.updateMany({ where: { id: sessionId, status: { in: ["creating", "open"] } }, data: { status: "expired" } });
  return ok();
}

function payable(session: CheckoutSession, resumed: boolean): PayableSession {
  return { orderId: session.orderId, uiMode: uiModeOf(session), clientSecret: session.clientSecret, url: session.url, resumed };
}

function uiModeOf(session: { uiMode: string }): CheckoutUiMode {
  return session.uiMode === "hosted_page" ? "hosted_page" : "embedded_page";
}

/** Stripe fetches the picture itself, so it must be on a public https address. */
function publicImage(fileId: string | null): string | null {
  return fileId && env.appUrl.startsWith("https://") && !/^https:\/\/(localhost|127\.|\[)/.test(env.appUrl) ? `${env.appUrl}/files/${fileId}` : null;
}
