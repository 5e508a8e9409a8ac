import { db } from "~/db.server";
import { revokeOrderAccess } from "~/domain/access/grants.server";
import { audit } from "~/domain/audit/record.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { lockPurchasesOf } from "./paid-twice.server";

export type EndAccessRefusal =
  | "not_found"
  /** There is nothing left to end. */
  | "nothing_open"
  /** A membership that is paid for: it has to be ended, else money is taken for nothing. */
  | "membership_runs";

/**
 * Take back what an order of this store opened: what was given by hand, or was bought (no money moves; a refund is another deed). It is final:
 * no reading of Stripe opens it again. Days of other orders move up, as with a refund.
 */
export async function endAccess({ storeId, orderId, actorId }: { storeId: string; orderId: string; actorId: string }): Promise<Result<{ given: boolean }, EndAccessRefusal>> {
  return db.$transaction(async (tx): Promise<Result<{ given: boolean }, EndAccessRefusal>> => {
    await tx.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} AND store_id = ${storeId} FOR UPDATE`;
    const order = await tx.order.findFirst({ where: { id: orderId, storeId }, include: { subscription: { select: { endedAt: true } } } });
    if (!order) return fail("not_found");
    if (order.subscription && !order.subscription.endedAt) return fail("membership_runs");
    if (order.userId) await lockPurchasesOf(tx, order.userId);
    if (!(await tx.grant.findFirst({ where: { orderId, revokedAt: null }, select: { id: true } }))) return fail("nothing_open");
    const given = order.givenById !== null;
    const cause: Cause = { cause: "by hand", causeId: actorId };
    await revokeOrderAccess(tx, orderId, { kind: "by_hand", reason: "The seller closed it." }, cause);
    if (given) {
      await tx.order.update({ where: { id: orderId }, data: { givenEndedAt: now() } });
      await recordTransition(tx, { subjectType: "order", subjectId: orderId, from: "given", to: "taken back", ...cause });
    }
    const what = order.number === null ? `“${order.offerTitle}”, given by hand` : `order ${order.number}`;
    await audit(tx, { storeId, actorId, action: "access.end", subjectType: "order", subjectId: orderId, summary: `ended the access of ${what}` });
    return ok({ given });
  });
}
