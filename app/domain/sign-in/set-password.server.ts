import { db, type Tx } from "~/db.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { consumeEmailToken, revokeEmailTokens, type TokenProblem } from "~/domain/people/email-tokens.server";
import { hashPassword, verifyPassword } from "~/domain/people/passwords.server";
import { proveEmail } from "~/domain/people/prove-email.server";
import { PASSWORD_TRIES_ADDRESS, returnTry, takeTry, type TooMany } from "~/domain/people/rate-limit.server";
import { describeDevice, type Requester } from "~/domain/people/requester";
import { env } from "~/env.server";
import { wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { formatMoment } from "~/lib/dates";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";
import type { WayIn } from "./sign-in.server";

/**
 * Change the password of a signed-in person who knows the present one. Ends every session, this one too: the caller
 * starts a new one. Tells the person by mail.
 */
export async function changePassword(change: { userId: string; current: string; next: string; requester: Requester }): Promise<Result<undefined, "wrong" | TooMany>> {
  const person = await db.user.findUniqueOrThrow({ where: { id: change.userId } });
  // The same counter as for signing in: a borrowed session is no way around it.
  const taken = await takeTry(PASSWORD_TRIES_ADDRESS, person.email);
  if (!taken.ok) return taken;
  if (!(await verifyPassword(person.passwordHash, change.current))) return fail("wrong");
  await returnTry(PASSWORD_TRIES_ADDRESS, person.email);
  const passwordHash = await hashPassword(change.next);
  await db.$transaction((tx) => store(tx, person, passwordHash, change.requester));
  wake("send-email");
  return ok();
}

/** Choose a new password by a mailed link, once. Proves the address, ends every session, tells the person by mail. */
export async function resetPassword(token: string, next: string, requester: Requester): Promise<Result<WayIn, TokenProblem>> {
  const passwordHash = await hashPassword(next);
  const done = await db.$transaction(async (tx): Promise<Result<WayIn, TokenProblem>> => {
    const used = await consumeEmailToken(token, "reset_password", tx);
    if (!used.ok) return used;
    const person = await tx.user.findUnique({ where: { email: used.value.email } });
    if (!person) return fail("unknown");
    await proveEmail(tx, person.id);
    await store(tx, person, passwordHash, requester);
    return ok({ userId: person.id, returnTo: used.value.returnTo });
  });
  if (done.ok) wake("send-email");
  return done;
}

async function store(tx: Tx, person: { id: string; email: string }, passwordHash: string, requester: Requester): Promise<void> {
  await tx.user.update({ where: { id: person.id }, data: { passwordHash } });
  await tx.session.deleteMany({ where: { userId: person.id } });
  // Links asked for before the change may be in hands the change was meant to keep out.
  await revokeEmailTokens(tx, person.email, "reset_password");
  await revokeEmailTokens(tx, person.email, "sign_in");
  await queueEmail(tx, {
    kind: "password-changed",
    to: person.email,
    subjectKey: newId("emailToken"),
    link: null,
    props: {
      email: person.email,
      changedAt: formatMoment(now()),
      changedFrom: describeDevice(requester.userAgent),
      signedOutElsewhere: true,
      resetUrl: `${env.appUrl}/auth/forgot`,
    },
    cause: { cause: "password changed", causeId: person.id },
  });
}
