import type { Tx } from "~/db.server";
import { accessEnd } from "~/domain/access/grants.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Order } from "~/generated/prisma/client";
import { enqueue } from "~/jobs/queue.server";
import { now } from "~/lib/clock";

/**
 * Purchases of one person are fulfilled one after another, so that of two payments for the same thing exactly one finds
 * nothing there yet. Take it before reading what they have. Until the transaction ends.
 */
export async function lockPurchasesOf(tx: Tx, userId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`purchases of ${userId}`}, 0))`;
}

/** An order whose payment may be a second one. */
type Bought = Pick<Order, "id" | "offerId" | "accessDays" | "createdAt">;

/**
 * The order by which a person has what another order sold them, for at least as long as that one would have opened it when it
 * was begun: for good, or of two tabs that both sell thirty days, the one that was paid first. Who begins an order when the
 * days of another are there already, means to add to them. Null: there is none.
 */
export async function orderThatHas(tx: Tx, userId: string, { id, offerId, accessDays, createdAt }: Bought): Promise<string | null> {
  const end = accessEnd(accessDays, createdAt);
  const grant = await tx.grant.findFirst({
    where: {
      userId, offerId, tierId: null, orderId: { not: id }, revokedAt: null, suspendedAt: null,
      OR: [{ expiresAt: null }, ...(end ? [{ expiresAt: { gte: end }, grantedAt: { gte: createdAt } }] : [])],
      order: { status: { in: ["paid", "partially_refunded"] } },
    },
    orderBy: { grantedAt: "asc" },
    select: { orderId: true },
  });
  return grant?.orderId ?? null;
}

/**
 * A payment that has arrived for something its buyer already has for as long (two browsers, two tabs, an old page): the order
 * is marked, gives nothing, and is paid back by a job. Answers whether that is so; call it in the transaction that makes the
 * order paid, before access and receipt are given. An order that gave access once is never taken for a second one, and of a
 * membership the subscription decides.
 */
export async function setAsideIfTwice(tx: Tx, order: Order, userId: string, cause: Cause): Promise<boolean> {
  if (order.duplicateOfId) return true;
  if (order.interval !== null || order.amountPaid === 0n) return false;
  await lockPurchasesOf(tx, userId);
  if (await tx.grant.findFirst({ where: { orderId: order.id }, select: { id: true } })) return false;
  const first = await orderThatHas(tx, userId, order);
  if (!first) return false;
  await setAside(tx, order.id, first, cause);
  return true;
}

/** Mark a paid order as a second payment for what `first` gave, and have it paid back. */
export async function setAside(tx: Tx, orderId: string, first: string, cause: Cause): Promise<void> {
  await tx.order.update({ where: { id: orderId }, data: { duplicateOfId: first, payBackNextAt: now() } });
  await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: null, to: "paid twice", ...cause });
  await enqueue(tx, "pay-back", { orderId });
}
