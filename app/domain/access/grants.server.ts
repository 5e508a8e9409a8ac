import { db, type Tx } from "~/db.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import type { Grant } from "~/generated/prisma/client";
import { DAY, later, now } from "~/lib/clock";
import { newId } from "~/lib/ids";

/** Why access ended. `reason` is for the person, `kind` for us. */
export interface Revocation {
  kind: "refunded" | "disputed" | "quarantined" | "expired" | "membership_ended" | "left" | "by_hand";
  reason: string;
}

export interface NewGrant {
  userId: string;
  offerId: string;
  orderId: string;
  /** A membership: the tier. */
  tierId?: string | null;
  /** UTC instant at which access ends by itself; null or left out: never. */
  expiresAt?: Date | null;
  /** Sold for some days: the UTC instant from which they count. */
  daysFrom?: Date | null;
}

/** The end of access that was sold for some days; null: for good. */
export function accessEnd(days: number | null, from: Date = now()): Date | null {
  return days === null ? null : later(days * DAY, from);
}

/**
 * Give a person an offer because of an order. One grant an order and offer, however often this runs; one that was taken back
 * stays so. Grants of other orders stay untouched: access is counted by reference.
 */
export async function grantAccess(tx: Tx, grant: NewGrant, cause: Cause): Promise<void> {
  const id = newId("grant");
  const { count } = await tx.grant.createMany({ data: { id, ...grant, grantedAt: now() }, skipDuplicates: true });
  if (count > 0) await recordTransition(tx, { subjectType: "grant", subjectId: id, from: null, to: "granted", ...cause });
}

/**
 * Like `grantAccess`, for what was sold for some days (null: for good). The days of one offer follow each other: new ones
 * begin where those that the person has by other purchases end, so that buying again on day 10 of 30 opens it until day 60.
 * Days of a membership follow days of the same tier; what a subscription pays for is not days. The caller holds the lock on
 * the person's purchases (orders/paid-twice), so that two orders at once do not both begin at the same end.
 */
export async function grantDays(tx: Tx, { days, ...grant }: Omit<NewGrant, "expiresAt" | "daysFrom"> & { days: number | null }, cause: Cause): Promise<void> {
  if (days === null) return grantAccess(tx, grant, cause);
  const { userId, offerId, orderId, tierId = null } = grant;
  const others = { userId, offerId, tierId, orderId: { not: orderId }, order: { interval: null }, revokedAt: null, suspendedAt: null };
  const last = await tx.grant.findFirst({ where: { ...others, expiresAt: { gt: now() } }, orderBy: { expiresAt: "desc" }, select: { expiresAt: true } });
  const daysFrom = last?.expiresAt ?? now();
  await grantAccess(tx, { ...grant, daysFrom, expiresAt: accessEnd(days, daysFrom) }, cause);
}

/**
 * Bring the grant of a membership to what its subscription says now: another tier, another end, or open again after an end
 * that was not final. A grant that does not exist yet is made.
 */
export async function adjustGrant(tx: Tx, wanted: NewGrant & { expiresAt: Date | null; tierId: string | null }, cause: Cause): Promise<void> {
  const { orderId, offerId, tierId, expiresAt } = wanted;
  // Held, so that an end which is written at this moment is not written over.
  await tx.$queryRaw`SELECT id FROM grants WHERE order_id = ${orderId} AND offer_id = ${offerId} FOR UPDATE`;
  const grant = await tx.grant.findUnique({ where: { orderId_offerId: { orderId, offerId } } });
  if (!grant) return grantAccess(tx, wanted, cause);
  if (grant.revokedAt && FINAL.has(grant.revokedKind ?? "")) return;
  const reopened = grant.revokedAt !== null;
  if (!reopened && grant.tierId === tierId && sameInstant(grant.expiresAt, expiresAt)) return;
  await tx.grant.update({ where: { id: grant.id }, data: { tierId, expiresAt, revokedAt: null, revokedReason: null, revokedKind: null } });
  const to = reopened ? "granted" : grant.tierId !== tierId ? `tier ${tierId}` : expiresAt ? `until ${expiresAt.toISOString()}` : "without end";
  await recordTransition(tx, { subjectType: "grant", subjectId: grant.id, from: stateOf(grant), to, ...cause });
}

/** Ends that no reading of a subscription undoes. */
const FINAL: ReadonlySet<string> = new Set<Revocation["kind"]>(["refunded", "disputed", "quarantined", "by_hand", "left"]);

