import { db, type Db } from "~/db.server";

const LIVE = { revokedAt: null, suspendedAt: null } as const;

/** Whether a person may open an offer now: at least one grant that is neither revoked nor suspended. */
export async function canOpen(userId: string, offerId: string, client: Db = db): Promise<boolean> {
  return (await client.grant.findFirst({ where: { userId, offerId, ...LIVE }, select: { id: true } })) !== null;
}

export type AccessState = { state: "open" } | { state: "suspended" } | { state: "ended"; reason: string | null; at: Date } | { state: "none" };

/** Like `canOpen`, with the reason for a person who had access and has it no more. */
export async function accessState(userId: string, offerId: string): Promise<AccessState> {
  const grants = await db.grant.findMany({ where: { userId, offerId }, select: { revokedAt: true, revokedReason: true, suspendedAt: true }, orderBy: { grantedAt: "desc" } });
  if (grants.some((grant) => !grant.revokedAt && !grant.suspendedAt)) return { state: "open" };
  if (grants.some((grant) => !grant.revokedAt)) return { state: "suspended" };
  const last = grants[0];
  return last?.revokedAt ? { state: "ended", reason: last.revokedReason, at: last.revokedAt } : { state: "none" };
}
