import { db, type Tx } from "~/db.server";

/**
 * What goes with a person who is forgotten: their seats, invitations to their addresses, and their name beside what they did. The deeds stay with the
 * stores they were done in: whoever runs one must be able to see what was done there.
 */
export async function forgetTeams(tx: Tx, userId: string, addresses: readonly string[]): Promise<void> {
  await tx.teamMember.deleteMany({ where: { userId } });
  await tx.teamInvitation.deleteMany({ where: { email: { in: [...addresses] } } });
  await tx.auditEntry.updateMany({ where: { actorId: userId }, data: { actorName: "Deleted account" } });
  // The notice to a store's owner names who joined.
  await tx.$executeRaw`DELETE FROM outbox_emails WHERE kind = 'team-joined' AND payload->'props'->'member'->>'email' = ANY(${[...addresses]})`;
}

/** Two accounts become one: seats and deeds move. In a team both are in, the seat of the account that stays counts; in a store of its own it needs none. */
export async function mergeTeams(tx: Tx, from: string, into: string): Promise<void> {
  await tx.teamMember.deleteMany({ where: { userId: from, store: { OR: [{ ownerId: into }, { team: { some: { userId: into } } }] } } });
  await tx.teamMember.updateMany({ where: { userId: from }, data: { userId: into } });
  await tx.auditEntry.updateMany({ where: { actorId: from }, data: { actorId: into } });
  await tx.auditEntry.updateMany({ where: { subjectType: "member", subjectId: from }, data: { subjectId: into } });
}

/** A person's seats, invitations and deeds, for the file of everything kept about them. */
export async function exportTeams(userId: string, addresses: readonly string[]): Promise<{ teams: object[]; invitations: object[]; deeds: object[] }> {
  const [teams, invitations, deeds] = await Promise.all([
    db.teamMember.findMany({ where: { userId }, include: { store: { select: { name: true } } }, orderBy: { createdAt: "asc" } }),
    db.teamInvitation.findMany({ where: { email: { in: [...addresses] } }, include: { store: { select: { name: true } } }, orderBy: { createdAt: "asc" } }),
    db.auditEntry.findMany({ where: { actorId: userId }, include: { store: { select: { name: true } } }, orderBy: { at: "asc" } }),
  ]);
  return {
    teams: teams.map(({ store, role, mayRefund, createdAt }) => ({ store: store.name, role, mayRefund, since: createdAt })),
    invitations: invitations.map(({ store, email, role, createdAt, acceptedAt, withdrawnAt }) => ({ store: store.name, to: email, role, sentAt: createdAt, acceptedAt, withdrawnAt })),
    deeds: deeds.map(({ store, action, summary, at }) => ({ store: store.name, action, summary, at })),
  };
}
