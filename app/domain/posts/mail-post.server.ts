import { db, Prisma, type Db, type Tx } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { stopUrl } from "~/domain/mail/stop-link";
import { storeFace } from "~/domain/mail/store-face";
import { env } from "~/env.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { now, SECOND } from "~/lib/clock";
import { textOf } from "~/lib/html.server";

/** Members written to in one transaction: few, because the embedded database answers nobody else meanwhile. */
export const MAIL_AT_ONCE = 200;

/** As much of a post as its mail carries; the rest is read where access is asked for. */
const EXCERPT = 600;

/** Who may read a post and wants its store's mails about posts, each once. Users `u`. */
function isReader(postId: string, offerId: string, storeId: string): Prisma.Sql {
  const alive = Prisma.sql(liveGrant("g", "?").split("?"), now().toISOString());
  return Prisma.sql`
    u.deleted_at IS NULL
    AND EXISTS (
      SELECT 1 FROM grants g JOIN tiers t ON t.id = g.tier_id
       WHERE g.user_id = u.id AND g.offer_id = ${offerId} AND ${alive} AND t.opens_posts
         AND (NOT EXISTS (SELECT 1 FROM post_tiers x WHERE x.post_id = ${postId}) OR EXISTS (SELECT 1 FROM post_tiers x WHERE x.post_id = ${postId} AND x.tier_id = g.tier_id)))
    AND NOT EXISTS (SELECT 1 FROM mail_preferences p WHERE p.user_id = u.id AND p.store_id = ${storeId} AND NOT p.posts)`;
}

/** How many members a mail about a post would reach now. */
export async function readersOf(post: { id: string; offerId: string; storeId: string }, client: Db = db): Promise<number> {
  const rows = await client.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM users u WHERE u.id IN (SELECT user_id FROM grants WHERE offer_id = ${post.offerId}) AND ${isReader(post.id, post.offerId, post.storeId)}`;
  return rows[0]?.count ?? 0;
}

/**
 * Write the next mails about a post, at most 200, in the transaction that notes how far it came, and enqueue the rest. Any number
 * of processes may call this; one that dies is gone on from by the sweep. One mail a person and post, whatever happens.
 * @returns how many were written
 */
export async function mailPost(postId: string): Promise<number> {
  const written = await db.$transaction((tx) => mailBatch(tx, postId), { timeout: 60 * SECOND, maxWait: 20 * SECOND });
  if (written > 0) {
    wake("send-email");
    wake("mail-post");
  }
  return written;
}

async function mailBatch(tx: Tx, postId: string): Promise<number> {
  // Another process at work on it goes on by itself.
  const locked = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM posts WHERE id = ${postId} AND mail_cursor IS NOT NULL FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return 0;
  const post = await tx.post.findUniqueOrThrow({ where: { id: postId }, include: { offer: { include: { store: true } } } });
  // Taken back before everybody was written to: the rest waits for it to be published again.
  if (post.status !== "published") return 0;
  const { offer, storeId, offerId } = post;
  const members = await tx.$queryRaw<{ id: string; email: string }[]>`
    SELECT u.id, u.email FROM users u
     WHERE u.id > ${post.mailCursor ?? ""} AND u.id IN (SELECT user_id FROM grants WHERE offer_id = ${offerId} AND user_id > ${post.mailCursor ?? ""}) AND ${isReader(postId, offerId, storeId)}
     ORDER BY u.id LIMIT ${MAIL_AT_ONCE}`;
  const text = textOf(post.bodyHtml).replace(/\s+/g, " ").trim();
  const common = {
    store: storeFace(offer.store),
    membership: offer.title,
    title: post.title,
    excerpt: text.length > EXCERPT ? `${text.slice(0, EXCERPT).replace(/\s+\S*$/, "")} …` : text,
    url: `${env.appUrl}/library/${offerId}/posts/${postId}`,
  };
  let created = 0;
  for (const { id: userId, email } of members) {
    const stop = { userId, storeId, what: "posts" } as const;
    const queued = await queueEmail(tx, { kind: "members-post", subjectKey: `${postId}.${userId}`, to: email, storeId, props: { ...common, stopUrl: stopUrl(stop) }, link: null, stop, cause: { cause: "a post for members", causeId: postId } });
    if (queued.created) created += 1;
  }
  const more = members.length === MAIL_AT_ONCE;
  await tx.post.update({ where: { id: postId }, data: more ? { mailCursor: members.at(-1)?.id ?? null } : { mailCursor: null, mailedAt: now() } });
  if (more) await enqueue(tx, "mail-post", { postId });
  return created;
}

/** Posts whose mailing stopped half-way (a crash, a lost job): the sweep goes on with them. */
export async function postsToMail(): Promise<string[]> {
  const rows = await db.post.findMany({ where: { mailCursor: { not: null }, status: "published" }, orderBy: { mailAskedAt: "asc" }, take: 20, select: { id: true } });
  return rows.map((row) => row.id);
}
