import { db } from "~/db.server";

/** What the account page shows of a person, beside what their session knows. */
export async function accountOf(userId: string): Promise<{ name: string; email: string; hasPassword: boolean; createdAt: Date }> {
  const { name, email, passwordHash, createdAt } = await db.user.findUniqueOrThrow({ where: { id: userId } });
  return { name, email, hasPassword: passwordHash !== null, createdAt };
}

/** The name on the account: seen by the person, by stores they buy from, and on receipts to come. */
export async function renamePerson(userId: string, name: string): Promise<void> {
  await db.user.update({ where: { id: userId }, data: { name: name.trim() } });
}
