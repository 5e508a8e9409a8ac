import { db, type Tx } from "~/db.server";
import { audit } from "~/domain/audit/record.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { createEmailToken, TOKEN_LIFE } from "~/domain/people/email-tokens.server";
import { takeMailTry, type TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import type { TeamRole } from "~/generated/prisma/client";
import { wake } from "~/jobs/queue.server";
import { later, now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import { ROLE_WORDS, seatWords, withPermissions } from "./words";

export interface Invited {
  /** As typed. */
  email: string;
  role: TeamRole;
  mayRefund: boolean;
}

/** Neither taken nor taken back. */
const OPEN = { acceptedAt: null, withdrawnAt: null };

/** More people than this in one store (with open invitations) are a mistake or a robot. */
export const MAX_TEAM = 50;

export type InviteRefusal =
  /** The address is the owner's. */
  | "owner"
  | "member"
  | "full"
  | TooMany;

/**
 * Ask somebody by mail to work in a store. A second invitation to the same address takes the place of the first, whose link is worth
 * nothing from then on. Nothing is said of whether the address is known here.
 */
export async function inviteToTeam(storeId: string, actorId: string, invited: Invited, requester: Requester): Promise<Result<{ email: string }, InviteRefusal>> {
  const email = normaliseEmail(invited.email);
  const there = await seatOfAddress(storeId, email);
  if (there) return fail(there);
  const allowed = await takeMailTry(email, requester.ip);
  if (!allowed.ok) return allowed;
  const done = await db.$transaction(async (tx): Promise<Result<{ email: string }, InviteRefusal>> => {
    // One at a time for each store: its limit and the one open invitation of an address hold. Whoever takes one meanwhile may refer to the store.
    await tx.$queryRaw`SELECT id FROM stores WHERE id = ${storeId} FOR NO KEY UPDATE`;
    const former = await tx.teamInvitation.findFirst({ where: { storeId, email, ...OPEN } });
    const [members, open] = await Promise.all([tx.teamMember.count({ where: { storeId } }), tx.teamInvitation.count({ where: { storeId, ...OPEN } })]);
    if (members + open - (former ? 1 : 0) >= MAX_TEAM) return fail("full");
    // Taken in this very moment.
    if (former && !(await close(tx, former))) return fail("member");
    await write(tx, { storeId, actorId, email, role: invited.role, mayRefund: withPermissions(invited).mayRefund });
    return ok({ email });
  });
  if (done.ok) wake("send-email");
  return done;
}

/** Take an invitation back: its link is worth nothing from now on. Refused for one that was taken, also in this very moment ("member"). */
export async function withdrawInvitation(storeId: string, invitationId: string, actorId: string): Promise<Result<undefined, "not_found" | "member">> {
  return db.$transaction(async (tx): Promise<Result<undefined, "not_found" | "member">> => {
    const invitation = await tx.teamInvitation.findFirst({ where: { id: invitationId, storeId, withdrawnAt: null } });
    if (!invitation) return fail("not_found");
    if (!(await close(tx, invitation))) return fail("member");
    await audit(tx, { storeId, actorId, action: "team.withdraw", subjectType: "invitation", subjectId: invitation.id, summary: "took an invitation to the team back" });
    return ok();
  });
}

async function seatOfAddress(storeId: string, email: string): Promise<"owner" | "member" | null> {
  const person = await db.user.findUnique({ where: { email }, select: { store: { select: { id: true } }, teams: { where: { storeId }, select: { id: true } } } });
  if (person?.store?.id === storeId) return "owner";
  return person?.teams.length ? "member" : null;
}

/** False: whoever it was sent to has taken it. What was read before is not asked: who takes it holds the row meanwhile. */
async function close(tx: Tx, { id, tokenId }: { id: string; tokenId: string }): Promise<boolean> {
  const { count } = await tx.teamInvitation.updateMany({ where: { id, ...OPEN }, data: { withdrawnAt: now() } });
  if (count === 0) return false;
  await tx.emailToken.updateMany({ where: { id: tokenId, consumedAt: null }, data: { consumedAt: now() } });
  return true;
}

async function write(tx: Tx, { storeId, actorId, email, role, mayRefund }: { storeId: string; actorId: string; email: string; role: TeamRole; mayRefund: boolean }): Promise<void> {
  const [store, actor] = await Promise.all([tx.store.findUniqueOrThrow({ where: { id: storeId } }), tx.user.findUniqueOrThrow({ where: { id: actorId }, select: { name: true, email: true } })]);
  const id = newId("teamInvitation");
  const at = now();
  const tokenId = await createEmailToken(tx, { purpose: "join_team", email });
  await tx.teamInvitation.create({ data: { id, storeId, email, role, mayRefund, createdAt: at, expiresAt: later(TOKEN_LIFE.join_team.ms, at), invitedById: actorId, tokenId } });
  await queueEmail(tx, {
    kind: "team-invitation",
    to: email,
    subjectKey: id,
    storeId,
    link: { tokenId, purpose: "join_team" },
    props: { storeName: store.name, invitedBy: actor.name || actor.email, email, role: ROLE_WORDS[role].label, may: seatWords({ role, mayRefund }), validFor: TOKEN_LIFE.join_team.words },
    cause: { cause: "invited to a team", causeId: actorId },
  });
  await audit(tx, { storeId, actorId, action: "team.invite", subjectType: "invitation", subjectId: id, summary: `invited somebody to the team as ${ROLE_WORDS[role].label.toLowerCase()}` });
}
