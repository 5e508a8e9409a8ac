import { db, type Tx } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import type { OutboxStatus, TeamRole } from "~/generated/prisma/enums";
import { now } from "~/lib/clock";
import { fail, ok, type Result } from "~/lib/result";
import { ROLE_WORDS, withPermissions } from "./words";

/** Everybody who works in a store, its owner first, and who is asked to. */
export interface Team {
  owner: { id: string; name: string; email: string };
  members: { id: string; userId: string; name: string; email: string; role: TeamRole; mayRefund: boolean; since: Date }[];
  invitations: { id: string; email: string; role: TeamRole; mayRefund: boolean; sentAt: Date; expiresAt: Date; expired: boolean; mail: OutboxStatus | null }[];
}

export async function teamOf(storeId: string): Promise<Team> {
  const [store, members, invitations] = await Promise.all([
    db.store.findUniqueOrThrow({ where: { id: storeId }, select: { owner: { select: { id: true, name: true, email: true } } } }),
    db.teamMember.findMany({ where: { storeId }, include: { user: { select: { name: true, email: true } } }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    db.teamInvitation.findMany({ where: { storeId, acceptedAt: null, withdrawnAt: null }, orderBy: { createdAt: "desc" } }),
  ]);
  const mails = await db.outboxEmail.findMany({ where: { kind: "team-invitation", subjectKey: { in: invitations.map((one) => one.id) } }, select: { subjectKey: true, status: true } });
  const at = now();
  return {
    owner: store.owner,
    members: members.map(({ id, userId, role, mayRefund, createdAt, user }) => ({ id, userId, ...user, role, mayRefund, since: createdAt })),
    invitations: invitations.map(({ id, email, role, mayRefund, createdAt, expiresAt }) => ({
      id,
      email,
      role,
      mayRefund,
      sentAt: createdAt,
      expiresAt,
      expired: expiresAt <= at,
      mail: mails.find((mail) => mail.subjectKey === id)?.status ?? null,
    })),
  };
}

/** A member of this store's team, or null. */
export async function memberOf(storeId: string, memberId: string): Promise<Team["members"][number] | null> {
  const found = await db.teamMember.findFirst({ where: { id: memberId, storeId }, include: { user: { select: { name: true, email: true } } } });
  return found && { id: found.id, userId: found.userId, ...found.user, role: found.role, mayRefund: found.mayRefund, since: found.createdAt };
}

/** Another role, or another permission, for a member; holds from their next click. */
export async function changeMember(storeId: string, memberId: string, actorId: string, wanted: { role: TeamRole; mayRefund: boolean }): Promise<Result<undefined, "not_found">> {
  const { role, mayRefund } = withPermissions(wanted);
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const member = await locked(tx, storeId, memberId);
    if (!member) return fail("not_found");
    if (member.role === role && member.mayRefund === mayRefund) return ok();
    await tx.teamMember.update({ where: { id: member.id }, data: { role, mayRefund } });
    const refunds = role === "support" ? (mayRefund ? ", who may send money back" : ", who may not send money back") : "";
    await audit(tx, { storeId, actorId, action: "team.change", subjectType: "member", subjectId: member.userId, summary: `made a member of the team ${ROLE_WORDS[role].label.toLowerCase()}${refunds}` });
    return ok();
  });
}

/** End a member's place in the team. Their next click finds the door closed; what they did stays. */
export async function removeMember(storeId: string, memberId: string, actorId: string): Promise<Result<undefined, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found">> => {
    const member = await locked(tx, storeId, memberId);
    if (!member) return fail("not_found");
    await tx.teamMember.delete({ where: { id: member.id } });
    await audit(tx, { storeId, actorId, action: "team.remove", subjectType: "member", subjectId: member.userId, summary: "removed a member of the team" });
    return ok();
  });
}

/** Leave a team by one's own wish. */
export async function leaveTeam(storeId: string, userId: string): Promise<Result<{ storeName: string }, "not_found">> {
  return db.$transaction(async (tx): Promise<Result<{ storeName: string }, "not_found">> => {
    const seat = await tx.teamMember.findUnique({ where: { storeId_userId: { storeId, userId } }, include: { store: { select: { name: true } } } });
    if (!seat) return fail("not_found");
    await tx.teamMember.delete({ where: { id: seat.id } });
    await audit(tx, { storeId, actorId: userId, action: "team.leave", subjectType: "member", subjectId: userId, summary: "left the team" });
    return ok({ storeName: seat.store.name });
  });
}

async function locked(tx: Tx, storeId: string, memberId: string) {
  await tx.$queryRaw`SELECT id FROM team_members WHERE id = ${memberId} FOR UPDATE`;
  return tx.teamMember.findFirst({ where: { id: memberId, storeId } });
}
