import type { Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { newId } from "~/lib/ids";

/**
 * Give a person an offer because of an order. One grant an order and offer, however often this runs. Grants of other
 * orders stay untouched: access is counted by reference.
 */
export async function grantAccess(tx: Tx, grant: { userId: string; offerId: string; orderId: string }, cause: Cause): Promise<void> {
  const id = newId("grant");
  const { count } = await tx.grant.createMany({ data: { id, ...grant, grantedAt: now() }, skipDuplicates: true });
  if (count > 0) await recordTransition(tx, { subjectType: "grant", subjectId: id, from: null, to: "granted", ...cause });
}

/** Take back what an order gave. */
export async function revokeOrderAccess(tx: Tx, orderId: string, reason: string, cause: Cause): Promise<void> {
  const grants = await tx.grant.findMany({ where: { orderId, revokedAt: null }, select: { id: true, suspendedAt: true } });
  for (const grant of grants) {
    await tx.grant.update({ where: { id: grant.id }, data: { revokedAt: now(), revokedReason: reason } });
    await recordTransition(tx, { subjectType: "grant", subjectId: grant.id, from: grant.suspendedAt ? "suspended" : "granted", to: "revoked", ...cause });
  }
}
