import { db } from "~/db.server";
import type { Prisma } from "~/generated/prisma/client";

/** Whose events are looked at: those of some connected accounts, or (the operator) all, the platform's own too. */
export type EventScope = { all: true } | { all: false; storeId: string; where: Prisma.StripeEventWhereInput; stripeAccountIds: string[] };

export const ALL_EVENTS: EventScope = { all: true };

/**
 * The events of a store's own accounts: of one that was disconnected only until then, and of one that another store had before
 * only since it came here.
 */
export async function eventsOfStore(storeId: string): Promise<EventScope> {
  const accounts = await db.connectedAccount.findMany({ where: { storeId }, select: { stripeAccountId: true, status: true, connectedAt: true, disconnectedAt: true } });
  const shared = await db.connectedAccount.findMany({ where: { storeId: { not: storeId }, stripeAccountId: { in: accounts.map((one) => one.stripeAccountId) } }, select: { stripeAccountId: true } });
  const others = new Set(shared.map((one) => one.stripeAccountId));
  const where = {
    OR: accounts.map(({ stripeAccountId, status, connectedAt, disconnectedAt }) => ({
      stripeAccountId,
      ...(status === "disconnected" && disconnectedAt ? { receivedAt: { lte: disconnectedAt, ...(others.has(stripeAccountId) ? { gte: connectedAt } : {}) } } : others.has(stripeAccountId) ? { receivedAt: { gte: connectedAt } } : {}),
    })),
  };
  return { all: false, storeId, where: accounts.length > 0 ? where : { id: "" }, stripeAccountIds: accounts.map((one) => one.stripeAccountId) };
}

/** The scope as a condition. */
export function within(scope: EventScope): Prisma.StripeEventWhereInput {
  return scope.all ? {} : scope.where;
}
