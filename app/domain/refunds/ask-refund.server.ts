import { db, type Db, type Tx } from "~/db.server";
import { isAccessChoice, type AccessChoice } from "~/domain/access/refund-choice.server";
import { audit } from "~/domain/audit/record.server";
import { settleAccess } from "~/domain/orders/settle-access.server";
import { recordTransition } from "~/domain/transitions.server";
import { enqueue } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { formatMoney } from "~/lib/money";
import { fail, ok, type Result } from "~/lib/result";
import { lockPayment, targetInStore, type PaymentTarget } from "./payment-target.server";
import { leftToRefund, type Refundable, type RefundReason } from "./refund";
import { askedFor, paidBy } from "./write-refund.server";

/** What a creator asks for. */
export interface RefundAsked {
  /** Made with the form, so that a second press of its button is the same refund. */
  refundId: string;
  storeId: string;
  orderId: string;
  /** A renewal of that order's membership; null: the order's own payment. */
  invoiceId: string | null;
  /** Minor units of the payment's currency. */
  amount: bigint;
  reason: RefundReason;
  note: string;
  access: AccessChoice;
  /** Who asks. */
  byUserId: string;
}

export type AskRefusal =
  | { kind: "not_found" }
  /** Nothing was paid, or nothing has arrived. */
  | { kind: "not_paid" }
  | { kind: "nothing_left" }
  /** Minor units. */
  | { kind: "too_much"; left: bigint }
  | { kind: "not_positive" }
  /** The bank has taken the payment back, or is deciding. */
  | { kind: "disputed" };

const REFUND_ID = /^rfn_[0-9a-z]{26}$/;
const REFUNDABLE: ReadonlySet<string> = new Set(["paid", "partially_refunded", "refunded", "quarantined"]);

/**
 * Write down that money is to go back, with the job that sends it. Nothing is asked of Stripe yet; `makeRefund` does, at once
 * or later. Refunded never exceeds paid, whoever asks at the same time: what is asked for already counts.
 */
export async function askRefund(asked: RefundAsked): Promise<Result<{ refundId: string }, AskRefusal>> {
  const { refundId, storeId, orderId, invoiceId, amount } = asked;
  if (!REFUND_ID.test(refundId) || !isAccessChoice(asked.access)) return fail({ kind: "not_found" });
  return db.$transaction(async (tx): Promise<Result<{ refundId: string }, AskRefusal>> => {
    const found = await targetInStore(storeId, { orderId, invoiceId }, tx);
    if (!found) return fail({ kind: (await tx.order.count({ where: { id: orderId, storeId } })) === 0 ? "not_found" : "not_paid" });
    await lockPayment(tx, found.paymentIntentId);
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${found.home.id} FOR UPDATE`;
    // Under the locks: the amounts may have moved since.
    const target = (await targetInStore(storeId, { orderId, invoiceId }, tx)) ?? found;
    if (await tx.refund.findFirst({ where: { id: refundId, storeId }, select: { id: true } })) return ok({ refundId });
    const refusal = await refusalOf(tx, target, amount);
    if (refusal) return fail(refusal);
    await tx.refund.create({
      data: {
        id: refundId, storeId, orderId: target.order?.id ?? null, invoiceId: target.invoice?.id ?? null, connectedAccountId: target.account.id, amount, currency: target.currency,
        reason: asked.reason, note: asked.note, access: asked.access, status: "asked", byUserId: asked.byUserId, nextTryAt: now(), createdAt: now(),
      },
    });
    const cause = { cause: "refunded by the creator", causeId: asked.byUserId };
    await recordTransition(tx, { subjectType: "refund", subjectId: refundId, from: null, to: "asked", ...cause });
    // "Keep" counts before Stripe hears of it, so that its event cannot close what is to stay open.
    await settleAccess(tx, target.home, cause);
    const which = target.home.number === null ? `an order that is set aside (${target.home.id.slice(-6)})` : `order #${target.home.number}`;
    await audit(tx, {
      storeId, actorId: asked.byUserId, action: "order.refund", subjectType: "order", subjectId: target.home.id,
      summary: `refunded ${formatMoney({ amount, currency: target.currency })} of ${target.order ? which : `a renewal of ${which}`}${ACCESS_SUMMARY[asked.access]}`,
    });
    await enqueue(tx, "make-refund", { refundId });
    return ok({ refundId });
  });
}

const ACCESS_SUMMARY: Record<AccessChoice, string> = { as_usual: "", keep: " and left access open", end: " and ended access" };

/** Minor units of a payment that can still be sent back from here. */
export async function refundableOf(tx: Db, target: PaymentTarget): Promise<bigint> {
  return leftToRefund({ amountPaid: target.amountPaid, amountRefunded: target.amountRefunded, asked: await askedFor(tx, target) });
}

/** Why nothing of a payment can go back now; null: some of it can. */
export async function whyNot(tx: Db, target: PaymentTarget): Promise<AskRefusal | null> {
  const { order, invoice, amountPaid, amountRefunded } = target;
  const taken = await tx.dispute.count({ where: { OR: paidBy(target), status: { in: [...TAKEN] } } });
  return refusalBy({ settled: order ? isRefundable(order.status) : invoice?.status === "paid", amountPaid, amountRefunded, asked: await askedFor(tx, target), taken: taken > 0 });
}

/** A bank's mere question is best answered with a refund; of a dispute that says this the money is taken, and there is nothing to send. */
export const TAKEN: readonly string[] = ["needs_response", "under_review", "appeal_needs_response", "appeal_under_review", "lost"];

/** Whether an order in this state has a payment that can be sent back. */
export function isRefundable(status: string): boolean {
  return REFUNDABLE.has(status);
}

/** `settled`: it has arrived. `taken`: a bank has taken it. */
export interface RefundFacts extends Refundable {
  settled: boolean;
  taken: boolean;
}

/** Why nothing of a payment of which this is known can go back now; null: some of it can. Pure. */
export function refusalBy({ settled, taken, ...amounts }: RefundFacts): AskRefusal | null {
  if (!settled) return { kind: "not_paid" };
  if (leftToRefund(amounts) === 0n) return { kind: amounts.amountPaid === 0n ? "not_paid" : "nothing_left" };
  return taken ? { kind: "disputed" } : null;
}

async function refusalOf(tx: Tx, target: PaymentTarget, amount: bigint): Promise<AskRefusal | null> {
  const refusal = await whyNot(tx, target);
  if (refusal) return refusal;
  if (amount <= 0n) return { kind: "not_positive" };
  const left = await refundableOf(tx, target);
  return amount > left ? { kind: "too_much", left } : null;
}
