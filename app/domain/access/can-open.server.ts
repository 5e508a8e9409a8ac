import { db, sql, type Db } from "~/db.server";
import { now } from "~/lib/clock";

/** The conditions of a grant that opens something at an instant. Grants `g` in SQL; the instant is the given parameter. */
export const liveGrant = (alias: string, at: string): string =>
  `${alias}.revoked_at IS NULL AND ${alias}.suspended_at IS NULL AND (${alias}.expires_at IS NULL OR ${alias}.expires_at > ${at}::timestamptz)`;

/** The same for Prisma. */
export function liveNow() {
  return { revokedAt: null, suspendedAt: null, OR: [{ expiresAt: null }, { expiresAt: { gt: now() } }] };
}

/**
 * A live grant of an offer, or of a membership whose tier opens it (directly, or through a bundle, which may hold a bundle).
 * Everything that asks "may they" asks in these terms; $1 the person, $2 the offer, $3 the instant.
 */
const GRANTS_THAT_OPEN = `
  SELECT g.id, g.order_id AS "orderId", g.offer_id AS "grantOfferId", g.granted_at AS "grantedAt", g.expires_at AS "expiresAt", opens.added_at AS "addedAt"
    FROM grants g
    LEFT JOIN LATERAL (
      SELECT min(i.added_at) AS added_at FROM tier_items i
       WHERE i.tier_id = g.tier_id AND i.offer_id IN (
         SELECT $2::text UNION ALL SELECT b.bundle_id FROM bundle_items b WHERE b.offer_id = $2
         UNION ALL SELECT o.bundle_id FROM bundle_items b JOIN bundle_items o ON o.offer_id = b.bundle_id WHERE b.offer_id = $2)
    ) opens ON g.tier_id IS NOT NULL
   WHERE g.user_id = $1 AND ${liveGrant("g", "$3")} AND (g.offer_id = $2 OR opens.added_at IS NOT NULL)`;

/** By what a person has an offer open. */
export interface OpenedBy {
  grantId: string;
  /** Null for a grant given by hand. */
  orderId: string | null;
  /** The membership that opens it; null: it is the person's own. */
  membershipId: string | null;
  /** Since when it has been open to them: what drip counts from. */
  since: Date;
  /** When it closes by itself; null: it does not. */
  expiresAt: Date | null;
}

/**
 * The grant by which a person may open an offer now: their own before a membership's, the lasting before the passing. Null: none.
 * `since` is of all that open it: who buys to keep what a membership had opened does not begin anew.
 */
export async function openedBy(userId: string, offerId: string, client?: Db): Promise<OpenedBy | null> {
  return (await allThatOpen(userId, offerId, client))[0] ?? null;
}

interface Opening {
  id: string;
  orderId: string | null;
  grantOfferId: string;
  grantedAt: Date;
  expiresAt: Date | null;
  addedAt: Date | null;
}

/** Every grant by which a person may open an offer now, in the order of `openedBy`. One statement. */
export async function allThatOpen(userId: string, offerId: string, client?: Db): Promise<OpenedBy[]> {
  const statement = `${GRANTS_THAT_OPEN} ORDER BY (g.offer_id = $2) DESC, g.expires_at DESC NULLS FIRST, g.granted_at`;
  const values = [userId, offerId, now().toISOString()];
  const rows = client ? await client.$queryRawUnsafe<Opening[]>(statement, ...values) : (await sql<Opening>(statement, values)).rows;
  const began = rows.map(({ grantOfferId, grantedAt, addedAt }) => Math.max(new Date(grantedAt).getTime(), addedAt && grantOfferId !== offerId ? new Date(addedAt).getTime() : 0));
  const since = new Date(Math.min(...began));
  return rows.map(({ id, orderId, grantOfferId, expiresAt }) => ({ grantId: id, orderId, membershipId: grantOfferId === offerId ? null : grantOfferId, since, expiresAt: expiresAt && new Date(expiresAt) }));
}

/** Whether a person may open an offer now. */
export async function canOpen(userId: string, offerId: string, client?: Db): Promise<boolean> {
  return (await openedBy(userId, offerId, client)) !== null;
}

/** Whether a person has an offer by a grant of its own, so that buying it again would give nothing. What a membership opens can still be bought. */
export async function owns(userId: string, offerId: string, client: Db = db): Promise<boolean> {
  return (await client.grant.findFirst({ where: { userId, offerId, ...liveNow() }, select: { id: true } })) !== null;
}

export type AccessState =
  | { state: "open"; by: OpenedBy }
  | { state: "suspended" }
  /** `kind`: revoked_kind of the last grant, or "expired". */
  | { state: "ended"; reason: string | null; kind: string | null; at: Date }
  | { state: "none" };

/** Like `openedBy`, with the reason for a person who had access and has it no more. */
export async function accessState(userId: string, offerId: string): Promise<AccessState> {
  const by = await openedBy(userId, offerId);
  if (by) return { state: "open", by };
  const grants = await db.grant.findMany({
    where: { userId, OR: [{ offerId }, { tier: { items: { some: { offer: { OR: [{ id: offerId }, { bundleItems: { some: { OR: [{ offerId }, { offer: { bundleItems: { some: { offerId } } } }] } } }] } } } } }] },
    select: { revokedAt: true, revokedReason: true, revokedKind: true, suspendedAt: true, expiresAt: true },
    orderBy: { grantedAt: "desc" },
  });
  if (grants.some((grant) => !grant.revokedAt && grant.suspendedAt)) return { state: "suspended" };
  const last = grants[0];
  if (!last) return { state: "none" };
  if (last.revokedAt) return { state: "ended", reason: last.revokedReason, kind: last.revokedKind, at: last.revokedAt };
  return last.expiresAt ? { state: "ended", reason: null, kind: "expired", at: last.expiresAt } : { state: "none" };
}
