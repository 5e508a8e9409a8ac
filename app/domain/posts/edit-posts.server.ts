import type { Tx } from "~/db.server";
import { auditBy } from "~/domain/audit/record.server";
import { inMembership, type MembershipKey } from "~/domain/memberships/tiers.server";
import { recordTransition, type Cause } from "~/domain/transitions.server";
import { enqueue, wake } from "~/jobs/queue.server";
import { now } from "~/lib/clock";
import { richText } from "~/lib/html.server";
import { newId } from "~/lib/ids";
import { fail, ok, type Result } from "~/lib/result";

export interface PostWords {
  title: string;
  /** As typed; sanitised here. */
  bodyHtml: string;
  /** Tiers that may read it; none: every tier that opens posts. */
  tierIds: readonly string[];
}

/** A new draft. Answers its id. */
export function createPost(key: MembershipKey, { title }: { title: string }, cause: Cause): Promise<Result<string, "not_found">> {
  return inMembership<string>(key, async (tx) => {
    const id = newId("post");
    await tx.post.create({ data: { id, ...key, title, status: "draft", createdAt: now(), updatedAt: now() } });
    await recordTransition(tx, { subjectType: "post", subjectId: id, from: null, to: "draft", ...cause });
    return ok(id);
  });
}

/** Save what a post says and who may read it. A published one changes for its readers at once; mails that went out do not. */
export function updatePost(key: MembershipKey, { postId, title, bodyHtml, tierIds }: PostWords & { postId: string }): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    const { count } = await tx.post.updateMany({ where: { id: postId, offerId: key.offerId }, data: { title, bodyHtml: richText(bodyHtml), updatedAt: now() } });
    if (count === 0) return fail("not_found");
    const wanted = [...new Set(tierIds)];
    if ((await tx.tier.count({ where: { id: { in: wanted }, offerId: key.offerId } })) !== wanted.length) return fail("not_found");
    await tx.postTier.deleteMany({ where: { postId, tierId: { notIn: wanted } } });
    await tx.postTier.createMany({ data: wanted.map((tierId) => ({ postId, tierId })), skipDuplicates: true });
    return ok();
  });
}

/** Let members read it. `mail`: each of them also gets a mail about it, once, however often it is published again. */
export async function publishPost(key: MembershipKey, { postId, mail }: { postId: string; mail: boolean }, cause: Cause): Promise<Result<undefined, "not_found" | "empty">> {
  const published = await inMembership<undefined, "empty">(key, async (tx) => {
    const post = await tx.post.findFirst({ where: { id: postId, offerId: key.offerId } });
    if (!post) return fail("not_found");
    if (post.bodyHtml.trim() === "") return fail("empty");
    if (post.status === "draft") {
      await tx.post.update({ where: { id: postId }, data: { status: "published", publishedAt: post.publishedAt ?? now() } });
      await recordTransition(tx, { subjectType: "post", subjectId: postId, from: "draft", to: "published", ...cause });
      await auditBy(tx, cause, { storeId: key.storeId, action: "post.publish", subjectType: "offer", subjectId: key.offerId, summary: `published the post “${post.title}”${mail ? " and had it mailed to members" : ""}` });
    }
    if (mail && !post.mailAskedAt) await askToMail(tx, postId);
    return ok();
  });
  if (published.ok && mail) wake("mail-post");
  return published;
}

async function askToMail(tx: Tx, postId: string): Promise<void> {
  await tx.post.update({ where: { id: postId }, data: { mailAskedAt: now(), mailCursor: "" } });
  await enqueue(tx, "mail-post", { postId });
}

/** Back to a draft: nobody but its writer sees it. Mails that went out stay where they are. */
export function unpublishPost(key: MembershipKey, { postId }: { postId: string }, cause: Cause): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    const { count } = await tx.post.updateMany({ where: { id: postId, offerId: key.offerId, status: "published" }, data: { status: "draft" } });
    if (count === 0) return fail("not_found");
    await recordTransition(tx, { subjectType: "post", subjectId: postId, from: "published", to: "draft", ...cause });
    await auditBy(tx, cause, { storeId: key.storeId, action: "post.unpublish", subjectType: "offer", subjectId: key.offerId, summary: "took a post back" });
    return ok();
  });
}

/** Cannot be undone. */
export function deletePost(key: MembershipKey, { postId }: { postId: string }, cause: Cause): Promise<Result<undefined, "not_found">> {
  return inMembership<undefined>(key, async (tx) => {
    const post = await tx.post.findFirst({ where: { id: postId, offerId: key.offerId }, select: { title: true } });
    const { count } = await tx.post.deleteMany({ where: { id: postId, offerId: key.offerId } });
    if (!post || count === 0) return fail("not_found");
    await auditBy(tx, cause, { storeId: key.storeId, action: "post.delete", subjectType: "offer", subjectId: key.offerId, summary: `deleted the post “${post.title}”` });
    await recordTransition(tx, { subjectType: "post", subjectId: postId, from: null, to: "deleted", ...cause });
    return ok();
  });
}
