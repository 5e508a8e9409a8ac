import { db } from "~/db.server";
import { consumeEmailToken, type TokenProblem } from "~/domain/people/email-tokens.server";
import { findOrCreatePerson } from "~/domain/people/find-or-create-person.server";
import { verifyPassword } from "~/domain/people/passwords.server";
import { proveEmail } from "~/domain/people/prove-email.server";
import { PASSWORD_TRIES_ADDRESS, PASSWORD_TRIES_IP, returnTry, takeTry, type TooMany } from "~/domain/people/rate-limit.server";
import type { Requester } from "~/domain/people/requester";
import { normaliseEmail } from "~/lib/email";
import { fail, ok, type Result } from "~/lib/result";

/** Somebody who may be signed in now, and where they wanted to go (check with lib/urls.localPath). */
export interface WayIn {
  userId: string;
  returnTo: string | null;
}

/**
 * Check an address and a password. The same refusal, after the same work, for an unknown address, one without a password
 * and a wrong password. Only wrong tries count against the limits.
 */
export async function checkPassword(tried: { email: string; password: string; requester: Requester }): Promise<Result<{ userId: string }, "wrong" | TooMany>> {
  const email = normaliseEmail(tried.email);
  const counters = [
    [PASSWORD_TRIES_IP, tried.requester.ip],
    [PASSWORD_TRIES_ADDRESS, email],
  ] as const;
  // Counted before the check, so that a thousand tries at once are not a thousand checks.
  for (const [limit, subject] of counters) {
    const taken = await takeTry(limit, subject);
    if (!taken.ok) return taken;
  }
  const person = await db.user.findUnique({ where: { email }, select: { id: true, passwordHash: true } });
  if (!(await verifyPassword(person?.passwordHash, tried.password)) || !person) return fail("wrong");
  for (const [limit, subject] of counters) await returnTry(limit, subject);
  return ok({ userId: person.id });
}

/** Use a sign-in link: once. It proves the address. */
export async function signInWithLink(token: string): Promise<Result<WayIn, TokenProblem>> {
  return db.$transaction(async (tx) => {
    const used = await consumeEmailToken(token, "sign_in", tx);
    if (!used.ok) return used;
    const { userId } = await findOrCreatePerson(tx, { email: used.value.email, name: "" });
    await proveEmail(tx, userId);
    return ok({ userId, returnTo: used.value.returnTo });
  });
}
