import { db } from "~/db.server";
import { accessOf } from "~/domain/merchants/account-access.server";
import type { Refund } from "~/generated/prisma/client";
import { hasOwnKey } from "~/integrations/stripe/account-call.server";
import { refundableOf, whyNot, type AskRefusal } from "./ask-refund.server";
import { targetInStore, type PaymentTarget } from "./payment-target.server";
import { MADE } from "./refund";
import { unsettledAmong } from "~/domain/money-back/unsettled.server";
import { paidBy } from "./write-refund.server";

/** A payment as the page that refunds it needs to know it. Amounts in minor units. */
export interface RefundForm {
  target: PaymentTarget;
  left: bigint;
  /** Why nothing of it can go back now. */
  refusal: AskRefusal | null;
  /** What the platform kept of it, and has given back; null: it kept nothing, or has no way to give it back. */
  platformFee: { fee: bigint; returned: bigint } | null;
}

/** One payment of this store: an order's, or with `invoiceId` a renewal of that order's membership. Null: not theirs, or never paid. */
export async function refundForm(storeId: string, of: { orderId: string; invoiceId: string | null }): Promise<RefundForm | null> {
  const target = await targetInStore(storeId, of);
  if (!target) return null;
  const [left, refusal] = [await refundableOf(db, target), await whyNot(db, target)];
  const fee = (target.order ?? target.invoice)?.applicationFee ?? 0n;
  if (fee === 0n || hasOwnKey(accessOf(target.account))) return { target, left, refusal, platformFee: null };
  const { _sum } = await db.refund.aggregate({ where: { OR: paidBy(target), status: { in: [...MADE] } }, _sum: { applicationFee: true } });
  return { target, left, refusal, platformFee: { fee, returned: _sum.applicationFee ?? 0n } };
}

/** A refund that was asked for here. */
export function refundById(id: string): Promise<Refund> {
  return db.refund.findUniqueOrThrow({ where: { id } });
}

/** Refunds of an order and of its membership's renewals, newest first, with the name of who asked for each. `unsettled`: it did not go through and still needs a person. */
export async function refundsOfOrder(orderId: string) {
  const refunds = await db.refund.findMany({
    where: { OR: [{ orderId }, { invoice: { subscription: { orderId } } }] },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: { invoice: { select: { periodStart: true, periodEnd: true, billingReason: true } } },
  });
  const askers = refunds.flatMap(({ byUserId }) => byUserId ?? []);
  const people = askers.length > 0 ? await db.user.findMany({ where: { id: { in: askers } }, select: { id: true, name: true } }) : [];
  const names = new Map(people.map(({ id, name }) => [id, name]));
  const unsettled = refunds.some(({ failure }) => failure !== null) ? await unsettledAmong(refunds.map(({ id }) => id)) : new Set<string>();
  return refunds.map((refund) => ({ ...refund, unsettled: unsettled.has(refund.id), by: refund.byUserId === null ? null : (names.get(refund.byUserId) ?? "somebody who has left") }));
}

/** What went back of a person's own order, oldest first, for its page in their library: only what reached or will reach them. */
export function studentRefunds(userId: string, orderId: string) {
  return db.refund.findMany({
    where: { status: { in: ["pending", "requires_action", "succeeded"] }, OR: [{ order: { id: orderId, userId } }, { invoice: { subscription: { orderId, userId } } }] },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: { id: true, amount: true, currency: true, status: true, createdAt: true, invoiceId: true, orderId: true, stripeRefundId: true },
  });
}
