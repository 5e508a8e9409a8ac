import { db, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { consumeEmailToken, createEmailToken, revokeEmailTokens, TOKEN_LIFE, type TokenProblem } from "~/domain/people/email-tokens.server";
import { describeDevice, type Requester } from "~/domain/people/requester";
import { recordTransition } from "~/domain/transitions.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { fail, ok, type Result } from "~/lib/result";
import { addressBehind, type LinkRefusal } from "./address-link.server";
import { forgetSentMails } from "./mails.server";
import { mergeInto, mergeable, type MergeRefusal } from "./merge-people.server";

/**
 * The address from now on, by the link that proves it. An account that exists under that address is brought in. Ends every
 * session (the caller starts a new one), makes older links worthless, and tells the former address, with a way back.
 */
export async function changeEmail(token: string, userId: string, requester: Requester): Promise<Result<{ email: string }, LinkRefusal | MergeRefusal>> {
  const asked = await addressBehind(token, "change_email", userId);
  if (!asked.ok) return asked;
  const changed = await db.$transaction(async (tx): Promise<Result<{ email: string }, LinkRefusal | MergeRefusal>> => {
    const moved = await moveTo(tx, { userId, email: asked.value, requester }, () => consumeEmailToken(token, "change_email", tx));
    return moved.ok ? ok({ email: asked.value }) : moved;
  });
  if (changed.ok) wake("send-email");
  return changed;
}

/**
 * Give a person a proved address, in the caller's transaction; an account that exists under it is brought in.
 * @param consume uses up the link that proves it: only by what succeeds, so that after a refusal the same link still works
 */
export async function moveTo(tx: Tx, { userId, email, requester }: { userId: string; email: string; requester: Requester }, consume: () => Promise<Result<unknown, TokenProblem>>): Promise<Result<undefined, LinkRefusal | MergeRefusal>> {
  const there = await tx.user.findUnique({ where: { email }, select: { id: true } });
  const other = there && there.id !== userId ? there.id : null;
  const may = other ? await mergeable(other, userId, tx) : ok();
  if (!may.ok) return may;
  const used = await consume();
  if (!used.ok) return used;
  if (other) await mergeInto(tx, { from: other, into: userId });
  await setEmail(tx, userId, email, requester);
  return ok();
}

/** Take an account back by the link that went to its former address. Ends every session and forgets the password. */
export async function restoreEmail(token: string): Promise<Result<{ userId: string; email: string }, TokenProblem | "taken">> {
  return db.$transaction(async (tx): Promise<Result<{ userId: string; email: string }, TokenProblem | "taken">> => {
    const used = await consumeEmailToken(token, "restore_email", tx);
    if (!used.ok) return used;
    const { userId, email } = used.value;
    const person = userId ? await tx.user.findFirst({ where: { id: userId, deletedAt: null } }) : null;
    if (!person) return fail("unknown");
    if (person.email !== email) {
      if (await tx.user.findUnique({ where: { email }, select: { id: true } })) return fail("taken");
      await forgetWays(tx, person);
      await tx.user.update({ where: { id: person.id }, data: { email, emailVerifiedAt: now(), passwordHash: null } });
      await recordTransition(tx, { subjectType: "person", subjectId: person.id, from: null, to: "address restored", cause: "taken back by the former address" });
    }
    return ok({ userId: person.id, email });
  });
}

async function setEmail(tx: Tx, userId: string, email: string, requester: Requester): Promise<void> {
  const person = await tx.user.findUniqueOrThrow({ where: { id: userId } });
  await forgetWays(tx, person);
  await forgetSentMails(tx, person.email);
  await tx.user.update({ where: { id: userId }, data: { email, emailVerifiedAt: now() } });
  await recordTransition(tx, { subjectType: "person", subjectId: userId, from: null, to: "address changed", cause: "changed by its owner", causeId: userId });
  const tokenId = await createEmailToken(tx, { purpose: "restore_email", email: person.email, userId });
  await queueEmail(tx, {
    kind: "email-changed",
    to: person.email,
    subjectKey: tokenId,
    link: { tokenId, purpose: "restore_email" },
    props: { former: person.email, email, changedAt: formatMoment(now()), changedFrom: describeDevice(requester.userAgent), validFor: TOKEN_LIFE.restore_email.words },
    cause: { cause: "address changed", causeId: userId },
  });
}

/** Sessions and mailed links of the former address open nothing any more. */
async function forgetWays(tx: Tx, { id, email }: { id: string; email: string }): Promise<void> {
  await tx.session.deleteMany({ where: { userId: id } });
  await revokeEmailTokens(tx, email, "sign_in");
  await revokeEmailTokens(tx, email, "reset_password");
}
