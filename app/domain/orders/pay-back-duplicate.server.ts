import { db, sql, type Tx } from "~/db.server";
import { ACCESS_COLUMNS, accessOf } from "~/domain/merchants/account-access.server";
import { notePermissionMissing } from "~/domain/merchants/key-history.server";
import { permissionInWords } from "~/domain/merchants/restricted-key";
import { queuePaidTwice } from "~/domain/receipts/queue-paid-twice.server";
import { queueSaleMails } from "~/domain/receipts/queue-sale-mails.server";
import { sellingStore } from "~/domain/receipts/selling-store.server";
import { passes } from "~/domain/money-back/refusal-words";
import { keyOfTry, LEASE, waitAfter, waitAfterRefusal } from "~/domain/money-back/tries";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { StripeFailure } from "~/integrations/stripe/errors.server";
import { refundWhole } from "~/integrations/stripe/refunds.server";
import { wake } from "~/jobs/queue.server";
import { later, now } from "~/lib/clock";
import { completePurchase } from "./complete-purchase.server";
import { giveAccess } from "./give-access.server";
import { lockPurchasesOf, orderThatHas } from "./paid-twice.server";

const CAUSE: Cause = { cause: "paid twice" };
const PAYING_BACK = "paying back";

/** Second payments that still have to go back: for the sweep. */
export async function duePayBacks(limit = 20): Promise<string[]> {
  const { rows } = await sql<{ id: string }>(`SELECT id FROM orders WHERE pay_back_next_at <= $1 ORDER BY pay_back_next_at LIMIT ${limit}`, [now()]);
  return rows.map((row) => row.id);
}

/**
 * Send a second payment back in full through Stripe, on the account that took it, and tell the buyer. Any number of calls,
 * one refund: the order's id is the idempotency key, and of a payment that went back whole nothing more can go. If what the
 * buyer had was taken from them in the meantime, this payment is kept instead and gives what it was for. A refusal is written
 * on the order and tried again.
 */
export async function payBackDuplicate(orderId: string): Promise<void> {
  const order = await db.$transaction((tx) => claim(tx, orderId));
  if (!order?.stripePaymentIntentId || !order.account) return;
  const sent = await refundWhole({
    access: accessOf(order.account),
    paymentIntentId: order.stripePaymentIntentId,
    orderId,
    applicationFee: order.applicationFee,
    key: keyOfTry(orderId, order.payBackTries, order.payBackError !== null),
  });
  if (!sent.ok) return notSent({ orderId, stripeAccountId: order.account.stripeAccountId, tries: order.payBackTries, refusedBefore: order.payBackError !== null }, sent.error);
  await db.$transaction(async (tx) => {
    const done = await tx.order.update({ where: { id: orderId }, data: { payBackNextAt: null, payBackError: null } });
    await queuePaidTwice(tx, done, CAUSE);
  });
  wake("send-email");
  // The amounts are Stripe's to tell; if it does not answer now, its event will.
  await completePurchase(orderId, CAUSE);
}

/** The order if it is this caller's turn to pay it back, this try counted; it then keeps others away for a while. */
async function claim(tx: Tx, orderId: string) {
  await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR UPDATE`;
  const order = await tx.order.findUnique({ where: { id: orderId }, include: { account: { select: ACCESS_COLUMNS } } });
  if (!order?.duplicateOfId || !order.userId || !order.payBackNextAt || order.payBackNextAt > now()) return null;
  await lockPurchasesOf(tx, order.userId);
  const asked = (await tx.transition.findFirst({ where: { subjectType: "order", subjectId: orderId, toState: PAYING_BACK }, select: { id: true } })) !== null;
  // Who has left wants nothing kept: what they had was taken with the account.
  const gone = (await tx.user.findUniqueOrThrow({ where: { id: order.userId }, select: { deletedAt: true } })).deletedAt !== null;
  if (!asked && !gone && order.interval === null && !(await orderThatHas(tx, order.userId, order))) {
    const kept = await tx.order.update({ where: { id: orderId }, data: { duplicateOfId: null, payBackNextAt: null } });
    await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: "paid twice", to: "kept", cause: "the first order was taken back" });
    await giveAccess(tx, kept, order.userId, CAUSE);
    await queueSaleMails(tx, kept, await sellingStore(tx, kept.storeId), { statementDescriptor: null }, CAUSE);
    return null;
  }
  // From here on Stripe may have sent the money, so there is no way back to keeping it.
  if (!asked) await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: "paid twice", to: PAYING_BACK, cause: "paid twice" });
  return tx.order.update({ where: { id: orderId }, data: { payBackNextAt: later(LEASE), payBackTries: { increment: 1 } }, include: { account: { select: ACCESS_COLUMNS } } });
}

/** Said on the order's page in Stripe's words where somebody has to act; what passes by itself is only tried again. */
async function notSent({ orderId, stripeAccountId, tries, refusedBefore }: { orderId: string; stripeAccountId: string; tries: number; refusedBefore: boolean }, failure: StripeFailure): Promise<void> {
  const refused = !passes(failure);
  // The card of the key names it too.
  if (failure.kind === "permission_missing") await notePermissionMissing(stripeAccountId, failure.permission ?? null);
  const wait = refused ? waitAfterRefusal(tries) : waitAfter(tries);
  await db.$transaction(async (tx) => {
    await tx.order.update({ where: { id: orderId }, data: { payBackNextAt: later(wait), ...(refused ? { payBackError: words(failure) } : {}) } });
    if (refused && !refusedBefore) await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: "paid twice", to: "refund refused", cause: "Stripe" });
  });
}

function words({ kind, detail }: StripeFailure): string {
  switch (kind) {
    case "access_lost":
      return "This account is no longer connected here.";
    case "key_unreadable":
      return "The account's own key cannot be read any more.";
    case "permission_missing":
      return `The account's own key may not make refunds. Edit the key on Stripe's page of API keys and set ${permissionInWords("rak_refund_write")}.`;
    default:
      return detail;
  }
}