/**
 * Take back what an order gave. Days that other orders had placed behind its days move up by what was left of them, so every
 * other purchase keeps exactly the days that were bought with it: nobody keeps the days they were paid back for, and nobody
 * waits through a gap. Days that had passed stay passed. (Thirty days on day 0, thirty more on day 10, the first refunded on
 * day 20: the second thirty run from day 20 to day 50. The second refunded instead: the first run to day 30 as before.)
 */
export async function revokeOrderAccess(tx: Tx, orderId: string, revocation: Revocation, cause: Cause): Promise<void> {
  for (const grant of await tx.grant.findMany({ where: { orderId, revokedAt: null } })) {
    await revoke(tx, grant, revocation, now(), cause);
    await moveUp(tx, grant, cause);
  }
}

/** Bring days that were to follow those of a grant which is taken back forward by what was left of it. */
async function moveUp(tx: Tx, { userId, offerId, tierId, daysFrom, expiresAt }: Grant, cause: Cause): Promise<void> {
  if (!daysFrom || !expiresAt) return;
  const left = expiresAt.getTime() - Math.max(daysFrom.getTime(), now().getTime());
  if (left <= 0) return;
  for (const next of await tx.grant.findMany({ where: { userId, offerId, tierId, revokedAt: null, daysFrom: { gte: expiresAt } } })) {
    if (!next.daysFrom || !next.expiresAt) continue;
    const end = new Date(next.expiresAt.getTime() - left);
    await tx.grant.update({ where: { id: next.id }, data: { daysFrom: new Date(next.daysFrom.getTime() - left), expiresAt: end } });
    await recordTransition(tx, { subjectType: "grant", subjectId: next.id, from: stateOf(next), to: `until ${end.toISOString()}`, ...cause });
  }
}

/**
 * The counterpart of moving up, when a grant that was taken back is given again: days that stand behind it are over later by what was
 * left of it then, those bought since too. So every purchase keeps the days that were bought with it.
 */
export async function moveBack(tx: Tx, { userId, offerId, tierId, daysFrom, expiresAt, revokedAt }: Grant, cause: Cause): Promise<void> {
  if (!daysFrom || !expiresAt || !revokedAt) return;
  const since = daysFrom > revokedAt ? daysFrom : revokedAt;
  const left = expiresAt.getTime() - since.getTime();
  if (left <= 0) return;
  for (const next of await tx.grant.findMany({ where: { userId, offerId, tierId, revokedAt: null, daysFrom: { gte: since } } })) {
    if (!next.daysFrom || !next.expiresAt) continue;
    const end = new Date(next.expiresAt.getTime() + left);
    await tx.grant.update({ where: { id: next.id }, data: { daysFrom: new Date(next.daysFrom.getTime() + left), expiresAt: end } });
    await recordTransition(tx, { subjectType: "grant", subjectId: next.id, from: stateOf(next), to: `until ${end.toISOString()}`, ...cause });
  }
}

/** How many ended grants one sweep writes down. */
const AT_ONCE = 200;

/** Write down the end of grants whose time has come. They opened nothing since then; this gives the end its name. Returns how many. */
export async function endExpiredGrants(): Promise<number> {
  const due = await db.grant.findMany({ where: { revokedAt: null, expiresAt: { lte: now() } }, orderBy: { expiresAt: "asc" }, take: AT_ONCE });
  for (const { id } of due) {
    await db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM grants WHERE id = ${id} FOR UPDATE`;
      const grant = await tx.grant.findFirst({ where: { id, revokedAt: null, expiresAt: { lte: now() } } });
      if (grant?.expiresAt) await revoke(tx, grant, { kind: "expired", reason: "The time it was open for is over." }, grant.expiresAt, { cause: "its time was over" });
    });
  }
  return due.length;
}

async function revoke(tx: Tx, grant: Grant, { kind, reason }: Revocation, at: Date, cause: Cause): Promise<void> {
  await tx.grant.update({ where: { id: grant.id }, data: { revokedAt: at, revokedReason: reason, revokedKind: kind } });
  await recordTransition(tx, { subjectType: "grant", subjectId: grant.id, from: stateOf(grant), to: "revoked", ...cause });
}

function stateOf(grant: Grant): string {
  return grant.revokedAt ? "revoked" : grant.suspendedAt ? "suspended" : "granted";
}

function sameInstant(one: Date | null, other: Date | null): boolean {
  return one?.getTime() === other?.getTime();
}
