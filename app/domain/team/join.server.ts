import { db, type Tx } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { consumeEmailToken, peekEmailToken, type TokenProblem } from "~/domain/people/email-tokens.server";
import { findOrCreatePerson } from "~/domain/people/find-or-create-person.server";
import { hashPassword } from "~/domain/people/passwords.server";
import { proveEmail } from "~/domain/people/prove-email.server";
import { env } from "~/env.server";
import type { TeamInvitation } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import type { Seat } from "./may";
import { ROLE_WORDS } from "./words";

/** An invitation as the page behind its link shows it. */
export interface InvitationSeen extends Seat {
  email: string;
  storeName: string;
  invitedBy: string;
  /** new: nobody has the address yet, and a name makes the account. known: somebody has it, and signs in first. */
  person: "new" | "known";
}

export type JoinRefusal = TokenProblem | "withdrawn";

/** Look at the invitation behind a mailed link; uses up nothing, since mail programs open links too. */
export async function invitationBehind(token: string): Promise<Result<InvitationSeen, JoinRefusal>> {
  const seen = await peekEmailToken(token, "join_team");
  const invitation = await db.teamInvitation.findUnique({ where: { tokenId: idOf(token) }, include: { store: { select: { name: true, owner: { select: { id: true, name: true } } } } } });
  if (invitation?.withdrawnAt) return fail("withdrawn");
  if (!seen.ok) return fail(seen.error.problem);
  if (!invitation) return fail("unknown");
  const [person, host] = await Promise.all([
    db.user.findUnique({ where: { email: invitation.email }, select: { id: true } }),
    db.user.findUnique({ where: { id: invitation.invitedById }, select: { name: true } }),
  ]);
  const { email, role, mayRefund, store } = invitation;
  return ok({ email, role, mayRefund, storeName: store.name, invitedBy: host?.name || store.owner.name, person: person ? "known" : "new" });
}

/**
 * Take an invitation as a signed-in person: only as the one it was sent to. Used up once; of two clicks one joins, and the other finds it done.
 */
export async function joinTeam(token: string, viewer: { id: string; email: string }): Promise<Result<{ storeId: string }, JoinRefusal | "someone_else">> {
  return finish(
    db.$transaction(async (tx): Promise<Result<{ storeId: string }, JoinRefusal | "someone_else">> => {
      const invitation = await openInvitation(tx, token);
      if (!invitation.ok) return invitation;
      if (invitation.value.email !== viewer.email) return fail("someone_else");
      const used = await consumeEmailToken(token, "join_team", tx);
      return used.ok ? ok(await take(tx, invitation.value, viewer.id)) : used;
    }),
  );
}

/**
 * Take an invitation as somebody who is new here: the link proves the address, so the account is made with it. `password` null: they sign in
 * by mailed links. An address that has got an account meanwhile is refused ("known"): its owner signs in first.
 */
export async function joinAsNewPerson(token: string, chosen: { name: string; password: string | null }): Promise<Result<{ storeId: string; userId: string }, JoinRefusal | "known">> {
  const passwordHash = chosen.password === null ? null : await hashPassword(chosen.password);
  return finish(
    db.$transaction(async (tx): Promise<Result<{ storeId: string; userId: string }, JoinRefusal | "known">> => {
      const invitation = await openInvitation(tx, token);
      if (!invitation.ok) return invitation;
      if (await tx.user.findUnique({ where: { email: invitation.value.email }, select: { id: true } })) return fail("known");
      // Before anything is written: what is refused leaves nobody behind. Also what tells a forged token from ours.
      const used = await consumeEmailToken(token, "join_team", tx);
      if (!used.ok) return used;
      const { userId, created } = await findOrCreatePerson(tx, { email: invitation.value.email, name: chosen.name });
      await proveEmail(tx, userId);
      // Not created: somebody bought under this address in this very moment. The mailbox is proved; name and ways in stay theirs.
      if (created) await tx.user.update({ where: { id: userId }, data: { passwordHash } });
      return ok({ ...(await take(tx, invitation.value, userId)), userId });
    }),
  );
}

/** The row of a link, locked; never of one that was taken back. */
async function openInvitation(tx: Tx, token: string): Promise<Result<TeamInvitation, JoinRefusal>> {
  const tokenId = idOf(token);
  await tx.$queryRaw`SELECT id FROM team_invitations WHERE token_id = ${tokenId} FOR UPDATE`;
  const invitation = await tx.teamInvitation.findUnique({ where: { tokenId } });
  if (!invitation) return fail("unknown");
  if (invitation.withdrawnAt) return fail("withdrawn");
  return invitation.acceptedAt ? fail("used") : ok(invitation);
}

async function take(tx: Tx, { id, storeId, role, mayRefund, invitedById }: TeamInvitation, userId: string): Promise<{ storeId: string }> {
  await tx.teamInvitation.update({ where: { id }, data: { acceptedAt: now() } });
  await tx.teamMember.createMany({ data: { id: newId("teamMember"), storeId, userId, role, mayRefund, createdAt: now(), invitedById }, skipDuplicates: true });
  await audit(tx, { storeId, actorId: userId, action: "team.join", subjectType: "member", subjectId: userId, summary: `joined the team as ${ROLE_WORDS[role].label.toLowerCase()}` });
  await tellOwner(tx, { invitationId: id, storeId, role, userId });
  return { storeId };
}

async function tellOwner(tx: Tx, { invitationId, storeId, role, userId }: { invitationId: string; storeId: string; role: TeamInvitation["role"]; userId: string }): Promise<void> {
  const [store, member] = await Promise.all([
    tx.store.findUniqueOrThrow({ where: { id: storeId }, select: { name: true, owner: { select: { name: true, email: true } } } }),
    tx.user.findUniqueOrThrow({ where: { id: userId }, select: { name: true, email: true } }),
  ]);
  await queueEmail(tx, {
    kind: "team-joined",
    to: store.owner.email,
    subjectKey: invitationId,
    link: null,
    props: { ...(store.owner.name ? { ownerName: store.owner.name } : {}), storeName: store.name, member, role: ROLE_WORDS[role].label, joinedAt: formatMoment(now()), url: `${env.appUrl}/settings/team` },
    cause: { cause: "joined a team", causeId: userId },
  });
}

async function finish<T extends { ok: boolean }>(work: Promise<T>): Promise<T> {
  const done = await work;
  if (done.ok) wake("send-email");
  return done;
}

/** A token begins with the id of its row (people/email-tokens). */
function idOf(token: string): string {
  return token.split(".")[0] ?? "";
}
