import { db } from "~/db.server";
import { consumeEmailToken, type TokenProblem } from "~/domain/people/email-tokens.server";
import { findOrCreatePerson } from "~/domain/people/find-or-create-person.server";
import { hashPassword } from "~/domain/people/passwords.server";
import { proveEmail } from "~/domain/people/prove-email.server";
import { ok, type Result } from "~/lib/result";
import type { WayIn } from "./sign-in.server";

/**
 * Use a link that opens an account. Name and password are chosen here, after the address is proved, so nobody can prepare
 * an account for somebody else. If the address has got a proved account meanwhile, this signs in to it and leaves it as it is.
 * `password` null: the person signs in by mailed links.
 */
export async function openAccount(token: string, chosen: { name: string; password: string | null }): Promise<Result<WayIn & { opened: boolean }, TokenProblem>> {
  const passwordHash = chosen.password === null ? null : await hashPassword(chosen.password);
  return db.$transaction(async (tx) => {
    const used = await consumeEmailToken(token, "verify_email", tx);
    if (!used.ok) return used;
    const { userId } = await findOrCreatePerson(tx, { email: used.value.email, name: chosen.name });
    const { first } = await proveEmail(tx, userId);
    if (first) await tx.user.update({ where: { id: userId }, data: { name: chosen.name, passwordHash } });
    return ok({ userId, returnTo: used.value.returnTo, opened: first });
  });
}
