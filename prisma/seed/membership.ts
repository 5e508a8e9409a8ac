import { db } from "~/db.server";
import { createOffer } from "~/domain/catalog/create-offer.server";
import { publishOffer } from "~/domain/catalog/publish-offer.server";
import { setCover } from "~/domain/catalog/set-cover.server";
import { updateOffer } from "~/domain/catalog/update-offer.server";
import { MAX_COVER_BYTES } from "~/domain/files/upload-limits";
import { cancelAtPeriodEnd } from "~/domain/memberships/cancel.server";
import { syncSubscription } from "~/domain/memberships/sync-subscription.server";
import { setTierPrices } from "~/domain/memberships/tier-prices.server";
import { addTier, setTierItems, updateTier } from "~/domain/memberships/tiers.server";
import { createPost, publishPost, updatePost } from "~/domain/posts/edit-posts.server";
import { mailPost } from "~/domain/posts/mail-post.server";
import type { Store } from "~/generated/prisma/client";
import type { DemoMember, DemoMembership, DemoPost, DemoStore } from "./content/types";
import { placeOrder, sendMails } from "./orders";
import { inSandbox } from "./sandbox-control";
import { must, offerIdOf, seedCause, upload } from "./stores";
import { daysAgo, standAt } from "./time";

/** Write and publish the membership of a store. */
export async function makeMembership(store: Store, demo: DemoMembership, currency: DemoStore["currency"]): Promise<void> {
  await standAt(daysAgo(demo.publishedDaysAgo, 8));
  const { title, subtitle, slug, descriptionHtml, highlights } = demo;
  const offer = await createOffer({ storeId: store.id, kind: "membership", title }, seedCause);
  const key = { storeId: store.id, offerId: offer.id };
  must(await updateOffer({ ...key, title, subtitle, slug, descriptionHtml, highlights }, seedCause));
  must(await setCover({ ...key, fileId: await upload(store.id, demo.cover, "cover", "image", MAX_COVER_BYTES) }));
  for (const tier of demo.tiers) {
    const tierId = must(await addTier(key, { title: tier.title }));
    must(await updateTier(key, { tierId, title: tier.title, description: tier.description, highlights: tier.highlights, opensPosts: true }));
    must(await setTierPrices(key, tierId, { currency, free: false, month: BigInt(tier.monthMinor), year: BigInt(tier.yearMinor), trialDays: tier.trialDays }));
    must(await setTierItems(key, { tierId, offerIds: await Promise.all(tier.opens.map((item) => offerIdOf(store.id, item))) }));
  }
  must(await publishOffer(key, seedCause));
}

/** A letter to the members, and the mails about it. */
export async function writePost(store: Store, membershipSlug: string, { title, bodyHtml, mail }: DemoPost): Promise<void> {
  const key = { storeId: store.id, offerId: await offerIdOf(store.id, membershipSlug) };
  const postId = must(await createPost(key, { title }, seedCause));
  must(await updatePost(key, { postId, title, bodyHtml, tierIds: [] }));
  must(await publishPost(key, { postId, mail }, seedCause));
  if (!mail) return;
  await mailPost(postId);
  await sendMails();
}

/** Join as a person would, and let become of it what has. */
export async function join(store: Store, membershipSlug: string, member: DemoMember & { buyer: { name: string; email: string; country?: string }; userId?: string }, moment: number): Promise<void> {
  const price = await db.price.findFirstOrThrow({ where: { active: true, interval: member.interval, tier: { title: member.tier }, offer: { storeId: store.id, slug: membershipSlug } }, select: { id: true } });
  const orderId = await placeOrder({ store, offerSlug: membershipSlug, priceId: price.id, moment, outcome: "paid", buyer: member.buyer, ...(member.userId ? { userId: member.userId } : {}) });
  const { id, userId, stripeSubscriptionId } = await db.subscription.findUniqueOrThrow({ where: { orderId } });
  // The card runs out before the next month is due.
  if (member.standing === "payment_failed") await inSandbox("subscriptions", "failNext", { subscription: stripeSubscriptionId, times: 20 });
  if (member.standing === "cancelled") must(await cancelAtPeriodEnd({ userId, subscriptionId: id, reason: member.reason ?? "" }, { cause: "member", causeId: userId }));
}

/** What Stripe did since they joined (renewals, a card that failed), as its messages would have told. */
export async function catchUp(): Promise<void> {
  const subscriptions = await db.subscription.findMany({ select: { stripeSubscriptionId: true } });
  for (const { stripeSubscriptionId } of subscriptions) {
    const synced = await syncSubscription(stripeSubscriptionId, seedCause);
    if (synced.outcome !== "synced") throw new Error(`The demo's membership ${stripeSubscriptionId} is ${synced.outcome}`);
  }
  await sendMails();
}
