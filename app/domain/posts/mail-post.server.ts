import { db, Prisma, type Db, type Tx } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { nextOf, sizeOf, WRITE_AT_ONCE, writeBatch, type Audience } from "~/domain/mail/audience.server";
import { queueEmail } from "~/domain/mail/outbox.server";
import { stopUrl } from "~/domain/mail/stop-link";
import { storeFace } from "~/domain/mail/store-face";
import { env } from "~/env.server";
import { enqueue } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { textOf } from "~/lib/html.server";

/** As much of a post as its mail carries; the rest is read where access is asked for. */
const EXCERPT = 600;

type PostKey = { id: string; offerId: string; storeId: string };

/** Who may read a post. */
function readers({ id, offerId, storeId }: PostKey): Audience {
  const alive = Prisma.sql(liveGrant("g", "?").split("?"), now().toISOString());
  const fits = Prisma.sql`
    EXISTS (
      SELECT 1 FROM grants g JOIN tiers t ON t.id = g.tier_id
       WHERE g.user_id = u.id AND g.offer_id = ${offerId} AND ${alive} AND t.opens_posts
         AND (NOT EXISTS (SELECT 1 FROM post_tiers x WHERE x.post_id = ${id}) OR EXISTS (SELECT 1 FROM post_tiers x WHERE x.post_id = ${id} AND x.tier_id = g.tier_id)))`;
  return { offerId, storeId, what: "posts", fits };
}

/** How many members a mail about a post would reach now. */
export function readersOf(post: PostKey, client: Db = db): Promise<number> {
  return sizeOf(readers(post), client);
}

/**
 * Write the next mails about a post, at most 200, in the transaction that notes how far it came, and enqueue the rest. Any number
 * of processes may call this; one that dies is gone on from by the sweep. One mail a person and post, whatever happens.
 * @returns how many were written
 */
export function mailPost(postId: string): Promise<number> {
  return writeBatch("mail-post", (tx) => mailBatch(tx, postId));
}

async function mailBatch(tx: Tx, postId: string): Promise<number> {
  // Another process at work on it goes on by itself.
  const locked = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM posts WHERE id = ${postId} AND mail_cursor IS NOT NULL FOR UPDATE SKIP LOCKED`;
  if (locked.length === 0) return 0;
  const post = await tx.post.findUniqueOrThrow({ where: { id: postId }, include: { offer: { include: { store: true } } } });
  // Taken back before everybody was written to: the rest waits for it to be published again.
  if (post.status !== "published") return 0;
  const { offer, storeId, offerId } = post;
  const members = await nextOf(tx, readers(post), post.mailCursor ?? "");
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
  const more = members.length === WRITE_AT_ONCE;
  await tx.post.update({ where: { id: postId }, data: more ? { mailCursor: members.at(-1)?.id ?? null } : { mailCursor: null, mailedAt: now() } });
  if (more) await enqueue(tx, "mail-post", { postId });
  return created;
}

/** Posts whose mailing stopped half-way (a crash, a lost job): the sweep goes on with them. */
export async function postsToMail(): Promise<string[]> {
  const rows = await db.post.findMany({ where: { mailCursor: { not: null }, status: "published" }, orderBy: { mailAskedAt: "asc" }, take: 20, select: { id: true } });
  return rows.map((row) => row.id);
}
