import { db, type Db, type Tx } from "~/db.server";
import { mergeCustomers } from "~/domain/customers/move-customers.server";
import { consumeEmailToken } from "~/domain/people/email-tokens.server";
import { mergeTeams } from "~/domain/team/personal.server";
import { recordTransition } from "~/domain/transitions.server";
import { fail, ok, type Result } from "~/lib/result";
import { addressBehind, type LinkRefusal } from "./address-link.server";
import { forgetSentMails } from "./mails.server";

/** Why two accounts stay two. */
export type MergeRefusal =
  /** The other account sells: its store cannot change hands this way. */
  | "owns_store"
  /** Both are paying for one membership: one of the two has to be cancelled first. */
  | "same_membership";

/** What a merge would bring, for the page that asks. */
export interface MergePreview {
  email: string;
  /** False: nobody ever bought anything under that address here. */
  known: boolean;
  titles: string[];
  orders: number;
  refusal: MergeRefusal | null;
}

const TITLES_SHOWN = 20;

/** What was bought under another address, shown to who proved it by the link in its mailbox. */
export async function mergePreview(token: string, purpose: "change_email" | "merge_people" | "mend_address", userId: string): Promise<Result<MergePreview, LinkRefusal>> {
  const asked = await addressBehind(token, purpose, userId);
  if (!asked.ok) return asked;
  const other = await db.user.findUnique({ where: { email: asked.value }, select: { id: true } });
  if (!other || other.id === userId) return ok({ email: asked.value, known: false, titles: [], orders: 0, refusal: null });
  const [grants, orders, may] = await Promise.all([
    db.grant.findMany({ where: { userId: other.id, revokedAt: null }, select: { offer: { select: { title: true } } }, orderBy: { grantedAt: "desc" }, take: TITLES_SHOWN }),
    db.order.count({ where: { userId: other.id } }),
    mergeable(other.id, userId),
  ]);
  return ok({ email: asked.value, known: true, titles: [...new Set(grants.map((grant) => grant.offer.title))], orders, refusal: may.ok ? null : may.error });
}

/** Whether an account may go into another. */
export async function mergeable(from: string, into: string, client: Db = db): Promise<Result<undefined, MergeRefusal>> {
  if (await client.store.findUnique({ where: { ownerId: from }, select: { id: true } })) return fail("owns_store");
  const running = await client.subscription.findMany({ where: { userId: { in: [from, into] }, endedAt: null }, select: { userId: true, offerId: true } });
  const theirs = new Set(running.filter((one) => one.userId === from).map((one) => one.offerId));
  return running.some((one) => one.userId === into && theirs.has(one.offerId)) ? fail("same_membership") : ok();
}

/**
 * Bring everything of the account under another address into the signed-in one, by the link that proves that address. The
 * other account is gone afterwards; orders keep the address they were bought under. Once only, all or nothing.
 */
export async function mergePeople(token: string, userId: string): Promise<Result<{ orders: number }, LinkRefusal | MergeRefusal | "nothing_there">> {
  const asked = await addressBehind(token, "merge_people", userId);
  if (!asked.ok) return asked;
  return db.$transaction(async (tx): Promise<Result<{ orders: number }, LinkRefusal | MergeRefusal | "nothing_there">> => {
    const other = await tx.user.findUnique({ where: { email: asked.value }, select: { id: true } });
    if (!other || other.id === userId) return fail("nothing_there");
    const may = await mergeable(other.id, userId, tx);
    if (!may.ok) return may;
    const used = await consumeEmailToken(token, "merge_people", tx);
    if (!used.ok) return used;
    await forgetSentMails(tx, asked.value);
    return ok({ orders: await mergeInto(tx, { from: other.id, into: userId }) });
  });
}

/** Move all that is `from`'s to `into` and remove the empty account. The caller has both addresses proved. */
export async function mergeInto(tx: Tx, { from, into }: { from: string; into: string }): Promise<number> {
  // Always in the same order, so that two merges of one person take turns instead of blocking each other.
  await tx.$queryRaw`SELECT id FROM users WHERE id IN (${from}, ${into}) ORDER BY id FOR UPDATE`;
  const moved = { where: { userId: from }, data: { userId: into } };
  const orders = await tx.order.updateMany(moved);
  await tx.grant.updateMany(moved);
  await tx.license.updateMany(moved);
  await tx.download.updateMany(moved);
  await tx.subscription.updateMany(moved);
  await tx.invoice.updateMany(moved);
  await mergeTeams(tx, from, into);
  await mergeLearning(tx, from, into);
  await mergeCustomers(tx, { from, into });
  await tx.user.delete({ where: { id: from } });
  await recordTransition(tx, { subjectType: "person", subjectId: from, from: null, to: `merged into ${into}`, cause: "merged by their owner", causeId: into });
  return orders.count;
}

/** Progress, tries, notes and certificates of both: the further mark, every try, both texts, the earlier paper. */
async function mergeLearning(tx: Tx, from: string, into: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO lesson_progress AS mine (user_id, lesson_id, offer_id, completed_at, position_seconds, position_at, undone_at, updated_at)
    SELECT ${into}, lesson_id, offer_id, completed_at, position_seconds, position_at, undone_at, updated_at FROM lesson_progress WHERE user_id = ${from}
    ON CONFLICT (user_id, lesson_id) DO UPDATE SET
      completed_at = least(mine.completed_at, excluded.completed_at),
      position_seconds = CASE WHEN excluded.position_at > coalesce(mine.position_at, '-infinity') THEN excluded.position_seconds ELSE mine.position_seconds END,
      position_at = greatest(mine.position_at, excluded.position_at),
      undone_at = greatest(mine.undone_at, excluded.undone_at),
      updated_at = greatest(mine.updated_at, excluded.updated_at)`;
  await tx.$executeRaw`
    UPDATE quiz_attempts a SET user_id = ${into},
           number = a.number + coalesce((SELECT max(number) FROM quiz_attempts b WHERE b.quiz_id = a.quiz_id AND b.user_id = ${into}), 0)
     WHERE a.user_id = ${from}`;
  await tx.$executeRaw`
    INSERT INTO lesson_notes AS mine (user_id, lesson_id, offer_id, text, updated_at)
    SELECT ${into}, lesson_id, offer_id, text, updated_at FROM lesson_notes WHERE user_id = ${from}
    ON CONFLICT (user_id, lesson_id) DO UPDATE SET text = mine.text || E'\n\n' || excluded.text, updated_at = greatest(mine.updated_at, excluded.updated_at)`;
  await tx.$executeRaw`
    DELETE FROM certificates c USING certificates o
     WHERE c.offer_id = o.offer_id AND c.user_id IN (${from}, ${into}) AND o.user_id IN (${from}, ${into}) AND c.user_id <> o.user_id AND (c.issued_at, c.id) > (o.issued_at, o.id)`;
  await tx.certificate.updateMany({ where: { userId: from }, data: { userId: into } });
  await tx.$executeRaw`
    INSERT INTO mail_preferences AS mine (user_id, store_id, posts, updates, lessons)
    SELECT ${into}, store_id, posts, updates, lessons FROM mail_preferences WHERE user_id = ${from}
    ON CONFLICT (user_id, store_id) DO UPDATE SET posts = mine.posts AND excluded.posts, updates = mine.updates AND excluded.updates, lessons = mine.lessons AND excluded.lessons`;
  await tx.$executeRaw`
    INSERT INTO lesson_openings (user_id, lesson_id, told_at) SELECT ${into}, lesson_id, told_at FROM lesson_openings WHERE user_id = ${from}
    ON CONFLICT (user_id, lesson_id) DO NOTHING`;
}
