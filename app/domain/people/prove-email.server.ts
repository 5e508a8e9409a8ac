import type { Tx } from "~/db.server";
import { now } from "~/lib/clock";

/**
 * A mailed link was used: the address is this person's. If that was not known before, whatever was set up without the
 * proof (a password, sessions) may be somebody else's doing and ends here.
 */
export async function proveEmail(tx: Tx, userId: string): Promise<{ first: boolean }> {
  const { count } = await tx.user.updateMany({ where: { id: userId, emailVerifiedAt: null }, data: { emailVerifiedAt: now(), passwordHash: null } });
  if (count > 0) await tx.session.deleteMany({ where: { userId } });
  return { first: count > 0 };
}
