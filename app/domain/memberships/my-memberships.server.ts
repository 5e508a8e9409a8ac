import { db } from "~/db.server";
import { liveNow } from "~/domain/access/can-open.server";
import { now } from "~/lib/clock";
import { NEWEST, toBePaid } from "./open-invoice";
import { membershipState, STATE_COLUMNS, type MembershipState } from "./state";

const FACE = { id: true, name: true, slug: true, accentColor: true, supportEmail: true } as const;

/** More memberships than this nobody has; the list says so instead of growing. */
const LISTED = 100;

/**
 * A person's memberships: those they pay for, newest first, ended ones too, once for each membership; then those that are open to
 * them without paying (a free tier, or days that came with a bundle), each by the grant that lasts longest.
 */
export async function myMemberships(userId: string) {
  const [subscriptions, given] = await Promise.all([
    db.subscription.findMany({
      where: { userId },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: LISTED,
      select: { ...STATE_COLUMNS, id: true, offerId: true, createdAt: true, tier: { select: { title: true } }, price: true, invoices: { orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: NEWEST, select: { id: true, status: true, amountDue: true, currency: true, actionRequired: true, createdAt: true } }, offer: { select: { title: true, coverFileId: true, membership: true, store: { select: FACE } } } },
    }),
    db.grant.findMany({
      where: { userId, tierId: { not: null }, order: { interval: null }, ...liveNow() },
      orderBy: [{ expiresAt: { sort: "desc", nulls: "first" } }, { grantedAt: "desc" }, { id: "desc" }],
      take: LISTED,
      select: { id: true, offerId: true, expiresAt: true, order: { select: { offerId: true, offerTitle: true } }, tier: { select: { title: true } }, offer: { select: { title: true, coverFileId: true, store: { select: FACE } } } },
    }),
  ]);
  const seen = new Set<string>();
  const paid = subscriptions.flatMap((one) => {
    const state = membershipState(one, now());
    // Of a membership left and joined again, the one that runs speaks.
    if (seen.has(one.offerId)) return [];
    seen.add(one.offerId);
    return [{ ...one, state, due: (state.canPay && toBePaid(one.status, one.invoices)[0]) || null }];
  });
  // What one pays for speaks for itself; what has ended does not hide what is open.
  const shown = new Set(paid.filter((one) => one.state.open).map((one) => one.offerId));
  const open = given.flatMap(({ order, ...grant }) => {
    if (shown.has(grant.offerId)) return [];
    shown.add(grant.offerId);
    return [{ ...grant, bundle: order && order.offerId !== grant.offerId ? order.offerTitle : null }];
  });
  return { paid, open };
}

export type MyMembership = NonNullable<Awaited<ReturnType<typeof myMembership>>>;

/** One membership of this person with all that its page shows; null when it is not theirs. */
export async function myMembership(userId: string, subscriptionId: string) {
  const found = await db.subscription.findFirst({
    where: { id: subscriptionId, userId },
    include: {
      tier: { include: { items: { orderBy: { addedAt: "asc" }, select: { addedAt: true, offer: { select: { id: true, title: true, kind: true } } } } } },
      price: true,
      offer: { select: { id: true, title: true, slug: true, status: true, membership: true, store: { select: FACE } } },
      account: { select: { status: true } },
      invoices: { where: { status: { not: "draft" } }, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: NEWEST },
    },
  });
  if (!found) return null;
  const state: MembershipState = membershipState(found, now());
  return { ...found, state, toBePaid: state.canPay ? toBePaid(found.status, found.invoices) : [] };
}

/** What has come since a member left, as far as it is published and their tier opens it: offers, and posts. For the page that asks them back. */
export async function newSince({ offerId, tierId }: { offerId: string; tierId: string }, since: Date) {
  const [tier, items, posts] = await Promise.all([
    db.tier.findUnique({ where: { id: tierId }, select: { opensPosts: true } }),
    db.tierItem.findMany({ where: { tierId, addedAt: { gt: since }, offer: { status: "published" } }, orderBy: { addedAt: "desc" }, take: 6, select: { offer: { select: { title: true, kind: true } } } }),
    db.post.count({ where: { offerId, status: "published", publishedAt: { gt: since }, OR: [{ tiers: { none: {} } }, { tiers: { some: { tierId } } }] } }),
  ]);
  return { items: items.map((item) => item.offer), posts: tier?.opensPosts ? posts : 0 };
}
