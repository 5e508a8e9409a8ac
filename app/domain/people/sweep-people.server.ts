import { db } from "~/db.server";
import { DAY, later, now } from "~/lib/clock";
import { deleteOldCounters } from "./rate-limit.server";

/** Remove what has run out: sessions, links a month after their end (until then the page can still say "expired"), counters. */
export async function sweepPeople(): Promise<void> {
  await db.session.deleteMany({ where: { expiresAt: { lte: now() } } });
  await db.emailToken.deleteMany({ where: { expiresAt: { lt: later(-30 * DAY) } } });
  await deleteOldCounters();
}
