import { db, Prisma, type Db, type Tx } from "~/db.server";
import { wake, type QueueName } from "~/jobs/queue.server";
import { SECOND } from "~/lib/clock";

/** People written to in one transaction: few, because the embedded database answers nobody else meanwhile. */
export const WRITE_AT_ONCE = 200;

/** Who hears of something about an offer: whoever has or had it, fits, and did not switch off this kind of a store's mails; each once. */
export interface Audience {
  offerId: string;
  storeId: string;
  /** The switch in the mail settings. */
  what: "updates" | "posts";
  /** About users `u`. */
  fits: Prisma.Sql;
}

function isMeant({ storeId, what, fits }: Audience): Prisma.Sql {
  return Prisma.sql`
    u.deleted_at IS NULL AND ${fits}
    AND NOT EXISTS (SELECT 1 FROM mail_preferences p WHERE p.user_id = u.id AND p.store_id = ${storeId} AND NOT p.${Prisma.raw(what)})`;
}

/** How many people a mail to them would reach now. */
export async function sizeOf(audience: Audience, client: Db = db): Promise<number> {
  const rows = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM users u WHERE u.id IN (SELECT user_id FROM grants WHERE offer_id = ${audience.offerId}) AND ${isMeant(audience)}`;
  return rows[0]?.count ?? 0;
}

/** The next of them, at most `WRITE_AT_ONCE`, in the order of their ids. @param after the last one written to; "" to begin */
export function nextOf(tx: Tx, audience: Audience, after: string): Promise<{ id: string; email: string }[]> {
  return tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT u.id, u.email FROM users u
     WHERE u.id > ${after} AND u.id IN (SELECT user_id FROM grants WHERE offer_id = ${audience.offerId} AND user_id > ${after}) AND ${isMeant(audience)}
     ORDER BY u.id LIMIT ${WRITE_AT_ONCE}`;
}

/**
 * Run one batch: `write` queues the next mails, notes how far it came and enqueues `job` for the rest, all in one transaction, so
 * that 50,000 people hold up nobody.
 * @returns how many were written
 */
export async function writeBatch(job: QueueName, write: (tx: Tx) => Promise<number>): Promise<number> {
  const written = await db.$transaction(write, { timeout: 60 * SECOND, maxWait: 20 * SECOND });
  if (written > 0) {
    wake("send-email");
    wake(job);
  }
  return written;
}
