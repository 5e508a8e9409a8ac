import type { Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { now } from "~/lib/clock";
import { disputesSay, LOST } from "./disputes-say.server";
import { moveBack, type Revocation } from "./grants.server";

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

/** Open again what a dispute had closed. Any number of calls, one restoration. Answers whether something was closed. */
export async function restoreOrderAccess(tx: Tx, orderId: string, cause: Cause): Promise<boolean> {
  const closed = await tx.grant.findMany({ where: { orderId, suspendedAt: { not: null } }, select: { id: true, revokedAt: true } });
  for (const { id, revokedAt } of closed) {
    await tx.grant.update({ where: { id }, data: { suspendedAt: null } });
    if (!revokedAt) await recordTransition(tx, { subjectType: "grant", subjectId: id, from: "suspended", to: "restored", ...cause });
  }
  return closed.some(({ revokedAt }) => !revokedAt);
}

/**
 * Give back what was taken for a reason that has gone: a refund the buyer's bank sent back, a dispute won after it had been
 * lost. Days of other orders that had moved up make room again. What ended for another reason, or has run out since, stays
 * ended; what a dispute closes or has ended stays closed until that is decided otherwise. The caller holds the locks of the
 * order and of its person's purchases.
 * @returns whether something is open now that was not
 */
export async function reopenOrderAccess(tx: Tx, orderId: string, kind: Revocation["kind"], cause: Cause): Promise<boolean> {
  const taken = await tx.grant.findMany({ where: { orderId, revokedAt: { not: null }, revokedKind: kind } });
  if (taken.length === 0) return false;
  const said = await disputesSay(tx, orderId);
  let opened = false;
  for (const grant of taken) {
    const { id, expiresAt } = grant;
    if (said === "ended") {
      await tx.grant.update({ where: { id }, data: { revokedReason: LOST.reason, revokedKind: LOST.kind } });
      continue;
    }
    await moveBack(tx, grant, cause);
    if (expiresAt && expiresAt <= now()) {
      await tx.grant.update({ where: { id }, data: { revokedKind: "expired" } });
      continue;
    }
    const suspended = said === "suspended";
    await tx.grant.update({ where: { id }, data: { revokedAt: null, revokedReason: null, revokedKind: null, suspendedAt: suspended ? now() : null } });
    await recordTransition(tx, { subjectType: "grant", subjectId: id, from: "revoked", to: suspended ? "suspended" : "restored", ...cause });
    opened ||= !suspended;
  }
  return opened;
}
