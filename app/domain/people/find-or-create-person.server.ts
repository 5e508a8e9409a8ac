import type { Tx } from "~/db.server";
import { now } from "~/lib/clock";
import { normaliseEmail } from "~/lib/email";
import { newId } from "~/lib/ids";

/**
 * The person behind an address; a new one gets `name` (or the part before the @). Safe against a race: two calls at once
 * find the same person. Says nothing about whether the address is theirs: that is proved by a mailed link only.
 */
export async function findOrCreatePerson(tx: Tx, person: { email: string; name: string }): Promise<{ userId: string; created: boolean }> {
  const email = normaliseEmail(person.email);
  const name = person.name.trim() || email.split("@")[0] || email;
  const id = newId("user");
  const { count } = await tx.user.createMany({ data: { id, email, name, createdAt: now() }, skipDuplicates: true });
  if (count === 1) return { userId: id, created: true };
  const { id: userId } = await tx.user.findUniqueOrThrow({ where: { email }, select: { id: true } });
  return { userId, created: false };
}
