import type { Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import type { Revocation } from "./grants.server";

/**
 * Close what an order gave for as long as its payment is in dispute. Days that pass meanwhile pass: what was sold for a time
 * is not longer for it. Grants that were taken back stay as they are. Any number of calls, one suspension.
 */
export async function suspendOrderAccess(tx: Tx, orderId: string, cause: Cause): Promise<void> {
  for (const { id } of await tx.grant.findMany({ where: { orderId, revokedAt: null, suspendedAt: null }, select: { id: true } })) {
    await tx.grant.update({ where: { id }, data: { suspendedAt: now() } });
    await recordTransition(tx, { subjectType: "grant", subjectId: id, from: "granted", to: "suspended", ...cause });
  }
}

/** Open again what a dispute had closed. Any number of calls, one restoration. */
export async function restoreOrderAccess(tx: Tx, orderId: string, cause: Cause): Promise<void> {
  for (const { id, revokedAt } of await tx.grant.findMany({ where: { orderId, suspendedAt: { not: null } }, select: { id: true, revokedAt: true } })) {
    await tx.grant.update({ where: { id }, data: { suspendedAt: null } });
    if (!revokedAt) await recordTransition(tx, { subjectType: "grant", subjectId: id, from: "suspended", to: "restored", ...cause });
  }
}

/**
 * Give back what was taken for a reason that has gone: a refund the buyer's bank sent back, a dispute won after it had been
 * lost. What ended for another reason, or has run out since, stays ended.
 */
export async function reopenOrderAccess(tx: Tx, orderId: string, kind: Revocation["kind"], cause: Cause): Promise<void> {
  const taken = { orderId, revokedAt: { not: null }, revokedKind: kind, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] };
  for (const { id } of await tx.grant.findMany({ where: taken, select: { id: true } })) {
    await tx.grant.update({ where: { id }, data: { revokedAt: null, revokedReason: null, revokedKind: null, suspendedAt: null } });
    await recordTransition(tx, { subjectType: "grant", subjectId: id, from: "revoked", to: "restored", ...cause });
  }
}
