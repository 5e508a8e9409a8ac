import { db } from "~/db.server";
import { DAY, now } from "~/lib/clock";
import { sameToken, hashToken } from "~/lib/tokens";
import type { Asker, BuyerOrder } from "./buyer-order.server";

/** How long after paying a browser is let in on the strength of its cookie. */
const AT_ONCE = DAY;

/**
 * How the buyer gets from a paid order to what was bought.
 * `open`: the signed-in viewer has access. `enter`: a first-time buyer who may be signed in here and now. `link`: the
 * address belongs to an account that was there before, so only its mailbox proves who it is. `none`: there is no access.
 */
export type Entry = "open" | "enter" | "link" | "none";

/**
 * Typing an address at a checkout proves nothing, so nobody is signed in to an account that existed before. `enter` is for
 * the one case that takes nothing from anybody: this browser began the order, the person was made by this very purchase,
 * has never proved the address, has no password and nothing but this order.
 */
export async function entryFor(order: BuyerOrder, { viewer, buyerKey }: Asker): Promise<Entry> {
  if (!order.userId) return "none";
  const grant = await db.grant.findFirst({ where: { orderId: order.id, revokedAt: null, suspendedAt: null }, select: { id: true } });
  if (!grant) return "none";
  if (viewer) return viewer.id === order.userId ? "open" : "link";
  if (!buyerKey || !sameToken(hashToken(buyerKey), order.buyerKeyHash)) return "link";
  if (!order.paidAt || now().getTime() - order.paidAt.getTime() > AT_ONCE) return "link";

  const person = await db.user.findUniqueOrThrow({
    where: { id: order.userId },
    select: { emailVerifiedAt: true, passwordHash: true, createdAt: true, store: { select: { id: true } }, orders: { where: { id: { not: order.id } }, select: { id: true }, take: 1 } },
  });
  const madeByThis = person.createdAt >= order.createdAt && !person.emailVerifiedAt && !person.passwordHash && !person.store && person.orders.length === 0;
  return madeByThis ? "enter" : "link";
}
