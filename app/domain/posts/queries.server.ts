import { db, sql } from "~/db.server";
import { liveGrant } from "~/domain/access/can-open.server";
import { now } from "~/lib/clock";
import type { PageAsked } from "~/lib/cursor";
import { keysetOf, pageOf, readingOf, type Page } from "~/lib/keyset";

export const POSTS_PAGE = 20;

/** A membership's posts for their writer, newest first, drafts among them; without their text. */
export async function postsForStudio(offerId: string, asked: PageAsked = {}, size = POSTS_PAGE) {
  const reading = readingOf(asked);
  const { where, orderBy } = keysetOf("createdAt", reading);
  const found = await db.post.findMany({
    where: { offerId, ...where },
    orderBy,
    take: size + 1,
    select: { id: true, title: true, status: true, publishedAt: true, mailAskedAt: true, mailedAt: true, createdAt: true, tiers: { select: { tier: { select: { title: true } } } } },
  });
  return pageOf(found, reading, size, (post) => ({ at: post.createdAt, id: post.id }));
}

/** One post for its writer; null for another store's. */
export function postForStudio({ storeId, offerId }: { storeId: string; offerId: string }, postId: string) {
  return db.post.findFirst({ where: { id: postId, offerId, storeId }, include: { tiers: { select: { tierId: true } } } });
}

/** The condition under which a person reads posts `p` of a membership: a live grant of it, by a tier that opens them. */
const READABLE = (person: string, at: string) => `
  EXISTS (SELECT 1 FROM grants g JOIN tiers t ON t.id = g.tier_id
           WHERE g.user_id = ${person} AND g.offer_id = p.offer_id AND ${liveGrant("g", at)} AND t.opens_posts
             AND (NOT EXISTS (SELECT 1 FROM post_tiers x WHERE x.post_id = p.id) OR EXISTS (SELECT 1 FROM post_tiers x WHERE x.post_id = p.id AND x.tier_id = g.tier_id)))`;

export interface ListedPost {
  id: string;
  title: string;
  publishedAt: Date;
  /** False: it is there, but not for the reader's tier. */
  readable: boolean;
}

/** A membership's posts for a member, newest first; those of other tiers by title alone. One statement. */
export async function postsForMember(userId: string, offerId: string, asked: PageAsked = {}, size = POSTS_PAGE): Promise<Page<ListedPost>> {
  const reading = readingOf(asked);
  const { cursor, backwards } = reading;
  const order = backwards ? "ASC" : "DESC";
  const { rows } = await sql<ListedPost>(
    `SELECT p.id, p.title, p.published_at AS "publishedAt", ${READABLE("$1", "$3")} AS readable
       FROM posts p
      WHERE p.offer_id = $2 AND p.status = 'published'
        ${cursor ? `AND (p.published_at, p.id) ${backwards ? ">" : "<"} ($5::timestamptz, $6)` : ""}
      ORDER BY p.published_at ${order}, p.id ${order} LIMIT $4::int`,
    [userId, offerId, now().toISOString(), size + 1, ...(cursor ? [cursor.at.toISOString(), cursor.id] : [])],
  );
  return pageOf(rows.map((row) => ({ ...row, publishedAt: new Date(row.publishedAt) })), reading, size, (post) => ({ at: post.publishedAt, id: post.id }));
}

/** One published post for a member who may read it; null for everybody else, so that its id is not even confirmed. */
export async function postForMember(userId: string, offerId: string, postId: string): Promise<{ id: string; title: string; bodyHtml: string; publishedAt: Date } | null> {
  const { rows } = await sql<{ id: string; title: string; bodyHtml: string; publishedAt: Date }>(
    `SELECT p.id, p.title, p.body_html AS "bodyHtml", p.published_at AS "publishedAt"
       FROM posts p WHERE p.id = $4 AND p.offer_id = $2 AND p.status = 'published' AND ${READABLE("$1", "$3")}`,
    [userId, offerId, now().toISOString(), postId],
  );
  const post = rows[0];
  return post ? { ...post, publishedAt: new Date(post.publishedAt) } : null;
}
