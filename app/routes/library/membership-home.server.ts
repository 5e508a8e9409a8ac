import { wantsMail } from "~/domain/mail/preferences.server";
import { membershipStanding } from "~/domain/memberships/standing.server";
import { tiersOf } from "~/domain/memberships/tier-queries.server";
import { postsForMember } from "~/domain/posts/queries.server";
import { formatDay } from "~/lib/dates";

/** What a member's page shows. The person may open the membership: the caller has asked. */
export async function membershipHome(userId: string, offer: { id: string; storeId: string }, url: URL, expires: boolean) {
  const asked = { before: url.searchParams.get("before"), after: url.searchParams.get("after") };
  const [standing, tiers, posts, wantsPosts] = await Promise.all([
    membershipStanding(offer.id, userId),
    tiersOf(offer.id),
    postsForMember(userId, offer.id, asked),
    wantsMail({ userId, storeId: offer.storeId, what: "posts" }),
  ]);
  const tier = tiers.find((one) => one.id === standing.tierId);
  return {
    tier: { title: tier?.title ?? "", opensPosts: tier?.opensPosts ?? false },
    items: (tier?.items ?? []).map(({ offerId, title, kind, coverUrl }) => ({ offerId, title, kind, coverUrl })),
    posts: {
      rows: posts.rows.map(({ id, title, publishedAt, readable }) => ({ id, title, readable, day: formatDay(publishedAt) })),
      newer: posts.newer && `/library/${offer.id}?after=${posts.newer}`,
      older: posts.older && `/library/${offer.id}?before=${posts.older}`,
    },
    managePath: standing.subscriptionId && `/library/memberships/${standing.subscriptionId}`,
    canLeave: standing.subscriptionId === null && !expires,
    wantsPosts,
  };
}
